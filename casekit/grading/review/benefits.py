"""What a benefit causes: the customers who got it by lot against those held out, and what must not be read instead."""

import math
from dataclasses import dataclass
from typing import Any

import narwhals.stable.v2 as nw
import pandas as pd

from casekit.errors import CasekitError, warn_left_out
from casekit.grading.review.intervals import Between, welch
from casekit.grading.review.tables import Frame, enter_with, is_known, share_below_one
from casekit.grading.sales_rows import as_number
from casekit.tables import collect
from casekit.text import _

TREATED, HELD_OUT = "treated", "held out"
_WHOLE_FROM = 1_000  # figures of this size are said without decimals
_YES, _NO = ("yes", "true", "1"), ("no", "false", "0")


@dataclass(frozen=True)
class BenefitEffect:
    """The outcome of customers with a benefit against that of customers held out by lot.

    Attributes
    ----------
    groups : a pandas table, rows "treated" and "held out": group, customers, mean (of the outcome), with ``before``
        also mean_before and change.
    difference, low, high : mean of the treated less mean of the held out, with its interval (Welch).
    naive_change : after less before of the treated alone: not causal; missing without ``before``.
    confidence : of the interval.
    """

    groups: pd.DataFrame
    difference: float
    low: float
    high: float
    naive_change: float
    confidence: float

    @property
    def change_difference(self) -> float:
        """Change of the treated less change of the held out: the effect read otherwise; missing without ``before``."""
        if math.isnan(self.naive_change):
            return math.nan
        return self.naive_change - float(self.groups.set_index("group").loc[HELD_OUT, "change"])

    @property
    def sentence(self) -> str:
        """What the lot shows, and how sure."""
        if self.low > 0:
            verdict = _("The benefit raises the outcome")
        elif self.high < 0:
            verdict = _("The benefit lowers the outcome")
        else:
            verdict = _("Whether the benefit changes the outcome cannot be told from so few or so different customers")
        told = _(
            "{verdict}: the effect, after against after, is {difference} a customer ({confidence:.0%} interval {low} "
            "to {high})."
        )
        if not math.isnan(self.change_difference):
            told = _(
                "{verdict}: the effect is {difference} a customer, after against after ({confidence:.0%} interval "
                "{low} to {high}); the changes against each other give {changes}, also fair under a lot."
            )
        figures = {"difference": self.difference, "low": self.low, "high": self.high, "changes": self.change_difference}
        whole = max(abs(self.low), abs(self.high)) >= _WHOLE_FROM
        return told.format(
            verdict=verdict,
            confidence=self.confidence,
            **{name: f"{figure:,.{0 if whole else 2}f}" for name, figure in figures.items()},
        )

    @property
    def not_causal(self) -> str:
        """What before and after show, and why that is no effect; empty without ``before``."""
        if math.isnan(self.naive_change):
            return ""
        held_out = self.groups.set_index("group").loc[HELD_OUT, "change"]
        return _(
            "Not causal: the treated changed by {treated:,.{digits}f} from before to after, but those held out changed "
            "by {held_out:,.{digits}f} with no benefit at all."
        ).format(
            treated=self.naive_change,
            held_out=held_out,
            digits=0 if max(abs(self.naive_change), abs(held_out)) >= _WHOLE_FROM else 2,
        )


def benefit_effect(
    customers: Any, *, treated: str, outcome: str, before: str | None = None, confidence: float = 0.95
) -> BenefitEffect:
    """What a benefit did to the outcome, told from a holdout drawn by lot (对照组).

    Only the lot makes the two groups alike in everything but the benefit. Customers who were chosen, or who chose, must
    not be compared in this way: this function cannot see how they came into their group.

    Parameters
    ----------
    customers : a table on any engine, one row a customer who was in the lot.
    treated : the column that says who got the benefit: yes and no (true and false, "yes" and "no", 1 and 0).
    outcome : a number a customer (margin of the year after); yes and no count as 1 and 0. Who has left has brought 0,
        not nothing: fill it in before, or the lot no longer holds among those who are left.
    before : the same number of the time before, to show what after less before would have said: not causal, for luck
        and the season are in it too.
    confidence : of the interval.

    Returns a :class:`BenefitEffect`. The interval is that of Welch, 1947, for two groups of unequal spread.

    Raises CasekitError for unknown columns, a ``treated`` that is neither yes nor no, and fewer than two customers in a
    group. Customers without a group or a number are left out, with a warning on eager tables.
    """
    confidence = share_below_one(confidence, "confidence", above_zero=True)
    numbers = {"outcome": outcome, **({"before": before} if before else {})}
    frame = enter_with(customers, _("The customers’ columns"), [treated, *numbers.values()])
    rows = frame.select(
        group=_group(frame, treated), **{name: _number(frame, column) for name, column in numbers.items()}
    )
    good = ~nw.col("group").is_null()
    for name in numbers:
        good = good & is_known(nw.col(name))
    kept = rows.filter(good)
    if isinstance(rows, nw.DataFrame) and (lost := len(rows) - len(kept)):
        warn_left_out(_("{n} customers without a group or a number.").format(n=f"{lost:,}"))
    groups = _groups(kept.lazy(), list(numbers))
    interval = _difference(groups, confidence)
    return BenefitEffect(
        groups=groups.drop(columns="variance").reset_index(),
        difference=float(groups["mean"].iloc[0] - groups["mean"].iloc[1]),
        low=float(interval.low),
        high=float(interval.high),
        naive_change=float(groups["change"].iloc[0]) if before else math.nan,
        confidence=confidence,
    )


