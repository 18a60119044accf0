"""The project's settings with a fast password hasher."""

import tempfile

from project.settings import *  # noqa: F403, TID251

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# What a test has kept goes with the machine's other temporary files.
CAPTURES_DIR = tempfile.gettempdir() + "/claimbook-captures"
