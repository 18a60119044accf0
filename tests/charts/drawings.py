"""Looking at drawings: are they well-formed, inside their view box, and legible?"""

import math
import re
from xml.etree import ElementTree

from claims.charts.text import width

SVG = "{http://www.w3.org/2000/svg}"
SIZES = {"chart-small": 11}


def read(drawing):
    """Parse a drawing, and see that all of it lies within its view box."""
    root = ElementTree.fromstring(drawing)
    left, top, across, down = map(float, root.get("viewBox").split())
    assert (left, top) == (0, 0)
    for node, x, y in walk(root):
        for name in ("x", "x1", "x2", "cx"):
            assert_inside(node, name, x, across)
        for name in ("y", "y1", "y2", "cy"):
            assert_inside(node, name, y, down)
        if node.get("width"):
            assert x + float(node.get("x")) + float(node.get("width")) <= across + 0.2
            assert y + float(node.get("y")) + float(node.get("height")) <= down + 0.2
            assert min(float(node.get("width")), float(node.get("height"))) >= 0
        if node.tag == f"{SVG}circle":
            radius = float(node.get("r"))
            assert radius <= float(node.get("cx")) <= across - radius
        for px, py in points(node):
            assert -0.2 <= px <= across + 0.2
            assert -0.2 <= py <= down + 0.2
    return root


def assert_inside(node, name, start, end):
    if node.get(name) is not None:
        number = float(node.get(name))
        assert math.isfinite(number)
        assert -0.2 <= start + number <= end + 0.2, (node.tag, node.attrib)


def walk(root):
    """Go through all elements with where the canvas they are on begins."""
    for child in root:
        yield child, 0, 0
        is_canvas = child.tag == f"{SVG}svg"
        begins = (float(child.get("x")), float(child.get("y"))) if is_canvas else (0, 0)
        for inner in child:
            yield inner, *begins


def points(node):
    """Give the corners of a polygon or a path."""
    for pair in (node.get("points") or "").split():
        yield tuple(map(float, pair.split(",")))
    x = y = 0.0
    for letter, numbers in re.findall(r"([MHV])([^MHV]*)", node.get("d") or ""):
        values = list(map(float, numbers.split()))
        x = values[0] if letter in "MH" else x
        y = values[-1] if letter in "MV" else y
        yield x, y


def labels(root):
    """Give each label's words and box; a canvas of its own cuts a label off."""
    found = []
    for child in root:
        if child.tag == f"{SVG}text":
            size = SIZES.get(child.get("class"), 12)
            long = width(child.text or "", size)
            start = (
                float(child.get("x"))
                - long
                * {
                    "start": 0,
                    "middle": 0.5,
                    "end": 1,
                }[child.get("text-anchor")]
            )
            base = float(child.get("y"))
            found.append(
                (child.text or "", start, base - size * 0.8, start + long, base + 3)
            )
        elif child.tag == f"{SVG}svg":
            x, y, long, high = (
                float(child.get(name)) for name in ("x", "y", "width", "height")
            )
            words = " ".join(node.text or "" for node in child)
            found.append((words, x, y, x + long, y + high))
    return found


def assert_apart(root):
    """See that no label lies on another, or leaves the drawing."""
    across = float(root.get("viewBox").split()[2])
    boxes = labels(root)
    for index, (words, left, top, right, bottom) in enumerate(boxes):
        assert left >= -0.2, words
        assert right <= across + 0.2, words
        for other, left2, top2, right2, bottom2 in boxes[index + 1 :]:
            apart = (
                right <= left2 + 0.2
                or right2 <= left + 0.2
                or bottom <= top2 + 0.2
                or bottom2 <= top + 0.2
            )
            assert apart, (words, other)


def words_of(drawing):
    return re.sub(r"<[^>]+>", "|", drawing)
