"""The desk API in the contract: each operation described from the tables of nouns and steps."""

from http import HTTPStatus
from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse
from rest_framework import serializers

from claims.api import errors, idempotency
from claims.api.views import HEADERS, NOT_ACCEPTABLE, PAGING, TOO_MANY, UNAVAILABLE

from .examples import EXAMPLES, PREVIEW, PROBLEMS, SENT, STEP_WORDS
from .histories import History
from .previews import Preview

TAG = "Desk"
DESK = "/api/v1/desk/"

SAYS = {
    400: "A parameter, a header or the body cannot be read.",
    401: "There is no token, or one that does not work any more.",
    403: "It is no token for the desk, or the person may not do this, by right or "
    "because it takes a second one.",
    404: "There is no such row.",
    406: NOT_ACCEPTABLE,
    409: "Where the work stands by now, this is not to be done.",
    412: "Somebody changed the row, or what goes out with it: it is not what was seen.",
    415: "The body is not JSON in UTF-8.",
    422: "A member is unknown, not to be set, or not as it has to be.",
    428: "If-Match is missing, or is “*” where a revision has to be named.",
    429: TOO_MANY,
    503: UNAVAILABLE,
}
READ = (400, 401, 403, 404, 406, 429, 503)
WRITE = (*READ, 409, 415, 422)
CHANGE = (*WRITE, 412, 428)

# What If-Match may say (RFC 9110, 13.1.1).
ETAGS = r'(W/)?"[!#-~]*"(, ?(W/)?"[!#-~]*")*'
IF_MATCH = OpenApiParameter(
    "If-Match",
    {"type": "string", "pattern": rf"^(\*|{ETAGS})$", "example": '"3"'},
    OpenApiParameter.HEADER,
    required=True,
    description="The ETag of the row as it was seen, or “*” for whatever stands.",
)
IF_MATCH_SEEN = OpenApiParameter(
    "If-Match",
    {"type": "string", "pattern": f"^{ETAGS}$", "example": '"3"'},
    OpenApiParameter.HEADER,
    required=True,
    description="The ETag of the row as it was seen: a step is taken on that.",
)
IF_NONE_MATCH = OpenApiParameter(
    "If-None-Match",
    str,
    OpenApiParameter.HEADER,
    description="ETags of answers the client has: 304 when one still stands.",
)
SOMETIMES = ("Retry-After", "WWW-Authenticate")
ALWAYS = ("RateLimit-Policy", "RateLimit", "Link")
CACHE = OpenApiParameter(
    "Cache-Control",
    str,
    OpenApiParameter.HEADER,
    response=True,
    description="Always no-store.",
)
COMMON = [
    CACHE,
    *(each for each in HEADERS if each.name in SOMETIMES),
    *(
        OpenApiParameter(
            each.name,
            str,
            OpenApiParameter.HEADER,
            response=True,
            description=each.description,
        )
        for each in HEADERS
        if each.name in ALWAYS
    ),
]


def etag(*codes: int) -> OpenApiParameter:
    """Describe the header that tells a row's revision."""
    return OpenApiParameter(
        "ETag",
        str,
        OpenApiParameter.HEADER,
        response=list(codes),
        description="The row's revision: send it as If-Match to change the row.",
    )


LOCATION = OpenApiParameter(
    "Location",
    str,
    OpenApiParameter.HEADER,
    response=[201],
    description="The address of the row.",
)
REASON = OpenApiParameter("reason", str, description="Why, for the history.")


