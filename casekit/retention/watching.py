"""What the signs are measured by: how far a figure fell, month on month, and how long a customer has been idle."""

from collections.abc import Collection
from typing import Any

import pandas as pd

from casekit.errors import CasekitError
from casekit.retention.rows import day, days, in_memory, known_number, read_customers, read_days
from casekit.text import _


def falls(
    figures: Any, *, period: str, value: str, customer_id: str = "customer_id", periods: Collection | None = None
) -> pd.DataFrame:
    """How far each customer's figure fell in the last period, and how many periods it has been falling (盯紧资金流向).

    For balances this is the watch on the outflow of funds, for sales or minutes that on falling use.

    ``figures``: a row a customer and period, on any engine; ``period``: months, dates or numbers that sort;
    ``value``: the balance or the use. Several rows of one period are refused: a balance cannot be added up.

    Returns a pandas table by customer: customer_id, last_period, last, before (the figure one period earlier, missing
    for a newcomer or after a gap), fall (share lost from before to last; below 0 where it grew; missing without a
    positive ``before``), in_a_row (how many times running it was lower than the period before).

    The periods are those anybody has a row for, or ``periods`` when given. Who has none in the last one is told with
    the last they have; such a silence is for :func:`idle`. Raises CasekitError for missing columns or figures and a
    customer twice in a period.
    """
    table = in_memory(figures, _("The figures"), [customer_id, period, value])
    table = pd.DataFrame(
        {
            "customer_id": table[customer_id],
            "period": table[period],
            "value": known_number(table, value, _("The figures")),
        }
    )
    if table[["customer_id", "period"]].isna().any().any():
        raise CasekitError(_("Some rows have no “{name}” or no “{period}”.").format(name=customer_id, period=period))
    twice = table.duplicated(["customer_id", "period"])
    if twice.any():
        raise CasekitError(
            _("Customer {who} has several rows for {period}; give one row a customer and period.").format(
                who=table.loc[twice, "customer_id"].iloc[0], period=table.loc[twice, "period"].iloc[0]
            )
        )
    order = sorted(table["period"].unique() if periods is None else periods)
    table["place"] = table["period"].map({one: place for place, one in enumerate(order)})
    table = table.sort_values(["customer_id", "place"], ignore_index=True)
    same = (table["customer_id"] == table["customer_id"].shift()) & (table["place"] == table["place"].shift() + 1)
    table["before"] = table["value"].shift().where(same)
    fell = table["value"] < table["before"]
    table["in_a_row"] = fell.groupby((~fell).cumsum()).cumsum().astype("int64")
    last = table.groupby("customer_id", as_index=False).tail(1).reset_index(drop=True)
    return pd.DataFrame(
        {
            "customer_id": last["customer_id"],
            "last_period": last["period"],
            "last": last["value"],
            "before": last["before"],
            "fall": fall(last["before"], last["value"]),
            "in_a_row": last["in_a_row"],
        }
    )


def fall(before: pd.Series, now: pd.Series) -> pd.Series:
    """The share lost from before to now, below 0 where it grew; missing without a positive ``before``."""
    before, now = before.astype("float64"), now.astype("float64")
    lost = before - now  # not 1 − now ÷ before: from 100 to 90 that is a hair less than a tenth
    return (lost / before.where(before > 0)).rename("fall")


def idle(
    events: Any,
    *,
    date: str,
    as_of: Any,
    customers: Any = None,
    entered: str | None = None,
    customer_id: str = "customer_id",
) -> pd.DataFrame:
    """Days since each customer's last event (use, purchase, deposit), up to ``as_of``; later events are not seen.

    Parameters
    ----------
    events : a row an event, on any engine. date : its day.
    customers : one row a customer, on any engine, with the day they came in ``entered``. Then exactly those who had
        come by ``as_of`` are told, and who never had an event is idle since they came. Without it customers without
        an event are not in the answer: no table says that they exist.

    Returns by customer: customer_id, last_event (missing where there was none), idle_days. Raises CasekitError for
    missing columns, events without a day or a customer, and customers twice or without a day of entry.
    """
    if (customers is None) != (entered is None):
        raise CasekitError(_("Give the customers and the column of their entry together."))
    table = in_memory(events, _("The events"), [customer_id, date])
    until, when = day(as_of), days(table, date)
    for name, blank in ((customer_id, table[customer_id].isna()), (date, when.isna())):
        if blank.any():
            raise CasekitError(
                _("{n} events have no “{name}”; fill it in or take them out.").format(n=int(blank.sum()), name=name)
            )
    seen = pd.DataFrame({"customer_id": table[customer_id], "last_event": when})[when.dt.normalize() <= until]
    last = seen.groupby("customer_id", as_index=False)["last_event"].max()
    since = last["last_event"]
    if customers is not None:
        who = read_customers(customers, [customer_id, entered])
        came, _none = read_days(who, customer_id, entered, entered)
        there = pd.DataFrame({"customer_id": who[customer_id], "came": came})[came.dt.normalize() <= until]
        last = there.merge(last, on="customer_id", how="left").sort_values("customer_id", ignore_index=True)
        since = last["last_event"].fillna(last.pop("came"))
    return last.assign(idle_days=(until - since.dt.normalize()).dt.days.astype("int64"))
