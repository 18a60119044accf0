"""The project's settings, for the database and the addresses of the benchmark."""

import os

from project.settings import *  # noqa: F403, TID251
from project.settings import DATABASES  # noqa: TID251

ROOT_URLCONF = "claims.bench.urls"
DATABASES = {
    alias: {**entry, "NAME": os.environ["BENCH_DATABASE"]}
    for alias, entry in DATABASES.items()
}
# The person who visits the pages is no one, and is asked for no second factor.
DEMO = True
# Every request is counted as in production; the load comes from one address.
API_ANONYMOUS_RATE_LIMIT = 100_000_000
