"""A short text that is exactly right or not, such as a code: what a function gives back. It has no card of its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from casekit.practice.kinds.base import Kind
from casekit.practice.outcome import Unreadable
from casekit.text import _


@dataclass(frozen=True)
class Word(Kind):
    """A text compared without regard to case and outer blanks. A whole number counts as its digits."""

    nonsense: ClassVar[tuple] = (object(), ["a", "b"], True)

    def read(self, raw: Any, facts: Mapping) -> str:
        if isinstance(raw, bool) or not isinstance(raw, (str, int, float)):
            raise Unreadable(_("A text is expected, not a {type}.").format(type=type(raw).__name__))
        if isinstance(raw, float) and raw.is_integer():
            raw = int(raw)
        return str(raw).strip().strip("'“”\"").casefold()

    def show(self, value: str) -> str:
        return f"`{value}`"
