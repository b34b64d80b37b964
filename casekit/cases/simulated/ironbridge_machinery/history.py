"""The years one after another: graded in January, moved, ordering, leaving; each year's grades rest on the last."""

from dataclasses import dataclass

import numpy as np

from casekit.cases.simulated.ironbridge_machinery import calendar
from casekit.cases.simulated.ironbridge_machinery import parameters as p
from casekit.cases.simulated.ironbridge_machinery.accounts import Accounts
from casekit.cases.simulated.ironbridge_machinery.hand_grades import NO_GRADE, STANDING, Overrides, grade_by_hand

GRADED = 3  # years with grades
_LAST_GRADED = GRADED - 1


@dataclass(frozen=True)
class History:
    """What happened. Arrays over years × accounts, over accounts, and (``of``, ``day``, ``cents``, ``bulk``) orders."""

    grade: np.ndarray  # places in GRADES, NO_GRADE for those who got none
    demoted: np.ndarray
    promoted: np.ndarray
    benefited: np.ndarray  # got the benefits of the better grade
    in_lot: np.ndarray  # promoted in 2025 by the review, so part of the lot
    offers: np.ndarray  # accounts × months
    leaves: np.ndarray  # day, calendar.NEVER when not in sight
    left_on: np.ndarray  # day on which the firm closed the account, calendar.NEVER when it has not
    reason: np.ndarray
    of: np.ndarray  # the account of each order, which come by day, then account
    day: np.ndarray
    cents: np.ndarray  # what the order is worth, net of its discount
    bulk: np.ndarray  # a one-off group buy

    def usage(self, year: int) -> np.ndarray:
        """Cents each account bought for in a year."""
        return _usage(self.of, self.day, self.cents, year, len(self.leaves))


def draw_history(stream, accounts: Accounts, overrides: Overrides) -> History:
    """The three years of the records, and the one after them."""
    n, years = len(accounts), len(p.YEARS)
    contested = stream("offers/rate").shape(n, p.OFFERS_A_MONTH)[:, None]
    offers = stream("offers/month").uniform(n * calendar.MONTHS).reshape(n, calendar.MONTHS) < contested
    moved = np.zeros((3, years, n), dtype=bool)  # demoted, promoted, benefited
    grade = np.full((GRADED, n), NO_GRADE)
    leaves, reason = np.full(n, calendar.NEVER), np.full(n, "", dtype=object)
    in_lot = np.zeros(n, dtype=bool)
    orders = []
    cents = _year_before(stream, accounts)
    for year in range(years):
        if year < GRADED:
            known = (accounts.entry < 12 * year) & (_closed(stream, leaves) > calendar.year_start(year))
            by_hand = grade_by_hand(stream, accounts, year, cents, overrides)
            grade[year] = np.where(known, by_hand, NO_GRADE)
        if 0 < year < GRADED:
            moved[0, year], moved[1, year] = _moved(grade[year - 1], grade[year])
            by_review = moved[1, year] & (overrides.since != year)
            in_lot = by_review if year == _LAST_GRADED else in_lot
            withheld = in_lot & ~_lot(stream, in_lot, cents)
            moved[2, year] = moved[1, year] & ~withheld
        _leave(stream, accounts, year, moved[0, year], offers, leaves, reason)
        orders.append(_orders(stream, accounts, year, moved[0, year], moved[2, year], leaves))
        cents = _usage(*orders[-1][:3], year, n)
    of, day, worth, bulk = (np.concatenate(part) for part in zip(*orders, strict=True))
    order = np.lexsort((np.arange(len(of)), of, day))
    return History(
        grade=grade,
        demoted=moved[0],
        promoted=moved[1],
        benefited=moved[2],
        in_lot=in_lot,
        offers=offers,
        leaves=leaves,
        left_on=_closed(stream, leaves),
        reason=reason,
        of=of[order],
        day=day[order],
        cents=worth[order],
        bulk=bulk[order],
    )


def _year_before(stream, accounts: Accounts) -> np.ndarray:
    """Cents of 2022, which no table has: the grades of 2023 were given on them."""
    n = len(accounts)
    part = np.clip(-accounts.entry, 0, 12) / 12.0
    luck = stream("orders/luck 2022").shape(n, p.YEARLY_LUCK)
    return np.rint(accounts.rate * luck * part * 100.0).astype(np.int64)


def _closed(stream, leaves: np.ndarray) -> np.ndarray:
    """When the firm closes the account of one who has left: at once if told, else after a long silence."""
    told = stream("lives/told").yes(len(leaves), p.SAYS_SO)
    closed = np.where(told, leaves, leaves + p.NOTICED_AFTER)
    return np.where((leaves < calendar.NEVER) & (closed < calendar.N_DAYS), closed, calendar.NEVER)


