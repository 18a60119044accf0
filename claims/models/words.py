"""Full-text search: the words rows are found by, and what somebody asked as a query."""

import re
from typing import Any, NamedTuple

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import connections, models

# What a search is cut to: more terms than anybody types, and names than a term has.
TERMS = 30
NAMES = 500
LENGTH = 500

TERM = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))')
ASKED = """
    SELECT asked_words(term.said)::text,
        ARRAY(
            SELECT quote_literal('topic:' || id) FROM claims_topic
            WHERE text_words(name) @@ asked_words(term.said) LIMIT %s
        ) || ARRAY(
            SELECT quote_literal('claimant:' || id) FROM claims_agent
            WHERE text_words(name) @@ asked_words(term.said) LIMIT %s
        )
    FROM unnest(%s::text[]) WITH ORDINALITY AS term (said, number) ORDER BY number
"""
ASKED_IN_PUBLIC = """
    SELECT asked_words(term.said)::text, '{}'::text[]
    FROM unnest(%s::text[]) WITH ORDINALITY AS term (said, number) ORDER BY number
"""


class Term(NamedTuple):
    """A word or a phrase somebody asked for, or wants left out."""

    said: str
    is_excluded: bool


class Found(models.Func):
    """Whether a column of words meets a query, given as text that is one already."""

    template = "(%(expressions)s::tsquery)"
    arg_joiner = " @@ "
    output_field = models.BooleanField()

    def __init__(self, words: Any, query: Any) -> None:
        super().__init__(words, models.Value(query))


class Called(models.Func):
    """Whether a name has the words somebody asked for; answered by the index of names."""

    template = "(text_words(%(expressions)s))"
    arg_joiner = ") @@ asked_words("
    output_field = models.BooleanField()

    def __init__(self, name: str, asked: str) -> None:
        super().__init__(name, models.Value(asked[:LENGTH]))


def words_column() -> models.GeneratedField:
    """Make the column of the words a claim is found by."""
    return models.GeneratedField(
        expression=models.Func(
            *("text", "wording", "place", "value", "upper", "topic", "claimant"),
            function="claim_words",
        ),
        output_field=SearchVectorField(),
        db_persist=True,
        editable=False,
    )


def name_index(model: str) -> GinIndex:
    """Make the index by which rows are found by the words of their names."""
    return GinIndex(
        models.Func("name", function="text_words"), name=f"{model}_name_words"
    )


def terms_of(asked: str) -> list[list[Term]]:
    """Read the syntax of web searches: words, "phrases", -exclusions, and or.

    All terms of a list are wanted, and one of the lists is enough.
    """
    alternatives: list[list[Term]] = [[]]
    for minus, phrase, word in TERM.findall(asked)[:TERMS]:
        if word.lower() == "or" and not minus:
            alternatives.append([])
        else:
            alternatives[-1].append(Term(phrase or word, bool(minus)))
    return [terms for terms in alternatives if terms]


def query_of(asked: str) -> str:
    """Put what somebody asked as a ``tsquery``; empty where it has no words.

    A term is met by the words of a claim, or by its topic or claimant when their
    names have it. Takes two short queries, however many claims there are.
    """
    return _query(asked, "default", ASKED, [NAMES, NAMES])


def public_query_of(asked: str, alias: str) -> str:
    """Put what somebody asked of the record as a ``tsquery``; otherwise as ``query_of``.

    There the names of topic and claimant are among the words, as they were published.
    """
    return _query(asked, alias, ASKED_IN_PUBLIC, [])


def _query(asked: str, alias: str, sql: str, parameters: list[int]) -> str:
    with connections[alias].cursor() as cursor:
        cursor.execute(
            "SELECT joined_digits(plain_text(%s))", [asked[:LENGTH].replace("\0", " ")]
        )
        alternatives = terms_of(cursor.fetchone()[0])
        said = [term.said for terms in alternatives for term in terms]
        cursor.execute(sql, [*parameters, said])
        found = dict(zip(said, cursor.fetchall(), strict=True))
    return " | ".join(
        f"({' & '.join(wanted)})"
        for terms in alternatives
        if (
            wanted := [
                _operand(term, *found[term.said])
                for term in terms
                if found[term.said][0]
            ]
        )
    )


def _operand(term: Term, words: str, names: list[str]) -> str:
    operand = f"({' | '.join([f'({words})', *names])})"
    return f"!{operand}" if term.is_excluded else operand
