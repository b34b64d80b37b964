"""The order in which the rows of a scheme are tested: whoever meets a wide row first never reaches the others."""

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import telecom
from casekit.course.grade_policies.company import organisations, year
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.arrange import Order
from casekit.text import _

_SUMS = (5_000, 10_000, 20_000, 50_000, 80_000)
_EXTRAS = ("", "prompt", "growth")
_OFF = (3, 4, 5, 6, 7, 8, 9, 10)
_LETTERS = "pqrst"


def _said(least, extra):
    conditions = {
        "": _("{least:,} yuan or more"),
        "prompt": _("{least:,} yuan or more, and pays within 15 days"),
        "growth": _("{least:,} yuan or more, and growth potential high"),
    }
    return conditions[extra].format(least=least)


@once_a_case
def _meeting(case):
    """How many accounts meet each row, taken by itself."""
    rows = organisations(case)
    fits = {"": True, "prompt": rows["days_to_pay"] <= 15, "growth": rows["growth_potential"] == "high"}
    return {
        (least, extra): int(((rows["annual_usage"] >= least) & fits[extra]).sum())
        for least in _SUMS
        for extra in _EXTRAS
    }


def _rows(case, rng):
    """Five rows with different sums; none stands in the shadow of a wider row with as good a discount."""
    meeting = _meeting(case)
    while True:
        extras = [rng.choice(_EXTRAS) for _least in _SUMS]
        off = rng.sample(_OFF, 5)
        rows = list(zip(_SUMS, extras, off, strict=True))
        counts = [meeting[least, extra] for least, extra, _off in rows]
        orders = {tuple(sorted(range(5), key=key)) for key in _ways(rows, counts)}
        if (
            len(orders) == 4
            and len(set(counts)) == 5
            and min(counts) > 2
            and not _shadowed(rows)
            and set(extras) == {*_EXTRAS}
        ):
            break
    shuffled = rng.sample(range(5), 5)
    letters = {place: letter for letter, place in zip(_LETTERS, shuffled, strict=True)}
    widest = max(range(5), key=lambda place: counts[place])
    best = max(range(5), key=lambda place: off[place])
    table = pd.DataFrame(
        {
            "who": [_said(*rows[place][:2]) for place in shuffled],
            "discount, %": [off[place] for place in shuffled],
            "accounts that meet it": [counts[place] for place in shuffled],
        },
        index=pd.Index([letter.upper() for letter in _LETTERS], name="row"),
    )
    return {
        "rows": rows,
        "counts": counts,
        "letters": letters,
        "table": table,
        "widest": letters[widest].upper(),
        "n_widest": counts[widest],
        "widest_off": off[widest],
        "best": letters[best].upper(),
        "best_off": off[best],
        "n_best": counts[best],
        "year": year(case),
    }


def _shadowed(rows):
    """Whether some row can never be better than a wider one that holds all its accounts."""
    return any(
        low <= least and other in ("", extra) and more >= off
        for least, extra, off in rows
        for low, other, more in rows
        if (low, other) != (least, extra)
    )


def _ways(rows, counts):
    """The right order and three others, as sorting keys: by discount; by the sum; by how many; the other way round."""
    return (
        lambda place: -rows[place][2],
        lambda place: -rows[place][0],
        lambda place: -counts[place],
        lambda place: rows[place][2],
    )


def _ordered(way):
    def order(facts):
        places = sorted(range(5), key=_ways(facts["rows"], facts["counts"])[way])
        return [facts["letters"][place] for place in places]

    return order


TEST_ORDER = Question(
    id="policies.test-order",
    kind=Order(items={letter: _("row {letter}").format(letter=letter.upper()) for letter in _LETTERS}),
    case=telecom,
    given=_rows,
    prompt=_(
        "Sales wants five discounts, by usage in {year}. A program goes through the rows one after the other; **the first row that fits wins**, and "
        "nothing after it is read. Who meets several rows is to get the **highest** discount. In which order must the rows be tested?"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=_ordered(0),
    mistakes=(
        Mistake(
            "by-the-sum",
            _ordered(1),
            _(
                "You ordered by the *sum*, the largest first. It tempts, because in most schemes more usage means more discount. Here "
                "a second condition can be worth more than the sum. Who meets two of these rows, and which should win?"
            ),
        ),
        Mistake(
            "widest-first",
            _ordered(2),
            _(
                "Row {widest} comes first with you, the row that most accounts meet. All {n_widest:,} of them stop there with {widest_off} %, and no "
                "other row ever sees them. What must be tested before a wide row?"
            ),
        ),
        Mistake(
            "smallest-first",
            _ordered(3),
            _(
                "You climb from the smallest discount to the highest. That would be right if the *last* row that fits won. Here the first one "
                "wins, and the best row would only see who met none of the others."
            ),
        ),
    ),
    right=_(
        "The best row first. Row {best} with {best_off} % is met by {n_best:,} accounts; tested after a wider row it would lose them. A printed scheme "
        "seldom says in which order it is tested. A program always has one."
    ),
    hints=Hints(
        _("Think of one account that meets two rows. Which of them has to be asked first?"),
        _("First that fits wins: so whatever is to win must stand before everything it competes with."),
        _(
            "Row {widest} is met by {n_widest:,} accounts. Some of them also meet a row with a higher discount, so that row stands before it …"
        ),
        _("{answer}: from the highest discount down."),
    ),
    competencies=("GR1",),
)
