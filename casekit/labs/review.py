"""The review lab: one policy over several years, with margin and patience or without, told against the truth.

It follows the rules of :func:`casekit.grading.review` for margin, minimum stay and reviews in a row, in a form of its
own: that one works on any engine and explains each customer, which takes a hundred times as long as a lever may. The
tests hold both to the same grades.
"""

from functools import cached_property
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from casekit.errors import CasekitError
from casekit.grading import Policy
from casekit.grading.sales_rows import as_number, require_columns
from casekit.labs.review_ladder import Ladder
from casekit.labs.review_outcome import NOBODY, Path, ReviewOutcome, Told
from casekit.labs.review_settings import ReviewSettings
from casekit.tables import collect
from casekit.tables.frames import enter
from casekit.text import _

MOST_ROWS = 5_000_000
_FINE, _COARSE, _MANY = 11, 6, 20_000  # points of the curve over the margin; customers from which it is coarse
WIDEST = 0.5  # margin at which the curve ends


class ReviewLab:
    """Customers over several years, ready to be reviewed by many rules.

    Parameters
    ----------
    years : one row a customer and year at whose end the customer is reviewed, on any engine: customer_id, the year, the
        policy's measure (what was bought) and the truth. Who has no row in a year is not reviewed (not yet there, or
        gone). At most ``MOST_ROWS`` rows, for the lab works in memory.
    policy : a ladder: grades by one measure, best first, without holes.
    before : the grades before the first review (pandas: customer_id, grade); a grade the policy does not have counts as
        its ``outside``. Each of them counts as given by one review. Who is not in it is new at the first review.
    profit_rate : profit as a share of what is bought, one for all.
    service_cost : what a grade's services cost a year (grade → money); a grade left out costs nothing. If None, what
        grades too high cost is not told.
    customer_id, year, truth : names of columns; ``truth`` is what the customer would have bought without luck.

    Raises CasekitError for a policy that is no ladder, unknown columns or grades, figures that are missing, no numbers
    or below 0, two rows of one customer and year, and fewer than two years.
    """

    def __init__(
        self,
        years: Any,
        policy: Policy,
        *,
        before: pd.DataFrame | None = None,
        profit_rate: float = 0.2,
        service_cost: dict[str, float] | None = None,
        customer_id: str = "customer_id",
        year: str = "year",
        truth: str = "yearly_rate",
    ) -> None:
        self.ladder = Ladder.of(policy)
        if isinstance(profit_rate, bool) or not isinstance(profit_rate, (int, float)) or not 0 <= profit_rate <= 1:
            raise CasekitError(
                _("The profit rate is a share from 0 to 1, but it is {rate!r}.").format(rate=profit_rate)
            )
        table = _needed(years, customer_id, year, {"figure": self.ladder.measure, "truth": truth})
        self.customer_ids = pd.Index(table["customer_id"].unique())
        self.years = sorted(table["year"].unique().tolist())
        if len(self.years) < 2:
            raise CasekitError(_("The review lab needs at least two years, so that a grade can change."))
        at = (pd.Index(self.years).get_indexer(table["year"]), self.customer_ids.get_indexer(table["customer_id"]))
        self._figures = self._spread(table["figure"], at)
        truths = self._spread(table["truth"], at)
        self._away = np.isnan(self._figures)
        self._earned = self.ladder.places(self._figures)
        self._start = _start(before, self.customer_ids, self.ladder)
        self._told = Told(
            ladder=self.ladder,
            customer_ids=self.customer_ids,
            years=self.years,
            figures=self._figures,
            truths=truths,
            deserved=np.where(self._away, np.int8(NOBODY), self.ladder.places(truths)),
            profit_rate=float(profit_rate),
            service_cost=_costs(service_cost, self.ladder),
        )
        self._curves: dict[tuple[int, int], pd.DataFrame] = {}

    def outcome(self, settings: ReviewSettings | None = None) -> ReviewOutcome:
        """What the settings make of the years, beside what the policy alone makes of them."""
        settings = settings or ReviewSettings()
        plain = ReviewOutcome(settings.plain, self._told, self._alone)
        return ReviewOutcome(settings, self._told, self._reviewed(settings), plain, self._curve)

    @cached_property
    def _alone(self) -> Path:
        return self._reviewed(ReviewSettings())

    def _reviewed(self, settings: ReviewSettings) -> Path:
        """The grades before and after each review: rule after rule, as casekit.grading.review orders them."""
        raised = self.ladder.places(self._figures, settings.margin)
        lowered = self.ladder.places(self._figures, -settings.margin)
        patient = settings.minimum_stay > 0 or settings.downgrade_after > 1
        before, after = np.empty_like(self._earned), np.empty_like(self._earned)
        had = self._start
        in_grade, below = (had != NOBODY).astype("int8"), np.zeros(len(had), dtype="int8")
        for review, earned in enumerate(self._earned):
            # up only to what is passed with the margin, down only to what is missed by no more than it
            place = np.minimum(np.maximum(had, lowered[review]), raised[review])
            if patient:
                falls = place > had
                below = falls * (below + np.int8(1))
                kept = falls & ((in_grade < settings.minimum_stay) | (below < settings.downgrade_after))
                np.copyto(place, had, where=kept)
            np.copyto(place, earned, where=had == NOBODY)
            np.copyto(place, NOBODY, where=self._away[review])
            stays = place == had
            in_grade, below = stays * in_grade + np.int8(1), stays * below
            before[review], after[review] = had, place
            had = place
        np.copyto(before, NOBODY, where=self._away)
        return Path(before, after)

    def _curve(self, settings: ReviewSettings) -> pd.DataFrame:
        """What margins from 0 to ``WIDEST`` would do, the patience being that of the settings."""
        patience = (settings.minimum_stay, settings.downgrade_after)
        if patience not in self._curves:
            margins = np.linspace(0, WIDEST, _FINE if len(self.customer_ids) < _MANY else _COARSE).round(3)
            rows = []
            for margin in margins:
                found = ReviewOutcome(
                    ReviewSettings(float(margin), *patience),
                    self._told,
                    self._reviewed(ReviewSettings(float(margin), *patience)),
                )
                rows.append((margin, found.flip_flops, found.missed_downgrades))
            self._curves[patience] = pd.DataFrame(rows, columns=["margin", "flip_flops", "missed_downgrades"])
        return self._curves[patience]

    def _spread(self, values: pd.Series, at: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
        spread = np.full((len(self.years), len(self.customer_ids)), np.nan)
        spread[at] = values.to_numpy("float64")
        return spread


def _needed(years: Any, customer_id: str, year: str, figures: dict[str, str]) -> pd.DataFrame:
    frame = enter(years, _("The customers’ years"))
    schema = frame.collect_schema()
    require_columns(schema, [customer_id, year, *figures.values()], _("The columns of the customers’ years"))
    columns = {own: as_number(name, schema) for own, name in {"year": year, **figures}.items()}
    table = collect(frame.select(customer_id=nw.col(customer_id), **columns), _("The review lab"), MOST_ROWS)
    for own, name in {"year": year, **figures}.items():
        values = table[own].to_numpy("float64", na_value=np.nan)
        if wrong := int((~np.isfinite(values) | (values < 0)).sum()):
            raise CasekitError(
                _("{n} rows have no “{name}”, or one below 0; mend them or take them out.").format(
                    n=f"{wrong:,}", name=name
                )
            )
    if twice := int(table.duplicated(["customer_id", "year"]).sum()):
        raise CasekitError(
            _("{n} rows repeat a customer and year; the review lab needs one row for each.").format(n=f"{twice:,}")
        )
    table["year"] = table["year"].astype("int64")
    return table.sort_values(["customer_id", "year"], ignore_index=True)  # the order of the rows decides nothing


def _start(before: pd.DataFrame | None, customer_ids: pd.Index, ladder: Ladder) -> np.ndarray:
    if before is None:
        return np.full(len(customer_ids), NOBODY, dtype="int8")
    require_columns(before.columns, ["customer_id", "grade"], _("The columns of the grades before"))
    if twice := int(before["customer_id"].duplicated().sum()):
        raise CasekitError(_("{n} customers have two grades before; keep one row each.").format(n=twice))
    place = before["grade"].map({name: place for place, name in enumerate(ladder.names)}).fillna(len(ladder))
    found = place.set_axis(before["customer_id"]).reindex(customer_ids)
    return found.fillna(NOBODY).to_numpy("int8")


def _costs(service_cost: dict[str, float] | None, ladder: Ladder) -> np.ndarray | None:
    if service_cost is None:
        return None
    if strange := [grade for grade in service_cost if grade not in ladder.names]:
        raise CasekitError(
            _("“{grade}” has a cost of service, but is no grade; there are: {grades}.").format(
                grade=strange[0], grades=", ".join(ladder.names)
            )
        )
    return np.array([float(service_cost.get(grade, 0.0)) for grade in ladder.names])
