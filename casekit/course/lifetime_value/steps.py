"""From a list of contracts to the most that may be paid: the steps in order."""

from casekit.course.companies import telecom
from casekit.course.lifetime_value.company import contracts, first_day
from casekit.course.orders import moved_to, swapped
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.arrange import Order
from casekit.text import _

STEPS = {
    "seen": _("for each contract year, keep only those seen to begin it and followed for 12 months"),
    "split": _("put those that are kept into plans"),
    "curve": _("in each plan, count the share still there year after year"),
    "margin": _("multiply each year's share by the plan's margin of a year"),
    "discount": _("multiply each product by its discount factor"),
    "sum": _("add up the products of the years looked ahead"),
    "price": _("take off what winning a contract costs besides the premium"),
}
_STEPS = list(STEPS)
_NEEDS = {
    "split": _("Only those that are kept are put into plans: has it been settled who is kept, and for which year?"),
    "curve": _("A share is taken of a group: is it settled yet who belongs to it, and are its customers alike?"),
    "margin": _("It multiplies a *share still there*: has that been counted?"),
    "discount": _("It turns the money of a year into money of today: has each year its money yet?"),
    "sum": _("Once the years are one sum, nobody can tell any more which money comes late. What must be done before?"),
    "price": _("It comes off the worth of a contract: does that stand there yet?"),
}


def _counts(case, rng):
    table = contracts(case)
    cut = int((table["entered"] < first_day(case)).sum())
    return {"all": len(table), "cut": cut, "begin": f"{first_day(case):%B %Y}"}


ORDER = Question(
    id="lifetime.order",
    kind=Order(items=STEPS, because=lambda facts, step: _NEEDS.get(step)),
    case=telecom,
    given=_counts,
    prompt=_(
        "A list of {all:,} private contracts, {cut:,} of which came before the records begin in {begin}. You want the most that may be paid for a new contract of each plan. Put the steps in "
        "order; each uses what the one before it gave."
    ),
    oracle=lambda facts: _STEPS,
    mistakes=(
        Mistake(
            "curve-first",
            moved_to(_STEPS, "seen", 2),
            _(
                "You part the plans and count their shares before it is settled who may be counted. The {cut:,} old contracts then survive years that nobody saw, and every share is "
                "too high. They count only from the day they are seen. What comes before everything else?"
            ),
        ),
        Mistake(
            "plans-last",
            moved_to(_STEPS, "split", 3),
            _(
                "You count the curve before you part the plans: one rate for everyone. A mean of restless and settled customers belongs to nobody, and it values them "
                "too low together. When must the kinds be parted?"
            ),
        ),
        Mistake(
            "sum-then-discount",
            swapped(_STEPS, "discount", "sum"),
            _(
                "You add up the years and then discount the sum. But each year has a factor of its own; the sum no longer knows which money comes late. What belongs to each "
                "year by itself?"
            ),
        ),
        Mistake(
            "cost-before-sum",
            swapped(_STEPS, "sum", "price"),
            _(
                "You take off the cost of winning before the years are added up. It is paid once, for the whole contract, and not in each year. From which figure does it come off?"
            ),
        ),
    ),
    right=_(
        "First who is counted in which year, then kinds, then shares, then money, then time, and only then the sum and the price. Write the horizon, the rate and the timing beside it, or nobody can "
        "check it."
    ),
    hints=Hints(
        _("People first, then shares, then money. And one sum, late."),
        _(
            "Who is in, which kind, how many stay, what they bring, what it is worth today, all together, less the cost."
        ),
        _(
            "It begins with who is kept for each contract year; it ends with the cost of winning. After the plans come the …"
        ),
        _("{answer}"),
    ),
    competencies=("VA3",),
)
