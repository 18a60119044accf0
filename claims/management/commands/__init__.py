"""One command a file, each thin: parse, call a service, print."""
