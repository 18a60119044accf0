"""Version 1 of the partner API: a resource a file; it reads the record only."""
