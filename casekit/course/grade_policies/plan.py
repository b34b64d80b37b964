"""The sheet of lesson 04 in the customer plan: the scheme that goes on the wall, and by what right."""

import pandas as pd

from casekit.cases import Case
from casekit.course.by_case import once_a_case
from casekit.course.companies import telecom
from casekit.course.grade_policies.company import LEAST, organisations
from casekit.course.grade_policies.graded import NONE, graded, grades_of, scheme
from casekit.course.grade_policies.months import FIRST_RATED
from casekit.labs.policy import PolicyLab
from casekit.practice.plan import ChoiceField, NumberField, Sheet, TextField
from casekit.text import _

WALL = {
    "printed": _("the printed scheme as it is"),
    "ours": _("a repaired edition, marked as ours"),
    "none": _("nothing yet"),
}
BLANKS = {
    "judge": _("no grade until somebody has judged them"),
    "low": _("they count as low"),
    "middle": _("they count as middle"),
}
OUTSIDE = {
    "named": _("“unclassified”, with the standard service and a name to ask"),
    "lowest": _("the lowest grade"),
    "manager": _("whatever grade their manager gives them"),
}


# Hours of service a year for each customer, where the lab starts; who has no grade is served an hour a month.
HOURS = {"A1": 240, "A2": 160, "B1": 120, "B2": 60, "unclassified": 12}


# ── what follows from the answers ────────────────────────────────────────────────────────────────────────
@once_a_case
def _accounts(case):
    rows = organisations(case)
    return rows[rows["annual_usage"] >= LEAST]


def _decided(case, answers) -> pd.Series:
    """The grade of each account under the answers on where A2 begins and what a blank counts for."""
    rows = _accounts(case)
    if answers["blanks"] != "judge":
        rows = rows.assign(growth_potential=rows["growth_potential"].fillna(answers["blanks"]))
    return grades_of(rows, scheme().with_band("A2", "annual_usage", start=answers["a2_from"]))


def _as_printed(case) -> pd.Series:
    return graded(case)["grade"].reindex(_accounts(case).index)


@once_a_case
def policy_model(case: Case) -> PolicyLab:
    """The company's organisations under the printed scheme, whose lines of annual usage can be moved."""
    return PolicyLab(
        organisations(case).reset_index(),
        scheme(),
        measure="annual_usage",
        sales="annual_usage",
        hours_by_grade=HOURS,
        capacity=float(case.managers["hours_a_year"].sum()),
        fairness=("area",),
    )


# ── remarks ──────────────────────────────────────────────────────────────────────────────────────────────
def _on_wall(case, answers):
    without = _as_printed(case) == NONE
    if answers["wall"] != "printed":
        return ""
    return _("By it {without} of {n} accounts from {least:,} yuan on have no grade, the largest among them.").format(
        without=int(without.sum()), n=len(without), least=LEAST
    )


def _on_a2(case, answers):
    usage = _accounts(case)["annual_usage"]
    reached = int(((usage >= answers["a2_from"]) & (usage <= 300_000)).sum())
    gap = int(((usage > 100_000) & (usage < answers["a2_from"])).sum())
    return _(
        "{reached} accounts lie in A2's band then, {gap} still between B1 and A2. A2 asks for their credit as well."
    ).format(reached=reached, gap=gap)


def _on_blanks(case, answers):
    blank = int(_accounts(case)["growth_potential"].isna().sum())
    if answers["blanks"] == "judge":
        return _("{n} accounts wait for a judgement: give the managers a date.").format(n=blank)
    return _("{n} accounts get a judgement that nobody made.").format(n=blank)


def _on_outside(case, answers):
    if answers["outside"] == "named":
        return ""
    if answers["outside"] == "lowest":
        return _("Then the wall says of accounts the scheme forgot that they are worth least.")
    return _("Then two alike accounts can have two grades: keep a log of who gave which, and why.")


