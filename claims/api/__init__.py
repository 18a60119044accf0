"""The partner API: what all its versions share; a folder a version."""
