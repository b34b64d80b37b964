"""The score lab: move the cut points, see who moves, whom ties hit, and what the customers then did.

Everything that does not depend on the levers is computed once; an outcome is then a few passes over small arrays.
"""

from typing import Any

import narwhals.stable.v2 as nw
import numpy as np

from casekit.errors import CasekitError
from casekit.grading.purchase_history import purchase_history
from casekit.grading.quantile_edges import quantile_edges
from casekit.grading.rfm_forms import counted_arrays
from casekit.grading.rfm_scores import MEASURES
from casekit.grading.sales_rows import SalesRows, sales_rows
from casekit.labs.score_outcome import NextPeriod, ScoreOutcome
from casekit.labs.score_settings import REPEAT_MEAN, SPLIT, TOTAL, ScoreSettings
from casekit.tables import collect
from casekit.text import _

MOST_TRANSACTIONS = 20_000_000
_DECIMALS = 9  # as rfm_scores compares


class ScoreLab:
    """The customers of one shop, scored up to a day, with the truth of what came after.

    Parameters
    ----------
    transactions : one row a purchase, on any engine; at most ``MOST_TRANSACTIONS`` rows, for the lab works in memory.
    split : the last day that is used for scoring; everything after it is the next period.
    customer_id, date, amount : names of the columns.
    time_unit : the unit of recency, "D", "W", "M" or "Y" as in :func:`~casekit.grading.rfm_summary`.

    Attributes
    ----------
    customer_ids : the customers with a purchase up to ``split``, sorted.
    newcomers : how many customers bought only after it; they cannot be scored and are left out.
    next_period : what each customer did after ``split``: purchase days and spending.
    time_unit : as given.

    Rows that cannot be used are left out by the rules of rfm_summary ("net" for returns).
    Raises CasekitError as rfm_summary does, and when nobody bought up to ``split``.
    """

    def __init__(
        self,
        transactions: Any,
        split: Any,
        *,
        customer_id: str = "customer_id",
        date: str = "date",
        amount: str = "amount",
        time_unit: str = "W",
    ):
        table = _needed(transactions, [customer_id, date, amount], _("The score lab"))
        before = sales_rows(table, customer_id, date, amount, split, time_unit, "net")
        every = sales_rows(table, customer_id, date, amount, None, time_unit, "net")
        self.time_unit = time_unit
        self._score_from(before, every)

    def _score_from(self, before: SalesRows, every: SalesRows) -> None:
        codes, day, amount, customers = counted_arrays(every)
        early = day <= np.datetime64(before.end)
        number = day.view("int64")
        history = purchase_history(codes[early], number[early], amount[early], len(customers))
        known = np.flatnonzero(history.purchase_days > 0)
        if not len(known):
            raise CasekitError(_("Nobody bought up to {split}; choose a later day.").format(split=before.end))
        known = known[np.argsort(customers.to_numpy()[known], kind="stable")]
        later = purchase_history(codes[~early], number[~early], amount[~early], len(customers))

        self.customer_ids = customers.take(known)
        self.newcomers = int(((later.purchase_days > 0) & (history.purchase_days == 0)).sum())
        self.next_period = NextPeriod(
            purchases=later.purchase_days[known],
            spend=np.bincount(codes[~early], amount[~early], len(customers))[known],
        )
        self._values = self._measured(history, known, before)
        self._distinct = {name: np.unique(values, return_counts=True) for name, values in self._values.items()}
        self._places = {name: _places(values) for name, values in self._values.items()}

    def _measured(self, history, known, before: SalesRows) -> dict[str, np.ndarray]:
        """What is scored; recency as the negative time since the last purchase, so that more is always better."""
        end = np.datetime64(before.end, "D").view("int64")
        repeats = history.purchase_days[known] - 1
        repeat_spend = history.repeat_spend[known]
        mean = np.divide(repeat_spend, repeats, out=np.zeros(len(known)), where=repeats > 0)
        return {
            "recency": np.round((history.last[known] - end) / before.unit_days, _DECIMALS),
            "frequency": repeats.astype("float64"),
            REPEAT_MEAN: np.round(mean, _DECIMALS),
            TOTAL: np.round(repeat_spend + history.first_spend[known], _DECIMALS),
        }

    def limits(self, measure: str, monetary: str = REPEAT_MEAN) -> tuple[float, float]:
        """The smallest and largest value of a measure, for a slider's ends; recency as time since the last purchase."""
        values = self._distinct[_name(measure, monetary)][0]
        ends = (-values[-1], -values[0]) if measure == "recency" else (values[0], values[-1])
        return float(ends[0]) + 0.0, float(ends[1]) + 0.0  # + 0.0 turns -0.0 into 0.0

    def equal_parts(self, measure: str, groups: int = 5, monetary: str = REPEAT_MEAN) -> tuple[float, ...]:
        """The cut points that make parts as equal as ties allow, rising, ready to be given as ``edges``."""
        cut = quantile_edges(*self._distinct[_name(measure, monetary)], groups)
        return tuple(((-cut[::-1] if measure == "recency" else cut) + 0.0).tolist())

    def outcome(
        self, settings: ScoreSettings | None = None, usual_weights: tuple[float, float, float] = (1.0, 1.0, 1.0)
    ) -> ScoreOutcome:
        """What the settings make of the customers, beside equal parts with ties kept together and usual weights."""
        settings = settings or ScoreSettings()
        scores = {measure: self._scores(measure, settings) for measure in MEASURES}
        usual = {measure: self._equal_part_scores(measure, settings) for measure in MEASURES}
        weighted, scores["total"] = _weighted(scores, settings.weights, settings.scores)
        _alike, usual["total"] = _weighted(usual, usual_weights, settings.scores)
        return ScoreOutcome(
            settings=settings,
            customer_ids=self.customer_ids,
            groups={measure: settings.groups(measure) for measure in scores},
            scores=scores,
            usual=usual,
            weighted=weighted,
            parted_by_ties={measure: self._parted(measure, settings) for measure in MEASURES},
            next_period=self.next_period,
        )

    def _scores(self, measure: str, settings: ScoreSettings) -> np.ndarray:
        name = _name(measure, settings.monetary)
        if measure in settings.edges:
            cut = np.round(np.asarray(settings.edges[measure]), _DECIMALS)
            return 1 + np.searchsorted(-cut[::-1] if measure == "recency" else cut, self._values[name], side="left")
        if settings.ties == SPLIT:
            return 1 + self._places[name] * settings.scores // len(self.customer_ids)
        return self._equal_part_scores(measure, settings)

    def _equal_part_scores(self, measure: str, settings: ScoreSettings) -> np.ndarray:
        name = _name(measure, settings.monetary)
        cut = quantile_edges(*self._distinct[name], settings.groups(measure))
        return 1 + np.searchsorted(cut, self._values[name], side="left")

    def _parted(self, measure: str, settings: ScoreSettings) -> int:
        """How many customers share their value with someone who got another score."""
        if settings.ties != SPLIT or measure in settings.edges:
            return 0
        name = _name(measure, settings.monetary)
        counts = self._distinct[name][1]
        ends = np.cumsum(counts)
        n = len(self.customer_ids)  # a value's customers have neighbouring places, from its start to its end
        parted = (ends - counts) * settings.scores // n != (ends - 1) * settings.scores // n
        return int(counts[parted].sum())


