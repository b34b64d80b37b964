"""Priority, quality, preferential: three words for what a grade promises, at Harbour Telecom."""

from casekit.course.companies import telecom
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.arrange import Match
from casekit.text import _

WORDS = {
    "priority": _("priority (优先)"),
    "quality": _("quality (优质)"),
    "preferential": _("preferential (优惠)"),
}
SERVICES = {  # id: (word, label)
    "fault": ("priority", _("its faults are mended before those of others")),
    "queue": ("priority", _("its calls go to the head of the queue")),
    "line": ("priority", _("new lines are laid before other orders")),
    "scarce": ("priority", _("scarce phone numbers are kept for it first")),
    "manager": ("quality", _("one manager who knows its network, for everything")),
    "watch": ("quality", _("its lines are watched day and night")),
    "second": ("quality", _("a second line takes over when the first one fails")),
    "report": ("quality", _("each quarter a report on its traffic, gone over together")),
    "fee": ("preferential", _("a lower fee from the hundredth line on")),
    "move": ("preferential", _("no charge for moving a line")),
    "trial": ("preferential", _("new services three months free of charge")),
    "terms": ("preferential", _("thirty days more to pay, without interest")),
}
_BECAUSE = {  # what decides each, without its word
    "fault": _("Everybody's faults are mended; this customer's stand first in the list."),
    "queue": _("Everybody's calls are answered by the same people; this one does not wait."),
    "line": _("Others get the same new lines, only later."),
    "scarce": _(
        "Others get such numbers too, once this customer has chosen: the numbers are the same, only the turn differs."
    ),
    "manager": _("Others have no such manager, now or later, at any price."),
    "watch": _("Others' lines are not watched at all: nothing comes sooner here, something is there or it is not."),
    "second": _("Others have no second line. That it costs the customer nothing is not what sets it apart."),
    "report": _("Others get no such report. That it costs the customer nothing is not what sets it apart."),
    "fee": _("The hundredth line is the same line for everybody: look at the bill."),
    "move": _("Others' lines are moved as well, and just as well: look at the bill."),
    "trial": _("Others may have the same new services at once: look at what they pay."),
    "terms": _("The service is everybody's: look at when the money is due."),
}
_FREE_EXTRAS = ("report", "second")  # cost the customer nothing, and are no price


def _nine(case, rng):
    by_word = {word: [id for id, (own, _label) in SERVICES.items() if own == word] for word in WORDS}
    chosen = [id for ids in by_word.values() for id in rng.sample(ids, 3)]
    if not any(id in _FREE_EXTRAS for id in chosen):
        chosen[chosen.index(rng.choice([id for id in chosen if SERVICES[id][0] == "quality"]))] = rng.choice(
            _FREE_EXTRAS
        )
    rng.shuffle(chosen)
    extra = next(id for id in chosen if id in _FREE_EXTRAS)
    cheap = next(id for id in chosen if SERVICES[id][0] == "preferential")
    return {"chosen": chosen, "extra": SERVICES[extra][1], "cheap": SERVICES[cheap][1]}


def _right(facts):
    return {id: SERVICES[id][0] for id in facts["chosen"]}


def _with(change):
    return lambda facts: {id: change(id, word) for id, word in _right(facts).items()}


SERVICE_WORDS = Question(
    id="review.service-words",
    kind=Match(
        left=lambda facts: {id: SERVICES[id][1] for id in facts["chosen"]},
        right=WORDS,
        because=lambda facts, service, word: _BECAUSE[service],
    ),
    case=telecom,
    given=_nine,
    prompt=_(
        "*Another trade: Harbour Telecom.* The services of its best grade are to be of three sorts, the “three priorities” (三优). *Priority*: the "
        "same service, sooner. *Quality*: a service that others do not get, or not as good. *Preferential*: the same service at a better "
        "price or better terms of payment. Which is which?"
    ),
    oracle=_right,
    mistakes=(
        Mistake(
            "soon-is-good",
            _with(lambda id, word: "quality" if word == "priority" else word),
            _(
                "You took *sooner* for *better*. For the customer both feel good. For you they differ: who is served sooner pushes someone else "
                "back, and a queue has only one head. What is only earlier is priority."
            ),
        ),
        Mistake(
            "no-charge-is-a-price",
            _with(lambda id, word: "preferential" if id in _FREE_EXTRAS else word),
            _(
                "You took a service without a bill for a better price: “{extra}”. Others cannot buy it for more; they do not get it at all. "
                "A price is preferential where others pay more for the same."
            ),
        ),
        Mistake(
            "price-is-quality",
            _with(lambda id, word: "quality" if word == "preferential" else word),
            _(
                "You put better terms under quality, such as “{cheap}”. The service itself is the same as everybody's; only the bill differs. Such terms "
                "need most care: an unreasonable difference in price may be unlawful. Check with counsel."
            ),
        ),
    ),
    right=_(
        "The three cost different things: priority costs the others time, quality costs you hours, a preferential price costs money. A promise "
        "that is not sorted is not counted, and then not kept. Differences in price: check with counsel."
    ),
    hints=Hints(
        _("Ask of each: is it earlier, is it better, or is it cheaper?"),
        _(
            "Would others get the same thing later? Priority. Not at all, or worse? Quality. The same for more money? Preferential."
        ),
        _("“{cheap}”: others get the same and pay more, or sooner. So it is preferential. Now the next …"),
        _("{answer}"),
    ),
    competencies=("KA1",),
)
