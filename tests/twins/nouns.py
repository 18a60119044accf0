"""Twins of what is told of nouns and figures: a safeguard taken out makes tests fail."""

from tests.sabotage import Twin

API = "tests/api/test_nouns.py"
FIGURES = "tests/api/v1/test_figures.py"
PROJECTION = "tests/services/test_nouns.py"

TWINS = (
    Twin(
        "P20",
        "the numbers of nouns count what a partner may not see",
        "claims/models/nouns.py",
        "        if not allowed.is_all:\n"
        "            shares = PublishedShare.objects.using(self.db)\n",
        "        if allowed.topics and not allowed.is_all:\n"
        "            shares = PublishedShare.objects.using(self.db)\n",
        (
            f"{API}::test_what_a_partner_may_not_see_changes_no_byte[False-True-False]",
            f"{API}::test_numbers_tell_only_of_what_may_be_seen",
        ),
    ),
    Twin(
        "P20",
        "figures are compared with those a partner may not see",
        "claims/api/v1/figures.py",
        "find(told.id).using(alias).visible_to(allowed)",
        "find(told.id).using(alias)",
        (
            f"{API}::test_what_a_partner_may_not_see_changes_no_byte[False-True-True]",
            f"{FIGURES}::test_figures_a_partner_may_not_see_are_not_counted",
        ),
    ),
    Twin(
        "P20",
        "a noun stays when its last public claim is withdrawn",
        "claims/services/nouns.py",
        "    run(FORGET_NOUNS, lost)\n",
        "",
        (f"{PROJECTION}::test_nouns_are_what_plain_python_says",),
    ),
    Twin(
        "P23",
        "a noun that a partner may not see is told from one that is not there",
        "claims/api/nouns.py",
        "    if told is None:\n        raise Http404\n",
        "    if told is None:\n"
        "        if PublishedNoun.objects.filter(\n"
        "            id=request.parser_context['kwargs'].get('id')\n"
        "        ).exists():\n"
        "            raise PermissionError\n"
        "        raise Http404\n",
        (f"{API}::test_what_is_hidden_is_answered_as_what_is_absent",),
    ),
    Twin(
        "P22",
        "documents name the sources that are withheld",
        "claims/documents/claims.py",
        "        named = [each for each in claim.citations.all()"
        " if not each.source.is_withheld]\n",
        "        named = list(claim.citations.all())\n",
        (
            "tests/api/v1/test_urls.py::test_secrets_are_at_no_address",
            f"{PROJECTION}::test_withheld_source_is_no_noun",
            f"{FIGURES}::test_withheld_sources_give_no_figure",
        ),
    ),
)
