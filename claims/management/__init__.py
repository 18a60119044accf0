"""Claimbook's commands."""
