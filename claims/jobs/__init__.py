"""What the worker does, by the clock or because somebody asked: a task each."""

from . import schedules, tidying

__all__ = ["schedules", "tidying"]
