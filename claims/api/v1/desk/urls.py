"""Addresses of the desk API, made from the tables of nouns and steps."""

from typing import Any

from django.urls import path
from django.urls.resolvers import URLPattern

from .nouns import CLAIMS, NOUNS, Noun
from .steps import TAKEN, Step
from .views import DeskView, RowDetail, RowHistory, RowList, RowPreview, RowStep

app_name = "desk"


def view(base: type[DeskView], noun: Noun, *methods: str, **more: Any) -> Any:
    """Make the view of a noun, with the methods that there is a service for."""
    names = [*methods, "head", "options"]
    members = {"noun": noun, "http_method_names": names, **more}
    made: Any = type(f"{noun.singular}{base.__name__}", (base,), members)
    return made.as_view()


def of_noun(noun: Noun) -> list[URLPattern]:
    """List the addresses of a noun: its rows, each of them, and its history."""
    added = ["post"] if noun.create else []
    addresses = [
        path(
            f"{noun.name}/",
            view(RowList, noun, "get", *added),
            name=f"{noun.name}-list",
        )
    ]
    if noun.is_list_alone:
        return addresses
    changed = [
        *(["patch"] if noun.revise else []),
        *(["delete"] if noun.remove else []),
    ]
    return [
        *addresses,
        path(
            f"{noun.name}/<uuid:id>/",
            view(RowDetail, noun, "get", *changed),
            name=f"{noun.name}-detail",
        ),
        path(
            f"{noun.name}/<uuid:id>/history/",
            view(RowHistory, noun, "get"),
            name=f"{noun.name}-history",
        ),
    ]


def of_step(step: Step) -> URLPattern:
    """Give the address of a step."""
    return path(
        f"{step.noun.name}/<uuid:id>/{step.name}/",
        view(RowStep, step.noun, "post", step=step),
        name=f"{step.noun.name}-{step.name}",
    )


urlpatterns = [
    *(address for noun in NOUNS for address in of_noun(noun)),
    path(
        "claims/<uuid:id>/preview/",
        view(RowPreview, CLAIMS, "get"),
        name="claims-preview",
    ),
    *map(of_step, TAKEN),
]
