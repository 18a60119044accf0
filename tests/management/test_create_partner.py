import pytest
from django.core.management import CommandError, call_command

from claims.models import Partner, timeline
from tests.factories import TopicFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_partner_is_recorded_in_the_name_of_a_superuser(capsys):
    UserFactory(is_superuser=True, username="root")
    topic = TopicFactory()

    call_command(
        "create_partner",
        "Site",
        "--contact-email=a@site.example",
        "--language=en",
        "--language=hy",
        "--rate-limit=30",
        f"--topic={topic.slug}",
    )

    partner = Partner.objects.get(name="Site")
    assert str(partner.pk) in capsys.readouterr().out
    assert partner.languages == ["en", "hy"]
    assert partner.rate_limit == 30
    assert list(partner.topics.all()) == [topic]
    assert timeline(partner).changes[0].who == "root"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--by=nobody"], "no active person 'nobody'"),
        (["--by=anna"], "lacks the permission add_partner"),
        (["--contact-email=x"], "valid email"),
        (["--topic=war"], "no topic war"),
        ([], "--by"),
    ],
)
def test_what_cannot_be_recorded_is_said(options, said):
    if options and "by" not in options[0]:
        UserFactory(is_superuser=True)
    UserFactory(username="anna")

    with pytest.raises(CommandError, match=said):
        call_command("create_partner", "Site", *options)

    assert not Partner.objects.exists()
