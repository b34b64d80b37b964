"""The monthly bills: list price, discount, what the use costs us, and how long each bill waits to be paid. In cents."""

from dataclasses import dataclass

import numpy as np

from casekit.cases.simulated.harbour_telecom import parameters as p
from casekit.cases.simulated.harbour_telecom.calendar import LAST_DAY, days_in, first_of

_GIGABYTES = (0.055, 0.020, 0.002, 0.008, 0.30)  # a yuan of list price, by network
_INVOICED_AFTER = 1  # days after the month's end


@dataclass
class Bills:
    """One entry a bill, in the order of customer and month; money in cents, gigabytes in tenths."""

    customer: np.ndarray
    month: np.ndarray
    fee: np.ndarray
    discount: np.ndarray
    network_cost: np.ndarray
    minutes: np.ndarray
    gigabytes: np.ndarray
    days_to_pay: np.ndarray
    unpaid: np.ndarray

    @property
    def sales(self) -> np.ndarray:
        return self.fee - self.discount


def draw_bills(world) -> Bills:
    """Bills for every month in which a customer was there and used something."""
    stream, accounts, lives = world.stream("bills"), world.accounts, world.lives
    month = np.arange(p.MONTHS)[None, :]
    billed = (lives.here > 0) & (month < lives.dormant_from[:, None])
    skipped = stream.uniform(billed.size).reshape(billed.shape) < p.MONTH_WITHOUT_BILL
    billed &= ~skipped | accounts.flat[:, None]
    customer, month = np.nonzero(billed)

    price = _list_price(stream, world, customer, month)
    price = price * (lives.here[customer, month] / days_in(month)) * _decline(lives, customer, month)
    fee = _cents(np.where(accounts.flat[customer] & (lives.here[customer, month] == days_in(month)), p.FLAT_FEE, price))
    discount = _cents(fee / 100.0 * _discount_share(stream, accounts, customer, month))
    cost = _cents(_cost(stream, accounts, customer, fee / 100.0))
    minutes, gigabytes = _use(stream, accounts, customer, fee / 100.0)
    days, unpaid = _payment(stream, accounts, lives, customer, month)
    return Bills(customer, month, fee, discount, cost, minutes, gigabytes, days, unpaid)


def _cents(yuan: np.ndarray) -> np.ndarray:
    return np.rint(yuan * 100.0).astype(np.int64)


def _list_price(stream, world, customer, month) -> np.ndarray:
    accounts = world.accounts
    n = len(customer)
    growth = 1.0 + stream.shape(len(accounts), p.TREND)[customer] * (month - p.MONTHS // 2)
    extra = (accounts.rate - accounts.plan)[customer]
    of_person = accounts.plan[customer] + extra * stream.shape(n, p.PERSON_NOISE) * _season(world, customer, month)
    of_house = extra * stream.shape(n, p.ORGANISATION_NOISE) * _season(world, customer, month) * growth
    return np.where(accounts.is_organisation[customer], of_house, of_person)


def _season(world, customer, month) -> np.ndarray:
    accounts, organisations = world.accounts, world.organisations
    schools = p.ORGANISATION_TYPES.index("school")
    school = accounts.is_organisation & (organisations.type[accounts.organisation] == schools)
    island = accounts.area == p.AREAS.index("Islands")
    kind = np.where(school, 1, np.where(island, 2, 0))
    return np.asarray((p.SEASON, p.SCHOOL_SEASON, p.ISLAND_SEASON))[kind[customer], month % 12]


def _decline(lives, customer, month) -> np.ndarray:
    """Those who are driven out use less before they go."""
    ahead = lives.leaves[customer] - month
    falling = lives.driven_out[customer] & (ahead < len(p.BEFORE_LEAVING))
    return np.where(falling, np.asarray(p.BEFORE_LEAVING)[np.minimum(ahead, len(p.BEFORE_LEAVING) - 1)], 1.0)


def _discount_share(stream, accounts, customer, month) -> np.ndarray:
    n = len(accounts)
    share = np.zeros(n)
    for upto, low, high in reversed(p.DISCOUNT_BY_SIZE):
        share = np.where(accounts.rate <= upto, stream.uniform(n, low, high), share)
    share = np.where(accounts.drain, stream.uniform(n, *p.DRAIN_DISCOUNT), share)
    share = np.where(accounts.is_organisation & ~accounts.flat, share, 0.0)
    some, low, high = p.PROMOTION
    promised = np.where(stream.yes(n, some) & ~accounts.is_organisation, stream.uniform(n, low, high), 0.0)
    first_year = month - accounts.entry[customer] < 12
    return share[customer] + np.where(first_year, promised[customer], 0.0)


def _cost(stream, accounts, customer, fee: np.ndarray) -> np.ndarray:
    n = len(accounts)
    share = np.where(accounts.drain, stream.uniform(n, *p.DRAIN_USE_COST), stream.uniform(n, *p.USE_COST))
    line = np.where(accounts.is_organisation, p.LINE_COST[1], p.LINE_COST[0]) * stream.uniform(n, 0.6, 1.4)
    return line[customer] + fee * share[customer] * stream.uniform(len(customer), 0.94, 1.06)


def _use(stream, accounts, customer, fee: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    n = len(accounts)
    talks, surfs = stream.shape(n, (0.5, 1.5, 2.4, 3.6, 6.5)), stream.shape(n, (0.1, 0.5, 0.9, 1.4, 3.5))
    surfs = surfs * np.asarray(_GIGABYTES)[accounts.network] * np.where(accounts.data_card, 2.2, 1.0)
    noise = stream.uniform(len(customer), 0.7, 1.3)
    minutes = np.rint(fee * talks[customer] * noise).astype(np.int64)
    return minutes, np.rint(10.0 * fee * surfs[customer] * noise).astype(np.int64)


def _payment(stream, accounts, lives, customer, month) -> tuple[np.ndarray, np.ndarray]:
    """Days from the invoice to the money; a bill not yet paid on the last day is unpaid."""
    n, bills = len(accounts), len(customer)
    payer = stream.pick(n, range(len(p.PAYERS)), p.PAYERS)[customer]
    own = stream.uniform(n)[customer]
    usual = np.asarray((6.0, 24.0, 60.0))[payer] + own * np.asarray((10.0, 25.0, 60.0))[payer]
    days = np.maximum(np.rint(usual * stream.uniform(bills, 0.6, 1.45)).astype(np.int64), 1)
    last = month == lives.leaves[customer]
    never = stream.yes(bills, np.where(last, p.LAST_BILL_UNPAID, np.asarray(p.NEVER_PAID)[payer]))
    invoiced = first_of(month + 1) + _INVOICED_AFTER
    return days, never | (invoiced + days > LAST_DAY)
