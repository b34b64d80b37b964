"""What was known on a day: features dated after the prediction date give the answer away and are refused."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from casekit.errors import CasekitError
from casekit.retention.rows import day
from casekit.text import _


def refuse_leaks(
    table: pd.DataFrame, features: Sequence[str], prediction_date: Any, known_on: Mapping[str, Any]
) -> None:
    """CasekitError naming the first feature known only after the prediction date.

    ``known_on``: feature → the last day its data are from, or the name of a column with that day for each row. A
    feature without an entry is taken at the user's word. Without a prediction date nothing can be checked.
    """
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
        last = pd.to_datetime(table[dated]).max() if isinstance(dated, str) and dated in table else day(dated)
        if last > until:
            raise CasekitError(
                _(
                    "The feature “{name}” has data from {last}, after the prediction date {until}: it tells what was "
                    "to be foretold. Take it out, or compute it up to that date."
                ).format(name=name, last=f"{last:%Y-%m-%d}", until=f"{until:%Y-%m-%d}")
            )
