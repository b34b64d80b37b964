"""What each order was: a machine, a part or a service, at what discount and cost; and the visits that followed."""

from dataclasses import dataclass

import numpy as np

from casekit.cases.simulated.ironbridge_machinery import calendar
from casekit.cases.simulated.ironbridge_machinery import parameters as p
from casekit.cases.simulated.ironbridge_machinery.accounts import Accounts
from casekit.cases.simulated.ironbridge_machinery.history import History


@dataclass(frozen=True)
class Trade:
    """One place an order, by day, those after the records' last day at the end. Money in cents."""

    product: np.ndarray  # place in PRODUCTS
    amount: np.ndarray  # before the discount
    discount: np.ndarray
    cost: np.ndarray
    freight: np.ndarray
    project: np.ndarray


@dataclass(frozen=True)
class Service:
    """One place a visit, by day, then account."""

    of: np.ndarray
    day: np.ndarray
    kind: np.ndarray
    tenths: np.ndarray  # tenths of an hour
    cents: np.ndarray


def draw_trade(stream, accounts: Accounts, history: History) -> Trade:
    """The orders' particulars."""
    n, of, net = len(history.of), history.of, history.cents
    product = _product(stream, net)
    share = _discount_share(stream, accounts)[of]
    amount = np.rint(net / (1.0 - share)).astype(np.int64)
    goods = stream("accounts/cost").shape(len(accounts), p.COST_SHARE)
    goods = np.where(accounts.drain, stream("accounts/drain cost").uniform(len(accounts), *p.DRAIN_COST), goods)
    added = np.asarray([entry[4] for entry in p.PRODUCTS])[product]
    added = np.where(accounts.drain[of], 0.0, added) + stream("orders/cost").uniform(n, *p.COST_NOISE)
    cost = np.rint(net * np.clip(goods[of] + added, 0.3, 0.99)).astype(np.int64)
    freight = np.rint(net * stream("orders/freight").shape(n, p.FREIGHT)).astype(np.int64)
    chance = np.where(net >= p.PROJECT_FROM * 100, p.PROJECT["large"], p.PROJECT["small"])
    return Trade(product, amount, amount - net, cost, freight, stream("orders/project").yes(n, chance) & ~history.bulk)


def draw_service(stream, accounts: Accounts, history: History) -> Service:
    """Visits after some of the orders, more of them for those who drain the firm."""
    often = np.where(accounts.drain, p.DRAIN_VISITS, 1.0)[history.of] * p.VISITS_AN_ORDER
    counts = stream("service/number").count(len(history.of), often)
    order = np.repeat(np.arange(len(history.of)), counts)
    of = history.of[order]
    after = history.day[order] + stream("service/after").whole(len(of), 1, 75)
    day = calendar.next_working_day(np.minimum(after, calendar.LAST_WORKING_DAY))
    there = (day < history.leaves[of]) & (after <= calendar.LAST_WORKING_DAY)
    of, day, n = of[there], day[there], int(there.sum())
    tenths = np.rint(stream("service/hours").shape(n, p.VISIT_TENTHS)).astype(np.int64)
    kind = stream("service/kind").pick(n, p.VISIT_KINDS, p.VISIT_WEIGHTS)
    order = np.lexsort((np.arange(n), of, day))
    return Service(of[order], day[order], kind[order], tenths[order], (tenths * p.HOUR_COST * 10)[order])


def _product(stream, net: np.ndarray) -> np.ndarray:
    """One of those sold at such an amount."""
    yuan = net / 100.0
    weights = np.stack([np.where((yuan >= low) & (yuan < high), w, 0) for _name, low, high, w, _cost in p.PRODUCTS])
    up_to = np.cumsum(weights, axis=0)
    drawn = stream("orders/product").uniform(len(net)) * up_to[-1]
    return (drawn[None, :] >= up_to[:-1]).sum(axis=0)


def _discount_share(stream, accounts: Accounts) -> np.ndarray:
    """What an account gets off the list price, in thousandths."""
    n = len(accounts)
    spot = stream("accounts/discount").uniform(n)
    share, below = np.zeros(n), np.zeros(n, dtype=bool)
    for mark, least, most in p.DISCOUNT:
        here = (accounts.rate <= mark) & ~below
        share = np.where(here, least + (most - least) * spot, share)
        below |= here
    for those, (least, most) in (
        (accounts.harsh & accounts.large, p.HARSH_DISCOUNT),
        (accounts.drain, p.DRAIN_DISCOUNT),
    ):
        share = np.where(those, least + (most - least) * spot, share)
    return np.rint(share * 1000.0) / 1000.0
