"""The settings of a lab: what may be turned, between which ends, and what a page may send.

``when`` names settings that must have a certain value, or one of a list of values, for a control to be shown;
hidden, it keeps its value.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from casekit.errors import CasekitError
from casekit.text import _


@dataclass(frozen=True)
class Slider:
    """A number from ``low`` to ``high`` in steps. Whole numbers when step and ends are whole.

    ``unit`` stands behind it, ``unit_of_one`` behind a 1 where that is another word ("1 day").
    """

    name: str
    label: str
    low: float
    high: float
    value: float
    step: float = 1
    unit: str = ""
    unit_of_one: str = ""
    when: Mapping[str, Any] = field(default_factory=dict)

    def read(self, raw: Any) -> float:
        try:
            value = float(raw)
        except (TypeError, ValueError):
            value = math.nan
        if not self.low <= value <= self.high:
            raise CasekitError(
                _("{label} goes from {low:g} to {high:g}, not to {raw}.").format(
                    label=self.label, low=self.low, high=self.high, raw=raw
                )
            )
        whole = all(float(part).is_integer() for part in (self.low, self.high, self.step))
        return int(value) if whole else value

    def face(self) -> dict:
        ends = {"low": self.low, "high": self.high, "step": self.step}
        units = {"unit": self.unit, "unit_of_one": self.unit_of_one or self.unit}
        return {"type": "slider", **_common(self), **ends, **units}


@dataclass(frozen=True)
class Pick:
    """One of several settings: ``options`` maps a stable id to a label."""

    name: str
    label: str
    options: Mapping[str, str]
    value: str
    when: Mapping[str, Any] = field(default_factory=dict)

    def read(self, raw: Any) -> str:
        if raw not in self.options:
            raise CasekitError(
                _("{label} can be {options}, not {raw}.").format(
                    label=self.label, options=", ".join(self.options.values()), raw=raw
                )
            )
        return raw

    def face(self) -> dict:
        options = [{"id": option, "label": label} for option, label in self.options.items()]
        return {"type": "pick", **_common(self), "options": options}


@dataclass(frozen=True)
class Toggle:
    """On or off."""

    name: str
    label: str
    value: bool = False
    when: Mapping[str, Any] = field(default_factory=dict)

    def read(self, raw: Any) -> bool:
        return bool(raw)

    def face(self) -> dict:
        return {"type": "toggle", **_common(self)}


def _common(control: Slider | Pick | Toggle) -> dict:
    return {"name": control.name, "label": control.label, "when": dict(control.when)}
