"""Tools of the people in a newsroom."""

import pytest

from tests.api.v1.desk.tools import Tool, tool_of


@pytest.fixture
def tools(people: dict) -> dict[str, Tool]:
    """Give a tool to one person a group, and one without a group, ``""``."""
    return {name: tool_of(person) for name, person in people.items()}


@pytest.fixture
def editor(tools: dict[str, Tool]) -> Tool:
    """Give the editor's tool."""
    return tools["Editor"]
