"""Charts drawn as SVG by plain Python, each with its figures as a table."""

from .bars import Bar, bars, columns
from .base import Chart
from .figures import Finding, Given, figures_chart

__all__ = ["Bar", "Chart", "Finding", "Given", "bars", "columns", "figures_chart"]
