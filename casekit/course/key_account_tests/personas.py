"""Personas and measures: what a mood can be turned into, what it cannot, and what a measure may not use."""

from casekit.course.companies import telecom
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.arrange import Match
from casekit.practice.kinds.choose import Choices
from casekit.text import _

# ── from a mood to a measure ─────────────────────────────────────────────────────────────────────────────
PHRASES = {
    "strong": _("strong in spending"),
    "stable": _("leads a stable life"),
    "new": _("likes what is new and in fashion"),
    "leisure": _("has much leisure"),
    "luxury": _("able to buy luxury"),
    "limited": _("chases the brand, on limited means"),
    "top": _("stands at the top of society"),
    "wish": _("would like to belong to a higher class"),
}
MEASURES = {
    "strong": _("yuan paid to us in the last 12 months"),
    "stable": _("months in a row with a purchase, up to today"),
    "new": _("share of purchases within 3 months of a launch"),
    "leisure": _("share of visits on working days before 17:00"),
    "luxury": _("models of the top class bought in 3 years"),
    "limited": _("share of purchases that are the smallest model"),
    "nothing": _("no record of ours: leave it out"),
    "income": _("income, as once noted on the card"),
    "title": _("job title, as printed on a name card"),
    "district": _("the district where the person lives"),
}
NO_MEASURE = ("top", "wish")
SHOWS = {
    "strong": _("how much is spent with us"),
    "stable": _("for how long somebody comes without a gap"),
    "new": _("how soon somebody buys what is new"),
    "leisure": _("at which hours somebody comes"),
    "luxury": _("whether somebody buys the dearest models"),
    "limited": _("whether somebody keeps to the smallest model"),
}
_CHOSEN = ("stable", "new", "leisure", "luxury", "limited")


def _phrases(case, rng):
    two = rng.sample(_CHOSEN, 2)
    left = ["strong", *two, *NO_MEASURE]
    rng.shuffle(left)
    spare = rng.choice([one for one in _CHOSEN if one not in two])
    right = [one for one in MEASURES if one in (*left, spare, "nothing", "income", "title", "district")]
    return {"left": left, "right": right, "some": two[0], "phrase": PHRASES[two[0]], "measure": MEASURES[two[0]]}


def _measured(**instead):
    def pairs(facts):
        usual = {one: "nothing" if one in NO_MEASURE else one for one in facts["left"]}
        return usual | {one: other for one, other in instead.items() if one in usual}

    return pairs


def _because(facts, phrase, measure):
    """Why this measure does not stand for this phrase."""
    if measure in ("income", "title"):
        return _("“{measure}” was written by somebody; it is nothing that the customer did with us.").format(
            measure=MEASURES[measure]
        )
    if measure == "district":
        return _("Where a person lives is nothing that the person did with us.")
    if measure == "nothing":
        return _("One of the measures counts what the customer did with us, and rises when the phrase is true.")
    if phrase in NO_MEASURE:
        return _("“{measure}” shows {shows}. It shows nobody's rank, and nobody's wishes.").format(
            measure=MEASURES[measure], shows=SHOWS[measure]
        )
    return _("“{measure}” shows {shows}. Is this what the phrase says?").format(
        measure=MEASURES[measure], shows=SHOWS[measure]
    )


PERSONAS = Question(
    id="keys.personas",
    kind=Match(
        left=lambda facts: {one: PHRASES[one] for one in facts["left"]},
        right=lambda facts: {one: MEASURES[one] for one in facts["right"]},
        because=_because,
    ),
    case=telecom,
    given=_phrases,
    prompt=_(
        "*Another trade: a car maker.* Its paper describes four tiers of customers by their mood, without one figure. Give each phrase the **measure** "
        "(替代指标) you would use. A measure here is what the customer *did* with us, in a stated time. What others wrote about the person is none. "
        "If nothing of the kind can show it, leave it out."
    ),
    oracle=_measured(),
    mistakes=(
        Mistake(
            "written-on-a-card",
            _measured(strong="income", top="title"),
            _(
                "You took what is written about a person: income, job title. Somebody once typed it, nobody has checked it, and income is "
                "sensitive. What a customer spends *with us* stands in our own books, with a date."
            ),
        ),
        Mistake(
            "where-one-lives",
            _measured(strong="district", top="district", wish="district"),
            _(
                "You read a person from a district. Rich and poor live in each, and whole families would be judged by their street. It is a "
                "guess about people, not something they did with us."
            ),
        ),
        Mistake(
            "everything-measured",
            _measured(top="strong", wish="title"),
            _(
                "You found a measure for what no record of ours can show. A phrase about rank or wishes looks measured then, and it is not. It "
                "is honest to leave it out, and the test gets shorter."
            ),
        ),
    ),
    right=_(
        "Three phrases become measures with a period, two are left out. Now two people who grade the same customer get the same tier, and the customer can be told why."
    ),
    hints=Hints(
        _("Which of the measures is something that the customer did with us, and we have a date for it?"),
        _(
            "First strike out what others wrote about the person. Then ask of each phrase: would this number rise if it were true?"
        ),
        _("“{phrase}”: “{measure}” rises when it is true. Rank and wishes, though …"),
        _("{answer}"),
    ),
    competencies=("GR6",),
)

