"""The letter after a downgrade: what it must say, and what it must not."""

from casekit.course.by_case import once_a_case
from casekit.course.companies import machinery
from casekit.course.dates import day
from casekit.course.upgrades_and_downgrades.books import LADDER, PAIRS, graded
from casekit.course.upgrades_and_downgrades.margins import bounds, standing
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.text import FreeText
from casekit.text import _

_MARGIN = 10


@once_a_case
def _falling(case):
    """Accounts that the last review moves down by the rules of the lesson."""
    everyone = standing(case)
    found = []
    for better, worse in PAIRS[:-1]:
        low = bounds(LADDER[better], _MARGIN)[1]
        rows = everyone[(everyone["grade"] == better) & (everyone["reviews"] >= 2) & (everyone["usage"] < low)]
        rows = rows[graded(rows["usage"]) == worse]
        found += [(customer, better, worse, int(amount), low) for customer, amount in rows["usage"].items()]
    return found


def _one_downgrade(case, rng):
    customer, better, worse, amount, low = rng.choice(_falling(case))
    return {
        "customer": customer,
        "better": better,
        "worse": worse,
        "usage": amount,
        "low": low,
        "year": case.last_day.year,
        "from_day": day(case.last_day.replace(year=case.last_day.year + 1, month=3, day=1)),
        "appeal_day": day(case.last_day.replace(year=case.last_day.year + 1, month=2, day=15)),
    }


NOTICE = Question(
    id="review.notice",
    kind=FreeText(
        points={
            "reason": (
                _("the reason, with the customer's own figure"),
                [r"\d{1,3}([,.’' ]\d{3})+", r"\d{5,}", r"\d+(\.\d+)? ?(k|thousand|万)", r"用量\D{0,6}\d{2}"],
            ),
            "when": (
                _("the day from which it holds"),
                [
                    "(from|as of|as from|starting|beginning|effective|until|with effect|by|on|after|since)\\b.{0,25}(march|april|february|1st|first|01|1\\b|days|month)",
                    "(march|april)\\b",
                    "月.{0,6}起",
                    "自.{0,12}起",
                ],
            ),
            "appeal": (
                _("how to object"),
                [
                    "appeal",
                    "object",
                    "disagree",
                    "(not|n't|dis)[ -]?agree",
                    "challenge",
                    "contest",
                    "dispute",
                    "complain",
                    "(think|believe|feel|find|see)s? .{0,40}(wrong|mistake|error|incorrect|not right|unfair)",
                    "(if|should) .{0,40}(wrong|mistake|error|incorrect|not right|not correct|unfair|question)",
                    "(look|check|review|go over|consider).{0,25}again",
                    "re-?(view|consider|check|examin)",
                    "second look",
                    "申诉|异议|复核|反馈",
                ],
            ),
        },
        traps={
            "threat": [
                "unless you",
                "or else",
                "otherwise (you|we)",
                "(must|have to|need to|should) (buy|order|spend|purchase)",
                "if you (do not|don't) (buy|order|spend)",
                "(buy|order|spend|purchase|use) more",
                "last (chance|warning)",
                "lose (more|all|every|your)",
                "否则|必须购买|多买|多订",
            ],
            "blame": [
                "your (fault|own fault|failure|neglect)",
                "you (have )?(failed|neglected|let us down|disappointed)",
                "disappoint",
                "(bought|ordered|used|spent|purchased|buy|order|use|spend) (far |much |so |too |very )+(little|few)",
                "(which|that|this|it) (is|was) (far |much )?(too little|too low|not enough)",
                "(poor|bad|weak) (customer|performance|year|loyalty)",
                "disloyal",
                "not (important|worth|valuable)",
                "less (important|worth|valuable)",
                "不重要|失望|太少|买得少",
            ],
            "others": [
                "(other|better|bigger|larger) (customers?|accounts?|clients?|firms?|compan(y|ies))",
                "(than|unlike|like|while) (other|most|the others|your competitor)",
                "your (competitors?|rivals?)",
                "其他客户|别的客户|竞争对手",
            ],
        },
        words=18,
    ),
    case=machinery,
    given=_one_downgrade,
    prompt=_(
        "Account {customer} moves from grade {better} to {worse}. It used {usage:,} yuan in {year}; {better} is kept from {low:,} yuan. It holds from "
        "{from_day}; who objects can write to the appeal desk until {appeal_day}. Write the notice in **two or three sentences**: the three "
        "things a customer has a right to know, and nothing that one would not like to read oneself."
    ),
    oracle=lambda facts: _(
        "From {from_day} you will be in grade {worse}: in {year} you used {usage:,} yuan, and grade {better} is kept from {low:,} yuan. If you think "
        "that this is wrong, please write to our appeal desk by {appeal_day}. We thank you for your orders and will gladly talk it over."
    ).format(**facts),
    mistakes=(
        Mistake(
            "threat",
            lambda facts: _(
                "From {from_day} you will be in grade {worse}, as you used {usage:,} yuan in {year}. Unless you order more this year, you will "
                "fall further. You can write to the appeal desk."
            ).format(**facts),
            _(
                "There is a threat in it, or an order to buy: {got}. Take that out, with any like it (“unless”, “you must”, “buy more”). Such words tempt, because one "
                "wishes them back in {better}. Who reads them hears that the service was bait. Say what is, and offer to talk."
            ),
        ),
        Mistake(
            "blame",
            lambda facts: _(
                "From {from_day} you will be in grade {worse}: you failed to reach {low:,} yuan and used {usage:,}. You can write to the "
                "appeal desk if you think that is wrong."
            ).format(**facts),
            _(
                "There is blame in it: {got}. Take that out, with any like it (“failed”, “disappointed”, “bought too little”). A year with fewer orders is no fault: "
                "perhaps there was no site to build on, perhaps it was luck that brought them up. Give the figure, and leave out the verdict."
            ),
        ),
        Mistake(
            "others",
            lambda facts: _(
                "From {from_day} you will be in grade {worse}, for you used {usage:,} yuan in {year}, while other customers used more. You can "
                "write to the appeal desk."
            ).format(**facts),
            _(
                "It speaks of others: {got}. Take that out. Their figures are theirs, and the reader did not ask. The threshold is the measure, and the "
                "reader's own figure."
            ),
        ),
        Mistake(
            "no-way-to-object",
            lambda facts: _(
                "We inform you that from {from_day} you will be in grade {worse}, because you used {usage:,} yuan in {year}. Thank you for your "
                "trust in our company."
            ).format(**facts),
            _(
                "Reason and day are there. A way to object is not (or was not found: your text is searched for words). Figures are wrong now and "
                "then, and the customer may know why. Where can they write, and until when?"
            ),
        ),
    ),
    right=_(
        "Reason with their own figure, the day, the way to object. So much a customer may ask of a decision that a "
        "machine prepared; check with counsel. Your text was searched for words: let a colleague read it as well."
    ),
    hints=Hints(
        _("Imagine it lies on your desk: what would you want to know first?"),
        _("Why, with the own figure. From when. Where to object. And no threat, no blame, no other customers."),
        _(
            "“In {year} you used {usage:,} yuan; grade {better} is kept from {low:,}.” That was the reason. Now the day and the appeal …"
        ),
        _("For instance: {answer}"),
    ),
    competencies=("GR9",),
)
