"""Keys and tokens in the states that the visibility table tells apart."""

import datetime

from django.contrib.auth.models import User
from django.db.models import F

from claims.models import ApiKey, Scope
from claims.services.keys import create_token
from tests import factories


def expire(key: ApiKey) -> None:
    """End a key right after it was made."""
    ApiKey.objects.filter(pk=key.pk).update(
        expires_at=F("created_at") + datetime.timedelta(microseconds=1),
        revision=F("revision") + 1,
    )


def token_of(person: User) -> str:
    """Make a person's own token; one who may not make one has one from before."""
    if person.has_perm("claims.view_claim"):
        return create_token(by=person).text
    secret = f"cb_{person.pk:08d}_{'0' * 43}"
    factories.ApiKeyFactory(
        partner=None, person=person, key=secret, scopes=[Scope.READ, Scope.DESK]
    )
    return secret
