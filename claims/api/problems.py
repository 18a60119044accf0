"""The kinds of problem that the API answers with: what each means, and the remedy."""

from typing import NamedTuple

from django.conf import settings


class Kind(NamedTuple):
    """One kind of problem; its title never changes, what happened is in the detail."""

    status: int
    title: str
    means: str
    remedy: str


KINDS = {
    "bad-request": Kind(
        400,
        "The request cannot be read",
        "The request is not as HTTP or this host has it, or has too many parameters.",
        "Send it to the address that partners know, with the parameters it lists.",
    ),
    "invalid-parameter": Kind(
        400,
        "A parameter is not valid",
        "A parameter is unknown, given twice or not readable: “errors” names each.",
        "Leave it out or give it as the contract says. An unknown one is refused so "
        "that a typo never returns everything.",
    ),
    "invalid-body": Kind(
        400,
        "The body is not JSON that can be kept",
        "The body is not JSON (RFC 8259) in UTF-8, has a name twice, U+0000 or half "
        "of a character, a number that a double does not hold, or is too deep or too "
        "much: “errors” names the place by JSON Pointer (RFC 6901).",
        "Mend the place. Send amounts as decimal strings.",
    ),
    "unauthorized": Kind(
        401,
        "A good key is needed",
        "The key is unknown, expired or revoked, or there is none.",
        "Send “Authorization: Bearer” and a key that works; ask the newsroom for one.",
    ),
    "forbidden": Kind(
        403,
        "The key does not open this",
        "The key is good, but lacks the scope, or its person the permission.",
        "Ask the newsroom for a key with the scope that the detail names.",
    ),
    "not-found": Kind(
        404,
        "There is nothing here",
        "There is nothing public at this address, and there never was, or your key "
        "does not open it.",
        "Take addresses from answers rather than making them up.",
    ),
    "method-not-allowed": Kind(
        405,
        "This address does not have the method",
        "The header “Allow” lists the methods that it has.",
        "Use one of them.",
    ),
    "not-acceptable": Kind(
        406,
        "There is no such form",
        "What you accept is none of the media types that this address has.",
        "Send an “Accept” that the contract lists, or “*/*”.",
    ),
    "conflict": Kind(
        409,
        "Another request was first",
        "The same idempotency key is in work, or a row changed or a step was taken "
        "meanwhile.",
        "Read what stands now, and decide anew.",
    ),
    "gone": Kind(
        410,
        "The claim was withdrawn",
        "It was public and was taken back: the note says why.",
        "Show the note, or remove the claim. Its versions keep their addresses.",
    ),
    "length-required": Kind(
        411,
        "The length of the body is not told",
        "Nothing of a body without “Content-Length” is read.",
        "Send the body with its length rather than in chunks.",
    ),
    "precondition-failed": Kind(
        412,
        "It has changed since you read it",
        "“If-Match” names a state that does not stand any more: nothing was done.",
        "Read it again, and make your change on what stands.",
    ),
    "content-too-large": Kind(
        413,
        "The body is too large",
        "A body may have 1 MiB.",
        "Send less at a time.",
    ),
    "unsupported-media-type": Kind(
        415,
        "The body is of another type",
        "Bodies are “application/json” in UTF-8, not compressed.",
        "Send “Content-Type: application/json” and no “Content-Encoding”.",
    ),
    "invalid-content": Kind(
        422,
        "What the body says cannot be done",
        "It is JSON, and a rule refuses what it says: “errors” names each place by "
        "JSON Pointer. Or the idempotency key was used for another request.",
        "Mend what the errors name; use a new idempotency key for a new request.",
    ),
    "precondition-required": Kind(
        428,
        "Say which state you change",
        "A change needs “If-Match” with the ETag of what you read, so that nobody's "
        "work is lost.",
        "Read it, and send its ETag.",
    ),
    "too-many-requests": Kind(
        429,
        "Too many requests",
        "All that may be asked in this window was asked.",
        "Come back after “Retry-After” seconds; “RateLimit” says what is left.",
    ),
    "server-error": Kind(
        500,
        "Something went wrong on our side",
        "The request may be right; the fault is noted.",
        "Try again later; tell the newsroom where it stays.",
    ),
    "unavailable": Kind(
        503,
        "The service does not answer",
        "The database does not answer, or took too long.",
        "Try again after “Retry-After” seconds.",
    ),
}

# The kind of an error that says nothing nearer.
OF_STATUS = {kind.status: name for name, kind in reversed(KINDS.items())}


def address_of(name: str) -> str:
    """Give the address of a kind, which is its type and has a page."""
    return f"{settings.PUBLIC_BASE_URL}/api/v1/problems/{name}/"
