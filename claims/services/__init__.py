"""Everything that writes: one function a thing a person can do."""
