"""The customers of the lifetime lab: their histories, what came after, the truth where it is known, six examples."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from casekit.errors import CasekitError
from casekit.grading.sales_rows import DAYS_IN_UNIT, require_columns
from casekit.labs.lifetime_settings import EXAMPLES
from casekit.text import _
from casekit.value.bg_nbd import BgNbd

_SELDOM = 3  # repeat purchases of a rare buyer, at most
_OFTEN = 0.8  # a frequent buyer is among the fifth of repeat customers with the most purchases


@dataclass(frozen=True)
class Customers:
    """One entry a customer, in one order; times in the model's unit.

    ``later`` are the purchases of the time held back, ``ahead`` its length; ``left`` the time from the first purchase
    to the true leaving (nan: still there at the end of the records), None where no truth is known.
    """

    ids: pd.Index
    frequency: np.ndarray
    recency: np.ndarray
    age: np.ndarray
    mean_spend: np.ndarray
    later: np.ndarray
    ahead: float
    left: np.ndarray | None

    @classmethod
    def of(cls, table: pd.DataFrame, left: np.ndarray | None) -> "Customers":
        """From the columns of a holdout summary."""
        names = ("frequency", "recency", "T", "monetary_value", "holdout_purchases")
        columns = {name: table[name].to_numpy("float64") for name in names}
        ahead = float(table["holdout_time"].iloc[0])
        if left is not None:  # a truth that looks beyond the records would tell what nobody could hold a model to
            left = np.where(left > columns["T"] + ahead, np.nan, left)
        return cls(pd.Index(table["customer_id"]), *columns.values(), ahead, left)

    @property
    def there(self) -> np.ndarray | None:
        """Who truly was a customer at the end of calibration; None where no truth is known."""
        return None if self.left is None else ~(self.left <= self.age)

    def expected_later(self, model: BgNbd) -> np.ndarray:
        """The purchases that a model expects of each in the time held back.

        They are what is expected of someone alive, times P(alive); the first hangs on frequency and age alone, and is
        computed once for each pair of these: its series is what would make a lever slow.
        """
        x, age, pair = self._pairs
        if_alive = model.ahead(self.ahead, x, age, age) / model.alive(x, age, age)
        return if_alive[pair] * model.alive(self.frequency, self.recency, self.age)

    @cached_property
    def _pairs(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        ages, at_age = np.unique(self.age, return_inverse=True)
        codes, pair = np.unique(self.frequency * len(ages) + at_age, return_inverse=True)
        x, place = np.divmod(codes.astype("int64"), len(ages))
        return x.astype("float64"), ages[place], pair


@dataclass(frozen=True)
class History:
    """One buying history, and what is known of it beyond.

    ``left`` is the time from the first purchase to the true leaving (nan: still there; None: nobody knows), ``later``
    the purchases of the time held back (None for a history nobody has).
    """

    frequency: float
    recency: float
    age: float
    mean_spend: float
    customer_id: object = None
    later: float | None = None
    left: float | None = None

    @property
    def silence(self) -> float:
        """Time since the last purchase."""
        return self.age - self.recency

    @property
    def arrays(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Frequency, recency, age, as the model takes them."""
        return tuple(np.array([value], dtype="float64") for value in (self.frequency, self.recency, self.age))


def examples(customers: Customers) -> dict[str, History]:
    """Two frequent buyers, two rare ones, two who bought once: each time one who was still there and one who was not.

    Where no truth is known, one who bought again afterwards and one who did not. Of each kind the one whose silence is
    in the middle, so that nobody picks a case that suits. A kind without a customer is left out.
    """
    x, silence = customers.frequency, customers.age - customers.recency
    there = customers.later > 0 if customers.there is None else customers.there
    often = max(np.quantile(x[x > 0], _OFTEN), _SELDOM + 1)
    kinds = {"often": x >= often, "seldom": (x > 0) & (x <= _SELDOM), "once": x == 0}
    # which of a pair was still there differs from pair to pair: the name shall not tell
    still = dict(zip(EXAMPLES, (False, True, True, False, False, True), strict=True))
    found = {}
    for name, wanted in still.items():
        places = np.flatnonzero(kinds[name.split("_")[0]] & (there == wanted))
        if len(places):
            order = places[np.argsort(silence[places], kind="stable")]
            found[name] = _history(customers, order[len(order) // 2])
    return found


def _history(customers: Customers, place: int) -> History:
    values = (customers.frequency, customers.recency, customers.age, customers.mean_spend)
    return History(
        *(float(column[place]) for column in values),
        customer_id=customers.ids[place],
        later=float(customers.later[place]),
        left=None if customers.left is None else float(customers.left[place]),
    )


def true_leaving(
    transactions: pd.DataFrame,
    lives: pd.DataFrame,
    *,
    customer_id: str = "customer_id",
    date: str = "date",
    left_on: str = "leaves_on",
    time_unit: str = "W",
) -> pd.DataFrame:
    """When each customer of a simulated case truly left, counted as the models count: from the first purchase.

    ``lives`` has one row a customer with the day of leaving, missing for who stays. Returns customer_id and left, in
    the time unit, for all customers with a purchase. Raises CasekitError for missing columns, an unknown unit, and a
    customer without a life.
    """
    require_columns(transactions.columns, [customer_id, date], _("The transactions’ columns"))
    require_columns(lives.columns, [customer_id, left_on], _("The columns of the lives"))
    if time_unit not in DAYS_IN_UNIT:
        raise CasekitError(
            _("The time unit is “{unit}”; it must be one of {known}.").format(
                unit=time_unit, known=", ".join(DAYS_IN_UNIT)
            )
        )
    first = transactions.groupby(customer_id)[date].min()
    days = lives.set_index(customer_id)[left_on]
    if lacking := int((~first.index.isin(days.index)).sum()):
        raise CasekitError(_("{n} customers bought, but have no true life.").format(n=f"{lacking:,}"))
    left = (days.reindex(first.index) - first) / pd.Timedelta(days=1) / DAYS_IN_UNIT[time_unit]
    return pd.DataFrame({"customer_id": first.index, "left": left.to_numpy("float64")})
