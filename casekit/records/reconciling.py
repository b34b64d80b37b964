"""Stated figures against computed ones (对账): every difference with its gap and a likely cause, by declared tests."""

import math
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Any

import pandas as pd

from casekit.errors import CasekitError
from casekit.records.columns import enter_with, number_of, number_within
from casekit.tables import collect
from casekit.text import _

CAUSES = (
    "not stated",
    "not computed",
    "sign",
    "power of ten",
    "rounded",
    "counted twice",
    "left out",
    "digits swapped",
    "digits swapped?",
    "no cause found",
)
_MOST_FIGURES = 1_000_000
_DECIMALS, _NOISE = 9, 1e-14  # what floating point adds must not make a difference, nor hide one
_POWERS = tuple(10.0**place for place in range(1, 10))


def reconcile(
    stated: Any, computed: Any, *, by: str | Sequence[str], value: str = "amount", tolerance: float = 0.01
) -> pd.DataFrame:
    """The stated figures that differ from the computed ones, with a likely cause each.

    Parameters
    ----------
    stated, computed : tables with one row a figure (any engine; they come into memory): what a report prints, and what
        your own data add up to.
    by : the column or columns that name a figure in both tables.
    value : the column with the figure, in both in the same unit.
    tolerance : differences up to this are none (in the unit of the figures).

    Returns
    -------
    A pandas table, one row a difference, in the order of ``stated``: the ``by`` columns, stated, computed, gap
    (stated − computed), cause (one of ``CAUSES``), explanation (a sentence). The first test that holds gives the cause;
    all of them are hints, none is proof:

    1. not stated, not computed: the figure is in one table only, or blank in the other.
    2. sign: the figures add up to nothing.
    3. power of ten: one is 10, 100, … times the other (thousand, 万, million).
    4. rounded: the computed figure rounds to the stated one, at a unit of ten that the stated one shows by its zeros.
    5. counted twice: the gap equals a computed figure, its own or another's (first those that share most of ``by``).
       left out: the same with the opposite sign, another's only.
    6. digits swapped: two digits of the stated figure, swapped, give the computed one.
    7. digits swapped?: the gap, in hundredths or in whole units where the stated figure is whole, is divisible by 9, as
       every swap of digits makes it; so is one other gap in nine.
    8. no cause found.

    Raises CasekitError for missing columns, a value that holds no numbers, a figure named twice in one table and a
    tolerance below 0.
    """
    names = [by] if isinstance(by, str) else list(by)
    if not names:
        raise CasekitError(_('Say by which columns the figures are named, for instance by=["month", "area"].'))
    number_within(tolerance, "tolerance")
    printed = _figures(stated, _("The stated figures"), names, value).rename(columns={value: "stated"})
    added = _figures(computed, _("The computed figures"), names, value).rename(columns={value: "computed"})
    both = _side_by_side(printed, added, names)
    place = {key: n for n, key in enumerate(printed[names].itertuples(index=False, name=None))}
    order = [place.get(key, len(place)) for key in both[names].itertuples(index=False, name=None)]
    both = both.assign(__order=order).sort_values("__order", kind="stable", ignore_index=True).drop(columns="__order")
    both["gap"] = (both["stated"] - both["computed"]).round(_DECIMALS)
    slack = tolerance + _NOISE * (both["stated"].abs() + both["computed"].abs())
    differs = both[~(both["gap"].abs() <= slack)]
    differs = differs[differs["stated"].notna() | differs["computed"].notna()].reset_index(drop=True)
    others = list(zip(added[names].itertuples(index=False, name=None), added["computed"], strict=True))
    said = [_cause(row, names, others, tolerance) for row in differs.to_dict("records")]
    return differs.assign(cause=[cause for cause, _why in said], explanation=[why for _cause_, why in said])


def _figures(table: Any, role: str, names: list[str], value: str) -> pd.DataFrame:
    frame = enter_with(table, role, [*names, value])
    frame = frame.select(*names, number_of(frame, value).alias(value))
    figures = collect(frame, _("the reconciliation"), _MOST_FIGURES)
    twice = figures[figures.duplicated(names)]
    if len(twice):
        raise CasekitError(
            _("{role} have more than one figure for {key}; add them up first, or name more columns.").format(
                role=role, key=_named(twice[names].iloc[0])
            )
        )
    return figures


