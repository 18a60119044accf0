"""Guesses at passwords and codes, counted for all web processes together."""

from django.db import models


class Guess(models.Model):
    """How far ahead of time one guesser, or one account, has spent its guesses.

    Each guess moves ``spent_until`` a step on; who is some steps ahead of the clock
    waits until it has caught up. Rows of the past mean nothing and are removed. It
    is no part of the desk: it has no history.
    """

    key = models.CharField(max_length=100, primary_key=True)
    spent_until = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name_plural = "guesses"

    def __str__(self) -> str:
        return self.key
