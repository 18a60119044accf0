"""The benchmark: a large newsroom made up, and how fast its record is read."""
