"""The record in the shape of Google's Fact Check Tools API, for clients of that."""
