"""What the worker does, by the clock or because somebody asked: a task each."""

from . import reminders, schedules, sources, tidying, webhooks

__all__ = ["reminders", "schedules", "sources", "tidying", "webhooks"]
