"""The customers of the ABC lab, each alone or put together as groups, and their order by a measure."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from casekit.errors import CasekitError
from casekit.text import _

_DECIMALS = 12  # as abc_classes compares: a share's noise must not carry a customer over a cut


@dataclass(frozen=True)
class Customers:
    """What is known of each customer, in one order: ``columns`` holds sales, profit and perhaps hours "given".

    ``usual`` is the class by the usual ABC, 0, 1, 2 for A, B, C; ``hours_available`` the hours a year that there are.
    """

    ids: pd.Index
    names: pd.Series | None
    columns: Mapping[str, np.ndarray]
    hours_available: float
    usual: np.ndarray


@dataclass(frozen=True)
class Ranking:
    """The units by one measure, the largest first.

    ``order`` holds the units' codes; ``values`` what each has; ``before`` the share of the total that those with
    strictly more hold together, so equals have the same; ``cumulative`` the share up to and with the unit itself.
    """

    order: np.ndarray
    values: np.ndarray
    before: np.ndarray
    cumulative: np.ndarray


class Units:
    """Customers put together: ``code`` of each customer's unit, how many ``customers`` a unit has, its ``totals``."""

    def __init__(self, code: np.ndarray, columns: Mapping[str, np.ndarray]) -> None:
        self.code = code
        self.customers = np.bincount(code)
        # Cents and minutes add up to the same in any order.
        self.totals = {name: np.round(np.bincount(code, column), 6) for name, column in columns.items()}
        self._rankings: dict[str, Ranking] = {}

    def ranking(self, measure: str) -> Ranking:
        """Raises CasekitError when the total of the measure is not above 0: shares of it would mean nothing."""
        if measure not in self._rankings:
            self._rankings[measure] = _ranked(self.totals[measure], measure)
        return self._rankings[measure]


def group_codes(unit: pd.Series) -> np.ndarray:
    """A number for each group; whoever has no group gets one of their own."""
    codes = pd.factorize(unit.where(unit.notna() & (unit.astype("str").str.strip() != "")))[0]
    lone = codes < 0
    codes[lone] = codes.max(initial=-1) + 1 + np.arange(lone.sum())
    return codes


def _ranked(values: np.ndarray, measure: str) -> Ranking:
    total = values.sum()
    if not total > 0:
        raise CasekitError(
            _("The total of “{name}” is {total}, so shares of it mean nothing; it must be above 0.").format(
                name=measure, total=f"{total:,.2f}"
            )
        )
    order = np.argsort(-values, kind="stable")
    falling = values[order]
    cumulative = np.cumsum(falling)
    first = np.flatnonzero(np.r_[True, falling[1:] != falling[:-1]])  # where each distinct value begins
    start = np.repeat(first, np.diff(np.r_[first, len(falling)]))
    before = np.round((cumulative - falling)[start] / total, _DECIMALS)
    return Ranking(order, falling, before, cumulative / total)
