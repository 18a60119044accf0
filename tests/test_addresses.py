import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.addresses import NotAnAddressError, addresses_in, canonical

# What each address is written as, and the one form of all in its line.
VARIANTS = [
    ("HTTP://Example.ORG", "https://example.org"),
    ("https://example.org/", "https://example.org"),
    ("https://example.org:443/", "https://example.org"),
    ("http://example.org:80", "https://example.org"),
    ("  https://example.org \n", "https://example.org"),
    ("https://user:word@example.org/", "https://example.org"),
    ("https://example.org./", "https://example.org"),
    ("http://example.org:8080/a", "http://example.org:8080/a"),
    ("https://[::1]:443/a", "https://[::1]/a"),
    ("https://[::1]:8000/a", "https://[::1]:8000/a"),
    ("https://example.org/a/", "https://example.org/a"),
    ("https://example.org//a///b", "https://example.org/a/b"),
    ("https://example.org/a/./c/../b", "https://example.org/a/b"),
    ("https://example.org/a/index.html", "https://example.org/a"),
    ("https://example.org/index.htm/", "https://example.org"),
    ("https://example.org/index.php", "https://example.org/index.php"),
    ("https://example.org/%7euser/%c3%a9", "https://example.org/~user/%C3%A9"),
    ("https://example.org/e\u0301", "https://example.org/%C3%A9"),
    (
        "https://ПРИМЕР.рф/путь",
        "https://xn--e1afmkfd.xn--p1ai/%D0%BF%D1%83%D1%82%D1%8C",
    ),
    ("https://example.org/a?utm_source=x&id=7", "https://example.org/a?id=7"),
    ("https://example.org/a?id=7&fbclid=abc", "https://example.org/a?id=7"),
    ("https://example.org/a?UTM_Medium=x", "https://example.org/a"),
    ("https://example.org/a?", "https://example.org/a"),
    ("https://example.org/a?b=2&a=1", "https://example.org/a?b=2&a=1"),
    ("https://example.org/a#part-2", "https://example.org/a"),
    ("https://example.org/a#:~:text=more%20than", "https://example.org/a"),
    ("https://example.org/#!/a/1", "https://example.org#!/a/1"),
    ("https://example.org/#!/a:~:text=b", "https://example.org#!/a"),
    ("https://m.example.org/amp/a", "https://m.example.org/amp/a"),
    ("http://dx.doi.org/10.1000/AbC", "https://doi.org/10.1000/abc"),
]
NO_ADDRESS = [
    "",
    "example.org",
    "ftp://example.org/",
    "javascript:alert(1)",
    "https://",
    "https://?a",
    "https://exa mple/",
    "https://exam\x00ple.org/",
    "https://[",
    "https://[::1",
    "https://example.org:port/",
    "https://example.org:123456/",
    "https://\u200b.org/",
    "https://-/",
    "https://" + "a" * 300 + ".org",
    "https://@/",
]


@pytest.mark.parametrize(("written", "key"), VARIANTS)
def test_canonical_is_one_for_all_variants(written, key):
    assert canonical(written) == key
    assert canonical(key) == key


@pytest.mark.parametrize("text", NO_ADDRESS)
def test_canonical_refuses_what_is_no_address(text):
    with pytest.raises(NotAnAddressError):
        canonical(text)


def key_of(text):
    try:
        return canonical(text)
    except NotAnAddressError:
        return None


PARTS = st.sampled_from(
    [
        *"/?#&=:@[]%.!;+ é\u0301\u200b\x00٣",
        "index.html",
        "utm_a",
        "%2F",
        "%2e",
        "//",
        "%",
    ]
) | st.text(max_size=3)


@given(st.text() | st.lists(PARTS).map(lambda parts: "http://a" + "".join(parts)))
def test_canonical_is_its_own_canonical_form(text):
    key = key_of(text)

    assert key is None or key_of(key) == key


@given(
    st.lists(st.from_regex(r"[a-z0-9~_-]{1,5}", fullmatch=True), max_size=4),
    st.lists(st.from_regex(r"[a-f]=[a-z0-9]{1,4}", fullmatch=True), max_size=3),
    st.sampled_from(["utm_source=x", "gclid=1", "mc_cid=2"]),
    st.integers(0, 3),
    st.sampled_from(["http", "HTTPS", "https"]),
    st.sampled_from(["", "/", "//", "/index.html"]),
    st.sampled_from(["", "#a", "#:~:text=b"]),
)
def test_canonical_is_equal_for_variants(
    path, query, tracking, at, scheme, end, fragment
):
    plain = "/".join(["https://example.org", *path])
    plain += f"?{'&'.join(query)}" if query else ""
    asked = "&".join([*query[:at], tracking, *query[at:]])
    base = "/".join([f"{scheme}://EXAMPLE.org", *path])

    assert canonical(f"{base}{end}?{asked}{fragment}") == canonical(plain)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“A war”, 2020.", []),
        ("See https://a.example/b.", ["https://a.example/b"]),
        ("(https://a.example/b_(c))", ["https://a.example/b_(c)"]),
        ("doi:10.1000/xyz123.", ["https://doi.org/10.1000/xyz123"]),
        ("https://doi.org/10.1000/xyz", ["https://doi.org/10.1000/xyz"]),
        ("ISBN 978-3-16-148410-0", ["https://openlibrary.org/isbn/9783161484100"]),
        ("ISBN: 0-8044-2957-x", ["https://openlibrary.org/isbn/080442957X"]),
        ("ISBN 978-3-16-14841", []),
    ],
)
def test_addresses_in_a_citation(text, found):
    assert list(addresses_in(text)) == found
