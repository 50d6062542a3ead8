"""Facts: a name and what it is."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A name and what it is."""

    name: str
    value: str
    code: bool = False
    """Whether the value is to be copied letter by letter: a hash, a command."""

    @property
    def words(self) -> tuple[str, ...]:
        """What must not be broken across lines: options with their values, else words."""
        return tuple(re.split(r" (?=-)", self.value)) if self.code else tuple(self.value.split(" "))
