import json

import pytest

from claims.documents.sparse import LONG, MEMBERS, members_kept, sparse

ALL = set(MEMBERS)


@pytest.mark.parametrize(
    ("fields", "expand", "kept"),
    [
        (None, None, None),
        (("id", "text"), None, {"id", "text"}),
        (("id",), ("reviews",), {"id", "reviews"}),
        (None, (), ALL - set(LONG)),
        (None, ("citations",), ALL - {"reviews"}),
    ],
)
def test_members_kept(fields, expand, kept):
    assert members_kept(fields, expand) == kept


def test_sparse_document_has_its_members_byte_for_byte():
    document = '{"a":{"b":"é\\u0001\\"","n":1},"c":null,"d":[1,2]}'.encode()

    assert sparse(document, None) is document
    assert sparse(document, frozenset("ac")) == document[: -len(',"d":[1,2]}')] + b"}"
    assert sparse(document, frozenset()) == b"{}"
    assert json.loads(sparse(document, frozenset("d"))) == {"d": [1, 2]}
