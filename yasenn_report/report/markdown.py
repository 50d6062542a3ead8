"""Text as a Markdown page shows it: letter by letter, whatever it holds."""

import re

JOINER = "\N{WORD JOINER}"
"""Cannot be seen; where it stands, no page finds a name to notify, a number to link or an address."""

MARKS = re.compile(r"([\\`*_\[\]<>|~&])")
NOTIFYING = re.compile(r"([@#])(?=\w)")
ADDRESS = re.compile(r"(:)(?=//)|\b(www)(?=\.)", re.IGNORECASE)
BLANKS = re.compile(r"[\r\n\t]+")


def escaped(text: str) -> str:
    """A text on one line, without any mark that Markdown or the pages of code hosts would act on."""
    line = MARKS.sub(r"\\\1", BLANKS.sub(" ", text))
    line = NOTIFYING.sub(rf"\1{JOINER}", line)
    return ADDRESS.sub(rf"\g<0>{JOINER}", line)
