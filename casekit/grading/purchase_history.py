"""Purchase days of each customer, on numpy arrays: one sort of whole numbers, then counting.

The fast form behind :func:`casekit.grading.rfm_summary` on pandas, and the ground the score lab stands on.
"""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class PurchaseHistory:
    """One entry a customer, in the order of their codes; customers without a purchase have ``purchase_days`` 0.

    ``purchase_days`` counts distinct days with a purchase; ``first`` and ``last`` are day numbers (0 without a
    purchase); ``repeat_spend`` is all that was spent, less returns, after the first purchase day; ``first_spend`` the
    same on it.
    """

    purchase_days: np.ndarray
    first: np.ndarray
    last: np.ndarray
    first_spend: np.ndarray
    repeat_spend: np.ndarray


def purchase_history(customer: np.ndarray, day: np.ndarray, amount: np.ndarray, customers: int) -> PurchaseHistory:
    """The history of each customer from rows of equal length.

    Parameters
    ----------
    customer : whole numbers from 0 to ``customers`` − 1.
    day : day numbers (int64), any origin.
    amount : finite money; a negative amount is a return and makes no purchase day.
    """
    bought = amount >= 0
    rows = slice(None) if bought.all() else bought
    purchase_days, first, last = _purchase_days(customer[rows], day[rows], customers)
    on_first = (day == first[customer]) & (purchase_days[customer] > 0)
    later = (day > first[customer]) & (purchase_days[customer] > 0)
    return PurchaseHistory(
        purchase_days,
        first,
        last,
        first_spend=np.bincount(customer[on_first], amount[on_first], customers),
        repeat_spend=np.bincount(customer[later], amount[later], customers),
    )


def _purchase_days(customer, day, customers):
    purchase_days = np.zeros(customers, dtype="int64")
    first, last = np.zeros((2, customers), dtype="int64")
    if not len(day):
        return purchase_days, first, last
    origin = day.min()
    span = int(day.max() - origin) + 1
    # customer and day packed into one number sort far faster than two columns
    packed = customer * np.int64(span) + (day - origin)
    packed.sort()
    distinct = packed[np.concatenate(([True], packed[1:] != packed[:-1]))]
    who = distinct // span
    starts = np.flatnonzero(np.concatenate(([True], who[1:] != who[:-1])))
    ends = np.concatenate((starts[1:], [len(who)]))
    buyers = who[starts]
    purchase_days[buyers] = ends - starts
    first[buyers] = distinct[starts] - buyers * span + origin
    last[buyers] = distinct[ends - 1] - buyers * span + origin
    return purchase_days, first, last
