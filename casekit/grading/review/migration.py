"""The migration matrix (迁移矩阵): from which grade to which, with those who left and those who joined."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import narwhals.stable.v2 as nw
import pandas as pd

from casekit.errors import CasekitError
from casekit.grading.review.periods import Span, periods_of, refuse_doubles, said, span_of, without_nobody
from casekit.grading.review.tables import enter_with, word_of
from casekit.tables import collect
from casekit.text import _

JOINED, LEFT = "joined", "left"
_MOST_GRADES = 200


class Migration:
    """Customers by the grade they had in one period and the grade they have in another.

    Attributes
    ----------
    counts : a pandas table of whole numbers: rows are the grades before and "joined", columns the grades after and
        "left". The rows of grades add up to all who stood there in the first period.
    first, last : the two periods.
    steps : the Migration of each pair of neighbouring periods from first to last, in order.
    passed_through : customers who are in a period between, but neither in the first nor in the last.
    """

    def __init__(self, counts: pd.DataFrame, span: Span, steps: Sequence["Migration"] = (), passed_through: int = 0):
        self.counts = counts
        self.first, self.last = span
        self.steps = tuple(steps) or (self,)
        self.passed_through = passed_through

    def __repr__(self):
        return f"{self.title}\n{self.counts.to_string()}"

    def _repr_html_(self):
        return f"<p>{self.title}</p>{self.counts.to_html()}"

    @property
    def title(self) -> str:
        """What is counted, in a line."""
        return _("Customers by grade in {first} (rows) and in {last} (columns)").format(
            first=said(self.first), last=said(self.last)
        )

    @cached_property
    def grades(self) -> list[str]:
        """The grades, in the matrix's order."""
        return [grade for grade in self.counts.columns if grade != LEFT]

    def shares(self, over: str = "all") -> pd.DataFrame:
        """The rows as shares of one.

        ``over="all"``: of all who stood in the row's grade at the start, so that who left counts among them.
        ``over="stayers"``: of those alone who are still there. It flatters every grade that loses customers, and stands
        here to be compared. Rows of grades only, for nobody stood anywhere before joining; a grade in which nobody
        stood has missing shares.
        """
        if over not in ("all", "stayers"):
            raise CasekitError(_("Shares are over “all” or “stayers”, not “{over}”.").format(over=over))
        stood = self.counts.loc[self.grades]
        if over == "stayers":
            stood = stood[self.grades]
        base = stood.sum(axis="columns")
        return stood.div(base.where(base > 0), axis="index")

    def moves(self) -> pd.DataFrame:
        """What became of each grade's customers, and of all: stood, stayed, up, down, left, and each as a share.

        One row a grade and the last row "all"; whole numbers, then share_stayed, share_up, share_down, share_left of
        all who stood there: together 1. Up is towards the beginning of the matrix's order.
        """
        square = self.counts.loc[self.grades, self.grades]
        lines = {
            grade: {
                "stood": int(self.counts.loc[grade].sum()),
                "stayed": int(square.iloc[place, place]),
                "up": int(square.iloc[place, :place].sum()),
                "down": int(square.iloc[place, place + 1 :].sum()),
                "left": int(self.counts.loc[grade, LEFT]),
            }
            for place, grade in enumerate(self.grades)
        }
        table = pd.DataFrame.from_dict(lines, orient="index")
        table.loc[_("all")] = table.sum()
        base = table["stood"].where(table["stood"] > 0)
        for name in ("stayed", "up", "down", "left"):
            table[f"share_{name}"] = table[name] / base
        return table.rename_axis("grade").reset_index()

    def pooled(self) -> pd.DataFrame:
        """The counts of all steps added up: each customer counts once for each step they were there."""
        return sum(step.counts for step in self.steps)


