"""Which model tells which story."""

from casekit.course.buying_till_they_leave.shop import UNIT, base, cdnow
from casekit.course.by_case import once_a_case
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.arrange import Match
from casekit.text import _
from casekit.value import fit_nbd

MODELS = {
    "bg": "BG/NBD",
    "pareto": "Pareto/NBD",
    "nbd": "NBD",
    "gg": "Gamma-Gamma",
    "sbg": _("retention curve (lesson 08)"),
}
_STORIES = {
    "bg": (
        ("after", _("Who leaves does so right after a repeat purchase.")),
        ("one", _("All who bought only once get P(alive) = 1, all others less.")),
    ),
    "pareto": (
        ("any-day", _("Who leaves may do so on any day, after the first purchase too.")),
        ("below-one", _("Also who bought only once gets a P(alive) below 1.")),
    ),
    "nbd": (
        ("for-ever", _("Customers differ in pace, and nobody ever leaves.")),
        ("too-high", _("Its forecast for the next {ahead} weeks was {over:.0f} % too high: it knows no farewell.")),
    ),
    "gg": (
        ("money", _("It says how much a purchase will bring, not how many there will be.")),
        ("unrelated", _("It takes for granted that how often and how much are unrelated.")),
    ),
    "sbg": (
        ("contract", _("One sees who leaves: the contract is not renewed.")),
        ("renewals", _("Time is counted in renewals, and each loses some of those still there.")),
    ),
}
_OWNER = {story: model for model, stories in _STORIES.items() for story, _text in stories}
_NOT = {
    "bg": _("BG/NBD lets customers leave only after a *repeat* purchase, and it forecasts purchases, not money."),
    "pareto": _(
        "Pareto/NBD lets customers leave unseen, on any day, from the first purchase on; it forecasts purchases."
    ),
    "nbd": _("In NBD there is buying and nothing else."),
    "gg": _("Gamma-Gamma knows neither days nor leaving; it is about the money of one purchase."),
    "sbg": _("A retention curve needs to *see* who leaves."),
}


@once_a_case
def _too_high(case):
    at = base(case)
    summary = at.customers.reset_index()[["customer_id", "frequency", "recency", "T"]]
    said = fit_nbd(summary, time_unit=UNIT).expected_purchases(at.ahead)["expected_purchases"].sum()
    return 100 * (said / at.customers["actual"].sum() - 1)


def _five(case, rng):
    chosen = [rng.choice(stories) for stories in _STORIES.values()]
    rng.shuffle(chosen)
    facts = {"ahead": round(base(case).ahead), "over": _too_high(case)}
    return facts | {
        "stories": {story: text.format(**facts) for story, text in chosen},
        "money": next(text for story, text in chosen if _OWNER[story] == "gg"),
    }


def _matched(**instead):
    return lambda facts: {story: instead.get(_OWNER[story], _OWNER[story]) for story in facts["stories"]}


STORIES = Question(
    id="alive.stories",
    kind=Match(
        left=lambda facts: facts["stories"],
        right=MODELS,
        because=lambda facts, story, given: _NOT[given],
    ),
    case=cdnow,
    given=_five,
    prompt=_("Five models, five sentences. Which sentence belongs to which model?"),
    oracle=_matched(),
    mistakes=(
        Mistake(
            "leaving-swapped",
            _matched(bg="pareto", pareto="bg"),
            _(
                "BG/NBD and Pareto/NBD have changed places. They are easily mixed up, for their forecasts are close. Ask: may one leave *before* a second purchase? In one of them nobody can."
            ),
        ),
        Mistake(
            "contract-for-shop",
            _matched(pareto="sbg", sbg="pareto"),
            _(
                "The retention curve and Pareto/NBD have changed places. Both lose customers over time. But does one *see* them go? With contracts one does; in a shop one can only guess."
            ),
        ),
        Mistake(
            "money-for-purchases",
            _matched(nbd="gg", gg="nbd"),
            _(
                "NBD and Gamma-Gamma have changed places. One of them counts purchases, the other the money in one purchase."
            ),
        ),
    ),
    right=_(
        "Before you choose a model, ask two things: does one see who leaves? And is it purchases or money that is asked for?"
    ),
    hints=Hints(
        _("Sort the sentences: leaving seen, leaving unseen, no leaving, money."),
        _(
            "Contracts show who leaves. Of the two models with unseen leaving, one allows it only after a repeat purchase."
        ),
        _("“{money}” is about money alone, so it belongs to Gamma-Gamma. Next …"),
        _("{answer}"),
    ),
    competencies=("VA3",),
)
