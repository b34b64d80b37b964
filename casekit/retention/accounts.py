"""Everyday work on the accounts to be kept: who serves them, how they are honoured, met and greeted."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from casekit.errors import CasekitError
from casekit.retention.rows import days, in_memory, read_customers
from casekit.text import _


def route_accounts(
    accounts: Any, *, grade: str, routes: Mapping[Any, str], customer_id: str = "customer_id"
) -> pd.DataFrame:
    """Each account to the department of its grade: customer_id, grade, route, by customer.

    ``accounts``: one row each, on any engine; ``routes``: grade → department. Raises CasekitError for missing columns,
    an account twice, a missing grade, and a grade without a route: nobody falls through to the sales force unsaid.
    """
    table = read_customers(accounts, [customer_id, grade])
    _refuse_unknown(table[grade], grade, routes, _("route"))
    found = {"customer_id": table[customer_id], "grade": table[grade], "route": table[grade].map(dict(routes))}
    return pd.DataFrame(found).sort_values("customer_id", ignore_index=True)


@dataclass(frozen=True)
class Incentive:
    """What a level gets: ``material`` things (money, goods) and ``spiritual`` honours (certificate, plaque)."""

    material: str
    spiritual: str


def assign_incentives(
    accounts: Any, *, level: str, scheme: Mapping[Any, Incentive], customer_id: str = "customer_id"
) -> pd.DataFrame:
    """Each account's incentives by its level (关键, 重点, 一般): customer_id, level, material, spiritual, by customer.

    Raises CasekitError as :func:`route_accounts`, and for a level that lacks one of the two kinds.
    """
    for name, given in scheme.items():
        for kind in ("material", "spiritual"):
            if not getattr(given, kind).strip():
                raise CasekitError(
                    _("The level “{level}” has no {kind} incentive; each level has one of either kind.").format(
                        level=name, kind=kind
                    )
                )
    table = read_customers(accounts, [customer_id, level])
    _refuse_unknown(table[level], level, scheme, _("incentive"))
    found = pd.DataFrame({"customer_id": table[customer_id], "level": table[level]})
    for kind in ("material", "spiritual"):
        found[kind] = table[level].map({name: getattr(given, kind) for name, given in scheme.items()})
    return found.sort_values("customer_id", ignore_index=True)


def leaders_meetings(
    contacts: Any,
    customers: Collection,
    *,
    date: str,
    kind: str,
    leaders: Collection = ("leaders meeting",),
    first: Any,
    last: Any,
    least: int = 1,
    customer_id: str = "customer_id",
) -> pd.DataFrame:
    """Meetings of leaders with each account in each quarter (高层领导).

    ``contacts``: the log, a row a contact, on any engine; ``kind`` holds what it was, ``leaders`` what counts.
    ``customers``: the accounts that should be met, since who was never met is in no log. ``first``, ``last``: quarters
    such as "2025Q1". Returns customer_id, quarter, meetings, enough (``least`` or more): a row an account and quarter.
    Two contacts of one account on one day are one meeting. Raises CasekitError for missing columns and days, and
    quarters that are none or out of order.
    """
    table = in_memory(contacts, _("The contacts"), [customer_id, date, kind])
    try:
        quarters = pd.period_range(first, last, freq="Q")
    except (TypeError, ValueError):
        quarters = []
    if not len(quarters):
        raise CasekitError(_("Give the first and the last quarter in order, such as 2025Q1 and 2025Q4."))
    held = table.loc[table[kind].isin(list(leaders)), [customer_id, date]]
    when = days(held, date)
    if when.isna().any():
        raise CasekitError(_("{n} meetings have no “{date}”.").format(n=int(when.isna().sum()), date=date))
    held = pd.DataFrame({"customer_id": held[customer_id], "day": when.dt.normalize()}).drop_duplicates()
    counts = held.groupby(["customer_id", held["day"].dt.to_period("Q").rename("quarter")]).size()
    wanted = pd.MultiIndex.from_product([sorted(set(customers)), quarters], names=["customer_id", "quarter"])
    met = counts.reindex(wanted, fill_value=0).rename("meetings").reset_index()
    return met.assign(quarter=met["quarter"].astype("str"), enough=met["meetings"] >= least)


def greeting_calendar(
    events: Any, month: Any, *, date: str, occasion: str, agreed: str | None = None, customer_id: str = "customer_id"
) -> pd.DataFrame:
    """Whom to greet in a month, and on which day: day, customer_id, occasion, years (since the first time).

    ``events``: a row a day that comes back each year (birthday, wedding, founding), on any engine; ``month`` such as
    "2026-02". 29 February is greeted on the 28th in a common year. ``agreed``: a yes/no column; who has not agreed to
    be greeted is not in the calendar. Sorted by day and customer. Raises CasekitError for missing columns, days and a
    month that is none.
    """
    table = in_memory(events, _("The events"), [customer_id, date, occasion, *([agreed] if agreed else [])])
    try:
        asked = pd.Period(str(month), freq="M")
    except ValueError:
        raise CasekitError(_("“{month}” is no month; write it like 2026-02.").format(month=month)) from None
    when = days(table, date)
    if when.isna().any():
        raise CasekitError(_("{n} events have no “{date}”.").format(n=int(when.isna().sum()), date=date))
    kept = (when.dt.month == asked.month) & (when.dt.year <= asked.year)
    if agreed:
        kept &= table[agreed].isin([True, "yes"])
    table, when = table[kept], when[kept]
    greeted = when.dt.day.clip(upper=asked.days_in_month) - 1
    found = {
        "day": asked.to_timestamp() + pd.to_timedelta(greeted, unit="D"),
        "customer_id": table[customer_id],
        "occasion": table[occasion],
        "years": asked.year - when.dt.year,
    }
    return pd.DataFrame(found).sort_values(["day", "customer_id"], ignore_index=True)


def _refuse_unknown(values: pd.Series, name: str, known: Mapping, what: str) -> None:
    strange = values[values.isna() | ~values.isin(list(known))]
    if len(strange):
        raise CasekitError(
            _("{n} accounts have a “{name}” without {what}, first {value!r}; give it one.").format(
                n=f"{len(strange):,}", name=name, what=what, value=strange.iloc[0]
            )
        )
