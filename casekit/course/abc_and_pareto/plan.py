"""The sheet of lesson 02 in the customer plan: who gets the hours."""

import pandas as pd

from casekit.cases import Case
from casekit.course.abc_and_pareto.company import accounts
from casekit.course.by_case import once_a_case
from casekit.course.companies import telecom
from casekit.labs.abc import AbcLab
from casekit.labs.abc_outcome import AbcOutcome
from casekit.labs.abc_settings import ALONE, GROUPS, PROFIT, SALES, AbcSettings
from casekit.practice.plan import ChoiceField, NumberField, Sheet, TextField
from casekit.records import suggest_groups
from casekit.text import _

USUAL_CUTS = (80, 95)
HOURS = (48, 12, 1)  # for each A, B and C: four hours a month, one a month, one a year

MEASURES = {SALES: _("sales"), PROFIT: _("contribution (利润贡献)")}
UNITS = {"alone": _("each customer alone"), "groups": _("whole groups")}
LOSING = {
    "terms": _("talk about discount and service first; hours after that"),
    "same": _("the same hours as every other A"),
    "none": _("no hours at all, and let them go"),
}


# ── what follows from the answers ────────────────────────────────────────────────────────────────────
@once_a_case
def abc_model(case: Case) -> AbcLab:
    """The company's customers of the last year, ready to be classed; branches stand with the group their name tells."""
    told = suggest_groups(case.customers, case.groups).set_index("customer_id")["group_id"]
    rows = accounts(case).reset_index()
    rows["group_id"] = rows["group_id"].fillna(rows["customer_id"].map(told))
    return AbcLab(rows, unit_id="group_id", hours="hours", hours_available=float(case.managers["hours_a_year"].sum()))


def _outcome(case: Case, answers) -> AbcOutcome:
    return abc_model(case).outcome(
        AbcSettings(
            measure=answers["measure"],
            unit={"alone": ALONE, "groups": GROUPS}[answers["unit"]],
            cuts=(answers["cut_a"] / 100, answers["cut_b"] / 100),
            hours=(answers["hours_a"], answers["hours_b"], answers["hours_c"]),
        )
    )


def _cost_of_an_a(case: Case) -> tuple[float, float]:
    """What the copy's hours for one A cost in a year, and what an A of the copy leaves on average (yuan)."""
    rows = accounts(case)
    best = (
        abc_model(case).outcome(AbcSettings(PROFIT, GROUPS, tuple(cut / 100 for cut in USUAL_CUTS))).by_class.loc["A"]
    )
    return HOURS[0] * rows["service_cost"].sum() / rows["hours"].sum(), best["profit"] / best["units"]


# ── remarks ──────────────────────────────────────────────────────────────────────────────────────────
def _on_measure(case, answers):
    if answers["measure"] == PROFIT:
        return _("Contribution of one year: who cost much service in it falls, whether or not that will go on.")
    losing = int(abc_model(case).outcome().by_class.loc["A", "losing"])
    return _("By sales, at the usual cuts, {n} accounts in A cost more than they bring.").format(n=losing)


def _on_cut_b(case, answers):
    units = _outcome_units(case, answers)
    return _("That makes {a:,} A, {b:,} B and {c:,} C.").format(a=units["A"], b=units["B"], c=units["C"])


def _outcome_units(case, answers):
    hours = {"hours_a": 0, "hours_b": 0, "hours_c": 0}
    return _outcome(case, {**answers, **hours}).by_class["units"]


def _on_hours(case, answers):
    outcome = _outcome(case, answers)
    there = outcome.customers.hours_available
    if outcome.hours > there:
        return _("You promise {hours:,.0f} hours; there are {there:,.0f}. Somebody will wait in vain.").format(
            hours=outcome.hours, there=there
        )
    return _("You promise {hours:,.0f} of {there:,.0f} hours; {left:.0f} % are left for what nobody planned.").format(
        hours=outcome.hours, there=there, left=100 * (1 - outcome.hours / there)
    )


def _on_losing(case, answers):
    if answers["losing"] != "none":
        return ""
    return _("Part of what they cost will stay when they go: lesson 07 counts which part.")


