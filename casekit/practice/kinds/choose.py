"""One option, or several."""

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from casekit.practice.kinds.base import Kind, fill, several
from casekit.practice.outcome import Unreadable
from casekit.text import _


@dataclass(frozen=True)
class Choice(Kind):
    """One of several options: ``options`` maps a stable id to a label (a template).

    The order on the screen is shuffled by the question's seed, unless ``shuffle`` is False (a scale, yes/no).
    """

    options: Mapping[str, str] = field(default_factory=dict)
    shuffle: bool = True
    name: ClassVar[str] = "choice"
    nonsense: ClassVar[tuple] = ("no such option", 3.7, object(), ["a", "b", "c"])

    def read(self, raw: Any, facts: Mapping) -> str:
        return self._option(raw, facts)

    def _option(self, raw: Any, facts: Mapping) -> str:
        if isinstance(raw, str):
            for option, label in self.options.items():
                if raw.strip().casefold() in (option.casefold(), fill(label, facts).casefold()):
                    return option
            begun = [
                option
                for option, label in self.options.items()
                if len(raw.strip()) > 2 and fill(label, facts).casefold().startswith(raw.strip().casefold())
            ]
            if len(begun) == 1:
                return begun[0]
        raise Unreadable(
            _("{raw} is none of the options: {options}.").format(
                raw=raw, options="; ".join(f"“{fill(label, facts)}”" for label in self.options.values())
            )
        )

    def show(self, value: str) -> str:
        return f"“{self.options[value]}”" if "{" not in self.options[value] else value

    def spoilers(self, value: str) -> tuple[str, ...]:
        label = self.options[value]
        return () if "{" in label else (label,)

    def explain(self, given: Any, expected: Any, facts: Mapping) -> str:
        return _("{got} is not it yet.").format(got=f"“{fill(self.options[given], facts)}”")

    def face(self, facts: Mapping, rng: random.Random) -> dict:
        ids = list(self.options)
        if self.shuffle:
            rng.shuffle(ids)
        options = [{"id": option, "label": fill(self.options[option], facts)} for option in ids]
        return {"kind": self.name, "options": options}


@dataclass(frozen=True)
class Choices(Choice):
    """Several of the options. ``why`` says, for each option, why it belongs or does not."""

    why: Mapping[str, str] = field(default_factory=dict)
    name: ClassVar[str] = "choices"
    nonsense: ClassVar[tuple] = (["no such option"], 3.7, object())

    def read(self, raw: Any, facts: Mapping) -> frozenset[str]:
        if isinstance(raw, str):
            raw = raw.split(",")
        expected = _("A list of options is expected, such as {example}.").format(example=list(self.options)[:2])
        return frozenset(self._option(one, facts) for one in several(raw, expected))

    def show(self, value: Iterable[str]) -> str:
        return ", ".join(Choice.show(self, option) for option in self.options if option in value)

    def parts(self, value: Iterable[str]) -> Mapping:
        return {option: option in value for option in self.options}

    def type_in(self, value: Iterable[str]) -> list[str]:
        return [option for option in self.options if option in value]

    def spoilers(self, value: Iterable[str]) -> tuple[str, ...]:
        return (self.show(value),) if value else ()

    def explain(self, given: frozenset, expected: frozenset, facts: Mapping) -> str:
        extra = [option for option in self.options if option in given - expected]
        missing = len(expected - given)
        said = [_("Right among your ticks: {right} of {n}.").format(right=len(given & expected), n=len(given))]
        if extra:
            look = _("Look again at “{option}”.").format(option=fill(self.options[extra[0]], facts))
            said.append(f"{look} {fill(self.why.get(extra[0], ''), facts)}".strip())
        if missing:
            said.append(_("Still unticked, though they belong: {n}.").format(n=missing))
        return " ".join(said)
