"""The lifetime lab: turn the parameters of a BG/NBD model and one history; see P(alive), value, and how far both err.

What the model says is held against what customers bought afterwards and, in a simulated case, against who was there.
"""

from dataclasses import replace
from functools import cached_property
from types import MappingProxyType
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from casekit.errors import CasekitError
from casekit.grading.sales_rows import as_number, require_columns
from casekit.labs.lifetime_customers import Customers, History, examples
from casekit.labs.lifetime_outcome import LifetimeOutcome
from casekit.labs.lifetime_settings import OWN, PARAMETERS, LifetimeSettings
from casekit.tables import collect
from casekit.tables.frames import enter
from casekit.text import _
from casekit.value import fit_bg_nbd, fit_gamma_gamma
from casekit.value.bg_nbd import BgNbd, value_and_slope
from casekit.value.gamma_gamma import GammaGamma
from casekit.value.histories import Histories

MOST_CUSTOMERS = 5_000_000
_FIGURES = ("frequency", "recency", "T", "monetary_value", "holdout_purchases", "holdout_time")


class LifetimeLab:
    """The customers of one company, with the model fitted to them, ready to be told by other parameters.

    Parameters
    ----------
    summary : as :func:`casekit.value.holdout_summary` gives it, on any engine; at most ``MOST_CUSTOMERS`` rows, for the
        lab works in memory.
    model, spend : the fitted BG/NBD and Gamma-Gamma models of these customers; by default they are fitted here.
    time_unit : of the summary's times, where neither the summary nor the model says it.
    left : in a simulated case the truth (:func:`casekit.labs.true_leaving`): customer_id and left, the time from the
        first purchase to the true leaving, missing for who is still there.

    Raises CasekitError as the fits do, for missing columns or figures, for two rows of one customer, for an unknown
    time unit, and for a truth that lacks a customer.
    """

    def __init__(
        self,
        summary: Any,
        *,
        model: BgNbd | None = None,
        spend: GammaGamma | None = None,
        time_unit: str | None = None,
        left: Any = None,
    ) -> None:
        self.model = model or fit_bg_nbd(summary, time_unit=time_unit)
        if self.model.time_unit is None:
            raise CasekitError(_("Nobody says in which unit the times are; give time_unit=“W” if they are weeks."))
        self.spend = spend or fit_gamma_gamma(summary)
        table = _needed(summary)
        self.customers = Customers.of(table, None if left is None else _truth(left, table["customer_id"]))
        self.examples = examples(self.customers)
        columns = self.customers
        self._histories = Histories.of(columns.frequency, columns.recency, columns.age)

    def outcome(self, settings: LifetimeSettings | None = None) -> LifetimeOutcome:
        """What the settings say of one history and of all customers. Raises CasekitError for a history nobody has."""
        settings = settings or LifetimeSettings()
        params = {name: self.model.params[name] * getattr(settings, name) for name in PARAMETERS}
        likelihood, _slope = value_and_slope(np.array(list(params.values())), self._histories)
        chosen = replace(self.model, params=MappingProxyType(params), log_likelihood=likelihood, summary=None)
        history = self._history(settings)
        return LifetimeOutcome(
            settings, self.customers, self.model, chosen, self.spend, history, self._expected_as_fitted
        )

    @cached_property
    def _expected_as_fitted(self) -> np.ndarray:
        return self.customers.expected_later(self.model)

    def _history(self, settings: LifetimeSettings) -> History:
        if settings.history == OWN:
            span = settings.span if settings.frequency else 0.0
            return History(settings.frequency, span, span + settings.silence, self.spend.population_mean)
        if settings.history not in self.examples:
            raise CasekitError(_("These customers hold no example “{name}”.").format(name=settings.history))
        return self.examples[settings.history]


def _needed(summary: Any) -> pd.DataFrame:
    frame = enter(summary, _("The summary"))
    schema = frame.collect_schema()
    require_columns(schema, ["customer_id", *_FIGURES], _("The summary’s columns (see casekit.value.holdout_summary)"))
    numbers = {name: as_number(name, schema) for name in _FIGURES}
    table = collect(frame.select(nw.col("customer_id"), **numbers), _("The lifetime lab"), MOST_CUSTOMERS)
    _one_row_each(table, _("The summary"))
    for name in _FIGURES:
        if missing := int((~np.isfinite(table[name].to_numpy("float64", na_value=np.nan))).sum()):
            raise CasekitError(
                _("{n} rows have no “{name}”; fill it in or take them out.").format(n=f"{missing:,}", name=name)
            )
    if (
        not table["holdout_time"].min() > 0 or np.ptp(table["holdout_time"]) > 1e-6
    ):  # differences of times are not exact
        raise CasekitError(_("All customers need one and the same holdout_time, above 0."))
    return table.sort_values("customer_id", ignore_index=True)  # the order of the rows decides nothing


def _truth(left: Any, customers: pd.Series) -> np.ndarray:
    frame = enter(left, _("The truth"))
    schema = frame.collect_schema()
    require_columns(schema, ["customer_id", "left"], _("The truth’s columns"))
    table = collect(
        frame.select(nw.col("customer_id"), left=as_number("left", schema)), _("The lifetime lab"), MOST_CUSTOMERS
    )
    _one_row_each(table, _("The truth"))
    known = table.set_index("customer_id")["left"]
    if lacking := int((~customers.isin(known.index)).sum()):
        raise CasekitError(_("The truth lacks {n} of the customers.").format(n=f"{lacking:,}"))
    return known.reindex(customers).to_numpy("float64", na_value=np.nan)


def _one_row_each(table: pd.DataFrame, role: str) -> None:
    if twice := int(table["customer_id"].duplicated().sum()):
        raise CasekitError(
            _("{role}: {n} rows repeat a customer; the lifetime lab needs one row for each.").format(
                role=role, n=f"{twice:,}"
            )
        )
