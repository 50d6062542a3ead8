"""What is left of an SVG once it is tidy."""

from yasenn_report.report.figures.svg import tidy

RAW = """<?xml version="1.0"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<!-- made today -->
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">
  <metadata>today</metadata>
  <g id="mark-one" class="node"><title>node1</title>
    <svg width="4px"><defs><path id="A" d="M 1.23456 2.0001
    L 3 4"/></defs><use xlink:href="#A" x="1.98765"/></svg>
  </g>
  <g id="idle" clip-path="url(#c)"><defs><path id="A" d="M 0 0"/><clipPath id="c"><rect/></clipPath></defs></g>
</svg>"""


def test_tidy_keeps_the_picture_and_drops_the_rest() -> None:
    assert tidy(RAW) == (
        '<svg viewBox="0 0 9 9" xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
        '<defs><path id="A" d="M 1.23 2 L 3 4" /></defs>'
        '<g id="mark-one"><svg width="4px" overflow="visible"><use x="1.99" xlink:href="#A" /></svg></g>'
        "<g /></svg>"
    )
