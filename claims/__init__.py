"""Claims, their sources and reviews at the desk; what was published in the record."""
