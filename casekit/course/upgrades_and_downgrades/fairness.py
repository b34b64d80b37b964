"""Grade rates by age and region: what may be written down, and what the figures do not bear."""

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import machinery
from casekit.grading import grade_rates
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.choose import Choices
from casekit.text import _

TOP = ("A1", "A2")
FEW = 40
OPTIONS = {
    "few": _("Of {small}, {small_top} of {small_n} are in A1 or A2: too few accounts to judge by."),
    "gap": _("In {year}, {low_rate:.0f} % of {low} are in A1 or A2, and {high_rate:.0f} % of {high}."),
    "counsel": _("Before the letters go out, counsel sees the rates and the sizes of the groups."),
    "proof": _("The lower rate of {low} shows that the policy treats them unfairly."),
    "small-verdict": _("{small_rate:.0f} % of {small} are in A1 or A2, so they are {small_verdict}."),
    "remedy": _("To make the rates equal, the owner's age or region becomes a condition of the grade."),
}
_TRUE = ("few", "gap", "counsel")


@once_a_case
def rates(case) -> dict[str, pd.DataFrame]:
    """By region and by owner's age: accounts, how many of them are in the top grades of the last year, and the rate."""
    last = case.grades[case.grades["year"] == case.last_day.year]
    rows = last.merge(case.accounts[["customer_id", "region", "owner_age_band"]], on="customer_id")
    tables = {by: grade_rates(rows.dropna(subset=by), by=by, top=TOP, few=FEW) for by in ("region", "owner_age_band")}
    return {by: table.set_index("group").sort_index() for by, table in tables.items()}


def _named(by, group):
    return (
        _("the accounts of {region}").format(region=group)
        if by == "region"
        else _("owners {age}").format(age=_age(group))
    )


def _age(band):
    return _("of {band}").format(band=band) if band[0].isdigit() else band


@once_a_case
def _shown(case):
    tables = rates(case)
    shown = pd.concat(tables.values(), keys=[_("region"), _("owner's age")])
    table = pd.DataFrame(
        {
            _("accounts"): shown["customers"],
            _("in A1 or A2"): shown["in_top"],
            _("rate, %"): (100 * shown["rate"]).round(1),
            _("95 % interval, %"): [
                f"{100 * a:.0f} – {100 * b:.0f}" for a, b in zip(shown["low"], shown["high"], strict=True)
            ],
        }
    )
    table.index = [f"{by}: {group}" for by, group in shown.index]
    return table.rename_axis(_("group"))


def _two_tables(case, rng):
    tables = rates(case)
    small_by, small = rng.choice(
        [(by, group) for by in sorted(tables) for group in tables[by].index[tables[by]["small"]]]
    )
    few = tables[small_by].loc[small]
    everybody = tables[small_by]["in_top"].sum() / tables[small_by]["customers"].sum()
    by = rng.choice(sorted(tables))
    large = tables[by][~tables[by]["small"]]
    low, high = rng.choice(_pairs(large))
    return {
        "table": _shown(case),
        "year": case.last_day.year,
        "small": _named(small_by, small),
        "small_top": int(few["in_top"]),
        "small_n": int(few["customers"]),
        "small_rate": 100 * few["rate"],
        "small_verdict": _("left out") if few["rate"] < everybody else _("favoured"),
        "low": _named(by, low),
        "high": _named(by, high),
        "low_rate": 100 * large.loc[low, "rate"],
        "high_rate": 100 * large.loc[high, "rate"],
        "few": FEW,
    }


def _pairs(large):
    """Two groups that are large enough, the lower first, at least two points apart."""
    rate = large["rate"]
    pairs = [(a, b) for a in rate.index for b in rate.index if rate[b] - rate[a] >= 0.02]
    return pairs or [(rate.idxmin(), rate.idxmax())]


def _ticks(*, plus=(), minus=()):
    return lambda facts: [option for option in OPTIONS if (option in _TRUE and option not in minus) or option in plus]


RATES = Question(
    id="review.rates",
    kind=Choices(
        options=OPTIONS,
        why={
            "proof": _(
                "A rate says that groups differ, not why. What does the policy ask, and how do the groups differ in that?"
            ),
            "small-verdict": _("How many accounts stand behind that rate, and how wide is its interval?"),
            "remedy": _(
                "That would grade by age and region, which the conditions of the grade have left out so far. What would counsel say?"
            ),
        },
    ),
    case=machinery,
    given=_two_tables,
    prompt=_(
        "The grades of {year} by region and by the owner's age: how many accounts are in A1 or A2. Groups below {few} accounts count as small. **Tick what you may "
        "write into the report** on the review."
    ),
    exhibit=lambda facts: facts["table"],
    oracle=_ticks(),
    mistakes=(
        Mistake(
            "rate-as-proof",
            _ticks(plus=("proof",)),
            _(
                "Two sentences of yours go together badly: the rates *differ*, that is so. Why they differ, the table does not say: the "
                "groups may simply buy more or less. A gap is a question to be followed, not a verdict."
            ),
        ),
        Mistake(
            "small-group-judged",
            _ticks(plus=("small-verdict",), minus=("few",)),
            _(
                "You judged {small} by {small_n} accounts. A few more or fewer in A1 make another sentence of it. Look at the width of the interval, and "
                "say that it is too early to judge."
            ),
        ),
        Mistake(
            "equal-by-decree",
            _ticks(plus=("remedy",)),
            _(
                "You would mend the rates by asking for age or region. Then people are graded by who they are, and that may be unlawful. Look for "
                "what makes the gap: grades set by hand, a strict manager. Check with counsel."
            ),
        ),
        Mistake(
            "gap-kept-quiet",
            _ticks(minus=("gap",)),
            _(
                "You left out the gap itself. Its interval may be wide, but the rates are what they are: one may state them, with the "
                "number of accounts. What may not be said is why."
            ),
        ),
    ),
    right=_(
        "State the rates with the number behind them, name what is too small to judge, and show it to counsel *before* the letters. A grade "
        "that follows age or region may be unlawful even where nobody meant it: check with counsel."
    ),
    hints=Hints(
        _("Which sentences say what was counted, and which say why?"),
        _("A report may state counts and say what is too few. It may not turn a gap into a cause."),
        _("Behind {small} stand {small_n} accounts, fewer than {few}. So no verdict on them. And {low}? …"),
        _("These three: the small group is too few, the two rates as counted, and counsel first."),
    ),
    competencies=("GR9",),
)
