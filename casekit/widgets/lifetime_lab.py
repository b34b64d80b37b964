"""The face of the lifetime lab: a model's parameters and one history here, P(alive), value and what is true there."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from casekit.errors import CasekitError
from casekit.labs.lifetime import LifetimeLab
from casekit.labs.lifetime_outcome import MOST, LifetimeOutcome
from casekit.labs.lifetime_settings import OWN
from casekit.text import _
from casekit.value.buying_model import unit_word
from casekit.widgets.lab import LabFace
from casekit.widgets.lifetime_controls import controls, lab_settings
from casekit.widgets.lifetime_picture import picture
from casekit.widgets.lifetime_words import sentence


@dataclass(frozen=True)
class Company:
    """One company of the lab: its name as a trainee reads it, its model, its money."""

    name: str
    model: LifetimeLab
    currency: str


@dataclass(frozen=True)
class Shown:
    """What stands on the screen: an outcome, and whose it is."""

    company: Company
    outcome: LifetimeOutcome


def lifetime_lab(*companies: Company) -> LabFace:
    """The lifetime lab of one or more companies. It opens with the first one's best parameters.

    Raises CasekitError when the companies count time in different units, for the levers are the same for all.
    """
    units = {company.model.model.time_unit for company in companies}
    if len(units) != 1:
        raise CasekitError(_("The lifetime lab needs companies that count time in one and the same unit."))
    by_name = {f"company_{place}": company for place, company in enumerate(companies)}

    def compute(settings: Mapping[str, Any]) -> Shown:
        company = by_name[settings.get("company", "company_0")]
        return Shown(company, company.model.outcome(lab_settings(settings)))

    return LabFace(
        "lifetime",
        _("The lifetime lab"),
        controls({code: company.name for code, company in by_name.items()}, [one.model for one in companies]),
        compute,
        lambda shown: picture(shown.outcome),
        lambda shown: sentence(shown.outcome, shown.company.currency),
        intro=_(
            "Nobody says goodbye: a model reads it from **silence**. r and alpha shape how often customers buy, a and "
            "b how easily they leave. Double or halve them, or change the history. Watch P(alive), the chance that "
            "the customer is still one, and what is **true**."
        ),
        table=_tables,
    )


# ── the tables ───────────────────────────────────────────────────────────────────────────────────────
def _tables(shown: Shown) -> dict[str, pd.DataFrame]:
    outcome, unit = shown.outcome, unit_word(shown.company.model.model.time_unit)
    made = {
        _("The model"): _parameters(outcome),
        _("Purchases in the {time:.0f} {unit} held back, a customer").format(
            time=outcome.customers.ahead, unit=unit
        ): _held_back(outcome),
    }
    if outcome.by_chance is not None:
        made[_("Who was truly there, by P(alive)")] = _against_truth(outcome)
    if outcome.settings.history != OWN:
        made[_("The customer in hand")] = _in_hand(outcome, unit)
    return made


def _parameters(outcome: LifetimeOutcome) -> pd.DataFrame:
    rows = {}
    for name, best in outcome.fitted.params.items():
        rows[name] = [f"{outcome.chosen.params[name]:.3f}", f"{best:.3f}"]
    rows[_("log-likelihood")] = [f"{model.log_likelihood:,.1f}" for model in (outcome.chosen, outcome.fitted)]
    return pd.DataFrame(rows, index=[_("yours"), _("best")]).T.rename_axis(_("parameter"))


def _held_back(outcome: LifetimeOutcome) -> pd.DataFrame:
    table = outcome.by_frequency
    names = [f"{place}+" if place == MOST else str(place) for place in table.index]
    return pd.DataFrame(
        {
            _("customers"): table["customers"].to_numpy(),
            _("expected"): table["expected"].round(2).to_numpy(),
            _("with the best"): table["fitted"].round(2).to_numpy(),
            _("bought"): table["actual"].round(2).to_numpy(),
        },
        index=pd.Index(names, name=_("repeat purchases before")),
    )


def _against_truth(outcome: LifetimeOutcome) -> pd.DataFrame:
    table = outcome.by_chance
    names = [f"{100 * low:.0f}–{100 * high:.0f} %" for low, high in zip(table["low"], table["high"], strict=True)]
    return pd.DataFrame(
        {
            _("customers"): table["customers"].to_numpy(),
            _("mean P(alive), %"): (100 * table["expected"]).round(1).to_numpy(),
            _("truly there, %"): (100 * table["there"]).round(1).to_numpy(),
        },
        index=pd.Index([*names[:-1], _("bought once")], name=_("P(alive)")),
    )


def _in_hand(outcome: LifetimeOutcome, unit: str) -> pd.DataFrame:
    history = outcome.history
    return pd.DataFrame(
        {
            _("repeat purchases"): [f"{history.frequency:.0f}"],
            _("first to last, {unit}").format(unit=unit): [f"{history.recency:.1f}"],
            _("silent, {unit}").format(unit=unit): [f"{history.silence:.1f}"],
            _("expected in the time held back"): [f"{outcome.expected_held_back:.1f}"],
            _("bought in it"): [f"{history.later:.0f}"],
        },
        index=pd.Index([str(history.customer_id)], name=_("customer")),
    )
