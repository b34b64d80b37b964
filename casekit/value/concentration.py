"""How much hangs on how few: the Herfindahl-Hirschman index, and what losing each of the largest would cost."""

from dataclasses import dataclass
from numbers import Integral
from typing import Any

import narwhals.stable.v2 as nw
import pandas as pd

from casekit.errors import CasekitError
from casekit.tables import collect
from casekit.text import _, ngettext
from casekit.value.rows import known_numbers

_DECIMALS = 6


@dataclass(frozen=True)
class Concentration:
    """How much of the total hangs on how few; money in the currency of the value."""

    customers: int
    total: float
    hhi: float
    """the Herfindahl-Hirschman index, the sum of squared shares: 1 ÷ customers when all are equal, 1 for one alone"""
    largest: pd.DataFrame
    """the largest customers, one row each: place, customer_id, value, share, cumulative_share, loss, loss_share"""

    @property
    def equal_customers(self) -> float:
        """As many customers of equal size would be as concentrated as these: 1 ÷ hhi."""
        return 1 / self.hhi

    @property
    def hhi_points(self) -> float:
        """The index as competition authorities write it, from 0 to 10,000."""
        return 10_000 * self.hhi


def concentration(
    customers: Any, *, value: str, contribution: str | None = None, customer_id: str = "customer_id", top: int = 10
) -> Concentration:
    """Concentration of a value (sales) on customers, and what goes with each of the largest.

    Parameters
    ----------
    customers : one row a customer, on any engine; rows of the same customer are added up.
    value : sales or another measure of size, not below 0: shares of a sum with losses in it are no shares. Returns of
        more than was bought are refused too; :func:`~casekit.value.whale_curve` is the picture of profit.
    contribution : net contribution (money, may be below 0). Who leaves takes along the contribution, not the sales:
        the costs that go with them are saved. Without it loss is the value itself.
    top : how many of the largest are listed.

    Returns :class:`Concentration`. In ``largest``, sorted by value, equals by customer: loss (money a year or whatever
    the period is; below 0 means that losing the customer earns), loss_share (of the total contribution; missing when
    that is not above 0). All of it is a sum as things stand: who else would leave, or fill the gap, is not in it.

    Raises CasekitError for missing columns or numbers, a value below 0, a total of 0, a ``top`` below 1.
    Source: Herfindahl, "Concentration in the Steel Industry", 1950; Hirschman, "National Power", 1945.
    """
    if not isinstance(top, Integral) or isinstance(top, bool) or top < 1:
        raise CasekitError(_("“top” is a number of customers from 1 on, but it is {top!r}.").format(top=top))
    rows = known_numbers(customers, _("The customers"), customer_id, {"value": value, "loss": contribution or value})
    rows = rows.group_by("customer_id").agg(nw.col("value").sum(), nw.col("loss").sum())
    total, lost, squares, n = _sums(rows, value)
    ranked = rows.with_columns(falling=nw.lit(0.0) - nw.col("value")).sort("falling", "customer_id")
    table = collect(ranked.head(top).select("customer_id", "value", "loss"), _("The largest"), top)
    table = table.sort_values(["value", "customer_id"], ascending=[False, True], ignore_index=True)
    largest = pd.DataFrame(
        {
            "place": range(1, len(table) + 1),
            "customer_id": table["customer_id"],
            "value": table["value"].round(_DECIMALS),
            "share": table["value"] / total,
            "cumulative_share": table["value"].cumsum() / total,
            "loss": table["loss"].round(_DECIMALS),
            "loss_share": table["loss"] / (lost if lost > 0 else float("nan")),
        }
    )
    return Concentration(n, round(total, _DECIMALS), squares / total**2, largest)


def _sums(rows: nw.LazyFrame, value: str) -> tuple[float, float, float, int]:
    marked = rows.with_columns(
        square=nw.col("value") * nw.col("value"),
        below=nw.when(nw.col("value") < 0).then(nw.lit(1)).otherwise(nw.lit(0)),
    )
    sums = marked.select(*(nw.col(name).sum() for name in ("value", "loss", "square", "below")), customers=nw.len())
    found = collect(sums, _("The totals"), 1).iloc[0]
    if found["below"]:
        raise CasekitError(
            ngettext(
                "{n} customer has a “{column}” below 0, and shares of such a sum are no shares; measure the "
                "concentration of sales, and give profit as “contribution”.",
                "{n} customers have a “{column}” below 0, and shares of such a sum are no shares; measure the "
                "concentration of sales, and give profit as “contribution”.",
                int(found["below"]),
            ).format(n=f"{int(found['below']):,}", column=value)
        )
    if not found["value"] > 0:
        raise CasekitError(_("The total of “{column}” is 0, so nothing is concentrated.").format(column=value))
    return float(found["value"]), float(found["loss"]), float(found["square"]), int(found["customers"])
