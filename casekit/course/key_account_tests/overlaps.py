"""Sets that overlap: what sizes and pairs tell, and what only the customers themselves do."""

from itertools import combinations

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import telecom
from casekit.course.key_account_tests.company import TYPES, held, organisations, year
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.choose import Choice
from casekit.practice.kinds.table import Table
from casekit.text import _

_SHORT = {"important": _("important"), "high_value": _("high value"), "group": _("group"), "strategic": _("strategic")}


# ── pairs alone do not tell ──────────────────────────────────────────────────────────────────────────────
@once_a_case
def _scopes(case):
    """For several parts of the company: sizes and overlaps of the four types, and what lies behind them."""
    rows = organisations(case)
    parts = {_("all organisations"): rows}
    for area in sorted(rows["area"].dropna().unique()):
        parts[_("the organisations of {area}").format(area=area)] = rows[rows["area"] == area]
    found = []
    for label, part in parts.items():
        yes = part[list(TYPES)].astype(int)
        n = yes.sum(axis=1)
        pairs = {(a, b): int((yes[a] * yes[b]).sum()) for a, b in combinations(TYPES, 2)}
        facts = {
            "who": label,
            "table": _grid(yes.sum(), pairs),
            "sizes": int(yes.sum().sum()),
            "pairs": sum(pairs.values()),
            "largest": max(pairs.values()),
            "half": round(yes.sum().sum() / 2),
            "two": int((n >= 2).sum()),
            "three": int((n == 3).sum()),
            "four": int((n == 4).sum()),
        }
        if facts["three"] >= 2 and len({facts[name] for name in ("pairs", "largest", "half", "two")}) == 4:
            found.append(facts)
    return found


def _grid(sizes, pairs):
    """Sizes on the diagonal, the overlap of two types beside it."""
    labels = [_SHORT[name] for name in TYPES]
    table = pd.DataFrame("", index=pd.Index(labels, name=_("type")), columns=labels)
    for name in TYPES:
        table.loc[_SHORT[name], _SHORT[name]] = str(sizes[name])
    for (a, b), n in pairs.items():
        table.loc[_SHORT[a], _SHORT[b]] = str(n)
    return table


def _one_scope(case, rng):
    return rng.choice(_scopes(case)) | {"year": year(case)}


PAIRS = Question(
    id="keys.pairs",
    kind=Choice(
        options={
            "cannot": _("This cannot be told from these data."),
            "sum-of-pairs": _("{pairs}: all the overlaps of two types, added up."),
            "largest-pair": _("{largest}: the largest overlap, for it holds the smaller ones."),
            "half": _("{half}: the sizes together, halved, for each is counted twice."),
        },
    ),
    case=telecom,
    given=_one_scope,
    prompt=_(
        "Your assistant has counted the four types among {who}. On the diagonal: how many hold the type. Beside it: how many hold *both*. "
        "The director asks: **how many hold at least two types?** What do you answer from this table alone?"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=lambda facts: "cannot",
    mistakes=(
        Mistake.picked(
            "sum-of-pairs",
            _(
                "In {pairs} a customer with three types stands three times: in three of the overlaps. With all four it stands six times. "
                "How many such customers are there? Look for that number in the table."
            ),
        ),
        Mistake.picked(
            "largest-pair",
            _(
                "At least {largest} hold two types: that much is sure. But other overlaps need not lie inside this one. A customer can be important and "
                "strategic without being in a group."
            ),
        ),
        Mistake.picked(
            "half",
            _(
                "That would be right if everybody held exactly two types. Many hold one, some three. The sizes do not say how many."
            ),
        ),
    ),
    right=_(
        "It lies somewhere between {largest} and {pairs}. The records say {two}: {three} customers hold three types and {four} all four, and the table of "
        "pairs counts these three and six times. Ask for the count by *combination*."
    ),
    hints=Hints(
        _("Think of one customer with three types. In how many cells does it stand?"),
        _("Who holds three types stands in three of the overlaps, who holds four in six. Is it said how many do?"),
        _(
            "Added up, the overlaps give {pairs}. That is right only if nobody holds three or four. So from this table …"
        ),
        _("The number lies between {largest} and {pairs}; more the table does not say."),
    ),
    competencies=("GR3",),
)


# ── any two, or all four ─────────────────────────────────────────────────────────────────────────────────
@once_a_case
def _flags(case):
    rows = organisations(case).dropna(subset="area")
    yes = rows[list(TYPES)].replace({True: "yes", False: "no"}).astype(object)
    return pd.concat([rows[["area"]], yes], axis=1), held(rows)


def _areas(case, rng):
    flags, n = _flags(case)
    areas = sorted(rng.sample(sorted(flags["area"].unique()), 3))
    here = flags["area"].isin(areas)
    return {"flags": flags[here], "n_types": n[here], "n": int(here.sum()), "areas": ", ".join(areas)}


def _counts(two, four):
    def table(facts):
        n, area = facts["n_types"], facts["flags"]["area"]
        counts = pd.DataFrame({"two_or_more": n.map(two), "all_four": n.map(four)}).groupby(area).sum()
        return counts.reset_index()

    return table


SPECIAL = Question(
    id="keys.special",
    kind=Table(key="area", columns={"two_or_more": 0, "all_four": 0}),
    case=telecom,
    given=_areas,
    prompt=_(
        "A telecom operator's paper says: the four sets *may intersect, and their intersection is the special grade (特级)*. Of any two, or of all four? Count both, "
        "for the {n} organisations of {areas}. For each `area` give the number of customers with at least two types, `two_or_more`, and with "
        "`all_four`. The sheet has a yes or no for each type."
    ),
    workbook=lambda facts: {"types": facts["flags"].reset_index()},
    oracle=_counts(lambda n: n >= 2, lambda n: n == 4),
    mistakes=(
        Mistake(
            "exactly-two",
            _counts(lambda n: n == 2, lambda n: n == 4),
            _(
                "Your `two_or_more` counts those with *exactly* two types. Then who holds three would be less special than who holds two. "
                "At least two: two, three or four."
            ),
        ),
        Mistake(
            "pairs-counted",
            _counts(lambda n: n * (n - 1) // 2, lambda n: n == 4),
            _(
                "Your `two_or_more` counts *pairs* of types: who holds three stands there three times. Count customers: one row, one yes."
            ),
        ),
        Mistake(
            "flags-added",
            _counts(lambda n: n, lambda n: n == 4),
            _(
                "Your `two_or_more` is the sum of all yeses of an area. Who holds one type is in it, and who holds two is in it twice. First the number "
                "of types of each customer, then compare it with 2."
            ),
        ),
        Mistake(
            "three-or-more",
            _counts(lambda n: n >= 3, lambda n: n == 4),
            _("Your `two_or_more` counts from three types on: > 2 for ≥ 2."),
        ),
    ),
    right=_(
        "One word of a paper, “intersection”, and two lists that differ by dozens of customers. All four can hold only for offices of the "
        "state: no firm, however large, is “important”. Write down the reading before you show a list."
    ),
    hints=Hints(
        _("First a column more: how many yeses each customer has."),
        _("Count the yeses of each row. Then, by area, count the rows with 2 or more, and those with 4."),
        _('In Excel: `=COUNTIF(C2:F2,"yes")`, then a pivot table. In pandas: `(flags == "yes").sum(axis=1) >= 2` …'),
        _("{answer}"),
    ),
    competencies=("GR3",),
    way="compute",
)
