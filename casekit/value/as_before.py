"""The forecast without a model: everybody goes on buying as often as before. What a model has to beat."""

import numpy as np


class AsBefore:
    """Forecasts x / T purchases a time unit for ever, and that nobody leaves. Nothing is fitted.

    ``ahead`` and ``alive`` as :class:`casekit.value.buying_model.BuyingModel` has them.
    """

    name = "As before"
    params: dict[str, float] = {}
    log_likelihood = float("nan")
    time_unit = None

    def alive(self, x: np.ndarray, t_x: np.ndarray, age: np.ndarray) -> np.ndarray:
        """1 for everybody."""
        return np.ones(len(x))

    def ahead(self, t: float | np.ndarray, x: np.ndarray, t_x: np.ndarray, age: np.ndarray) -> np.ndarray:
        """x / T times t; 0 for who was first seen on the last day."""
        return t * np.divide(x, age, out=np.zeros(len(x)), where=age > 0)
