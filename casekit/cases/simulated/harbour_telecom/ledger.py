"""The tables that come from the bills: the bills themselves, points, finance's report, and the targets of the year."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from casekit.cases.simulated.frames import chosen, days, decimal, text, whole
from casekit.cases.simulated.harbour_telecom import parameters as p
from casekit.cases.simulated.harbour_telecom.calendar import first_of

_QUARTERS = p.MONTHS // 3
_REDEEM_FROM = 600  # points one must hold
_LAST_YEAR = p.MONTHS - 12


def bills(world) -> pd.DataFrame:
    """One row a customer and billed month, in that order."""
    made = world.bills
    return pd.DataFrame(
        {
            "customer_id": chosen(world.accounts.ids, made.customer),
            "month": days(first_of(made.month)),
            "fee": decimal(made.fee, 100),
            "discount": decimal(made.discount, 100),
            "network_cost": decimal(made.network_cost, 100),
            "minutes": whole(made.minutes),
            "gigabytes": decimal(made.gigabytes, 10),
            "days_to_pay": whole(made.days_to_pay, made.unpaid),
        }
    )


@dataclass
class Points:
    """Points earned and redeemed, customers × quarters; ``balance`` is what is left on the last day."""

    earned: np.ndarray
    redeemed: np.ndarray
    balance: np.ndarray


def draw_points(world) -> Points:
    """One point a yuan of sales for members, from the quarter they joined, redeemed while they are there."""
    stream, accounts, made = world.stream("points"), world.accounts, world.bills
    n = len(accounts)
    member = stream.yes(n, np.where(accounts.is_organisation, p.POINTS_MEMBERS / 3, p.POINTS_MEMBERS * 1.2))
    joined = np.floor(stream.uniform(n) * stream.uniform(n) * _QUARTERS).astype(np.int64)
    earns = member[:, None] & (np.arange(_QUARTERS)[None, :] >= joined[:, None])
    cell = made.customer * _QUARTERS + made.month // 3
    cents = np.bincount(cell, weights=made.sales, minlength=n * _QUARTERS)  # whole numbers, so the sum is exact
    earned = np.where(earns, cents.astype(np.int64).reshape(n, _QUARTERS) // 100, 0)
    there = world.lives.here.reshape(n, _QUARTERS, 3).any(axis=2)
    redeemed, balance = np.zeros_like(earned), np.zeros(n, dtype=np.int64)
    for quarter in range(_QUARTERS):
        balance = balance + earned[:, quarter]
        wants = stream.yes(n, 0.16) & (balance >= _REDEEM_FROM) & there[:, quarter]
        part = 100 * np.floor(balance * stream.uniform(n, 0.3, 1.0) / 100.0).astype(np.int64)
        redeemed[:, quarter] = np.where(wants, part, 0)
        balance = balance - redeemed[:, quarter]
    return Points(earned, redeemed, balance)


def points(world) -> pd.DataFrame:
    """One row a member and quarter in which points moved, in that order."""
    moved = world.points
    customer, quarter = np.nonzero((moved.earned > 0) | (moved.redeemed > 0))
    return pd.DataFrame(
        {
            "customer_id": chosen(world.accounts.ids, customer),
            "quarter": days(first_of(3 * quarter)),
            "earned": whole(moved.earned[customer, quarter]),
            "redeemed": whole(moved.redeemed[customer, quarter]),
        }
    )


def report(world) -> pd.DataFrame:
    """Sales of the last year by month and area as finance printed them: two figures do not agree with the bills.

    In one cell two digits stand the wrong way round; in the total of another month one area is counted twice.
    """
    stream, made = world.stream("report"), world.bills
    rows = made.month >= _LAST_YEAR
    cell = (made.month[rows] - _LAST_YEAR) * len(p.AREAS) + world.accounts.area[made.customer[rows]]
    cents = np.bincount(cell, weights=made.sales[rows], minlength=12 * len(p.AREAS)).astype(np.int64)
    true = cents.reshape(12, len(p.AREAS))
    wrong_month, doubled_month = stream.order(12)[:2].tolist()
    wrong_area, doubled_area = stream.order(len(p.AREAS))[:2].tolist()
    total = true.sum(axis=1)
    total[doubled_month] += true[doubled_month, doubled_area]
    printed = true.copy()
    printed[wrong_month, wrong_area] = _transposed(int(true[wrong_month, wrong_area]))
    amount = np.concatenate([printed, total[:, None]], axis=1)
    areas = (*p.AREAS, "total")
    return pd.DataFrame(
        {
            "month": days(np.repeat(first_of(np.arange(_LAST_YEAR, p.MONTHS)), len(areas))),
            "area": text(np.tile(np.asarray(areas, dtype=object), 12)),
            "amount": decimal(amount.ravel(), 100),
        }
    )


def _transposed(cents: int) -> int:
    """The amount with two neighbouring digits changed round: the first that differ, from the second digit on."""
    digits = list(str(cents))
    for at in range(1, len(digits) - 1):
        if digits[at] != digits[at + 1]:
            digits[at], digits[at + 1] = digits[at + 1], digits[at]
            break
    return int("".join(digits))


_TARGETS = (
    ("area", p.AREAS, (0.22, 0.18, 0.16, 0.16, 0.22, 0.06)),
    ("user_type", ("person", "organisation"), (0.20, 0.80)),
    ("network", p.NETWORKS, (0.50, 0.08, 0.02, 0.04, 0.36)),
)


def targets(world) -> pd.DataFrame:
    """The director's aims for the shares of sales: the same for every company, what is reached differs."""
    rows = [(by, group, share) for by, names, shares in _TARGETS for group, share in zip(names, shares, strict=True)]
    group_by, group, share = zip(*rows, strict=True)
    return pd.DataFrame(
        {
            "group_by": text(group_by),
            "group": text(group),
            "target_share": decimal(np.rint(np.asarray(share) * 100.0), 100),
        }
    )
