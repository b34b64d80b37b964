"""What breaks a trial: six faults, each met in a story."""

from casekit.course.companies import telecom
from casekit.course.did_it_work.company import CALLS, tallies
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.arrange import Match
from casekit.text import _

FLAWS = {
    "contaminated": _("a contaminated control group"),
    "reached": _("compared as reached, not as drawn"),
    "peeking": _("stopped at the first good look"),
    "many": _("the best of many outcomes"),
    "chosen": _("no lot: somebody chose who is called"),
    "small": _("a control group that is too small"),
}
_STORIES = {
    "contaminated": (
        _("A shop gave the gift to {n} customers of the control group who asked for it."),
        _("In {n} groups of firms one branch was called and its sister was not; they share a buyer, and talk."),
    ),
    "reached": (
        _("{n} of the called never picked up the phone and were moved to the control group."),
        _("The share that left is taken of the called who talked to us; the {n} others were struck out."),
    ),
    "peeking": (
        _("Marketing looked each Monday and ended the trial in week {week}, when the difference was clear."),
        _("The trial was to run for 13 weeks; after week {week} the director said that it was good enough."),
    ),
    "many": (
        _("Leaving did not differ. Of {outcomes} other figures one did, and the report is about that one."),
        _("The report shows one of {outcomes} districts: the one where the campaign worked best."),
    ),
    "chosen": (
        _("The account managers picked the {n} customers who in their judgement were worth a call."),
        _("The first {n} of the list, sorted by bill, were called, and the others left alone."),
    ),
    "small": (
        _("So as not to lose anybody, only {few} customers were left alone."),
        _("Of {members:,} customers a lot left {few} alone; one of them left."),
    ),
}
_WHY_NOT = {
    "contaminated": _("Did anybody who was to be left alone get the gift, or hear of it?"),
    "reached": _("Was anybody struck out or moved *after* the lot?"),
    "peeking": _("Was the day of reading changed because of what was seen?"),
    "many": _("Was one result picked out of several?"),
    "chosen": _("Did a person or a sorted list decide who is called?"),
    "small": _("How many customers stand on each side?"),
}


def _four_stories(case, rng):
    one = tallies(case)[rng.choice(CALLS)]
    kinds = rng.sample(sorted(_STORIES), 4)
    numbers = {
        "n": rng.randrange(20, 400, 10),
        "week": rng.randint(4, 9),
        "outcomes": rng.randint(6, 14),
        "few": rng.randint(3, 9),
        "members": one["called"] + one["control"],
    }
    told = {kind: rng.choice(_STORIES[kind]).format(**numbers) for kind in kinds}
    return {"stories": told, "kinds": kinds, "one": told[kinds[0]]}


def _all_as(kind):
    return lambda facts: dict.fromkeys(facts["stories"], kind)


def _swap(one, other):
    def pairs(facts):
        turn = {one: other, other: one}
        return {kind: turn.get(kind, kind) for kind in facts["stories"]}

    return pairs


MATCH = Question(
    id="trial.flaws",
    kind=Match(
        left=lambda facts: facts["stories"],
        right=FLAWS,
        because=lambda facts, story, flaw: _WHY_NOT[flaw],
    ),
    case=telecom,
    given=_four_stories,
    prompt=_("Four trials at Harbour, each with a fault. Which fault is it? Two of the six names are left over."),
    oracle=lambda facts: {kind: kind for kind in facts["stories"]},
    mistakes=(
        Mistake(
            "all-too-small",
            _all_as("small"),
            _(
                "You find every trial too small. That is the fault of one at most. A larger lot does not mend a list that somebody chose, or a control group that got the gift. What "
                "*happened* in each?"
            ),
        ),
        Mistake(
            "all-no-lot",
            _all_as("chosen"),
            _(
                "You say of each that there was no lot. In most a lot was drawn and spoiled *afterwards*. Ask of each: was it the draw, or what came after it?"
            ),
        ),
    ),
    right=_(
        "A lot is spoiled more often after it is drawn than before: by kindness, by striking out, by impatience. Ask for the paper of the first day."
    ),
    hints=Hints(
        _("Go through the life of a trial: the draw, the weeks, the count, the report. Where did it go wrong?"),
        _("Before the lot: who decided? During: who got what? At the end: who is counted, when, and which figure?"),
        _("Take “{one}” first: before the lot, during the weeks, or at the count? …"),
        _("{answer}"),
    ),
    competencies=("RT3",),
)
