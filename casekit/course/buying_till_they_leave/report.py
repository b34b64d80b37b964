"""What one writes to the bank about a forecast."""

import pandas as pd

from casekit.course.buying_till_they_leave.shop import UNIT, base, cdnow
from casekit.course.by_case import once_a_case
from casekit.grading import rfm_summary
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.text import FreeText
from casekit.text import _
from casekit.value import fit_bg_nbd

_GROUPS = (600, 700, 800, 900)


@once_a_case
def _forecasts(case):
    """By customer: purchases expected in the weeks held back, those made, those expected in as many weeks after them."""
    at = base(case)
    summary = rfm_summary(
        case.transactions, customer_id="customer_id", date="date", amount="amount", end=case.last_day, time_unit=UNIT
    )
    again = fit_bg_nbd(summary, time_unit=UNIT).expected_purchases(at.ahead)
    again = again.set_index("customer_id")["expected_purchases"].reindex(at.customers.index)
    return at.customers["expected"].tolist(), at.customers["actual"].tolist(), again.tolist()


def _a_group(case, rng):
    """A part of the customers whose forecast was too low by a share worth telling."""
    expected, actual, again = _forecasts(case)
    n = rng.choice(_GROUPS)
    while True:
        rows = rng.sample(range(len(expected)), n)
        said, true = sum(expected[row] for row in rows), sum(actual[row] for row in rows)
        off = round(100 * (true - said) / true)
        if 5 <= off <= 25:
            break
    next_said = round(sum(again[row] for row in rows))
    table = pd.DataFrame(
        {
            _("forecast"): [f"{said:,.0f}", f"{next_said:,}"],
            _("came true"): [f"{true:,.0f}", _("not known yet")],
        },
        index=pd.Index([_("the last 39 weeks, as a test"), _("the next 39 weeks")], name=_("purchases")),
    )
    return {"table": table, "n": n, "said": round(said), "true": int(true), "off": off, "next": next_said}


REPORT = Question(
    id="alive.report",
    kind=FreeText(
        points={
            "figure": (
                _("the forecast, as a figure"),
                [
                    r"\d{1,3}([,.’' ]\d{3})+ (purchases|orders|sales)?",
                    r"\d{3,}",
                    r"(about|around|some|roughly) \d+",
                    r"约 ?\d{2,}",
                    r"预计.{0,14}\d{2,}",
                ],
            ),
            "miss": (
                _("how far the test was off"),
                [
                    r"\d+([.,]\d+)? ?(%|per ?cent|percent|points)",
                    "too (low|high|few|many|small)",
                    "(was|were|is|lay|came) (\\w+ ){0,2}(off|below|under|above|higher|lower|short|more|less|fewer)\\b",
                    "missed",
                    "(under|over)[ -]?(estimat|forecast|stat|predict)",
                    "error|margin of|plus or minus|±|range|between \\d",
                    "低估|高估|误差|偏差|偏低|偏高|百分之",
                ],
            ),
            "limit": (
                _("what the forecast does not know"),
                [
                    "season",
                    "christmas",
                    "campaign",
                    "promotion",
                    "advert",
                    "discount",
                    "sale\\b",
                    "price",
                    "new (customer|record|release|rival|competitor|buyer)",
                    "(rival|competitor)",
                    "paus",
                    "(not|n't|cannot|doesn't|does not) (\\w+ ){0,2}(know|includ|see|contain|count|cover|foresee|take|say|tell)",
                    "(assum|if (nothing|things|all|everything|the)|as long as|provided|unless)",
                    "(single|individual|each|every) (customer|person|people)",
                    "季节|促销|新客户|竞争|假设|不知道|不包括|无法",
                ],
            ),
        },
        traps={
            "certain": [
                "(guarantee|promise)",
                "(certain|definite|sure)(ly)?\\b",
                "for sure",
                "without (any )?doubt",
                "exact(ly)?",
                "cannot be wrong",
                "100 ?%",
                "一定|保证|肯定",
            ],
            "names-leavers": [
                "((have|has|had|are|is) (already |all )*)?(left|gone|lost) (for good|for ever|forever)",
                "(have|has|had|are|is) (already |all )*(left|gone|dead)\\b(?! for)",
                "dead customers",
                "已经流失|都走了",
            ],
        },
        words=15,
    ),
    case=cdnow,
    given=_a_group,
    prompt=_(
        "The bank asks what {n} customers will buy in the next 39 weeks. Your model was tested first: made without the last 39 weeks, it expected {said:,} purchases of them, and {true:,} came. Fitted again to all weeks, it expects **{next:,}** in the next 39 weeks. Write **two or three sentences** to the bank: the figure, how far the test was off, and one thing that the forecast does not know. No certainty you do not have."
    ),
    exhibit=lambda facts: facts["table"],
    oracle=lambda facts: _(
        "We expect about {next:,} purchases in the next 39 weeks. The same model, tested on the last 39 weeks, was {off} % too low. It knows no campaign and no new customers, so read it as a careful figure for the group."
    ).format(**facts),
    mistakes=(
        Mistake(
            "no-test",
            lambda facts: _(
                "We expect about {next:,} purchases in the next 39 weeks, computed with a well-known model; it does not know of campaigns or seasons."
            ).format(**facts),
            _(
                "You give the figure and a limit. Good. But how far may it be off? The bank can lend on a figure with its miss, and not on a figure alone. You have a test: say what came of it."
            ),
        ),
        Mistake(
            "no-limit",
            lambda facts: _(
                "We expect about {next:,} purchases in the next 39 weeks. In the test on the last 39 weeks the model was {off} % too low."
            ).format(**facts),
            _(
                "The figure and its test are there. Good. One thing is missing: what the model cannot know. What could happen in the next months that no purchase of the past has in it?"
            ),
        ),
        Mistake(
            "certain",
            lambda facts: _(
                "We guarantee {next:,} purchases in the next 39 weeks, as the model was only {off} % too low in its test and knows no campaign."
            ).format(**facts),
            _(
                "Take these words out: {got}. They claim a certainty that nobody has, and the test itself was off by {off} %. Say *we expect*, and *about*."
            ),
        ),
        Mistake(
            "names-leavers",
            lambda facts: _(
                "Many of these customers have left for good, so we expect about {next:,} purchases; the test was {off} % too low, and it knows no campaign."
            ).format(**facts),
            _(
                "Take these words out: {got}. Nobody has said goodbye; there is a chance, not a fact. Some of those with the lowest P(alive) came back in the test."
            ),
        ),
    ),
    right=_(
        "A figure, its miss on weeks it had not seen, and a limit: that is what somebody can lend on. The test was {off} % too low; who corrects the next figure by it should say that, too."
    ),
    hints=Hints(
        _("What would you want to know before you lend money on a forecast?"),
        _(
            "Three things: the figure; how far the test missed; something that can happen and that no past purchase shows."
        ),
        _("The test expected {said:,} and {true:,} came, {off} % too low. In your words, after the figure …"),
        _("{answer}"),
    ),
    competencies=("VA3",),
)
