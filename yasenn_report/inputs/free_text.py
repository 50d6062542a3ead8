"""Text that somebody wrote for the pages: whether it can stand there as it is."""

import re

FREE_TEXT = "text without control characters and halves of characters"
"""What ``writable`` takes, for messages."""

_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def writable(text: str) -> bool:
    """Whether no character of it is one that HTML, XML or UTF-8 cannot hold; new lines and tabs can stand there."""
    return _UNWRITABLE.search(text) is None and not any(ord(letter) & 0xFFFE == 0xFFFE for letter in text)


def tidied(text: str) -> str:
    """The text with lines ended in one way, and without white space around it."""
    return text.replace("\r\n", "\n").strip()
