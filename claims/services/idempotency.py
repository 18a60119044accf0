"""Doing once what is asked several times: keys that are held, answers that are kept."""

import datetime
from collections.abc import Mapping

from django.db import connection
from django.utils import timezone

from claims.models import KeptAnswer

KEPT_FOR = datetime.timedelta(hours=24)


class KeyInUseError(Exception):
    """A request with the same key is being answered at this moment."""


class KeyReusedError(Exception):
    """The key was used for a request that said something else."""


def take_key(scope: str, fingerprint: str) -> KeptAnswer | None:
    """Give what the same request was answered, or hold its key for this transaction.

    Waits for nobody. The caller does what is asked and keeps the answer in the
    transaction that holds the key, so that either both have happened or neither.
    Raises ``KeyInUseError`` while another transaction holds the key, and
    ``KeyReusedError`` where the kept answer is to something else.
    """
    if not _try_lock(scope):
        raise KeyInUseError
    kept = KeptAnswer.objects.filter(pk=scope).first()
    if kept is None:
        return None
    if kept.at <= timezone.now() - KEPT_FOR:
        kept.delete()
        return None
    if kept.fingerprint != fingerprint:
        raise KeyReusedError
    return kept


def keep_answer(
    scope: str, fingerprint: str, status: int, headers: Mapping[str, str], body: bytes
) -> None:
    """Keep what a request was answered; the caller's transaction holds its key."""
    KeptAnswer.objects.create(
        scope=scope,
        fingerprint=fingerprint,
        status=status,
        headers=dict(headers),
        body=body,
    )


def forget_old_answers() -> int:
    """Remove the answers that are kept no more; give their number."""
    old = KeptAnswer.objects.filter(at__lte=timezone.now() - KEPT_FOR)
    return old.delete()[0]


def _try_lock(scope: str) -> bool:
    """Hold an advisory lock until the transaction ends, unless another does."""
    number = int.from_bytes(bytes.fromhex(scope[:16]), signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [number])
        [taken] = cursor.fetchone()
    return bool(taken)