# ── tables ───────────────────────────────────────────────────────────────────────────────────────────
def _by_class(case, answers):
    table = _outcome(case, answers).by_class
    return pd.DataFrame(
        {
            _("class"): table.index,
            _("units"): table["units"].to_numpy(),
            _("customers"): table["customers"].to_numpy(),
            _("share of sales, %"): (100 * table["share_of_sales"]).round(1).to_numpy(),
            _("share of profit, %"): (100 * table["share_of_profit"]).round(1).to_numpy(),
            _("hours a year"): table["hours"].round().to_numpy(),
        }
    )


def _costly(case, answers):
    """Large accounts that cost more than they bring; by the usual ABC, so that they show whatever was decided."""
    table = abc_model(case).outcome().losing_customers("A", most=10)[["customer_id", "sales", "profit"]]
    return table.round().set_axis([_("customer"), _("sales, yuan"), _("contribution, yuan")], axis=1)


# ── the sheet ────────────────────────────────────────────────────────────────────────────────────────
PLAN = Sheet(
    name="abc",
    title=_("Who gets the hours"),
    intro=_(
        "The classes of the coming year, and the hours of service that follow. **Your** decision counts: the figures only say "
        "what comes of it."
    ),
    case=telecom,
    fields=(
        ChoiceField(
            name="measure",
            question=_("By what do you class the customers?"),
            options=MEASURES,
            model=PROFIT,
            why=_("Hours are paid from what is left, and large sales can leave nothing."),
            remark=_on_measure,
        ),
        ChoiceField(
            name="unit",
            question=_("What counts as one customer?"),
            options=UNITS,
            model="groups",
            why=_("Who decides for a group decides for its branches, so one manager should serve them all."),
        ),
        NumberField(
            name="cut_a",
            question=_("A ends at which share of the total?"),
            unit="%",
            low=40,
            high=85,
            suggest=lambda case: USUAL_CUTS[0],
            model=USUAL_CUTS[0],
            why=_("The usual cut; by contribution it makes an A class that the managers have hours for."),
        ),
        NumberField(
            name="cut_b",
            question=_("B ends at which share of the total?"),
            unit="%",
            low=86,
            high=99,
            suggest=lambda case: USUAL_CUTS[1],
            model=USUAL_CUTS[1],
            why=_("The usual cut; what it means in hours is settled by the next three answers."),
            remark=_on_cut_b,
        ),
        NumberField(
            name="hours_a",
            question=_("Hours of service a year for each A?"),
            unit=_("hours"),
            low=0,
            high=200,
            model=HOURS[0],
            why=lambda case: _(
                "Four hours a month cost about {cost:,.0f} yuan a year; an A leaves {left:,.0f} on average."
            ).format(cost=_cost_of_an_a(case)[0], left=_cost_of_an_a(case)[1]),
        ),
        NumberField(
            name="hours_b",
            question=_("Hours of service a year for each B?"),
            unit=_("hours"),
            low=0,
            high=100,
            model=HOURS[1],
            why=_("An hour a month is enough to hear of trouble in time."),
        ),
        NumberField(
            name="hours_c",
            question=_("Hours of service a year for each C?"),
            unit=_("hours"),
            low=0,
            high=20,
            decimals=1,
            model=HOURS[2],
            why=_("The hotline and the app serve them; an hour is kept for complaints."),
            remark=_on_hours,
        ),
        ChoiceField(
            name="losing",
            question=_("Large accounts that cost more than they bring: what do they get?"),
            options=LOSING,
            model="terms",
            why=_(
                "More hours would make a loss larger, and letting go loses the sales: first see what makes the loss."
            ),
            remark=_on_losing,
        ),
        TextField(
            name="again",
            question=_("When do you class again, and what would make you move the cuts?"),
            model=_("Each January, by the year's bills; earlier if the managers' hours change by a tenth."),
            why=_("A cut that is moved after one has seen the names is a favour, not a rule."),
        ),
    ),
    tables={
        _("What your classes bring and ask for"): _by_class,
        _("Large accounts that cost more than they bring"): _costly,
    },
)