def _on_month(case, answers):
    rows = organisations(case)
    entered = case.customers.set_index("customer_id")["entry_month"].reindex(rows.index)
    months = 12 * (case.last_day.year - entered.dt.year) + case.last_day.month - entered.dt.month + 1
    return _("{n} organisations billed in the year would not be graded yet in December.").format(
        n=int((months < answers["first_month"]).sum())
    )


# ── tables ───────────────────────────────────────────────────────────────────────────────────────────────
def _recount(case, answers):
    usage, printed, decided = _accounts(case)["annual_usage"], _as_printed(case), _decided(case, answers)
    if answers["outside"] == "lowest":
        decided = decided.replace(NONE, "B2")
    names = [name for name in ("A1", "A2", "B1", "B2", NONE) if (printed == name).any() or (decided == name).any()]
    return pd.DataFrame(
        {
            _("grade"): [_("no grade") if name == NONE else name for name in names],
            _("accounts, as printed"): [int((printed == name).sum()) for name in names],
            _("accounts, as you decide"): [int((decided == name).sum()) for name in names],
            _("sales, as printed"): [round(usage[printed == name].sum()) for name in names],
            _("sales, as you decide"): [round(usage[decided == name].sum()) for name in names],
        }
    )


def _left_over(case, answers):
    rows, decided = _accounts(case), _decided(case, answers)
    largest = rows[decided == NONE].nlargest(8, "annual_usage")
    columns = {
        "annual_usage": _("usage, yuan"),
        "growth_potential": _("growth potential"),
        "payment_credit": _("payment credit"),
    }
    shown = largest[list(columns)].fillna(_("(blank)")).rename(columns=columns).rename_axis(_("account"))
    return shown.round({_("usage, yuan"): 0}).reset_index()


# ── the sheet ────────────────────────────────────────────────────────────────────────────────────────────
PLAN = Sheet(
    name="policies",
    title=_("The scheme on the wall"),
    intro=_(
        "What hangs on the wall by Friday, and what you say to whom it does not name. The figures are about the organisations with a "
        "usage of 20,000 yuan or more in the last year."
    ),
    case=telecom,
    fields=(
        ChoiceField(
            name="wall",
            question=_("What goes on the wall?"),
            options=WALL,
            model="ours",
            why=_(
                "The printed one is silent about most accounts; a repair that is not marked would pass for the source's."
            ),
            remark=_on_wall,
        ),
        NumberField(
            name="a2_from",
            question=_("From which usage on does A2 begin?"),
            unit=_("yuan"),
            low=100_000,
            high=300_000,
            suggest=lambda case: scheme().grade_of("A2").when[0].band.low,
            model=100_000,
            why=_(
                "Then no account is too large for B1 and too small for A2; exactly 100,000 is A2, the better of the two."
            ),
            remark=_on_a2,
        ),
        ChoiceField(
            name="blanks",
            question=_("Accounts whose growth potential nobody has judged?"),
            options=BLANKS,
            model="judge",
            why=_("A blank is no judgement; the managers know these accounts and can judge them in a week."),
            remark=_on_blanks,
        ),
        ChoiceField(
            name="outside",
            question=_("Whom no grade fits, what are they called, and what do they get?"),
            options=OUTSIDE,
            model="named",
            why=_("Unclassified is a result: it says that the scheme is silent, and who is to be asked."),
            remark=_on_outside,
        ),
        NumberField(
            name="first_month",
            question=_("From which calendar month of membership on is an account graded?"),
            unit=_("month"),
            low=1,
            high=24,
            model=FIRST_RATED,
            why=_("Half a year of bills says something about a year; the telecom operator's rule is the same."),
            remark=_on_month,
        ),
        TextField(
            name="right",
            question=_("A large account asks: why have I no grade, and who decides? What do you answer?"),
            model=_(
                "Your usage and your way of paying fit no row of our scheme yet. We are adding one; the head of key accounts decides by the end of "
                "February, and until then nothing in your service changes."
            ),
            why=_("It names the reason, who decides and by when, and it promises nothing that is not decided."),
        ),
    ),
    tables={
        _("Grades before and after your decisions"): _recount,
        _("The largest that still have no grade"): _left_over,
    },
)
