"""Charts drawn as SVG by plain Python, each with its figures as a table."""

from .bars import Bar, bars, columns
from .base import Chart

__all__ = ["Bar", "Chart", "bars", "columns"]