def _side_by_side(printed: pd.DataFrame, added: pd.DataFrame, names: list[str]) -> pd.DataFrame:
    try:
        return printed.merge(added, on=names, how="outer", sort=False)
    except ValueError:
        kinds = ", ".join(f"{name} ({printed[name].dtype} / {added[name].dtype})" for name in names)
        raise CasekitError(
            _("The figures are named by columns of different kinds: {kinds}; bring them to one kind.").format(
                kinds=kinds
            )
        ) from None


def _cause(row: dict, names: list[str], others: list, tolerance: float) -> tuple[str, str]:
    stated, computed, gap = row["stated"], row["computed"], row["gap"]
    tolerance += _NOISE * (abs(stated) + abs(computed))
    if pd.isna(stated):
        return "not stated", _("The report has no such figure.")
    if pd.isna(computed):
        return "not computed", _("The data have no such figure.")
    if abs(stated + computed) <= tolerance:
        return "sign", _("The same figure with the opposite sign.")
    if said := _times_a_power(stated, computed, tolerance):
        return "power of ten", said
    unit = _unit_shown(stated)
    if unit and abs(gap) <= unit / 2:
        return "rounded", _("The computed figure, rounded to {unit:,.0f}.").format(unit=unit)
    return _same_as_another(row, names, others, tolerance) or _swapped(stated, computed, tolerance) or _no_cause(gap)


def _times_a_power(stated: float, computed: float, tolerance: float) -> str:
    small, large = sorted((stated, computed), key=abs)
    for power in _POWERS:
        # the smaller one may be rounded; close in proportion too, or every small figure would fit
        if abs(large - small * power) <= min(tolerance * power, abs(large) / 200):
            said = _("Stated is {n:,.0f} times computed: a unit too small or too large?")
            if large == computed:
                said = _("Computed is {n:,.0f} times stated: a unit too small or too large?")
            return said.format(n=power)
    return ""


def _unit_shown(stated: float) -> float:
    """The unit to which a figure seems to be rounded: 1 for 350, 1,000 for 12,000; 0 for 12.34 and for 0.

    A single zero at the end is chance too often to be taken for rounding to tens.
    """
    if stated == 0 or not float(stated).is_integer():
        return 0.0
    digits = str(int(abs(stated)))
    zeros = len(digits) - len(digits.rstrip("0"))
    return 10.0**zeros if zeros >= 2 else 1.0


def _same_as_another(row: dict, names: list[str], others: list, tolerance: float) -> tuple[str, str] | None:
    own = tuple(row[name] for name in names)
    candidates = []
    for key, figure in others:
        shared = sum(one == other for one, other in zip(own, key, strict=True))
        if abs(row["gap"] - figure) <= tolerance:
            candidates.append((-shared, "counted twice", key))
        elif abs(row["gap"] + figure) <= tolerance and key != own:
            candidates.append((-shared, "left out", key))
    if not candidates:
        return None
    _shared, cause, key = min(candidates, key=lambda candidate: candidate[0])
    named = _named(key)
    if cause == "left out":
        return cause, _("The gap is the figure of {key}, which seems to be left out.").format(key=named)
    return cause, _("The gap is the figure of {key}, which seems to be counted twice.").format(key=named)


def _named(key: Iterable) -> str:
    """The cells that name a figure; a day without its midnight."""
    days = (cell.date() if isinstance(cell, pd.Timestamp) and cell == cell.normalize() else cell for cell in key)
    return ", ".join(map(str, days))


def _swapped(stated: float, computed: float, tolerance: float) -> tuple[str, str] | None:
    whole = float(stated).is_integer()  # then the report may have printed no hundredths
    near = max(tolerance, 0.5 if whole else 0.005)
    digits = f"{abs(stated):.2f}"
    for one, other in combinations(range(len(digits)), 2):
        if digits[one] != digits[other] and "." not in (digits[one], digits[other]):
            swapped = list(digits)
            swapped[one], swapped[other] = digits[other], digits[one]
            if abs(math.copysign(float("".join(swapped)), stated) - computed) <= near:
                said = _("With {one} and {other} in each other’s place the stated figure is the computed one.")
                return "digits swapped", said.format(one=digits[one], other=digits[other])
    gap = stated - round(computed) if whole else round((stated - computed) * 100)
    if round(gap) % 9 == 0:
        said = _("The gap is divisible by 9, as it is when digits are swapped (and one time in nine).")
        return "digits swapped?", said
    return None


def _no_cause(gap: float) -> tuple[str, str]:
    return "no cause found", _("A gap of {gap:,.2f}; look at the papers behind both figures.").format(gap=gap)
