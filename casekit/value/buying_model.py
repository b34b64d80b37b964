"""What every model of buying till they leave can be asked, once fitted."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd

from casekit.errors import CasekitError
from casekit.grading.sales_rows import DAYS_IN_UNIT
from casekit.tables.frames import enter
from casekit.text import _
from casekit.value.fitting import Fit, climb
from casekit.value.histories import HISTORY, Histories, check_histories
from casekit.value.per_history import add_columns


@dataclass(frozen=True, repr=False)
class BuyingModel(ABC):
    """A fitted model.

    Attributes
    ----------
    params : by name.
    log_likelihood : at these parameters, of all customers.
    customers : how many the model was fitted to.
    time_unit : of all its times and parameters: "D", "W", "M", "Y", or None when nobody said.
    iterations : steps of the climb, those of every start added up.
    steepness : what is left of the slope of the mean log-likelihood, 0 at a true top.
    converged : True: a climb that ends anywhere but at a top raises and gives no model.
    """

    params: Mapping[str, float]
    log_likelihood: float
    customers: int
    time_unit: str | None
    iterations: int
    steepness: float
    summary: Any
    converged: bool = field(default=True)

    name = ""
    times = ()  # which parameters are times

    @classmethod
    def of(cls, fit: Fit, seen: Histories, summary: Any, time_unit: str | None) -> "BuyingModel":
        """The model that a climb found; the summary is kept for ``expected_purchases`` and ``probability_alive``."""
        params = MappingProxyType(dict(fit.params))
        return cls(params, fit.log_likelihood, round(seen.number), time_unit, fit.iterations, fit.steepness, summary)

    def __repr__(self) -> str:
        unit = f" {unit_word(self.time_unit)}" if self.time_unit else ""
        params = ", ".join(f"{name} {value:.4g}{unit * (name in self.times)}" for name, value in self.params.items())
        return _("{model} of {n} customers: {params}; log-likelihood {value}; converged").format(
            model=self.name,
            n=f"{self.customers:,}",
            params=params,
            value=f"{self.log_likelihood:,.2f}",
        )

    @abstractmethod
    def alive(self, x: np.ndarray, t_x: np.ndarray, age: np.ndarray) -> np.ndarray:
        """P(alive) of histories given as arrays of one length: repeat purchases, recency, age."""

    @abstractmethod
    def ahead(self, t: float | np.ndarray, x: np.ndarray, t_x: np.ndarray, age: np.ndarray) -> np.ndarray:
        """Expected purchases in the next ``t`` time units (0 or more; one for all or one each) of such histories."""

    def of_new(self, t: np.ndarray) -> np.ndarray:
        """Expected repeat purchases of a customer of whom nothing is known, within ``t`` of the first purchase."""
        nothing = np.zeros(len(t))
        return self.ahead(t, nothing, nothing, nothing)

    def expected_purchases(self, t: float, summary: Any = None) -> Any:
        """The purchases to expect of each customer in the next ``t`` time units, chance of having left included.

        A table of the summary's kind with customer_id (where the summary has it) and expected_purchases; of the
        customers the model was fitted to, or of ``summary``. Raises CasekitError for a time that is not above 0, and
        for a summary that says another time unit.
        """
        check_ahead(t, _("The time ahead"))
        return self._of_each(summary, "expected_purchases", lambda *history: self.ahead(t, *history))

    def probability_alive(self, summary: Any = None) -> Any:
        """The chance that each customer is still one: a table with customer_id and probability_alive."""
        return self._of_each(summary, "probability_alive", self.alive)

    def _of_each(self, summary: Any, column: str, compute: Any) -> Any:
        table = self.summary if summary is None else summary
        enter(table, _("The summary"))
        one_unit(self.time_unit, table)

        def checked(*history: np.ndarray) -> np.ndarray:
            check_histories(*history)
            return compute(*history)

        return add_columns(table, HISTORY, column, checked)


def climb_on(
    seen: Histories,
    value_and_slope: Callable[[np.ndarray, Histories], tuple[float, np.ndarray]],
    *,
    names: Sequence[str],
    starts: Sequence[Sequence[float]],
    model: str,
) -> Fit:
    """The best parameters on these histories; see :func:`casekit.value.fitting.climb`."""

    def of(rows: Histories) -> Callable[[np.ndarray], tuple[float, np.ndarray]]:
        return lambda params: value_and_slope(params, rows)

    rough = (of(seen.rough), seen.rough.number) if seen.rough else None
    return climb(of(seen), names=names, starts=starts, customers=seen.number, model=model, rough=rough)


def one_unit(time_unit: str | None, summary: Any) -> str | None:
    """The time unit in which a summary and whoever uses it agree: ``time_unit``, or what the summary says.

    A summary says its unit on pandas alone (``attrs``). Raises CasekitError for an unknown unit and for two units.
    """
    if time_unit is not None and time_unit not in DAYS_IN_UNIT:
        raise CasekitError(
            _("The time unit is “{unit}”; it must be one of {known}.").format(
                unit=time_unit, known=", ".join(DAYS_IN_UNIT)
            )
        )
    said = summary.attrs.get("time_unit") if isinstance(summary, pd.DataFrame) else None
    if said and time_unit and said != time_unit:
        raise CasekitError(
            _("The summary counts time in {said} and not in {asked}; make both in one unit.").format(
                said=unit_word(said), asked=unit_word(time_unit)
            )
        )
    return time_unit or said


def unit_word(time_unit: str) -> str:
    """The unit in words, many of it."""
    return {"D": _("days"), "W": _("weeks"), "M": _("months"), "Y": _("years")}[time_unit]


def check_ahead(t: Any, what: str) -> None:
    """CasekitError unless ``t`` is a finite number above 0."""
    if isinstance(t, bool) or not isinstance(t, (int, float, np.number)) or not np.isfinite(t) or t <= 0:
        raise CasekitError(_("{what} must be a number above 0, but it is {t!r}.").format(what=what, t=t))
