"""Writing SVG."""

from django.template import Context, Template

from claims.charts.svg import Markup, element


def test_text_and_attributes_are_escaped_and_markup_is_not():
    inner = element("title", "<b> & \x00")

    drawn = element("g", inner, "<i>", class_='a"b', stroke_width=-0.01, x=None)

    assert drawn == (
        '<g class="a&quot;b" stroke-width="0">'
        "<title>&lt;b&gt; &amp; \ufffd</title>&lt;i&gt;</g>"
    )


def test_templates_show_markup_as_it_is():
    shown = Template("{{ one }}{{ other }}").render(
        Context({"one": Markup("<g/>"), "other": "<g/>"})
    )

    assert shown == "<g/>&lt;g/&gt;"
