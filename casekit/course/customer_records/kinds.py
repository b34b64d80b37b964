"""The four kinds of data, and a derived field made from the others."""

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import telecom
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.arrange import Match
from casekit.practice.kinds.sheet import Grades
from casekit.text import _

# ── which kind of data ───────────────────────────────────────────────────────────────────────────────────
FIELDS = {
    "industry": ("profile", _("the firm's industry")),
    "size": ("profile", _("number of employees")),
    "area": ("profile", _("the district it sits in")),
    "minutes": ("behaviour", _("minutes used in March")),
    "visit": ("behaviour", _("report of the visit of 3 May")),
    "paid": ("behaviour", _("days it took to pay the April bill")),
    "marks": ("attitude", _("its mark for our service, 1 to 10")),
    "taste": ("attitude", _("wishes for a faster line")),
    "rating": ("derived", _("credit rating A, B or C")),
    "mean": ("derived", _("mean bill of the last twelve months")),
    "forecast": ("derived", _("our forecast of its bills next year")),
}
KINDS = {
    "profile": _("profile (概况): what it is, fairly stable"),
    "behaviour": _("behaviour (行为): what it does"),
    "attitude": _("attitude (态度): what it thinks or wants"),
    "derived": _("derived (衍生): computed by us from the others"),
}


def _eight(case, rng):
    fixed = ["paid", "marks", "rating", "visit"]
    rest = [name for name in FIELDS if name not in fixed]
    chosen = fixed + rng.sample(rest, 3)
    rng.shuffle(chosen)
    return {"fields": chosen}


def _sorted(change=None):
    return lambda facts: {name: (change or {}).get(name, FIELDS[name][0]) for name in facts["fields"]}


KIND_OF_DATA = Question(
    id="records.kind-of-data",
    kind=Match(left=lambda facts: {name: FIELDS[name][1] for name in facts["fields"]}, right=KINDS),
    case=telecom,
    given=_eight,
    prompt=_("Seven fields of a firm's record. Which of the four kinds of data is each?"),
    oracle=_sorted(),
    mistakes=(
        Mistake(
            "marks-are-derived",
            _sorted({"marks": "derived"}),
            _(
                "All right but one: the *mark for our service*. It is a number, but nobody computed it: the customer said it. Numbers can "
                "be attitude."
            ),
        ),
        Mistake(
            "rating-is-behaviour",
            _sorted({"rating": "behaviour"}),
            _(
                "All right but one: the *credit rating*. It rests on how the firm pays, which is behaviour. The letter itself is our "
                "work: another rule, another letter. So it must be made anew when the rule or the data change."
            ),
        ),
        Mistake(
            "visit-is-attitude",
            _sorted({"visit": "attitude"}),
            _(
                "All right but one: the *visit report*. It may quote opinions, but it records something that happened: a contact. The "
                "four-way split files contact records under behaviour."
            ),
        ),
        Mistake(
            "paid-is-profile",
            _sorted({"paid": "profile"}),
            _(
                "All right but one: *days to pay*. Profile is what stays as it is for years. Payment changes from bill to bill; it is "
                "something the firm does."
            ),
        ),
    ),
    right=_(
        "Profile goes stale slowly, behaviour monthly, attitude when you do not ask; and derived data are only as good as what they "
        "are made from. Each kind has its own day to be renewed."
    ),
    hints=Hints(
        _("Ask of each: is it so, was it done, is it thought, or did we compute it?"),
        _("Stable trait: profile. Event: behaviour. Opinion or wish: attitude. Result of a formula: derived."),
        _("A rating is made by a rule from payments: so it is …"),
        _("{answer}"),
    ),
    competencies=("CD2",),
)


# ── a credit rating is a rule ────────────────────────────────────────────────────────────────────────────
GOOD, FAIR = 30, 60  # days to pay


@once_a_case
def _firms(case):
    """How the firms paid their six bills: slowest payment, bills unpaid."""
    bills = case.bills.merge(case.customers.loc[case.customers["user_type"] == "organisation", ["customer_id"]])
    recent = bills[bills["month"].between("2025-01-01", "2025-06-01")]  # due long ago: a blank is no bill still running
    firms = recent.groupby("customer_id")["days_to_pay"].agg(worst="max", bills="size", paid="count")
    firms["unpaid"] = firms["bills"] - firms["paid"]
    return firms[(firms["bills"] == 6) & (firms["paid"] >= 4)]