def _groups(rows: nw.LazyFrame, numbers: list[str]) -> pd.DataFrame:
    sums = rows.group_by("group").agg(customers=nw.len(), **{name: nw.col(name).sum() for name in numbers})
    table = collect(sums, _("The two groups"), 2).set_index("group").reindex([TREATED, HELD_OUT])
    few = table["customers"].fillna(0) < 2
    if few.any():
        raise CasekitError(
            _("Only {n} customers are {group}; each group needs two at least.").format(
                n=int(table["customers"].fillna(0)[few].iloc[0]), group=_words()[few.idxmax()]
            )
        )
    means = table["outcome"] / table["customers"]
    centre = (
        nw.when(nw.col("group") == TREATED).then(nw.lit(float(means.iloc[0]))).otherwise(nw.lit(float(means.iloc[1])))
    )
    squares = rows.with_columns(apart=nw.col("outcome") - centre).with_columns(square=nw.col("apart") * nw.col("apart"))
    found = collect(squares.group_by("group").agg(nw.col("square").sum()), _("The two groups"), 2).set_index("group")
    result = pd.DataFrame(
        {
            "customers": table["customers"].astype("int64"),
            "mean": means,
            "variance": found["square"].reindex(table.index) / (table["customers"] - 1),
        }
    )
    if "before" in numbers:
        result["mean_before"] = table["before"] / table["customers"]
        result["change"] = result["mean"] - result["mean_before"]
    return result


def _difference(groups: pd.DataFrame, confidence: float) -> Between:
    means, variances, sizes = (tuple(groups[name]) for name in ("mean", "variance", "customers"))
    return welch(means, variances, sizes, confidence)


def _words() -> dict[str, str]:
    return {TREATED: _("treated"), HELD_OUT: _("held out")}


def _group(frame: Frame, treated: str) -> nw.Expr:
    """treated, held out, or null where nothing is said; CasekitError for anything but yes and no."""
    dtype, column = frame.collect_schema()[treated], nw.col(treated)
    if dtype == nw.Boolean:
        is_yes, is_no = column, ~column
    else:
        if dtype == nw.String:
            word = column.str.to_lowercase()
            is_yes, is_no = word.is_in(_YES), word.is_in(_NO)
            blank = column.is_null() | (column == "")
        else:
            number = as_number(treated, frame.collect_schema())
            is_yes, is_no = number == 1, number == 0
            blank = ~is_known(number) | number.is_null()
        strange = nw.when(is_yes | is_no | blank).then(nw.lit(0)).otherwise(nw.lit(1))
        marked = frame.lazy().select(strange=strange).select(nw.col("strange").sum())
        n = int(collect(marked, _("Who was treated"), 1).fillna(0)["strange"].iloc[0])
        if n:
            raise CasekitError(
                _("Column “{name}” says who got the benefit: write yes or no; {n} rows say something else.").format(
                    name=treated, n=f"{n:,}"
                )
            )
    return nw.when(is_yes).then(nw.lit(TREATED)).otherwise(nw.when(is_no).then(nw.lit(HELD_OUT)))


def _number(frame: Frame, name: str) -> nw.Expr:
    schema = frame.collect_schema()
    if schema[name] == nw.Boolean:
        column = nw.col(name)
        return nw.when(column).then(nw.lit(1.0)).otherwise(nw.when(~column).then(nw.lit(0.0)))
    return as_number(name, schema)
