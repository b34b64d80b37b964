"""What every model of buying till they leave can be asked, once fitted."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import numpy as np

from casekit.errors import CasekitError
from casekit.tables.frames import enter
from casekit.text import _
from casekit.value.fitting import Fit
from casekit.value.histories import Histories
from casekit.value.per_history import add_columns

TIME_UNITS = {"D": 1.0, "W": 7.0, "M": 365.25 / 12, "Y": 365.25}  # in days, as rfm_summary has them


@dataclass(frozen=True)
class BuyingModel(ABC):
    """A fitted model: ``params`` by name, ``log_likelihood``, ``customers``, ``time_unit`` of all its times."""

    params: Mapping[str, float]
    log_likelihood: float
    customers: int
    time_unit: str | None
    iterations: int
    steepness: float = field(repr=False)
    summary: Any = field(repr=False)
    converged: bool = True

    name = ""

    @classmethod
    def of(cls, fit: Fit, seen: Histories, summary: Any, time_unit: str | None) -> "BuyingModel":
        """The model that a climb found; the summary is kept for ``expected_purchases`` and ``probability_alive``."""
        if time_unit is not None and time_unit not in TIME_UNITS:
            raise CasekitError(
                _("The time unit is “{unit}”; it must be one of {known}.").format(
                    unit=time_unit, known=", ".join(TIME_UNITS)
                )
            )
        params = MappingProxyType(dict(fit.params))
        return cls(params, fit.log_likelihood, round(seen.number), time_unit, fit.iterations, fit.steepness, summary)

    @abstractmethod
    def alive(self, x: np.ndarray, t_x: np.ndarray, age: np.ndarray) -> np.ndarray:
        """P(alive) of histories given as arrays of one length."""

    @abstractmethod
    def ahead(self, t: float, x: np.ndarray, t_x: np.ndarray, age: np.ndarray) -> np.ndarray:
        """Expected purchases in the next ``t`` time units of histories given as arrays of one length."""

    def expected_purchases(self, t: float, summary: Any = None) -> Any:
        """The purchases to expect of each customer in the next ``t`` time units, chance of having left included.

        A table of the summary's kind with customer_id (where the summary has it) and expected_purchases; of the
        customers the model was fitted to, or of ``summary``. Raises CasekitError for a time that is not above 0.
        """
        check_ahead(t, _("The time ahead"))
        return self._of_each(summary, "expected_purchases", lambda *history: self.ahead(t, *history))

    def probability_alive(self, summary: Any = None) -> Any:
        """The chance that each customer is still one: a table with customer_id and probability_alive."""
        return self._of_each(summary, "probability_alive", self.alive)

    def _of_each(self, summary: Any, column: str, compute: Any) -> Any:
        table = self.summary if summary is None else summary
        enter(table, _("The summary"))
        return add_columns(table, ["frequency", "recency", "T"], column, compute)


def check_ahead(t: Any, what: str) -> None:
    """CasekitError unless ``t`` is a finite number above 0."""
    if not isinstance(t, (int, float, np.number)) or not np.isfinite(t) or t <= 0:
        raise CasekitError(_("{what} must be a number above 0, but it is {t!r}.").format(what=what, t=t))
