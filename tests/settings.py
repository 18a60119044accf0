"""The project's settings with a fast password hasher, and no second factor asked for."""

import tempfile

from project.settings import *  # noqa: F403, TID251

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# A password is enough, as in the demo; the tests of the second factor ask for it.
DEMO = True
# What a test has kept goes with the machine's other temporary files.
CAPTURES_DIR = tempfile.gettempdir() + "/claimbook-captures"

# Tests ask more in a minute than an address may; those of the limit set one.
API_RATE_LIMIT = API_ANONYMOUS_RATE_LIMIT = API_SUBMISSION_LIMIT = 100_000_000
