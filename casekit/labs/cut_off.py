"""The cut-off lab: a list of chances to leave, ranked and cut; whom the calls reach, what they cost, what they bring.

What a cut brought is reckoned from who truly left; what the model promised of it, from its chances. Both rest on a
declared share of the called leavers who stay.
"""

from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from casekit.errors import CasekitError
from casekit.grading.sales_rows import as_number, require_columns
from casekit.labs.cut_off_outcome import Cut, CutOffOutcome
from casekit.labs.cut_off_settings import CHANCE, MARGIN, RANKINGS, CutOffSettings
from casekit.retention import best_cut_off
from casekit.tables import collect
from casekit.tables.frames import enter
from casekit.text import _

MOST_CUSTOMERS = 1_000_000
_USUAL = 0.999  # of the customers have no higher chance: beyond, a cut-off is not worth looking at


class CutOffLab:
    """A list of customers with foretold chances of leaving, and who then left.

    Parameters
    ----------
    customers : one row a customer (and period, where ``period`` names one), on any engine; at most ``MOST_CUSTOMERS``
        rows.
    customer_id, probability, left, margin : names of its columns: the foretold chance of leaving (0 to 1), whether the
        customer left (1 or 0), and the money of a year that goes with the customer.
    period : the column with the period of a row, such as its quarter, if customers come again.

    A margin below 0 counts as 0 where a leaver is kept: nobody is held to make a loss, and the list is no worse for it.

    Raises CasekitError for unknown columns, no rows, a customer twice (in one period), figures that are missing or no
    numbers, a chance beyond 0 to 1, ``left`` other than 1 or 0, and one class only: nobody left, or nobody stayed.
    """

    def __init__(
        self,
        customers: Any,
        *,
        customer_id: str = "customer_id",
        probability: str = "probability",
        left: str = "left",
        margin: str = "margin",
        period: str | None = None,
    ) -> None:
        figures = {"probability": probability, "left": left, "margin": margin}
        keys = {"customer_id": customer_id, **({"period": period} if period else {})}
        table = _needed(customers, figures, keys)
        self.customers = len(table)
        self.usual_chances = float(table["probability"].quantile(_USUAL))
        self._lists = {rank_by: _ranked(table, rank_by) for rank_by in RANKINGS}
        self._last_cuts: dict[tuple[str, float, float], tuple[pd.DataFrame, float]] = {}

    def outcome(self, settings: CutOffSettings | None = None) -> CutOffOutcome:
        """What the cut of these settings comes to, beside the best one."""
        settings = settings or CutOffSettings()
        rows = self._lists[settings.rank_by]
        cuts, best_from = self._cuts(settings.rank_by, settings.contact_cost, settings.saved_share)
        if settings.rank_by == CHANCE:
            own = (cuts["at_least"] >= settings.at_least).sum()
        else:
            own = (cuts["contacted"] <= settings.calls).sum()
        best = (cuts["at_least"] >= best_from).sum()
        foretold = cuts["expected"].argmax() + 1 if cuts["expected"].max() > 0 else 0
        return CutOffOutcome(settings, *(Cut.of(rows, settings, cuts, n) for n in (own, best, foretold)), cuts, rows)

    def _cuts(self, *view) -> tuple[pd.DataFrame, float]:
        """Those of the last view are kept: while the cut alone moves, they stay as they are."""
        if view not in self._last_cuts:
            self._last_cuts = {view: self._every_cut(*view)}
        return self._last_cuts[view]

    def _every_cut(self, rank_by: str, contact_cost: float, saved_share: float) -> tuple[pd.DataFrame, float]:
        """A row a cut, from the top of the list down, with profit and expected profit; and where the best one lies."""
        rows = self._lists[rank_by]
        found = best_cut_off(
            rows["key"], rows["left"], contact_cost=contact_cost, saved_share=saved_share, value=rows["worth"]
        )
        contacted = found.table["contacted"].to_numpy()
        expected = saved_share * rows["worth_expected"].to_numpy()[contacted - 1] - contact_cost * contacted
        return found.table.assign(expected=expected), found.at_least


def _ranked(table: pd.DataFrame, rank_by: str) -> pd.DataFrame:
    """The list in the order of its calls, equals by customer and period; ``key`` is what it is ranked by.

    ``worth_caught`` and ``worth_expected`` are sums down to each row: margins of a year of those who left, and of all,
    each as likely as its chance.
    """
    worth = table["margin"].clip(lower=0)
    key = {CHANCE: table["probability"], MARGIN: table["margin"]}.get(rank_by, table["probability"] * worth)
    order = np.argsort(-key.to_numpy(), kind="stable")
    rows = table.assign(worth=worth, key=key).iloc[order].reset_index(drop=True)
    return rows.assign(
        worth_caught=(rows["left"] * rows["worth"]).cumsum(),
        worth_expected=(rows["probability"] * rows["worth"]).cumsum(),
    )


def _needed(customers: Any, figures: dict[str, str], keys: dict[str, str]) -> pd.DataFrame:
    frame = enter(customers, _("The list"))
    schema = frame.collect_schema()
    require_columns(schema, [*keys.values(), *figures.values()], _("The list’s columns"))
    columns = {own: nw.col(name) for own, name in keys.items()}
    columns |= {own: as_number(name, schema) for own, name in figures.items()}
    table = collect(frame.select(**columns), _("The cut-off lab"), MOST_CUSTOMERS)
    if not len(table):
        raise CasekitError(_("The list has no rows, so there is nobody to call."))
    for own, name in (keys | figures).items():
        _refuse(_unknown(table[own]), _("{n} rows have no “{name}”; fill it in or take them out."), name)
    chance, gone = table["probability"], table["left"]
    beyond = _("{n} rows have a “{name}” beyond 0 to 1; a chance of 5 % is 0.05.")
    _refuse(~chance.between(0, 1), beyond, figures["probability"])
    neither = _("{n} rows have a “{name}” that is neither 1 (left) nor 0 (stayed).")
    _refuse(~gone.isin([0, 1]), neither, figures["left"])
    again = _("{n} rows repeat a customer (“{name}”); give one row each, or name the column of the period in period=.")
    _refuse(table.duplicated(list(keys)), again, keys["customer_id"])
    if gone.nunique() < 2:
        raise CasekitError(
            _("Nobody on the list left, so no call could keep anybody: take a longer time.")
            if not gone.any()
            else _("Everybody on the list left: without those who stayed no false alarm can be seen.")
        )
    return table.sort_values(list(keys), ignore_index=True)  # the order of the rows decides nothing


def _unknown(column: pd.Series) -> pd.Series:
    if pd.api.types.is_float_dtype(column):
        return ~pd.Series(np.isfinite(column.to_numpy("float64", na_value=np.nan)), column.index)
    return column.isna() | (column == "")


def _refuse(wrong: pd.Series, sentence: str, name: str) -> None:
    if n := int(wrong.sum()):
        raise CasekitError(sentence.format(n=f"{n:,}", name=name))