def _needed(transactions: Any, columns: list[str], why: str):
    frame = nw.from_native(transactions, pass_through=True)
    if isinstance(frame, nw.LazyFrame) and set(columns) <= set(frame.collect_schema()):
        return collect(frame.select(columns), why, MOST_TRANSACTIONS)
    return frame.to_pandas() if isinstance(frame, nw.DataFrame) else transactions


def _name(measure: str, monetary: str) -> str:
    return monetary if measure == "monetary" else measure


def _places(values: np.ndarray) -> np.ndarray:
    """Each customer's place from 0, equal values in row order."""
    places = np.empty(len(values), dtype="int64")
    places[np.argsort(values, kind="stable")] = np.arange(len(values))
    return places


def _weighted(scores: dict[str, np.ndarray], weights, groups: int) -> tuple[np.ndarray, np.ndarray]:
    """The weighted mean of the three scores and its equal parts, found from the few combinations that there are."""
    sizes = [int(scores[measure].max()) + 1 for measure in MEASURES]
    combination = np.ravel_multi_index([scores[measure] for measure in MEASURES], sizes)
    customers = np.bincount(combination)
    present = np.flatnonzero(customers)
    parts = zip(weights, np.unravel_index(present, sizes), strict=True)
    mean = np.round(sum(weight * part for weight, part in parts) / sum(weights), _DECIMALS)  # noise splits no tie
    order = np.argsort(mean, kind="stable")
    cut = quantile_edges(mean[order], customers[present][order], groups)
    part = 1 + np.searchsorted(cut, mean, side="left")
    means, totals = np.zeros(len(customers)), np.zeros(len(customers), dtype="int64")
    means[present], totals[present] = mean, part
    return means[combination], totals[combination]