def _payers(case, rng):
    """Six firms: one just at each limit, one with an unpaid bill, the rest as they come."""
    firms = _firms(case)

    def draw(n, where):
        pool = sorted(firms.index[where])
        return rng.sample(pool, min(n, len(pool)))

    none = firms["unpaid"] == 0
    names = draw(1, none & (firms["worst"] < GOOD)) + draw(1, none & firms["worst"].between(GOOD + 1, FAIR - 1))
    names += draw(1, none & (firms["worst"] > FAIR)) + draw(1, (firms["unpaid"] > 0) & (firms["worst"] < FAIR))
    chosen = firms.loc[names].copy()
    # Two firms at the very edge of a limit: the rule is tried where it is hardest, whatever the company's bills say.
    edge = sorted(set(firms.index[none]) - set(names))
    for firm, days in zip(rng.sample(edge, 2), (GOOD, FAIR), strict=True):
        chosen.loc[firm] = {"worst": days, "bills": 6, "paid": 6, "unpaid": 0}
    chosen = chosen.sort_index()
    table = pd.DataFrame(
        {"slowest payment, days": chosen["worst"].astype(int), "unpaid bills": chosen["unpaid"].astype(int)}
    )
    return {"table": table, "firms": chosen, "good": GOOD, "fair": FAIR}


def _rated(good_edge=True, fair_edge=True, unpaid=True):
    def rate(facts):
        def letter(firm):
            if unpaid and firm["unpaid"] > 0:
                return "C"
            if firm["worst"] < GOOD or (good_edge and firm["worst"] == GOOD):
                return "A"
            return "B" if firm["worst"] < FAIR or (fair_edge and firm["worst"] == FAIR) else "C"

        return {name: letter(firm) for name, firm in facts["firms"].iterrows()}

    return rate


def _why(facts, row):
    firm = facts["firms"].loc[row]
    if firm["unpaid"] > 0:
        return _("{row} has an unpaid bill. What does the rule say of those?").format(row=row)
    return _("The slowest payment of {row} took {days:.0f} days. Is a limit inside its class?").format(
        row=row, days=firm["worst"]
    )


RATING = Question(
    id="records.rating",
    kind=Grades(
        grades={"A": "A", "B": "B", "C": "C"},
        rows=lambda facts: {name: name for name in facts["table"].index},
        because=_why,
        heading=_("Rating"),
    ),
    case=telecom,
    given=_payers,
    prompt=_(
        "A **derived** field needs a rule one can say aloud. Ours for the credit rating, over the six bills of January to June 2025: **C** "
        "with any bill unpaid. Otherwise **A** if the slowest payment took {good} days *or less*, **B** if {fair} days *or less*, else **C**. Rate "
        "these six firms. (Two of them were put at the limits by us, to try the rule.)"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=_rated(),
    mistakes=(
        Mistake(
            "less-for-at-most",
            _rated(good_edge=False, fair_edge=False),
            _(
                "You put those who paid in exactly {good} and {fair} days one class lower. The rule says *or less*: the limit is inside "
                "the class. One sign in a formula moves real firms."
            ),
        ),
        Mistake(
            "unpaid-overlooked",
            _rated(unpaid=False),
            _(
                "You rated by the slowest *payment*. A bill that was never paid has no payment, so it does not show there. The firm "
                "that does not pay at all would look better than the one that pays late."
            ),
        ),
    ),
    right=_(
        "The unpaid bill is the trap: it has no number of days, so *slowest payment* speaks only of the bills that were paid. Left to a "
        "formula, the worst payer gets an A."
    ),
    hints=Hints(
        _("Ask in the order of the rule: unpaid first."),
        _("Unpaid → C. Else compare the slowest payment with {good} and with {fair}, both limits included."),
        _("A firm with slowest payment {good} and nothing unpaid: {good} days *or less* …"),
        _("{answer}"),
    ),
    competencies=("CD2",),
)
