"""Text as a Markdown page shows it: letter by letter, whatever it holds."""

import re

JOINER = "\N{WORD JOINER}"
"""Cannot be seen; where it stands, no page finds a name to notify, a number to link, an address or a pictograph."""

MARKS = re.compile(r"([\\`*_\[\]<>|~&$])")
REFERRING = re.compile(r"(@|[#!$%&](?=\w)|\bGH-(?=[0-9])|:(?=[\w+-]+:))", re.IGNORECASE)
"""Marks by which code hosts find people, addresses of mail (`@`, whatever follows), issues and the like."""
ADDRESS = re.compile(r"(:(?=//)|(?<![^\W_])www(?=\.))", re.IGNORECASE)
BLANKS = re.compile(r"[\r\n\t]+")


def escaped(text: str) -> str:
    """A text on one line, without any mark that Markdown or the pages of code hosts would act on."""
    line = MARKS.sub(r"\\\1", BLANKS.sub(" ", text))
    return ADDRESS.sub(rf"\1{JOINER}", REFERRING.sub(rf"\1{JOINER}", line))
