"""From passive to active: problems found first, and relations that sink."""

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.churn_early_warning.company import apart
from casekit.course.companies import telecom
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.choose import Choices
from casekit.practice.kinds.number import Number
from casekit.text import _


def _rate(f):
    return 100 * f["ours"] / f["all"]


def _known_only(f):
    return 100 * f["ours"] / (f["ours"] + f["theirs"])


def _to_theirs(f):
    return 100 * f["ours"] / f["theirs"]


def _reported(f):
    return 100 * f["theirs"] / f["all"]


@once_a_case
def _complained(case):
    asked = case.complaints
    subject = asked.groupby(["subject", asked["opened_at"].dt.to_period("Q").astype(str)]).size()
    return [(name, quarter, int(n)) for (name, quarter), n in subject.items() if n >= 15]


def _log(case, rng):
    subject, quarter, theirs = rng.choice(_complained(case))
    while True:
        facts = {
            "subject": subject,
            "quarter": quarter,
            "theirs": theirs,
            "ours": rng.randint(5, theirs),
            "unknown": rng.randint(4, 15),
        }
        facts["all"] = facts["ours"] + theirs + facts["unknown"]
        if apart([way(facts) for way in (_rate, _known_only, _to_theirs, _reported)], 0.4):
            return facts


ACTIVE = Question(
    id="warning.active",
    kind=Number(unit="%", decimals=1),
    case=telecom,
    given=_log,
    prompt=_(
        "Problems of the subject “{subject}” in {quarter}: **{theirs}** were brought by customers, **{ours}** were found by Harbour before a customer spoke, and of **{unknown}** nobody noted who found them. What is the **active rate** (主动率): problems we "
        "found first as a share of *all* problems? (per cent, one decimal)"
    ),
    oracle=_rate,
    mistakes=(
        Mistake(
            "unknown-dropped",
            _known_only,
            _(
                "{got} leaves out the {unknown} of unknown origin. Then a careless log makes the rate better. All problems stand below the line. How many are they?"
            ),
        ),
        Mistake(
            "ours-to-theirs",
            _to_theirs,
            _("{got} sets ours against theirs. That is a ratio of two parts; asked is ours as a share of the whole."),
        ),
        Mistake(
            "the-other-share",
            _reported,
            _("{got} is the share that *customers* brought: the passive side. Asked is who was first on ours."),
        ),
    ),
    right=_(
        "{answer}: {ours} of {all}. Count the unknown against yourself until somebody notes the origin: then the rate can only rise by honest work."
    ),
    hints=Hints(
        _("What is the whole?"),
        _("found by us / all problems, those of unknown origin included."),
        _("All problems: {ours} + {theirs} + {unknown} = {all}. Of these …"),
        _("{ours} / {all} = {answer}"),
    ),
    competencies=("RT10",),
)

# ── sinking relations ────────────────────────────────────────────────────────────────────────────────────
_SHAPES = {
    "sinks": lambda rng, top: (top, top, top - rng.randint(3, 8), top - rng.randint(10, 16)),
    "long": lambda rng, top: (top, top - rng.randint(2, 5), top - rng.randint(7, 10), top - rng.randint(12, 18)),
    "once": lambda rng, top: (top - 4, top - 2, top, top - rng.randint(11, 20)),
    "recovers": lambda rng, top: (top, top - 8, top - rng.randint(14, 20), top - rng.randint(4, 9)),
    "low": lambda rng, top: (36, 38, 37, 39),
}


@once_a_case
def _managed(case):
    customers = case.customers
    return sorted(customers.loc[customers["manager_id"].notna() & customers["left_on"].isna(), "customer_id"])


def _accounts(case, rng):
    shapes = ["sinks", rng.choice(["sinks", "long"]), "once", "recovers", "low"]
    rng.shuffle(shapes)
    scores = [_SHAPES[shape](rng, rng.randint(68, 92)) for shape in shapes]
    ids = rng.sample(_managed(case), len(shapes))
    table = pd.DataFrame(
        scores, index=pd.Index(ids, name=_("account")), columns=[_("spring"), _("summer"), _("autumn"), _("winter")]
    )
    return {"scores": dict(zip("abcde", scores, strict=True)), "table": table} | dict(zip("abcde", ids, strict=True))


def _where(rule):
    return lambda facts: [id for id, scores in facts["scores"].items() if rule(scores)]


SINKING = Question(
    id="warning.sinking",
    kind=Choices(
        options={name: f"{{{name}}}" for name in "abcde"},
        why=dict.fromkeys(
            "abcde", _("Compare winter with autumn, and autumn with summer: did the score fall both times?")
        ),
    ),
    case=telecom,
    given=_accounts,
    prompt=_(
        "Each quarter the account managers score their relation with an account, 0 to 100. The declared sign: the score **fell in each of the last two quarters**, however little (autumn below summer, winter below autumn). For which accounts does it ring? (tick all)"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=_where(lambda s: s[1] > s[2] > s[3]),
    mistakes=(
        Mistake(
            "one-fall",
            _where(lambda s: s[3] < s[2]),
            _(
                "You ticked whoever fell in the last quarter. One fall is often chance or a bad day. What happened in the quarter before?"
            ),
        ),
        Mistake(
            "lower-than-spring",
            _where(lambda s: s[3] < s[0]),
            _(
                "You compared winter with spring. Who fell and is on the way up again is then warned of, too. Which way did each of the *last two* quarters go?"
            ),
        ),
        Mistake(
            "low-score",
            _where(lambda s: s[3] < 50),
            _(
                "You ticked low scores. A score that has always been low is a matter for a talk, but nothing has changed. The sign asks for a *direction*."
            ),
        ),
    ),
    right=_(
        "Two falls in a row are less often mere chance than one, and still leave time to act. It is a rule that somebody declared: check next year whether those who rang left more often."
    ),
    hints=Hints(
        _("A direction, not a height."),
        _("Two comparisons an account: autumn with summer, winter with autumn."),
        _("Take {a}: is autumn below summer? Is winter below autumn? …"),
        _("{answer}"),
    ),
    competencies=("RT10",),
)
