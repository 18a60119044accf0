"""What a browser would post of a page: every control's value, some replaced."""

from html.parser import HTMLParser
from typing import Any


class Controls(HTMLParser):
    """Collect the controls of the page's forms, by name."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, list[str]] = {}
        self.select = self.area = ""

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        given = dict(attrs)
        name = given.get("name", "")
        kind = given.get("type")
        if tag == "input" and kind in ("checkbox", "radio"):
            if "checked" in given:
                self.values[name] = [given.get("value", "on")]
        elif tag == "input" and kind != "submit":
            # One name may stand at several hidden controls.
            self.values.setdefault(name, []).append(given.get("value", ""))
        elif tag == "textarea":
            self.area = name
            self.values[name] = [""]
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in given:
            self.values.setdefault(self.select, []).append(given.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.area = ""
        elif tag == "select":
            self.select = ""

    def handle_data(self, data: str) -> None:
        if self.area:
            # HTML leaves out the line break that follows the opening tag.
            self.values[self.area][0] += data.removeprefix("\n")


def post_of(response: Any, **changes: Any) -> dict[str, Any]:
    """Give the post of a page as a browser makes it, with ``changes`` typed in."""
    controls = Controls()
    controls.feed(response.content.decode())
    shown = {
        name: value
        for name, value in controls.values.items()
        if name and "__prefix__" not in name
    }
    return {**shown, **changes}
