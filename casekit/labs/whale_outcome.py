"""What the whale-curve lab shows for one position of its levers: promised, real, and who carries what stays."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from casekit.labs.whale_settings import HOURS, LOADED, WhaleSettings
from casekit.value.whale import Whale

LEVERS = ("dropped", "service", "repriced", "leaving")
CAUSES = ("discount", "direct_cost", "service_cost")
_POINTS = 400  # of a curve: more cannot be told apart in a picture


@dataclass(frozen=True)
class Accounts:
    """Last year, customer by customer in one order; money, and hours of service.

    ``columns`` holds sales, discount, direct_cost, service_cost, hours; ``contribution`` is sales less both costs;
    ``rates`` is the overhead booked a unit: an hour of service, a unit of money of sales.
    """

    ids: pd.Index
    names: pd.Series | None
    columns: dict[str, np.ndarray]
    contribution: np.ndarray
    overhead: float
    rates: dict[str, float]


@dataclass(frozen=True)
class Changed:
    """What the levers change of each customer's year; ``stays`` is the share of it that is left (0 for the dropped)."""

    tail: np.ndarray
    dropped: np.ndarray
    repriced: np.ndarray
    less_service: np.ndarray
    less_hours: np.ndarray
    more_sales: np.ndarray
    stays: np.ndarray