def _moved(before: np.ndarray, now: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    both = (before != NO_GRADE) & (now != NO_GRADE)
    return both & (STANDING[now] < STANDING[before]), both & (STANDING[now] > STANDING[before])


def _lot(stream, in_lot: np.ndarray, cents: np.ndarray) -> np.ndarray:
    """True for one of every two with like usage, by lot: so both halves are of like size."""
    who = np.flatnonzero(in_lot)
    who = who[np.argsort(-cents[who], kind="stable")]
    heads = stream("holdout/lot").yes((len(who) + 1) // 2, 0.5)
    drawn = np.zeros(len(in_lot), dtype=bool)
    drawn[who] = heads[np.arange(len(who)) // 2] ^ (np.arange(len(who)) % 2 == 1)
    return drawn


def _leave(stream, accounts: Accounts, year: int, demoted: np.ndarray, offers, leaves, reason) -> None:
    """Write into ``leaves`` and ``reason`` who leaves in this year."""
    n, months = len(accounts), np.arange(12 * year, 12 * year + 12)
    drawn = stream(f"lives/leaving {p.YEARS[year]}").uniform(n * 12).reshape(n, 12)
    offered = offers[:, months] | offers[:, np.maximum(months - 1, 0)]
    usual = np.broadcast_to(accounts.frailty[:, None], (n, 12))
    courted = usual * (1.0 + p.AFTER_OFFER * offered)
    hurt = courted + np.where(demoted & (accounts.frailty > 0), p.AFTER_DEMOTION, 0.0)[:, None]
    there = (months[None, :] > accounts.entry[:, None]) & (leaves == calendar.NEVER)[:, None]
    goes = (drawn < hurt) & there
    going, first = goes.any(axis=1), np.argmax(goes, axis=1)
    each = np.arange(n)
    month = months[first]
    spot = stream(f"lives/day {p.YEARS[year]}").whole(
        n, calendar.MONTH_START[month], calendar.MONTH_START[month + 1] - 1
    )
    other = stream(f"lives/reason {p.YEARS[year]}").pick(n, p.OTHER_REASONS, p.REASON_WEIGHTS).astype(object)
    why = np.where(drawn[each, first] < courted[each, first], p.OFFERED, p.DEMOTED)
    why = np.where(drawn[each, first] < usual[each, first], other, why)
    leaves[going], reason[going] = spot[going], why[going]


def _orders(stream, accounts: Accounts, year: int, demoted, benefited, leaves):
    """The orders of a year: account, day, cents, bulk."""
    n, name = len(accounts), p.YEARS[year]
    months = np.arange(12 * year, 12 * year + 12)
    luck = stream(f"orders/luck {name}").shape(n, p.YEARLY_LUCK)
    factor = luck * np.where(benefited, 1.0 + accounts.benefit, 1.0) * np.where(demoted, 1.0 - p.DEMOTION_LOSS, 1.0)
    expected = (
        (accounts.orders_a_year * factor)[:, None] * accounts.level(months) * np.asarray(p.SEASON)[None, :] / 12.0
    )
    counts = stream(f"orders/number {name}").count(n * 12, expected.reshape(-1))
    spot = np.repeat(np.arange(n * 12), counts)
    of, month = spot // 12, months[spot % 12]
    days = stream(f"orders/day {name}")
    day = calendar.working_days(days, calendar.MONTH_START[month], calendar.MONTH_START[month + 1])
    there = (day > accounts.entry_day[of]) & (day < leaves[of])
    new = np.flatnonzero((accounts.entry >= months[0]) & (accounts.entry <= months[-1]))
    of, day = np.concatenate((of[there], new)), np.concatenate((day[there], accounts.entry_day[new]))
    size = stream(f"orders/size {name}").shape(len(of), p.ORDER_SIZE)
    yuan = np.maximum(accounts.rate[of] / accounts.orders_a_year[of] * size, 60.0)
    cents = np.rint(yuan * 100.0).astype(np.int64)
    bulk = stream(f"orders/group {name}").yes(len(of), p.SMALL_GROUP_BUY)
    buyers = _group_buyers(accounts, year)
    buyers = buyers[leaves[buyers] >= calendar.MONTH_START[months[-1] + 1]]
    big = stream(f"orders/bulk {name}")
    bought = np.rint(big.shape(len(buyers), p.GROUP_BUY)).astype(np.int64) * 100
    start = np.full(len(buyers), 12 * year)
    on = calendar.working_days(big, calendar.MONTH_START[start + 3], calendar.MONTH_START[start + 10])
    return (
        np.concatenate((of, buyers)),
        np.concatenate((day, on)),
        np.concatenate((cents, bought)),
        np.concatenate((bulk, np.ones(len(buyers), dtype=bool))),
    )


def _group_buyers(accounts: Accounts, year: int) -> np.ndarray:
    """Whose one order in bulk falls into this year."""
    who = np.flatnonzero(accounts.group_buyer)
    return {1: who[: p.GROUP_BUYS_BEFORE], 2: who[p.GROUP_BUYS_BEFORE :]}.get(year, who[:0])


def _usage(of, day, cents, year: int, n: int) -> np.ndarray:
    first, after = calendar.year_start(year), calendar.MONTH_START[12 * year + 12]
    within = (day >= first) & (day < after)
    # whole numbers below 2**53: a double adds them up exactly
    return np.bincount(of[within], cents[within], minlength=n).astype(np.int64)
