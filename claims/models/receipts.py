"""Receipts: which forms were saved, so that one posted twice is saved once."""

from django.db import models


class Receipt(models.Model):
    """That a post of a form was saved, and the row it is about.

    ``key`` is a digest of the person, the page, its one-time token and all that was
    posted: a second click is told by it, a post with other words is not.
    """

    key = models.CharField(max_length=64, primary_key=True)
    row = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.row} at {self.at}"
