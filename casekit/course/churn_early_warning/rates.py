"""Rates done rightly: of whom, and for how long."""

from casekit.course.by_case import once_a_case
from casekit.course.churn_early_warning.company import apart, counts
from casekit.course.companies import telecom
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.choose import Choice
from casekit.practice.kinds.number import Number
from casekit.text import _


# ── a rate of a year ─────────────────────────────────────────────────────────────────────────────────────
def _rate(f):
    return 100 * f["leavers"] / f["opening"]


def _closing(f):
    return 100 * f["leavers"] / f["closing"]


def _everybody(f):
    return 100 * f["all_left"] / f["opening"]


def _net(f):
    return 100 * (f["opening"] - f["closing"]) / f["opening"]


@once_a_case
def _to_rate(case):
    ways = (_rate, _closing, _everybody, _net)
    return [one for one in counts(case) if apart([way(one) for way in ways], 0.15)]


RATE = Question(
    id="warning.rate",
    kind=Number(unit="%", decimals=1),
    case=telecom,
    given=lambda case, rng: rng.choice(_to_rate(case)),
    prompt=_(
        "Harbour had **{opening:,}** {kind} in {area} on 1 January {year}. During the year {joined:,} joined and **{all_left}** left; "
        "{joined_left} of the leavers had joined in the same year. On 31 December there were {closing:,}. What was the **churn rate** (流失率) of "
        "the customers you began with? (per cent, one decimal)"
    ),
    oracle=_rate,
    mistakes=(
        Mistake(
            "over-the-closing-base",
            _closing,
            _(
                "{got} is {leavers} over {closing:,}, those there in December. That number stands on today’s report, so it tempts. But "
                "leavers are not in it, and newcomers are. Who was there to be lost on 1 January?"
            ),
        ),
        Mistake(
            "all-leavers",
            _everybody,
            _(
                "{got} counts all {all_left} leavers. {joined_left} of them were not there on 1 January: they came and went within the year. "
                "They deserve a rate of their own. Which leavers belong to your {opening:,}?"
            ),
        ),
        Mistake(
            "joiners-netted-off",
            _net,
            _(
                "{got} is how much the base shrank (below 0: it grew). A newcomer does not bring back the one who left. How many of the "
                "first {opening:,} are gone?"
            ),
        ),
    ),
    right=_(
        "{answer}: {leavers} of {opening:,}. Whoever is above the line must also stand below it. The newcomers who left again are told apart."
    ),
    hints=Hints(
        _("Per cent *of whom*? Who was there to be lost on the first day?"),
        _("leavers among those there at the opening / those there at the opening."),
        _(
            "{all_left} left, {joined_left} of them were never among the {opening:,}: {all_left} − {joined_left} = {leavers}. Over …"
        ),
        _("{leavers} / {opening:,} = {answer}"),
    ),
    competencies=("RT1",),
)


# ── a month and a year ───────────────────────────────────────────────────────────────────────────────────
def _year(f):
    return 100 * (1 - f["keep"] ** f["months"])


def _times(f):
    return f["rate"] * f["months"]


def _there(f):
    return 100 * f["keep"] ** f["months"]


def _once(f):
    return 100 * f["keep"] * (1 - f["keep"] ** (f["months"] - 1))


@once_a_case
def _monthly(case):
    found = []
    for one in counts(case):
        rate = round(2 * _rate(one) / 12, 1)
        for months in (12, 18, 24):
            facts = {"area": one["area"], "kind": one["kind"], "rate": rate, "months": months, "keep": 1 - rate / 100}
            facts["times"] = _times(facts)
            if rate >= 1 and apart([way(facts) for way in (_year, _times, _there, _once)], 0.2):
                found.append(facts)
    return found


