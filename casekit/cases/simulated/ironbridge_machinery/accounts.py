"""The accounts, and what nobody knows of them: what they truly need, how they pay, what a better grade would do."""

from dataclasses import dataclass

import numpy as np

from casekit.cases.simulated.ironbridge_machinery import calendar
from casekit.cases.simulated.ironbridge_machinery import parameters as p
from casekit.cases.simulated.streams import Stream


@dataclass(frozen=True)
class Accounts:
    """Arrays with one place an account, those that entered first at the front."""

    entry: np.ndarray  # month, below 0 for those there before the window
    entry_day: np.ndarray  # the day of the first order; below 0 likewise
    account_type: np.ndarray
    owner_age: np.ndarray  # "" for public institutions
    region: np.ndarray
    manager: np.ndarray  # from 0
    potential: np.ndarray  # growth potential as it is, also where the register has a blank
    payer: np.ndarray
    credit: np.ndarray
    rate: np.ndarray  # true usage a year before any change, yuan
    orders_a_year: np.ndarray
    change_month: np.ndarray  # from which the need is another; calendar.NEVER for those who do not change
    change_factor: np.ndarray
    drain: np.ndarray
    harsh: np.ndarray
    group_buyer: np.ndarray
    benefit: np.ndarray  # share of its usage the benefits of a better grade add
    frailty: np.ndarray  # chance of leaving a month, without anything happening

    def __len__(self) -> int:
        return len(self.rate)

    @property
    def large(self) -> np.ndarray:
        """Accounts above the mark."""
        return self.rate >= p.LARGE

    def level(self, month: np.ndarray) -> np.ndarray:
        """What the need is against ``rate``, accounts × months."""
        changed = month[None, :] >= self.change_month[:, None]
        return np.where(changed, self.change_factor[:, None], 1.0)


def draw_accounts(stream) -> Accounts:
    """The accounts of one firm; ``stream`` gives a Stream by name."""
    n = int(stream("accounts/number").whole(1, *p.ACCOUNTS)[0])
    entry, october = _entries(stream, n)
    potential = stream("accounts/potential").pick(n, p.GROWTH_POTENTIAL, p.POTENTIAL_WEIGHTS)
    rate = np.where(
        october, stream("accounts/october").shape(n, p.OCTOBER_RATES), stream("accounts/rate").shape(n, p.YEARLY_RATE)
    )
    rate = np.rint(rate)
    group_buyer = _some(
        stream("accounts/group buyers"), (rate < p.GROUP_BUYER_BELOW) & (entry < 12) & ~october, p.GROUP_BUYERS
    )
    change_month, change_factor = _changes(stream, potential, october | group_buyer)
    payer = stream("accounts/payer").pick(n, p.PAYERS, p.PAYER_WEIGHTS)
    drain = _some(stream("accounts/drains"), (rate >= p.DRAIN_FROM) & ~october, p.DRAINS)
    harsh = _some(stream("accounts/harsh"), (rate >= p.HARSH_FROM) & ~october, p.HARSH)
    frailty = stream("lives/frailty").shape(n, p.LEAVING_A_MONTH) * np.where(drain | harsh, p.WELL_SERVED, 1.0)
    often = stream("accounts/orders").shape(n, p.ORDERS_A_YEAR)
    account_type = stream("accounts/type").pick(n, p.ACCOUNT_TYPES, p.TYPE_WEIGHTS)
    ages = stream("accounts/owner").pick(n, p.OWNER_AGES, p.AGE_WEIGHTS)
    return Accounts(
        entry=entry,
        entry_day=_entry_days(stream, entry),
        account_type=account_type,
        owner_age=np.where(account_type == "public institution", "", ages),
        region=stream("accounts/region").pick(n, p.REGIONS, p.REGION_WEIGHTS),
        manager=stream("accounts/manager").whole(n, 0, p.MANAGERS - 1),
        potential=potential,
        payer=payer,
        credit=_by(stream("accounts/credit"), payer, p.PAYERS, p.PAYMENT_CREDIT, p.CREDIT_WEIGHTS),
        rate=rate,
        orders_a_year=np.where(october, 18.0, often * (0.6 + np.minimum(rate / 250_000.0, 1.5))),
        change_month=change_month,
        change_factor=change_factor,
        drain=drain,
        harsh=harsh | stream("accounts/harsh elsewhere").yes(n, p.HARSH_ELSEWHERE),
        group_buyer=group_buyer,
        benefit=np.rint(stream("accounts/benefit").shape(n, p.BENEFIT) * 1000.0) / 1000.0,
        frailty=np.where(october | group_buyer, 0.0, frailty),  # they are there when the lessons ask for them
    )


def _entries(stream, n: int) -> tuple[np.ndarray, np.ndarray]:
    """The months of entry in rising order, and who is one of the October joiners."""
    before = -1 - np.floor(stream("accounts/entered before").shape(n, p.YEARS_BEFORE) * 12.0).astype(np.int64)
    since = stream("accounts/entered since").whole(n, 0, p.LAST_ENTRY)
    entry = np.where(stream("accounts/entered").yes(n, p.ENTERED_BEFORE), before, since)
    october = np.zeros(n, dtype=bool)
    who, used = stream("accounts/october joiners").order(n), 0
    for (month, *span), name in zip(p.OCTOBER_JOINERS, ("one", "other"), strict=True):
        wanted = int(stream(f"accounts/october number {name}").whole(1, *span)[0])
        entry[who[used : used + wanted]] = month
        october[who[used : used + wanted]] = True
        used += wanted
    order = np.argsort(entry, kind="stable")
    return entry[order], october[order]


def _entry_days(stream, entry: np.ndarray) -> np.ndarray:
    """Within the first half of the month, so that a first month is a month."""
    start = calendar.MONTH_START[np.maximum(entry, 0)]
    day = calendar.next_working_day(start + stream("accounts/entry day").whole(len(entry), 0, 14))
    return np.where(entry < 0, -1, day)


def _some(stream: Stream, among: np.ndarray, number: tuple[int, int]) -> np.ndarray:
    """True for some of those ``among``, as many as drawn from ``number``."""
    wanted = int(stream.whole(1, *number)[0])
    order = stream.order(len(among))
    chosen = np.zeros(len(among), dtype=bool)
    chosen[order[among[order]][:wanted]] = True
    return chosen


def _changes(stream, potential: np.ndarray, never: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    n = len(potential)
    spot, way = stream("accounts/changes").uniform(n), stream("accounts/changes up").uniform(n)
    changes, up = np.zeros(n, dtype=bool), np.zeros(n, dtype=bool)
    for level in p.GROWTH_POTENTIAL:
        changes |= (potential == level) & (spot < p.CHANGES[level])
        up |= (potential == level) & (way < p.CHANGES_UP[level])
    month = stream("accounts/change month").whole(n, *p.CHANGE_MONTHS)
    grown = stream("accounts/grows to").uniform(n, *p.GROWS_TO)
    shrunk = stream("accounts/shrinks to").uniform(n, *p.SHRINKS_TO)
    return np.where(changes & ~never, month, calendar.NEVER), np.where(up, grown, shrunk)


def _by(stream: Stream, kind: np.ndarray, kinds, options, weights) -> np.ndarray:
    """One of the options each, with the weights of its kind."""
    n = len(kind)
    drawn = np.full(n, "", dtype=object)
    for one in kinds:
        drawn = np.where(kind == one, stream.pick(n, options, weights[one]), drawn)
    return drawn
