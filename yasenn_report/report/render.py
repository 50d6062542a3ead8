"""Fill the templates with a ReportView: a self-contained HTML page, and a summary in Markdown."""

import base64
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from yasenn_report.report.characters import walled
from yasenn_report.report.markdown import escaped
from yasenn_report.report.view import ReportView

BREAKS = re.compile(r"(?<=[_./-])(?=\w)")
SUMMARY_LINES = 10
"""Of a table in the summary: it is one page."""


def template_folder() -> Path:
    """The templates as installed, or, in a checkout, the folder beside the package."""
    packaged = Path(__file__).parents[1] / "templates"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "templates"


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """A style sheet of the page."""

    media: str
    text: Markup

    @property
    def hash(self) -> str:
        """What the content security policy names, so that this style sheet and no other applies."""
        return base64.b64encode(hashlib.sha256(self.text.encode()).digest()).decode()


def finalize(value: Any) -> Any:
    """What a template prints, without controls and marks that turn the text around them: the second wall after `shown`.

    Markup passes: it is our own, and the texts in it came through here already.
    """
    return walled(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def breakable(name: str) -> Markup:
    """A name for a narrow cell: it may be broken behind its underscores, points and strokes."""
    return Markup("<wbr>").join(BREAKS.split(walled(name)))


def inert(value: Any) -> Any:
    """What the summary prints, letter by letter."""
    return escaped(walled(value)) if isinstance(value, str) else value


@cache
def environment_of(*, autoescape: bool, finalize: Callable[[Any], Any]) -> Environment:
    """Templates as all of ours are read; they are compiled once per process."""
    environment = Environment(
        loader=FileSystemLoader(template_folder()),
        autoescape=autoescape,  # noqa: S701 - what is no HTML has its own escapes, in `finalize`
        undefined=StrictUndefined,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["breakable"] = breakable
    return environment


def render_summary(view: ReportView) -> str:
    """One page of Markdown for a pull request: verdict, key numbers, what was found, the worst partitions, files."""
    environment = environment_of(autoescape=False, finalize=inert)
    return environment.get_template("summary.md.j2").render(view=view, most=SUMMARY_LINES)


def render_html(view: ReportView) -> str:
    """The page: without scripts, without anything to fetch, whatever names the files held."""
    environment = environment_of(autoescape=True, finalize=finalize)
    # The style sheets are our own text; nothing of the user's files is in them.
    styles = [
        Style(media=media, text=Markup(environment.get_template(f"css/{sheet}").render()))  # noqa: S704
        for media, sheet in (("all", "report.css.j2"), ("screen", "screen.css"))
    ]
    return environment.get_template("report.html.j2").render(view=view, styles=styles)
