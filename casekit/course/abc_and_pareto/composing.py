"""What the sales are made of, against what they should be made of."""

from casekit.course.abc_and_pareto.company import month_accounts, months
from casekit.course.by_case import once_a_case
from casekit.course.companies import telecom
from casekit.grading import composition
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.sheet import Grades
from casekit.text import _

TOLERANCES = (0.4, 0.5, 0.6, 0.8, 1.0, 1.2, 1.4, 1.5, 1.6, 1.8, 2.0, 2.2, 2.5)
GROUPINGS = ("area", "network")


def _against_targets(case, rng):
    """Areas or networks with shares and targets to one decimal, and a tolerance at which each way of reading differs."""
    options = [(month, by) for month in months(case) for by in GROUPINGS]
    facts = next(facts for month, by in rng.sample(options, len(options)) for facts in _telling(case, month, by, rng))
    shown = facts["shown"]
    columns = {
        "share_of_customers": _("share of customers, %"),
        "share_of_sales": _("share of sales, %"),
        "target": _("target, %"),
    }
    gap = shown["share_of_sales"] - shown["target"]
    first = gap.abs().idxmax()
    return facts | {
        "table": shown.rename(columns=columns).rename_axis(facts["by"]),
        "first": first,
        "first_share": shown["share_of_sales"][first],
        "first_target": shown["target"][first],
        "first_gap": gap[first],
    }


@once_a_case
def _shown(case, month, by):
    """The month's composition, in per cent to one decimal."""
    table = composition(month_accounts(case, month), by=by, value="sales", targets=case.targets)
    table = table[table["target"] > 0].set_index("group").sort_index()
    return (100 * table[["share_of_customers", "share_of_sales", "target"]]).round(1)


def _telling(case, month, by, rng):
    """The month's composition with each tolerance at which the three ways of reading give three answers."""
    shown = _shown(case, month, by)
    for tolerance in rng.sample(TOLERANCES, len(TOLERANCES)):
        right = tuple(_reached(shown, tolerance).values())
        answers = {right, *(tuple(way(shown, tolerance).values()) for way in (_in_per_cent, _by_customers))}
        on_the_edge = (shown["target"] - shown["share_of_sales"] - tolerance).abs() < 0.05
        if len(answers) == 3 and "below" in right and not on_the_edge.any():
            yield {"shown": shown, "tolerance": tolerance, "by": by, "month": f"{month:%B %Y}"}


def _verdicts(short, tolerance):
    return {area: "below" if gap > tolerance + 1e-9 else "reached" for area, gap in short.items()}


def _reached(shown, tolerance):
    return _verdicts(shown["target"] - shown["share_of_sales"], tolerance)


def _in_per_cent(shown, tolerance):
    return _verdicts(100 * (shown["target"] - shown["share_of_sales"]) / shown["target"], tolerance)


def _by_customers(shown, tolerance):
    return _verdicts(shown["target"] - shown["share_of_customers"], tolerance)


def _read(way):
    return lambda facts: way(facts["shown"], facts["tolerance"])


def _because(facts, row):
    line = facts["shown"].loc[row]
    return _("{row} has {share:.1f} % of sales and a target of {target:.1f} %.").format(
        row=row, share=line["share_of_sales"], target=line["target"]
    )


TARGET = Question(
    id="abc.target",
    kind=Grades(
        grades={"reached": _("reached"), "below": _("below")},
        rows=lambda facts: {area: area for area in facts["shown"].index},
        because=_because,
        heading=_("Your answer"),
    ),
    case=telecom,
    given=_against_targets,
    prompt=_(
        "The composition (构成) of the sales of {month} by {by}, and the share of sales each was to reach. A target counts as "
        "**reached** if the share is not more than **{tolerance:g} percentage points** below it. Which have reached theirs?"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=_read(_reached),
    mistakes=(
        Mistake(
            "per-cent-for-points",
            _read(_in_per_cent),
            _(
                "You took the gap in *per cent of the target*. The rule speaks of points: the difference of the two shares. "
                "In a small group a gap of one point is many per cent of the target. Or you allowed no gap at all: how much does the rule allow?"
            ),
        ),
        Mistake(
            "share-of-customers",
            _read(_by_customers),
            _(
                "You held the target against the share of *customers*. Targets here are shares of sales: take the second column of "
                "figures. A group can have many customers who pay little."
            ),
        ),
    ),
    right=_(
        "The distance in points decides, and it was agreed before anyone looked. One more thing to remember: shares add up to 100, so a "
        "group can fall short although its sales grew."
    ),
    hints=Hints(
        _("Two columns matter, and a subtraction."),
        _("Target less share of sales. More than {tolerance:g} points: below. Else reached."),
        _("{first}: share {first_share:.1f}, target {first_target:.1f}, so {first_gap:+.1f} points. Now the others …"),
        _("{answer}"),
    ),
    competencies=("VA1", "GR11"),
)