YEAR = Question(
    id="warning.year",
    kind=Number(unit="%", decimals=1),
    case=telecom,
    given=lambda case, rng: rng.choice(_monthly(case)),
    prompt=_(
        "A rival opens a shop in {area}. The manager expects to lose **{rate} %** of the {kind} still there *each month*. The first "
        "step is done: after one month {keep:.3f} of them are left. How many per cent of those there today will be **gone after {months} months**? (one decimal)"
    ),
    oracle=_year,
    mistakes=(
        Mistake(
            "times-the-months",
            _times,
            _(
                "{got} is {rate} × {months}. Each month would then take from all who were there at first. But the second month takes only from those "
                "whom the first has left. How many are left after two months?"
            ),
        ),
        Mistake(
            "those-still-there",
            _there,
            _("{got} is the share that is *still there*. The power is right. Asked is how many are gone."),
        ),
        Mistake(
            "one-month-short",
            _once,
            _(
                "{got} is what goes between the end of the first month and the end. The first month counts as well: how many steps are there?"
            ),
        ),
    ),
    right=_("{answer}, not {times:.1f} %: each month takes from fewer. The faster they leave, the wider the gap."),
    hints=Hints(
        _("Follow 1,000 customers from month to month."),
        _("1 − (1 − rate of a month) to the power of the months."),
        _("After one month {keep:.3f} of them are there, after two {keep:.3f} × {keep:.3f} …"),
        _("1 − {keep:.3f} to the power of {months} = {answer}"),
    ),
    competencies=("RT1",),
)


# ── what mean tenure says ────────────────────────────────────────────────────────────────────────────────
SAYS = {
    "lifetime": _("{years:.1f} years: so long a customer stays, from first day to last"),
    "remaining": _("{years:.1f} years more: so long those now there will stay"),
    "double": _("{double:.1f} years: on the mean day half of the stay is over"),
    "open": _("it cannot be told from these data: those who left are missing"),
}


@once_a_case
def _tenures(case):
    present = case.customers[case.customers["left_on"].isna()]
    months = (case.last_day - present["entry_month"]).dt.days / 30.44
    rows = months.groupby([present["area"], present["user_type"]]).agg(["mean", "size"])
    kinds = {"person": _("private customers"), "organisation": _("organisations")}
    return [
        {"area": area, "kind": kinds[kind], "years": row["mean"] / 12, "double": row["mean"] / 6, "n": int(row["size"])}
        for (area, kind), row in rows.iterrows()
    ]


TENURE = Question(
    id="warning.tenure",
    kind=Choice(options=SAYS),
    case=telecom,
    given=lambda case, rng: rng.choice(_tenures(case)),
    prompt=_(
        "A report says of Harbour’s {n:,} present {kind} in {area}: *they have been with us for {years:.1f} years in the mean*. That is all it "
        "says. What is the mean **lifetime** of such a customer, from coming to leaving?"
    ),
    oracle=lambda facts: "open",
    mistakes=(
        Mistake.picked(
            "lifetime",
            _(
                "{years:.1f} years is how long those now there have stayed *so far*. None of them has left yet, and all who left after a month are "
                "not in the mean. Two errors, and they pull in opposite directions. Whom would you have to count?"
            ),
        ),
        Mistake.picked(
            "remaining",
            _(
                "What is behind us says nothing by itself of what is to come: a firm founded last year has a mean below one year and may keep its "
                "customers for ten. What would you have to have seen?"
            ),
        ),
        Mistake.picked(
            "double",
            _(
                "Twice the mean holds if the base has neither grown nor shrunk for decades and all stay equally long. Harbour grows. Does the report "
                "say anything of those who left?"
            ),
        ),
    ),
    right=_(
        "Not from this. A base that grows is young whatever its customers do. Count leavers by how long they had been there: a survival curve needs those who went, too."
    ),
    hints=Hints(
        _("Who is in this mean, and who is missing?"),
        _("A lifetime has an end. How many of those in the mean have one?"),
        _(
            "A shop opened a year ago: its present customers’ mean is below one year, whether they stay for two years or for twenty. …"
        ),
        _("{answer}"),
    ),
    competencies=("RT1",),
)
