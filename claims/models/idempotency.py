"""Kept answers: what a request with an Idempotency-Key was answered, for a day."""

from django.db import models


class KeptAnswer(models.Model):
    """What a request came to, so that sent again it is answered so again.

    ``scope`` is a digest of who asked, how, where and under which key;
    ``fingerprint`` is one of what was sent.
    """

    scope = models.CharField(max_length=64, primary_key=True)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    headers = models.JSONField()
    body = models.BinaryField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["at"], name="kept_answer_age")]

    def __str__(self) -> str:
        return f"{self.status} at {self.at}"
