"""Publishing many made-up claims: so many, from one seed, a batch a transaction."""

from collections.abc import Callable
from random import Random

from django.apps import apps
from django.db import transaction

from claims.models import Claim
from claims.services.conflicts import recount_conflicts

from .batches import Batch
from .tables import run
from .world import found_world, refuse_foreign_claims

SEED = "claimbook"
BATCH = 1500


def seed(number: int, progress: Callable[[int], object]) -> int:
    """Bring the database to ``number`` published claims; return how many are new.

    Interrupted, it keeps the batches that are done, and goes on after them when it
    is called again. The same calls give the same claims. Raises
    ``ForeignRowsError`` where there are claims it did not make.
    """
    refuse_foreign_claims()
    with transaction.atomic("owner"):
        world = found_world(Random(SEED))  # noqa: S311 - made-up text, no secret
    before = Claim.objects.using("owner").count()
    for start in range(before, number, BATCH):
        size = min(BATCH, number - start)
        rng = Random(f"{SEED} {start}")  # noqa: S311 - made-up text, no secret
        with transaction.atomic("owner"):
            Batch(world, rng, size).publish()
        progress(size)
    recount_conflicts(using="owner")
    tidy()
    return max(0, number - before)


def tidy() -> None:
    """Leave the tables as a database long in use would: vacuumed, with statistics."""
    models = apps.get_app_config("claims").get_models(include_auto_created=True)
    tables = {f'"{model._meta.db_table}"' for model in models}
    run(f"VACUUM (ANALYZE) {', '.join(sorted(tables))}")
