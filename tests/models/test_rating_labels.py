import pytest
from django.core.exceptions import ValidationError

from claims.models import RatingLabel, rating_key
from tests import factories

KEYS = {
    "False": "false",
    "  FALSE!  ": "false",
    "“Mostly  false.”": "mostly false",
    "\uff26alse": "false",
    "ФЕЙК": "фейк",
    "KELİRU": "keli̇ru",
    "1/5": "1/5",
    "👎": "👎",
    "!?": "!?",
}


@pytest.mark.parametrize("label", KEYS)
def test_label_is_the_same_however_it_is_written(label):
    assert rating_key(label) == KEYS[label]


@pytest.mark.django_db
def test_label_is_mapped_once_for_each_publisher():
    factories.RatingLabelFactory(label="False")
    factories.RatingLabelFactory(label="False", publisher=factories.AgentFactory())

    with pytest.raises(ValidationError, match="mapped already"):
        RatingLabel(label="FALSE.").full_clean()
    assert str(RatingLabel.objects.first()) == "False"