class DeskSchema(AutoSchema):
    """Describes a view of the desk API by its noun, or by its step."""

    view: Any

    @property
    def kind(self) -> str:
        """Name which of the views this is."""
        return type(self.view).__mro__[1].__name__

    def get_tags(self) -> list[str]:
        return [TAG]

    def get_operation_id(self) -> str:
        noun = self.view.noun.name
        match self.kind, self.method:
            case "RowStep", _:
                return f"desk_{noun}_{self.view.step.name}"
            case "RowHistory", _:
                return f"desk_{noun}_history"
            case "RowPreview", _:
                return f"desk_{noun}_preview"
            case "RowList", "GET":
                return f"desk_{noun}_list"
            case "RowList", _:
                return f"desk_{noun}_create"
        names = {"GET": "read", "PATCH": "revise", "DELETE": "remove"}
        return f"desk_{noun}_{names[self.method]}"

    def get_description(self) -> str:  # type: ignore[override]
        if self.kind == "RowStep":
            return f"{self.view.step.says} Needs `{self.view.step.permission}`."
        action = {"GET": "view", "POST": "add", "PATCH": "change", "DELETE": "delete"}
        right = self.view.noun.permission(action[self.method])
        return f"{super().get_description()} Needs `{right}`."

    def get_override_parameters(self) -> list[Any]:
        match self.kind, self.method:
            case "RowList", "GET":
                filters = [
                    OpenApiParameter(name, each.schema, description=each.says)
                    for name, each in self.view.noun.filters.items()
                ]
                return [*filters, *PAGING, *COMMON]
            case "RowHistory", _:
                return [*PAGING, *COMMON]
            case "RowPreview", _:
                return COMMON
            case "RowList", _:
                return [*idempotency.PARAMETERS, etag(201), LOCATION, *COMMON]
            case "RowStep", _:
                return [
                    *idempotency.PARAMETERS,
                    IF_MATCH_SEEN,
                    etag(200),
                    *COMMON,
                ]
            case _, "GET":
                return [IF_NONE_MATCH, etag(200, 304), *COMMON]
            case _, "PATCH":
                return [IF_MATCH, etag(200), *COMMON]
        return [IF_MATCH, REASON, *COMMON]

    def get_request_serializer(self) -> Any:
        if self.kind == "RowStep":
            return self.view.step.body
        return self.view.noun.document

    def get_response_serializers(self) -> Any:
        document = self.view.noun.document
        match self.kind, self.method:
            case "RowList", "GET":
                return {200: page_of(document), **problems(READ, missing=False)}
            case "RowList", _:
                return {201: document, **problems(WRITE, missing=False, once=True)}
            case "RowHistory", _:
                return {200: History, **problems(READ)}
            case "RowPreview", _:
                return {200: Preview, **problems(READ)}
            case "RowDetail", "GET":
                known = OpenApiResponse(description="What the client has still stands.")
                return {200: document, 304: known, **problems(READ)}
            case "RowDetail", "DELETE":
                gone = OpenApiResponse(description="The row is gone.")
                return {204: gone, **problems(CHANGE)}
        return {200: document, **problems(CHANGE, once=self.method == "POST")}

    def get_examples(self) -> list[OpenApiExample]:
        noun, found = self.view.noun, list(PROBLEMS)
        document = EXAMPLES[noun.name]
        match self.kind, self.method:
            case "RowList", "GET":
                page = {"next": None, "results": [document]}
                return [*found, shown("A page", page)]
            case "RowHistory", _:
                return [*found, shown("A page", EXAMPLES["history"])]
            case "RowPreview", _:
                return [*found, shown("What would go out", PREVIEW)]
            case "RowStep", _:
                sent = STEP_WORDS[f"{noun.name}-{self.view.step.name}"]
                return [*found, shown("The row", document), asked("The step", sent)]
            case "RowList", _:
                sent = {name: document[name] for name in SENT[noun.name]}
                return [*found, shown("The row", document, 201), asked("A row", sent)]
            case _, "PATCH":
                name = SENT[noun.name][-1]
                sent = {name: document[name], "reason": "Counted anew."}
                return [*found, shown("The row", document), asked("A change", sent)]
            case _, "GET":
                return [*found, shown("The row", document)]
        return found


def shown(name: str, value: Any, status: int = 200) -> OpenApiExample:
    """Make an example of an answer."""
    return OpenApiExample(
        name, value=value, response_only=True, status_codes=[str(status)]
    )


def asked(name: str, value: Any) -> OpenApiExample:
    """Make an example of a body."""
    return OpenApiExample(name, value=value, request_only=True)


def page_of(document: type[serializers.Serializer]) -> type[serializers.Serializer]:
    """Make the description of a page of documents."""
    members = {
        "__doc__": "A page of rows, newest first.",
        "next": serializers.URLField(
            allow_null=True, help_text="The page after this one, null at the end."
        ),
        "results": document(many=True),
    }
    name = f"{document.__name__}Page"
    return type(name, (serializers.Serializer,), members)


def problems(
    codes: tuple[int, ...], *, missing: bool = True, once: bool = False
) -> dict[Any, Any]:
    """Describe the problems that may come back; ``once`` where a key makes it happen once."""
    shapes = {
        **dict.fromkeys((400, 422), errors.InvalidProblem),
        429: errors.QuotaProblem,
    }
    more = idempotency.PROBLEMS if once else {}
    told = {
        (code, errors.CONTENT_TYPE): OpenApiResponse(
            shapes.get(code, errors.Problem),
            " ".join(filter(None, [SAYS[code], more.get(code)])),
        )
        for code in sorted(codes)
        if missing or code != HTTPStatus.NOT_FOUND
    }
    others = OpenApiResponse(errors.Problem, "Any other error, such as 405.")
    return {**told, ("default", errors.CONTENT_TYPE): others}


def share_answers(result: dict[str, Any], **context: Any) -> dict[str, Any]:
    """Tell each header and problem of the desk API once; its operations refer to it."""
    headers = result["components"].setdefault("headers", {})
    shared = result["components"].setdefault("responses", {})
    for address, operations in result["paths"].items():
        for method, operation in operations.items():
            if not address.startswith(DESK):
                continue
            answers = operation["responses"]
            for status, answer in answers.items():
                for name, header in answer["headers"].items():
                    headers[f"{TAG}-{name}"] = header
                    told = {"$ref": f"#/components/headers/{TAG}-{name}"}
                    answer["headers"][name] = told
                if errors.CONTENT_TYPE in answer.get("content", {}):
                    once = "Once" if method == "post" else ""
                    name = f"{TAG}{status.capitalize()}{once}"
                    shared[name] = answer
                    answers[status] = {"$ref": f"#/components/responses/{name}"}
    return result
