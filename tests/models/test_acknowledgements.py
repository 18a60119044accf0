"""Which version of a claim a webhook's partner has."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from claims.models import Acknowledgement
from tests.factories import AcknowledgementFactory


def test_endpoint_has_one_version_of_a_claim(committed):
    known = AcknowledgementFactory()
    again = Acknowledgement(
        webhook=known.webhook, claim=known.claim, entry=known.entry, at=known.at
    )

    with pytest.raises(ValidationError, match="This claim was acknowledged already"):
        again.validate_constraints()
    with pytest.raises(IntegrityError, match="acknowledgement_is_one_a_claim"):
        again.save(force_insert=True)
