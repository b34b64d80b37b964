"""The sheet of lesson 08 in the customer plan: what Harbour Telecom pays to win a contract, and to keep one."""

import math

import pandas as pd

from casekit.course.companies import telecom
from casekit.course.lifetime_value.company import PLANS, contracts, plans, shares_there
from casekit.practice.plan import ChoiceField, NumberField, Sheet, TextField
from casekit.text import _
from casekit.value import contract_value

_MOST_YEARS = 8
_THERE = 3  # years that a present customer has been there, as in the lesson
RULES = {
    "all": _("600 yuan for each contract, as the rival does"),
    "plan": _("an amount by plan, up to a part of its value"),
    "none": _("no premium for anybody"),
}
KEEPERS = {
    "everyone": _("everybody of a plan gets the offer"),
    "asks": _("whoever calls to cancel gets it"),
    "trial": _("a trial first: some get it by lot, some do not"),
}


# ── the figures ──────────────────────────────────────────────────────────────────────────────────────────
def worth(case, answers) -> dict[str, float]:
    """Each plan's value of a new contract by the trainee's own horizon and rate, in yuan."""
    margins, rate = 12 * contracts(case).groupby("plan")["margin"].mean(), answers["rate"] / 100
    return {
        plan: contract_value(
            float(margins[plan]),
            shares_there(case, plan),
            rate,
            periods=int(answers["horizon"]),
            timing="middle",
        ).value
        for plan in PLANS
    }


def remains(case, answers) -> tuple[float, int]:
    """What a present customer of the plan "large" is still worth, in yuan, and the years looked ahead.

    The curve ends after eight years, three of which have gone by.
    """
    years = min(int(answers["horizon"]), _MOST_YEARS - _THERE)
    table = contracts(case)
    margin = 12 * float(table.loc[table["plan"] == "large", "margin"].mean())
    there = shares_there(case, "large")
    rest = contract_value(margin, there, answers["rate"] / 100, periods=years, timing="middle", age=_THERE)
    return rest.value, years


def _model_table(case, answers):
    table, value = plans(case), worth(case, answers)
    part = answers["part"] / 100
    return pd.DataFrame(
        {
            _("list price a month"): list(PLANS.values()),
            _("contracts"): table["contracts"].tolist(),
            _("margin a year, yuan"): table["margin"].tolist(),
            _("worth of a new one, yuan"): [round(value[plan]) for plan in PLANS],
            _("we pay at most, yuan"): [max(10 * math.floor(part * value[plan] / 10), 0) for plan in PLANS],
        }
    )


# ── remarks ──────────────────────────────────────────────────────────────────────────────────────────────
def _on_horizon(case, answers):
    if answers["horizon"] <= 5:
        return ""
    return _("More than five years: behind the later ones stand few contracts, and nobody knows the prices of then.")


def _on_rate(case, answers):
    value = worth(case, answers)
    return _(
        "With your figures a new contract of 60 to below 100 yuan is worth {large:,.0f} yuan, one from 100 yuan on {top:,.0f} yuan."
    ).format(large=value["large"], top=value["top"])


def _on_part(case, answers):
    if answers["part"] > 70:
        return _("That leaves little for the shop, the work, and for being wrong.")
    return ""


def _on_rule(case, answers):
    if answers["rule"] != "all":
        return ""
    value, table = worth(case, answers), plans(case)
    dear = [plan for plan in PLANS if value[plan] < 600]
    share = table.loc[dear, "contracts"].sum() / table["contracts"].sum()
    return _("{share:.0f} % of the private contracts are of plans that are worth less than 600 yuan.").format(
        share=100 * share
    )


def _on_keep(case, answers):
    value, years = remains(case, answers)
    return _(
        "Then at most {limit:,} yuan may be given to each customer of the plan 60 to below 100 yuan, though one who has been there for three years is worth {value:,.0f} "
        "(looking ahead: {years})."
    ).format(limit=math.floor(value * answers["saved"] / 100), value=value, years=years)


def _on_keeper(case, answers):
    if answers["keeper"] == "asks":
        return _("It goes to some who would leave. It also teaches everybody to call.")
    if answers["keeper"] == "everyone":
        return _("Nearly all of the money goes to those who would stay anyway, and nobody is left to compare with.")
    return ""


# ── the sheet ────────────────────────────────────────────────────────────────────────────────────────────
PLAN = Sheet(
    name="lifetime",
    title=_("What we pay to win a contract, and to keep one"),
    intro=_(
        "For the private contracts of Harbour Telecom. The lesson's figures stand beside; **your** decision counts."
    ),
    case=telecom,
    fields=(
        NumberField(
            name="horizon",
            question=_("How many years do you look ahead?"),
            unit=_("years"),
            low=1,
            high=_MOST_YEARS,
            model=5,
            why=_("The records show that many years well, and nobody knows the networks and prices of later ones."),
            remark=_on_horizon,
        ),
        NumberField(
            name="rate",
            question=_("Which discount rate a year?"),
            unit="%",
            low=0,
            high=40,
            decimals=1,
            model=10,
            why=_("It is the rate that finance asks for; the same for every customer."),
            remark=_on_rate,
        ),
        ChoiceField(
            name="rule",
            question=_("What do you pay for a new contract?"),
            options=RULES,
            model="plan",
            why=_("The plan is known when the customer signs, and the values of the plans lie far apart."),
            remark=_on_rule,
        ),
        NumberField(
            name="part",
            question=_("What part of its value do you pay at most for a new contract?"),
            unit="%",
            low=0,
            high=100,
            model=40,
            why=_("The rest pays for the shop and the work, and for customers who leave sooner than the mean."),
            remark=_on_part,
        ),
        NumberField(
            name="saved",
            question=_("Of 100 customers who get an offer to stay, how many stay because of it, do you suppose?"),
            unit="%",
            low=0,
            high=100,
            decimals=1,
            model=3,
            why=_(
                "About one in ten leaves in a year; to hold a third of those would be a success. Nobody knows it before a trial."
            ),
            remark=_on_keep,
        ),
        ChoiceField(
            name="keeper",
            question=_("Who gets an offer to stay?"),
            options=KEEPERS,
            model="trial",
            why=_("Only a lot shows who stays because of the offer, and most who get one would stay anyway."),
            remark=_on_keeper,
        ),
        TextField(
            name="explain",
            question=_("What do you tell a customer who asks why the neighbour was offered more?"),
            model=_(
                "The premium for a new contract goes by the plan that is signed, for everybody alike; the list hangs in the shop. You can "
                "ask not to get offers that are worked out from your use."
            ),
            why=_("It names the reason, holds for everybody alike, and shows the way out. Check with counsel."),
        ),
    ),
    tables={_("The plans by your figures"): _model_table},
)
