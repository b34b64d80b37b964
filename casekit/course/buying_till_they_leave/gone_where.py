"""What a low P(alive) cannot say: why somebody is silent."""

import pandas as pd

from casekit.course.buying_till_they_leave.shop import base, cdnow
from casekit.course.by_case import once_a_case
from casekit.course.dates import day
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.choose import Choice
from casekit.text import _


@once_a_case
def _silent(case):
    """Customers who bought often and are likely to have left."""
    rows = base(case).customers
    rows = rows[(rows["frequency"] >= 4) & rows["alive"].between(0.02, 0.25) & (rows["silence"] > 8)].sort_index()
    return [
        (customer, int(one.frequency), float(one.silence), float(one.T), float(one.alive), one.last)
        for customer, one in zip(rows.index, rows.itertuples(), strict=True)
    ]


def _one(case, rng):
    customer, n, silence, age, alive, last = rng.choice(_silent(case))
    heads = [_("repeat purchases"), _("customer for, weeks"), _("silent for, weeks"), _("P(alive), %")]
    table = pd.DataFrame(
        [[n, f"{age:.0f}", f"{silence:.0f}", f"{100 * alive:.0f}"]],
        columns=heads,
        index=pd.Index([customer], name=_("customer")),
    )
    return {
        "customer": customer,
        "table": table,
        "n": n,
        "silence": round(silence),
        "alive": round(100 * alive),
        "gone": 100 - round(100 * alive),
        "last": day(last),
    }


CANNOT_TELL = Question(
    id="alive.cannot-tell",
    kind=Choice(
        {
            "open": _("This cannot be told from these data: they hold purchases here, and no reasons."),
            "rival": _(
                "Yes, with a chance of {gone} %: that is what is left of P(alive), and music has to be bought somewhere."
            ),
            "no": _("No: somebody with {n} repeat purchases is loyal, and will come back when there is something new."),
            "model": _(
                "Ask another model: Pareto/NBD lets customers leave on any day, so it can tell where they went."
            ),
        }
    ),
    case=cdnow,
    given=_one,
    prompt=_(
        "Customer {customer} bought {n} times again, the last time on {last}, and has been silent since. The head of sales asks: “So this one buys from **our rival** now?” What do you answer?"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=lambda facts: "open",
    mistakes=(
        Mistake.picked(
            "rival",
            _(
                "You turned a chance of *not buying here any more* into a place: the rival's shop. The {gone} % also holds those who moved, lost the wish for records, or only pause. Which column of the table knows one from the other?"
            ),
        ),
        Mistake.picked(
            "no",
            _(
                "The {n} repeat purchases tell how fast this customer used to buy. Just that makes {silence} weeks of silence so unlike the habit. It may be a pause, it may not; neither says anything of the rival."
            ),
        ),
        Mistake.picked(
            "model",
            _(
                "Another model tells another story about the *same* purchases. None of them sees what happens outside of this shop. What would one have to collect?"
            ),
        ),
    ),
    right=_(
        "The data say how likely a silence is, never why. To know, ask some of the silent ones, drawn by lot: a call, three questions. And keep “left for a rival” out of the file until somebody has said so."
    ),
    hints=Hints(
        _("What do the four columns of the table tell, and what does the question ask?"),
        _("P(alive) is the chance that somebody has not stopped buying *here*. Reasons and other shops are not in it."),
        _(
            "P(alive) is {alive} %. The other {gone} % are all who buy here no more: moved, tired of records, at a rival's. To split them one needs …"
        ),
        _("It cannot be told: the data hold purchases here, and no reasons."),
    ),
    competencies=("VA3",),
)
