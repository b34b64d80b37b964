"""The best card of each person: of each field the newest value that is not blank, and the card it comes from."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from casekit.errors import CasekitError
from casekit.records.compared_cards import KEYS, ComparedCards
from casekit.records.match_rules import MatchRules
from casekit.text import _


def golden_cards(
    table: pd.DataFrame,
    people: pd.DataFrame,
    cards: ComparedCards,
    rules: MatchRules,
    fields: Sequence[str] | None,
    newest: str | None,
) -> pd.DataFrame:
    """See :meth:`~casekit.records.Merge.golden`."""
    fields = [name for name in table if name not in ("card_id", newest)] if fields is None else list(fields)
    for name in fields:
        if name not in table:
            raise CasekitError(
                _("The cards have no column “{name}”; they have: {has}.").format(
                    name=name, has=", ".join(map(str, table))
                )
            )
    if newest is not None and newest not in table:
        raise CasekitError(
            _(
                "The cards have no column “{name}”, the date of their last change; name yours with newest=…, "
                "or say newest=None if you have none."
            ).format(name=newest)
        )
    dated = table.set_index("card_id").loc[cards.ids].reset_index()  # in the order of the compared cards
    person = people["person"].to_numpy()
    changed = np.zeros(len(dated)) if newest is None else _as_dates(dated[newest], newest)
    order = np.lexsort((np.arange(len(dated)), changed))  # oldest first: the last of each person is the newest
    numbers = np.arange(1, person.max() + 1)
    result = {"person": numbers, "cards": np.bincount(person)[1:]}
    for name in fields:
        usable = ~_is_blank(dated[name], rules)
        if name in KEYS:
            usable &= ~cards.shared[name]
        kept = order[usable[order]]
        last = pd.Series(kept, index=person[kept]).groupby(level=0).last().reindex(numbers, fill_value=-1).to_numpy()
        result[name] = dated[name].take(last.clip(0)).where(last >= 0).array
        result[f"{name}_from"] = dated["card_id"].take(last.clip(0)).where(last >= 0).array
    return pd.DataFrame(result)


def _as_dates(column: pd.Series, name: str) -> np.ndarray:
    try:
        days = pd.to_datetime(column, format=None if pd.api.types.is_datetime64_any_dtype(column) else "ISO8601")
    except (ValueError, TypeError):
        raise CasekitError(
            _("Column “{name}” must hold the dates of the last change; turn it into dates first.").format(name=name)
        ) from None
    return days.fillna(pd.Timestamp.min).to_numpy()


def _is_blank(column: pd.Series, rules: MatchRules) -> np.ndarray:
    missing = column.isna().to_numpy()
    if pd.api.types.is_numeric_dtype(column) or pd.api.types.is_datetime64_any_dtype(column):
        return missing
    blank = {word.casefold() for word in rules.blank}
    return missing | column.map(lambda value: str(value).strip().casefold() in blank).to_numpy(dtype=bool)