def migration_matrix(
    history: Any,
    *,
    customer_id: str = "customer_id",
    period: str = "period",
    grade: str = "grade",
    first: Any = None,
    last: Any = None,
    order: Sequence[str] | None = None,
) -> Migration:
    """From which grade to which between two periods, and step by step through all that lie between.

    Parameters
    ----------
    history : a table on any engine, one row a customer and period: the grade they had. A customer without a row in a
        period was not there: not yet, or no longer. Only counts are brought into memory.
    customer_id, period, grade : its columns; periods are years, dates, or words that sort in time ("2025-Q1").
    first, last : the periods compared; the first and the last of the history when not said.
    order : the grades, best first, for instance ``[g.id for g in policy.grades] + [policy.outside]``; grades beyond it
        follow, sorted. Without it all are sorted by name.

    Returns a :class:`Migration`: ``.counts``, ``.shares()``, ``.moves()``, ``.steps``, ``.pooled()``.

    A missing grade counts as the grade "(missing)": it must not look as if the customer had left.

    Raises CasekitError for unknown columns or periods, fewer than two periods, a customer with two rows in one period,
    and grades that are called "joined" or "left". Rows without a customer or a period are left out, with a warning.
    """
    frame = enter_with(history, _("The history’s columns"), [customer_id, period, grade])
    rows = without_nobody(frame, customer_id, period).select(
        customer_id=nw.col(customer_id), period=nw.col(period), grade=word_of(frame, grade)
    )
    periods = periods_of(rows, "period")
    span = span_of(periods, first, last)
    inside = [value for value in periods if span.first <= value <= span.last]
    refuse_doubles(rows)
    grades = _ordered(rows, order)
    steps = [_between(rows, Span(*pair), grades) for pair in zip(inside, inside[1:], strict=False)]
    if len(steps) == 1:
        return steps[0]
    whole = _between(rows, span, grades)
    return Migration(whole.counts, span, steps, _passing(rows, inside))


def _ordered(rows: nw.LazyFrame, order: Sequence[str] | None) -> list[str]:
    found = collect(rows.group_by("grade").agg(rows=nw.len()), _("The grades of the history"), _MOST_GRADES)
    names = sorted(found["grade"].tolist())
    if reserved := {JOINED, LEFT} & {*names, *(order or ())}:
        raise CasekitError(
            _("A grade is called “{name}”, which here means customers who joined or left; call it otherwise.").format(
                name=sorted(reserved)[0]
            )
        )
    wanted = [] if order is None else [str(name) for name in order]
    if len(set(wanted)) < len(wanted):
        raise CasekitError(_("The order names a grade twice: {order}.").format(order=", ".join(wanted)))
    return wanted + [name for name in names if name not in wanted]


def _between(rows: nw.LazyFrame, span: Span, grades: list[str]) -> Migration:
    """Each customer's two grades by their place, found by one grouping: joins of a table to itself are slow on some."""
    absent = nw.lit(-1)
    place = absent
    for number, name in enumerate(grades):
        place = nw.when(nw.col("grade") == name).then(nw.lit(number)).otherwise(place)
    pairs = (
        rows.filter((nw.col("period") == span.first) | (nw.col("period") == span.last))
        .with_columns(place=place)
        .with_columns(
            before=nw.when(nw.col("period") == span.first).then(nw.col("place")).otherwise(absent),
            after=nw.when(nw.col("period") == span.last).then(nw.col("place")).otherwise(absent),
        )
        .group_by("customer_id")
        .agg(before=nw.col("before").max(), after=nw.col("after").max())
        .group_by("before", "after")
        .agg(customers=nw.len())
    )
    found = collect(pairs, _("The migration matrix"), (_MOST_GRADES + 1) ** 2)
    counts = pd.DataFrame(0, index=[*grades, JOINED], columns=[*grades, LEFT], dtype="int64")
    for before, after, customers in found[["before", "after", "customers"]].itertuples(index=False):
        counts.iat[int(before) % len(counts), int(after) % len(counts)] = int(customers)  # −1 is the last line
    counts.index.name, counts.columns.name = said(span.first), said(span.last)
    return Migration(counts, span)


def _passing(rows: nw.LazyFrame, inside: list) -> int:
    """Customers whom the two ends do not see."""
    at_ends = nw.when((nw.col("period") == inside[0]) | (nw.col("period") == inside[-1]))
    seen = (
        rows.filter((nw.col("period") >= inside[0]) & (nw.col("period") <= inside[-1]))
        .with_columns(at_end=at_ends.then(nw.lit(1)).otherwise(nw.lit(0)))
        .group_by("customer_id")
        .agg(at_end=nw.col("at_end").max())
        .filter(nw.col("at_end") == 0)
    )
    return int(collect(seen.select(customers=nw.len()), _("Customers between"), 1)["customers"].iloc[0])
