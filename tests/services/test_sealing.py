"""What is sealed is read again with the site's secret, and with no other."""

import pytest

from claims.services.sealing import UnreadableError, seal, unseal


def test_sealed_text_is_read_again():
    assert unseal(seal(b"whsec_\xff")) == b"whsec_\xff"


def test_sealing_twice_gives_other_words_and_never_the_text():
    first, second = seal(b"whsec_secret"), seal(b"whsec_secret")

    assert first != second
    assert b"secret" not in first


def test_former_key_of_the_site_still_reads(settings):
    sealed = seal(b"whsec_a")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another" * 10

    assert unseal(sealed) == b"whsec_a"
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(UnreadableError, match="another SECRET_KEY"):
        unseal(sealed)


def test_altered_text_is_not_read():
    sealed = seal(b"whsec_a")

    with pytest.raises(UnreadableError):
        unseal(sealed[:-4] + b"AAA=")