# ── what a measure may not use ───────────────────────────────────────────────────────────────────────────
SLOTS = tuple(f"m{n}" for n in range(1, 9))
SENSITIVE = {
    "skin": _("skin problems, from the record of treatments"),
    "account": _("the balance of the person's bank account, seen on a payment slip"),
    "belief": _("the person's religion, told by the holidays observed"),
    "where": _("where the person's phone has been at night"),
    "child": _("what the person's child of nine buys in our app"),
}
STAND_IN = {
    "name": _("the first name, as a sign of where the family comes from"),
    "age": _("the age band, so that the over-sixties start one tier lower"),
    "street": _("the street, as a sign of the part of the country the family comes from"),
    "voice": _("the accent on the telephone, as a sign of home"),
}
PRICE = {
    "phone": _("the price of the person's phone, to show the rich a higher price"),
    "hurry": _("how fast the person buys, to quote the hasty a higher price"),
}
FEELS_PRIVATE = {
    "late": _("days by which our own invoices were paid late"),
    "topics": _("topics the person has ticked for our newsletter"),
    "complaints": _("complaints the person has made to us"),
}
PLAIN = {
    "paid": _("yuan paid to us in the last 12 months"),
    "months": _("months of the last 12 with a purchase"),
    "contract": _("length of the running contract"),
    "branches": _("number of branches under one contract"),
}
_REASONS = (
    (SENSITIVE, _("Sensitive: the first of the three rules keeps it out.")),
    (STAND_IN, _("It stands for origin or age: the second rule keeps it out.")),
    (PRICE, _("It serves to find who would pay more for the same: the third rule keeps it out.")),
    (FEELS_PRIVATE, _("Personal, but it is about the business between us: none of the three rules keeps it out.")),
    (PLAIN, _("It is our own business with the customer: none of the three rules keeps it out.")),
)


def _eight(case, rng):
    picked = []
    for pool, n in (
        (SENSITIVE, rng.choice([1, 2])),
        (STAND_IN, rng.choice([1, 2])),
        (PRICE, 1),
        (FEELS_PRIVATE, rng.choice([1, 2])),
    ):
        picked += rng.sample(sorted(pool), n)
    picked += rng.sample(sorted(PLAIN), 8 - len(picked))
    rng.shuffle(picked)
    text = {one: label for pool, _reason in _REASONS for one, label in pool.items()}
    reason = {one: said for pool, said in _REASONS for one in pool}
    return {
        "slots": dict(zip(SLOTS, picked, strict=True)),
        **{slot: text[one] for slot, one in zip(SLOTS, picked, strict=True)},
        **{f"why_{slot}": reason[one] for slot, one in zip(SLOTS, picked, strict=True)},
        "out": "; ".join(text[one] for one in picked if reason[one] in [said for _pool, said in _REASONS[:3]]),
        "sensitive": next(text[one] for one in picked if one in SENSITIVE),
    }


def _out(*pools):
    return lambda facts: [slot for slot, one in facts["slots"].items() if any(one in pool for pool in pools)]


MAY_NOT = Question(
    id="keys.may-not",
    kind=Choices(options={slot: f"{{{slot}}}" for slot in SLOTS}, why={slot: f"{{why_{slot}}}" for slot in SLOTS}),
    case=telecom,
    given=_eight,
    prompt=_(
        "Eight measures are proposed for a test of *persons*. Our three rules (check them with counsel): **out** goes what is *sensitive* (health, "
        "belief, bank accounts, whereabouts, children under 14); what *stands in* for origin, belief, age or sex; and what only serves to find who would pay "
        "*more for the same*. Tick all that go **out**."
    ),
    oracle=_out(SENSITIVE, STAND_IN, PRICE),
    mistakes=(
        Mistake(
            "stand-ins-stay",
            _out(SENSITIVE, PRICE),
            _(
                "You left the stand-ins in. No one writes “origin” into a test today. It comes in as a name, a street, an age band, and the result is the "
                "same. Ask of each measure: what is it a sign of?"
            ),
        ),
        Mistake(
            "price-stays",
            _out(SENSITIVE, STAND_IN),
            _(
                "You left in what finds who would pay more. It predicts well, that is why somebody proposed it. But the same thing at a higher price, for those who do not "
                "notice, is an unreasonable difference."
            ),
        ),
        Mistake(
            "private-feeling",
            _out(SENSITIVE, STAND_IN, PRICE, FEELS_PRIVATE),
            _(
                "You also took out what merely feels private. Late payments to us, complaints to us, topics ticked for us: that is our business with the customer, told for "
                "that purpose. Say in the rules that it is used."
            ),
        ),
    ),
    right=_(
        "What is left says what a customer does with us. It is enough: a test needs no secret to be good. And a measure that cannot be told to the customer's "
        "face had better not be in it."
    ),
    hints=Hints(
        _("Would you tell the customer to the face that this decides?"),
        _(
            "Go through the three rules for each: sensitive? a sign of something else about the person? a way to a higher price?"
        ),
        _("“{sensitive}” goes out by the first rule. Now the second and the third …"),
        _("Out go: {out}."),
    ),
    competencies=("GR6",),
)
