"""Figures a source has lost (缺失数字): never filled in, only ever replaced by one that is ours and says so."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from casekit.errors import CasekitError
from casekit.text import _


@dataclass(frozen=True)
class LostFigure:
    """One figure, word or sign that a source once had and has no more.

    Parameters
    ----------
    name : what the register calls it.
    meaning : what it stood for.
    source : where it is missing.
    ours : the value we work with, None while there is none. It is not the source's.
    reason : why this value; needed with ``ours``.
    """

    name: str
    meaning: str
    source: str = ""
    ours: Any = None
    reason: str = ""

    def __post_init__(self):
        if not self.name.strip() or not self.meaning.strip():
            raise CasekitError(_("A lost figure needs a name and what it stood for."))
        if self.ours is not None and not self.reason.strip():
            raise CasekitError(
                _("“{name}” is given the value {value!r} without a reason; say why it is ours.").format(
                    name=self.name, value=self.ours
                )
            )


class LostFigures:
    """A register of lost figures, by name. It never changes: :meth:`with_ours` gives a new one."""

    def __init__(self, figures: Mapping[str, LostFigure]):
        self._figures = dict(figures)

    def __iter__(self) -> Iterator[LostFigure]:
        return iter(self._figures.values())

    def __len__(self) -> int:
        return len(self._figures)

    def __repr__(self):
        open_ = sum(figure.ours is None for figure in self)
        return _("Register of {n} lost figures, {open} of them without a value of ours").format(n=len(self), open=open_)

    def __getitem__(self, name: str) -> LostFigure:
        if name not in self._figures:
            raise _NotListed(
                _("The register has no lost figure “{name}”; it has: {names}.").format(
                    name=name, names=", ".join(self._figures) or _("none")
                )
            )
        return self._figures[name]

    def value(self, name: str) -> Any:
        """The value we work with. Raises CasekitError while there is none, as a lost figure is never filled in."""
        figure = self[name]
        if figure.ours is None:
            raise CasekitError(
                _(
                    "“{name}” is lost in the source ({meaning}); set a value of your own with a reason: with_ours(…)."
                ).format(name=name, meaning=figure.meaning)
            )
        return figure.ours

    def with_ours(self, name: str, value: Any, reason: str) -> "LostFigures":
        """The register with a value of ours for this figure, and the reason for it.

        Raises CasekitError for an unknown name, no value and no reason.
        """
        if value is None:
            raise CasekitError(_("Give “{name}” a value, or leave it lost.").format(name=name))
        return LostFigures({**self._figures, name: replace(self[name], ours=value, reason=reason)})

    def table(self) -> pd.DataFrame:
        """One row a figure: name, meaning, source, value ("lost", or ours), whose ("nobody's" or "ours"), reason."""
        lines = [
            (
                figure.name,
                figure.meaning,
                figure.source,
                _("lost") if figure.ours is None else str(figure.ours),
                _("nobody’s") if figure.ours is None else _("ours"),
                figure.reason,
            )
            for figure in self
        ]
        return pd.DataFrame(lines, columns=["name", "meaning", "source", "value", "whose", "reason"])


class _NotListed(CasekitError, KeyError):
    """Both a user's mistake and what a mapping's users expect."""

    __str__ = CasekitError.__str__


def lost_figures(meanings: Mapping[str, str], *, source: str = "") -> LostFigures:
    """A register of lost figures: name → what it stood for. All of them are lost at first.

    Parameters
    ----------
    meanings : for instance ``{"visits a month": "the fewest visits for a gold card; printed: “… visits”"}``.
    source : where they are missing, the same for all.

    Raises CasekitError for an empty register and a figure without a name or meaning.
    """
    if not meanings:
        raise CasekitError(_("A register of lost figures needs at least one; give names and what they stood for."))
    return LostFigures({name: LostFigure(name, meaning, source) for name, meaning in meanings.items()})
