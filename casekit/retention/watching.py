"""What the signs are measured by: how far a figure fell, month on month, and how long a customer has been idle."""

from typing import Any

import numpy as np
import pandas as pd

from casekit.errors import CasekitError
from casekit.retention.rows import day, days, in_memory, known_number
from casekit.text import _


def falls(figures: Any, *, period: str, value: str, customer_id: str = "customer_id") -> pd.DataFrame:
    """How far each customer's figure fell in the last period, and how many periods it has been falling (盯紧资金流向).

    For balances this is the watch on the outflow of funds, for sales or minutes that on falling use.

    ``figures``: a row a customer and period, on any engine; ``period``: months, dates or numbers that sort;
    ``value``: the balance or the use. Several rows of one period are refused: a balance cannot be added up.

    Returns a pandas table by customer: customer_id, last_period, last, before (the figure one period earlier, missing
    for a newcomer or after a gap), fall (share lost from before to last; below 0 where it grew; missing without a
    positive ``before``), in_a_row (how many times running it was lower than the period before).

    The periods are those anybody has a row for. Who has none in the last one is told with the last they have; such a
    silence is for :func:`idle`. Raises CasekitError for missing columns or figures and a customer twice in a period.
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
    table["place"] = pd.factorize(table["period"], sort=True)[0]
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
    return (1 - now / before.where(before > 0)).rename("fall")


def idle(events: Any, *, date: str, as_of: Any, customer_id: str = "customer_id") -> pd.DataFrame:
    """Days since each customer's last event (use, purchase, deposit), up to ``as_of``; later events are not seen.

    ``events``: a row an event, on any engine. Returns by customer: customer_id, last_event, idle_days. Customers
    without an event are not in it: they are idle since they came, which this table cannot know.
    """
    table = in_memory(events, _("The events"), [customer_id, date])
    until, when = day(as_of), days(table, date)
    seen = pd.DataFrame({"customer_id": table[customer_id], "last_event": when})[when.notna() & (when <= until + _DAY)]
    last = seen.groupby("customer_id", as_index=False)["last_event"].max()
    gone = (until - last["last_event"].dt.normalize()).dt.days
    return last.assign(idle_days=np.maximum(gone, 0).astype("int64"))


_DAY = pd.Timedelta(days=1) - pd.Timedelta(microseconds=1)
