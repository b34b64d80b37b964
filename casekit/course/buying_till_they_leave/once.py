"""What P(alive) = 1 of a one-time buyer says, and what it does not."""

from casekit.course.buying_till_they_leave.shop import base, cdnow
from casekit.course.by_case import once_a_case
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.choose import Choices
from casekit.text import _


@once_a_case
def _bought_once(case):
    """Weeks since the only purchase → what came after: customers, expected and actual purchases, share who bought."""
    rows = base(case).customers
    rows = rows[rows["frequency"] == 0].assign(came=rows["actual"] > 0)
    months = rows["first"].dt.month
    return {
        int(month): (len(own), own["expected"].mean(), own["actual"].mean(), 100 * own["came"].mean())
        for month, own in rows.groupby(months)
    }


_MONTHS = {1: _("January"), 2: _("February"), 3: _("March")}


def _a_month(case, rng):
    known = _bought_once(case)
    month = rng.choice(sorted(known))
    n, expected, actual, came = known[month]
    return {
        "month": _MONTHS[month],
        "n": n,
        "expected": expected,
        "actual": actual,
        "came": came,
        "ahead": round(base(case).ahead),
    }


_RIGHT = ("story", "few", "slow")


def _with(*wrong, without=()):
    return lambda facts: [one for one in (*_RIGHT, *wrong) if one not in without]


ONE_TIMERS = Question(
    id="alive.one-timers",
    kind=Choices(
        {
            "story": _("It follows from the model's story: nobody can leave before a second purchase."),
            "few": _("P(alive) is not the whole forecast: the model still expects few purchases of them."),
            "slow": _("The model takes them for customers with a low rate, not for lost ones."),
            "buy": _("Each of them will buy again in the next nine months."),
            "loyal": _("They are more loyal than customers with five purchases and a P(alive) of 0.8."),
            "found": _("The data show that none of these people has left."),
        },
        why={
            "buy": _(
                "P(alive) is the chance to be a customer, not to buy. A customer can be one, and slow: {came:.0f} % of these bought."
            ),
            "loyal": _(
                "The 1 was not earned by anything they did. It is what the model says before a second purchase, of everybody."
            ),
            "found": _(
                "The data show {n} single purchases. That nobody has left is put in by the model, not found by it."
            ),
        },
    ),
    case=cdnow,
    given=_a_month,
    prompt=_(
        "{n} customers bought once, in {month}, and did not come back by the end of September. BG/NBD gives each of them **P(alive) = 1**. Tick what is **true**."
    ),
    oracle=lambda facts: list(_RIGHT),
    mistakes=(
        Mistake(
            "alive-means-buying",
            _with("buy"),
            _(
                "You read P(alive) = 1 as a sure purchase. Look at the forecast beside it: {expected:.2f} purchases each. One can be a customer and hardly ever buy."
            ),
        ),
        Mistake(
            "one-is-loyal",
            _with("loyal"),
            _(
                "You rank by P(alive) alone, and so the people of whom one knows least come first. Whom would you rather call: someone with five purchases, or one with a single purchase in {month}?"
            ),
        ),
        Mistake(
            "model-for-finding",
            _with("found"),
            _(
                "You took something for a finding that went in at the start. The model *forbids* to leave before a second purchase. Pareto/NBD, which allows it, gives the same people about a third. Which of your ticks says more than the data do?"
            ),
        ),
        Mistake(
            "forecast-forgotten",
            _with(without=("few",)),
            _(
                "What you ticked is right, and one more is: P(alive) is only half of a forecast. The other half is the rate, and theirs is low. Look again at the statement on purchases."
            ),
        ),
    ),
    right=_(
        "They made {actual:.2f} purchases each, and {came:.0f} % bought at all. The forecast of {expected:.2f} was of use; the 1 was not."
    ),
    hints=Hints(
        _("Which statements speak of the model, which of people? And which of the data?"),
        _("In BG/NBD one can leave only after a *repeat* purchase. P(alive) is not the chance of a purchase."),
        _(
            "Two statements say more of these people than a single purchase can tell, and one takes “is a customer” for “will buy”. That leaves …"
        ),
        _("True are: {answer}"),
    ),
    competencies=("VA3",),
)
