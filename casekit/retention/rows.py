"""Tables of customers in memory, whatever engine they come from, and their days."""

import math
from collections.abc import Sequence
from numbers import Real
from typing import Any

import numpy as np
import pandas as pd

from casekit.errors import CasekitError
from casekit.tables import collect
from casekit.tables.frames import enter
from casekit.text import _

_MOST = 5_000_000


def in_memory(table: Any, role: str, columns: Sequence[str] | None = None) -> pd.DataFrame:
    """A table of any engine as a pandas table, or these columns of it; a pandas table keeps its index.

    ``role`` names it in the sentences. Raises CasekitError for what is no table, a missing column, and no rows.
    """
    frame = enter(table, role)
    known = frame.collect_schema().names()
    for name in columns or ():
        if name not in known:
            raise CasekitError(
                _("{role} have no column “{name}”; they have: {known}.").format(
                    role=role, name=name, known=", ".join(map(str, known))
                )
            )
    if isinstance(table, pd.DataFrame):
        rows = table if columns is None else table[list(dict.fromkeys(columns))]
    else:
        chosen = frame.lazy() if columns is None else frame.lazy().select(*dict.fromkeys(columns))
        rows = collect(chosen, role, _MOST)
    if not len(rows):
        raise CasekitError(_("{role} have no rows.").format(role=role))
    return rows


def column_names(table: Any) -> list[str]:
    """The names of a table's columns, whatever engine it comes from."""
    return enter(table, _("The customers")).collect_schema().names()


def read_customers(customers: Any, columns: list[str]) -> pd.DataFrame:
    """These columns of a table of customers, one row each, the first being the customer; CasekitError for one twice."""
    table = in_memory(customers, _("The customers"), columns).reset_index(drop=True)
    who = table[columns[0]]
    if who.isna().any():
        raise CasekitError(_("{n} rows have no “{name}”.").format(n=f"{int(who.isna().sum()):,}", name=columns[0]))
    twice = who.duplicated()
    if twice.any():
        raise CasekitError(
            _("{n} customers stand in several rows, first {who}; give one row a customer.").format(
                n=f"{who[twice].nunique():,}", who=who[twice].iloc[0]
            )
        )
    return table


def known_number(table: pd.DataFrame, name: str, role: str) -> pd.Series:
    """A column as floating point; CasekitError when it is no number, or missing or infinite in a row."""
    try:
        values = pd.to_numeric(table[name]).astype("float64")
    except (TypeError, ValueError):
        raise CasekitError(
            _("{role}: column “{name}” must hold numbers; turn it into numbers first.").format(role=role, name=name)
        ) from None
    lacking = int((~np.isfinite(values)).sum())
    if lacking:
        raise CasekitError(
            _("{role}: {n} rows have no “{name}”; fill it in or take them out. Nothing was taken for 0.").format(
                role=role, n=f"{lacking:,}", name=name
            )
        )
    return values


def read_days(table: pd.DataFrame, who: str, entered: str, left: str) -> tuple[pd.Series, pd.Series]:
    """When each customer came and went (missing while there); CasekitError naming who has no or impossible dates."""
    came, went = days(table, entered), days(table, left)
    if came.isna().any():
        raise CasekitError(
            _("{n} customers have no “{entered}”, first {who}; fill it in or take them out.").format(
                n=int(came.isna().sum()), entered=entered, who=table.loc[came.isna(), who].iloc[0]
            )
        )
    wrong = went < came
    if wrong.any():
        raise CasekitError(
            _("{n} customers left before they came (“{left}” before “{entered}”), first {who}; mend the dates.").format(
                n=int(wrong.sum()), left=left, entered=entered, who=table.loc[wrong, who].iloc[0]
            )
        )
    return came, went


def days(table: pd.DataFrame, column: str) -> pd.Series:
    """A column as days, missing where blank, in local time where a time zone is given; CasekitError for what is no
    date."""
    try:
        found = pd.to_datetime(table[column], format="ISO8601")
        return found.dt.tz_localize(None)
    except (AttributeError, TypeError, ValueError):
        raise CasekitError(
            _("“{column}” holds something that is no date; write dates like 2025-12-31.").format(column=column)
        ) from None


def day(given: Any) -> pd.Timestamp:
    """A day as the user writes it; CasekitError when it is none."""
    try:
        found = pd.Timestamp(str(given))
    except (TypeError, ValueError):
        found = pd.NaT
    if pd.isna(found):  # blanks and “nan” are read as a missing time, not refused
        raise CasekitError(_("The day “{day}” is no date; write it like 2025-12-31.").format(day=given))
    return found.tz_localize(None).normalize()


def one_number_each(given: Any, what: str) -> np.ndarray:
    """Figures of one customer each as floating point; CasekitError, naming ``what``, for words, blanks, infinities."""
    try:
        values = np.asarray(given, dtype="float64")
    except (TypeError, ValueError):
        values = np.array([np.nan])
    if not np.isfinite(values).all():
        raise CasekitError(_("{what} must be known numbers, one for each customer.").format(what=what))
    return values


_WORDS = {"yes": 1, "no": 0}


def ones_and_zeros(table: pd.DataFrame, name: str) -> pd.Series:
    """A column of True and False, 1 and 0, or the words yes and no, as 1 and 0; CasekitError for anything else."""
    values = table[name]
    if lacking := int(values.isna().sum()):
        raise CasekitError(
            _("“{name}” must be 1 or 0 (True or False) in every row, but {n} have none.").format(
                name=name, n=f"{lacking:,}"
            )
        )
    if not pd.api.types.is_numeric_dtype(values):
        values = values.map(lambda one: _WORDS.get(one.strip().lower(), one) if isinstance(one, str) else one)
    wrong = ~values.isin([0, 1])
    if wrong.any():
        raise CasekitError(
            _("“{name}” must be 1 or 0 (True or False, yes or no) in every row, but one holds {value!r}.").format(
                name=name, value=values[wrong].iloc[0]
            )
        )
    return values.astype("int64")


def check_confidence(confidence: float) -> None:
    """CasekitError for a confidence that is no share between 0 and 1."""
    if not is_number(confidence) or not 0 < confidence < 1:
        raise CasekitError(
            _("The confidence must be between 0 and 1, such as 0.95, but it is {c!r}.").format(c=confidence)
        )


def is_number(given: Any) -> bool:
    """Whether it is one known number, infinity left out."""
    return isinstance(given, Real) and not isinstance(given, bool) and math.isfinite(given)
