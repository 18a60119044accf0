"""The desk API: the newsroom's own tools, each acting as the person it belongs to."""
