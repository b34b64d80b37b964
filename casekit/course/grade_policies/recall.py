"""Two questions of recall: how complete a field is (lesson 01), and who carries the sum over a cut (lesson 02)."""

from itertools import accumulate

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import telecom
from casekit.course.grade_policies.company import organisations, year
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.number import Number
from casekit.text import _

_LIMITS = (5_000, 10_000, 20_000)
_LEVELS = ("low", "middle", "high")
_NAMES = 1  # a fifth of seven names


# ── how complete is a field ──────────────────────────────────────────────────────────────────────────────
@once_a_case
def _judged(case):
    """Counts of each level of growth potential and of blanks, for all organisations and each area, from each sum on."""
    rows = organisations(case)
    parts = {_("all organisations"): rows} | {
        _("the organisations of {area}").format(area=area): rows[rows["area"] == area]
        for area in sorted(rows["area"].dropna().unique())
    }
    found = []
    for who, part in parts.items():
        for limit in _LIMITS:
            growth = part.loc[part["annual_usage"] >= limit, "growth_potential"]
            counts = growth.value_counts().reindex(_LEVELS, fill_value=0).astype(int)
            counts = [*counts, int(growth.isna().sum())]
            if min(counts) > 2 and len(set(_readings(counts))) == 4:
                found.append((who, limit, counts))
    return found


def _readings(counts):
    """What is answered, in per cent: the filled, the blanks, the blanks over the filled, and the filled without low."""
    total, blank = sum(counts), counts[-1]
    parts = (total - blank) / total, blank / total, blank / (total - blank), (counts[1] + counts[2]) / total
    return [round(100 * part, 1) for part in parts]


def _field(case, rng):
    who, limit, counts = rng.choice(_judged(case))
    total = sum(counts)
    table = pd.DataFrame({"accounts": counts}, index=pd.Index([*_LEVELS, "(blank)"], name="growth potential"))
    return {
        "who": who,
        "limit": limit,
        "table": table,
        "n": total,
        "blank": counts[-1],
        "filled": total - counts[-1],
        "share": 100 * (total - counts[-1]) / total,
        "not_low": 100 * (counts[1] + counts[2]) / total,
        "year": year(case),
    }


COMPLETE = Question(
    id="policies.recall-complete",
    kind=Number(unit="%", decimals=1),
    case=telecom,
    given=_field,
    prompt=_(
        "*Recall from lesson 01: how complete is a field?* A scheme asks for growth potential (发展潜力). The table counts {who} with a usage "
        "of {limit:,} yuan or more in {year}, by what stands in that field. How **complete** is it, in per cent?"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=lambda facts: facts["share"],
    mistakes=(
        Mistake(
            "the-blanks",
            lambda facts: 100 * facts["blank"] / facts["n"],
            _(
                "{got} is the share of *blanks*. That is the other half of the story: completeness (完整度) counts the accounts of "
                "which the field tells something."
            ),
        ),
        Mistake(
            "blanks-over-filled",
            lambda facts: 100 * facts["blank"] / facts["filled"],
            _(
                "{got} sets the blanks against the filled ones. A share is a part of the whole: how many accounts are there in "
                "all, and of how many does the field tell something?"
            ),
        ),
        Mistake(
            "low-is-nothing",
            lambda facts: facts["not_low"],
            _(
                "{got} leaves out who was judged *low*. Low is a judgement: somebody looked and wrote it down. A blank is none. "
                "Which rows of the table tell something?"
            ),
        ),
    ),
    right=_(
        "{filled} of {n}, that is {answer}. The other {blank} cannot meet a condition on growth, whatever they spend. A blank is not "
        "*low*: a policy has to say what happens to them."
    ),
    hints=Hints(
        _("Which rows of the table tell something about growth?"),
        _("Completeness = accounts whose field is filled, over all accounts, times 100."),
        _("There are {n} accounts in all, and {blank} of them are blank. So filled are …"),
        _("{filled} / {n} = {answer}."),
    ),
    competencies=("GR1",),
)


# ── who carries the sum over the cut ─────────────────────────────────────────────────────────────────────
@once_a_case
def _thousands(case):
    usage = (organisations(case)["annual_usage"] / 1000).round().astype(int)
    return [(name, int(thousands)) for name, thousands in usage[usage >= 4].sort_index().items()]


def _in_a(falling):
    """How many of the sums, the largest first, it takes to reach 80 %; and how many stay below it."""
    reached = [100 * run >= 80 * sum(falling) for run in accumulate(falling)]
    return reached.index(True) + 1, reached.index(True)


def _seven(case, rng):
    """Seven accounts such that counting the A without the carrier, or by names, gives other numbers."""
    pool = _thousands(case)
    while True:
        seven = sorted(rng.sample(pool, 7), key=lambda one: -one[1])
        falling = [thousands for _name, thousands in seven]
        n_a, too_few = _in_a(falling)
        if len(set(falling)) == 7 and len({n_a, too_few, _NAMES, 7}) == 4:
            break
    names = pd.Index([name for name, _thousands in seven], name="account")
    return {
        "table": pd.DataFrame({"usage, thousand yuan": falling}, index=names),
        "n_a": n_a,
        "too_few": too_few,
        "total": sum(falling),
        "to_a": 0.8 * sum(falling),
        "first": falling[0],
        "two": falling[0] + falling[1],
        "year": year(case),
    }


CARRIER = Question(
    id="policies.recall-carrier",
    kind=Number(unit=_("accounts")),
    case=telecom,
    given=_seven,
    prompt=_(
        "*Recall from lesson 02: who carries the sum over the cut is still in.* Seven accounts and their usage in {year}, {total:,} thousand "
        "yuan together. Class **A** ends at **80 %**. How many of the seven are A?"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=lambda facts: facts["n_a"],
    mistakes=(
        Mistake(
            "carrier-below",
            lambda facts: facts["too_few"],
            _(
                "{got}: with these the sum is still below 80 % ({to_a:,.1f}). The next account carries it over, and it belongs to A: "
                "without it, A would not hold what it stands for."
            ),
        ),
        Mistake(
            "share-of-names",
            lambda facts: _NAMES,
            _(
                "{got}: that is about a fifth of the seven *names*. ABC cuts the sum, not the list: add up the usage from the top until 80 % "
                "({to_a:,.1f}) is reached."
            ),
        ),
        Mistake(
            "all",
            lambda facts: 7,
            _(
                "{got}: that is all of them. Add up from the top. Which account is the first to take the sum over {to_a:,.1f}?"
            ),
        ),
    ),
    right=_(
        "{answer}: the last of them carries the sum over {to_a:,.1f} thousand. Whoever writes a rule says on which side of the line one "
        "stands who stands *on* it. Grade policies have many such lines."
    ),
    hints=Hints(
        _("Add up from the top, and stop when the cut is passed."),
        _("80 % of {total:,} is {to_a:,.1f}. The account with which the sum passes it is the last A."),
        _("The first brings {first:,}, the first two {two:,}. Is {to_a:,.1f} reached? Go on …"),
        _("{answer}"),
    ),
    competencies=("GR1",),
)