@dataclass(frozen=True)
class WhaleOutcome:
    """The year after the levers, beside the year as it was. Money is in the money of the accounts, of one year.

    ``judged`` is each customer's profit before, by which ``order`` ranks them, best first. Who leaves over a new price
    is reckoned in the mean: each one repriced stays with a part of the year.
    """

    settings: WhaleSettings
    accounts: Accounts = field(repr=False, compare=False)
    judged: np.ndarray = field(repr=False, compare=False)
    order: np.ndarray = field(repr=False, compare=False)
    changed: Changed = field(repr=False, compare=False)

    # ── what moves ───────────────────────────────────────────────────────────────────────────────────
    @cached_property
    def by_lever(self) -> pd.DataFrame:
        """One row a lever, in the order in which they are pulled: promised, real (money a year), freed (of the unit by
        which overhead is shared).

        "real" is the change of net contribution; "promised" also counts the overhead that the statement booked to the
        freed units. Judged by net contribution, there is no overhead to promise.
        """
        changed, contribution = self.changed, self.accounts.contribution
        kept = ~changed.dropped
        gone = np.where(kept, 1 - changed.stays, 0.0)
        bettered = contribution + changed.less_service + changed.more_sales
        real = [
            -contribution[changed.dropped].sum(),
            changed.less_service.sum(),
            changed.more_sales.sum(),
            -(gone * bettered).sum(),
        ]
        freed = [
            self._units[changed.dropped].sum(),
            self._less_units.sum(),
            0.0,
            (gone * (self._units - self._less_units)).sum(),
        ]
        real, freed = np.array(real) + 0.0, np.array(freed)  # + 0.0: no minus nothing
        promised = real + self._rate * freed
        return pd.DataFrame({"promised": promised, "real": real, "freed": freed}, pd.Index(LEVERS, name="lever"))

    @property
    def promised(self) -> float:
        """How much more profit a year the statement promises."""
        return float(self.by_lever["promised"].sum())

    @property
    def real(self) -> float:
        """How much more profit a year there really is."""
        return float(self.by_lever["real"].sum())

    @property
    def stranded(self) -> float:
        """The overhead that the statement takes for saved, and that the others carry."""
        return self.promised - self.real

    @property
    def hours_freed(self) -> float:
        """Hours of service a year that are free: of the dropped, cut, and of those who leave."""
        left = (self.accounts.columns["hours"] - self.changed.less_hours) * self.changed.stays
        return float(self.accounts.columns["hours"].sum() - left.sum())

    @property
    def leavers(self) -> float:
        """How many of the repriced leave, in the mean."""
        return float(self.changed.repriced.sum() * self.settings.leaving)

    # ── the curves ───────────────────────────────────────────────────────────────────────────────────
    @cached_property
    def before(self) -> Whale:
        """Peak, tail and total of the year as it was."""
        return _whale(self.judged)

    @cached_property
    def after(self) -> Whale:
        """The same after the levers, as it really is: all overhead on those who are left."""
        return _whale(self._after)

    @cached_property
    def as_promised(self) -> Whale:
        """The same after the levers, as the statement has it: freed overhead is gone."""
        return _whale(self._as_promised)

    @property
    def pushed_below(self) -> int:
        """How many fall below 0 for no other reason than the overhead of others that they now carry."""
        return int(((self._as_promised >= 0) & (self._after < 0)).sum())

    def curves(self) -> dict[str, pd.DataFrame]:
        """before, promised, real: share_of_customers (of those there were) and cumulative profit, to be drawn."""
        n = len(self.judged)
        sorted_ = {
            "before": self.judged[self.order],
            "promised": -np.sort(-self._as_promised),
            "real": -np.sort(-self._after),
        }
        return {name: _points(values, n) for name, values in sorted_.items()}

    @cached_property
    def _contribution(self) -> np.ndarray:
        changed = self.changed
        bettered = self.accounts.contribution + changed.less_service + changed.more_sales
        return (changed.stays * bettered)[~changed.dropped]

    @cached_property
    def _as_promised(self) -> np.ndarray:
        return self._contribution - self._rate * self._units_left

    @cached_property
    def _after(self) -> np.ndarray:
        left = self._units_left.sum()
        if not left:  # no unit is left to book overhead by: all carry the same
            return self._contribution - self._overhead / len(self._contribution)
        return self._contribution - self._overhead / left * self._units_left

    @property
    def _units_left(self) -> np.ndarray:
        return ((self._units - self._less_units) * self.changed.stays)[~self.changed.dropped]

    @property
    def _units(self) -> np.ndarray:
        return self.accounts.columns[self.settings.shared_by]

    @property
    def _less_units(self) -> np.ndarray:
        return self.changed.less_hours if self.settings.shared_by == HOURS else np.zeros(len(self.judged))

    @property
    def _overhead(self) -> float:
        return self.accounts.overhead if self.settings.judged_by == LOADED else 0.0

    @property
    def _rate(self) -> float:
        return self.accounts.rates[self.settings.shared_by] if self.settings.judged_by == LOADED else 0.0

    # ── who ──────────────────────────────────────────────────────────────────────────────────────────
    @property
    def bearers_dropped(self) -> int:
        """How many of the dropped left something towards overhead: a net contribution above 0."""
        return int((self.changed.dropped & (self.accounts.contribution > 0)).sum())

    @property
    def contribution_given_up(self) -> float:
        """The net contribution of those of the dropped who had one above 0; money a year."""
        given = self.accounts.contribution[self.changed.dropped]
        return float(given[given > 0].sum())

    def worst(self, most: int = 8) -> pd.DataFrame:
        """The worst customers of last year, worst first.

        Columns: customer_id, name (if the lab knows names), sales, hours, net_contribution, judged, dropped (yes/no),
        cause (one of ``CAUSES``: what stands highest above the rate of all customers together), above (by how much).
        Overhead is no cause: it is a share in what others cost as well.
        """
        places = self.order[::-1][:most]
        excess = self._above_the_rate(places)
        columns, causes = self.accounts.columns, np.array(CAUSES)
        names = {} if self.accounts.names is None else {"name": self.accounts.names.iloc[places].to_numpy()}
        return pd.DataFrame(
            {
                "customer_id": self.accounts.ids.take(places),
                **names,
                "sales": columns["sales"][places],
                "hours": columns["hours"][places],
                "net_contribution": self.accounts.contribution[places],
                "judged": self.judged[places],
                "dropped": self.changed.dropped[places],
                "cause": causes[excess.argmax(axis=0)],
                "above": excess.max(axis=0),
            }
        )

    def _above_the_rate(self, places: np.ndarray) -> np.ndarray:
        """Each cause's money above what it would be at the rate of all: discount of the list price, costs of sales."""
        columns = self.accounts.columns
        listed = columns["sales"] + columns["discount"]
        bases = {"discount": listed, "direct_cost": columns["sales"], "service_cost": columns["sales"]}
        rates = {cause: columns[cause].sum() / bases[cause].sum() for cause in CAUSES}
        return np.array([columns[cause][places] - rates[cause] * bases[cause][places] for cause in CAUSES])


def _whale(profit: np.ndarray) -> Whale:
    won, lost = profit[profit > 0], profit[profit < 0]
    peak, tail = float(won.sum()), float(-lost.sum())
    return Whale(len(profit), peak - tail, len(won), len(lost), peak=peak, tail=tail)


def _points(values: np.ndarray, n: int) -> pd.DataFrame:
    """The curve over the share of the n customers of before, thinned; closest where it bends, the peak among them."""
    spread = np.linspace(-1, 1, _POINTS)
    bent = (np.sign(spread) * np.sqrt(np.abs(spread)) + 1) / 2 * len(values)  # close together at both ends
    places = np.unique(np.r_[bent.astype("int64"), (values > 0).sum(), 0, len(values)])
    return pd.DataFrame({"share_of_customers": places / n, "cumulative_profit": np.r_[0.0, np.cumsum(values)][places]})
