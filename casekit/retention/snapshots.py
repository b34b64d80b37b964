"""What was known on a day: features dated after the prediction date give the answer away and are refused."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from casekit.errors import CasekitError
from casekit.retention.rows import day, days
from casekit.text import _


def refuse_leaks(
    table: pd.DataFrame, features: Sequence[str], prediction_date: Any, known_on: Mapping[str, Any]
) -> None:
    """CasekitError naming the first feature known only after the prediction date.

    ``known_on``: feature → the last day its data are from, or the name of a column with that day for each row. A
    feature without an entry is taken at the user's word. Without a prediction date nothing can be checked. A feature
    that is itself a date is refused in any case: as a number it would say who has one, such as a day of leaving. Of a
    column of days each must be known, or nothing says that the feature was.
    """
    for name in features:
        if pd.api.types.is_datetime64_any_dtype(table[name]):
            _refuse_date(table, name, prediction_date)
    if prediction_date is None:
        if known_on:
            raise CasekitError(_("Give the prediction date as well; without it no feature’s date can be checked."))
        return
    until = day(prediction_date)
    strange = [name for name in known_on if name not in features]
    if strange:
        raise CasekitError(_("“{name}” is no feature, so its date says nothing.").format(name=strange[0]))
    for name in features:
        if name not in known_on:
            continue
        dated = known_on[name]
        last = _last_of(table, name, dated) if isinstance(dated, str) and dated in table else day(dated)
        if last > until:
            raise CasekitError(
                _(
                    "The feature “{name}” has data from {last}, after the prediction date {until}: it tells what was "
                    "to be foretold. Take it out, or compute it up to that date."
                ).format(name=name, last=f"{last:%Y-%m-%d}", until=f"{until:%Y-%m-%d}")
            )


def _last_of(table: pd.DataFrame, name: str, column: str) -> pd.Timestamp:
    known = days(table, column)
    if known.isna().any():
        raise CasekitError(
            _("Of {n} rows “{column}” does not tell when “{name}” was known; fill it in or take them out.").format(
                n=f"{int(known.isna().sum()):,}", column=column, name=name
            )
        )
    return known.max()


def _refuse_date(table: pd.DataFrame, name: str, prediction_date: Any) -> None:
    last = days(table, name).max()
    if prediction_date is not None and last > day(prediction_date):
        raise CasekitError(
            _(
                "The feature “{name}” holds dates up to {last}, after the prediction date {until}: it tells what was "
                "to be foretold. Take it out."
            ).format(name=name, last=f"{last:%Y-%m-%d}", until=f"{day(prediction_date):%Y-%m-%d}")
        )
    raise CasekitError(
        _("The feature “{name}” holds dates; turn it into days up to the prediction date.").format(name=name)
    )
