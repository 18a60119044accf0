import pytest
from django.core.exceptions import ValidationError

from claims.services.comments import comment, mentioned, resolve_comment
from tests.factories import ClaimFactory, UserFactory
from tests.stories import now

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("@ann, please look", {"ann"}),
        ("Ask @ann and @bob-2.", {"ann", "bob-2"}),
        ("(@ann)", {"ann"}),
        ("write to desk@ann", set()),
        ("@nobody", set()),
        ("@gone", set()),
        ("@reader", set()),
        ("ann", set()),
        ("@ann@news.example", {"ann@news.example"}),
    ],
)
def test_mentioned_are_the_people_called_by_name(text, names):
    for name in ("ann", "bob-2", "ann@news.example"):
        UserFactory(username=name)
    UserFactory(username="gone", is_active=False)
    UserFactory(username="reader", is_staff=False)

    assert {person.username for person in mentioned(text)} == names


def test_comment_keeps_whom_it_mentions(newsroom):
    remark = comment(
        ClaimFactory(), text=f"@{newsroom.editor} look", by=newsroom.author
    )

    assert list(remark.mentions.all()) == [newsroom.editor]
    assert list(newsroom.editor.mentions.open()) == [remark]


def test_resolve_comment_once(newsroom):
    remark = comment(
        ClaimFactory(), text=f"@{newsroom.editor} look", by=newsroom.author
    )

    resolve_comment(remark, by=newsroom.editor)

    assert now(remark).resolved_by == newsroom.editor
    assert not newsroom.editor.mentions.open().exists()
    with pytest.raises(ValidationError, match="settled already"):
        resolve_comment(remark, by=newsroom.author)
