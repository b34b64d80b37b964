"""Combinations without a grade counted, and a repair: who gains by it."""

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import machinery, telecom
from casekit.course.grade_policies.company import LEAST, year
from casekit.course.grade_policies.graded import NONE, graded, grades_of, scheme
from casekit.course.grade_policies.ironbridge import accounts_graded
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.choose import Choices
from casekit.practice.kinds.table import Table
from casekit.text import _

_BANDS = {"B2's band": (20_000, 50_000), "B1's band": (50_000, 100_000), "above B1": (100_000, 200_000)}
_SHEET = ["annual_usage", "growth_potential", "payment_credit", "band"]


# ── how many of each band have no grade ──────────────────────────────────────────────────────────────────
@once_a_case
def _with_bands(case):
    """Accounts from 20,000 to below 200,000 yuan with their band, and with their grade if a blank counted as low."""
    rows = graded(case)
    rows = rows[(rows["annual_usage"] >= LEAST) & (rows["annual_usage"] < 200_000)].copy()
    ends = [low for low, _high in _BANDS.values()] + [200_000]
    rows["band"] = pd.cut(rows["annual_usage"], ends, right=False, labels=list(_BANDS)).astype(object)
    rows["as_low"] = grades_of(rows.assign(growth_potential=rows["growth_potential"].fillna("low")), scheme())
    return rows


@once_a_case
def _parts(case):
    """The company, and those of its areas and trades in which each way of counting gives another table."""
    rows = _with_bands(case)
    parts = [(_("all organisations"), rows)]
    parts += [(_("the organisations of {area}").format(area=name), part) for name, part in rows.groupby("area")]
    parts += [(_("the organisations in {trade}").format(trade=name), part) for name, part in rows.groupby("industry")]
    found = []
    for who, part in parts:
        tables = [_counted(part, way) for way in _WAYS]
        told = {tuple(table["without_grade"]) for table in tables}
        if len(told) == len(_WAYS) and len(tables[0]) == len(_BANDS) and tables[0]["accounts"].min() > 1:
            found.append((who, part[_SHEET].reset_index(), tables, int((part["grade"] == NONE).sum())))
    return found


_WAYS = ("grade", "as_low", "by_usage", "graded")


def _counted(rows, way):
    outside = rows["grade"] != NONE if way == "graded" else rows[way] == NONE
    table = rows.assign(out=outside, money=rows["annual_usage"].where(outside, 0.0)).groupby("band", sort=False)
    counted = table.agg(accounts=("out", "size"), without_grade=("out", "sum"), sales_without=("money", "sum"))
    return counted.reindex([band for band in _BANDS if band in counted.index]).reset_index()


def _sheet(case, rng):
    who, sheet, tables, without = rng.choice(_parts(case))
    right = tables[0].set_index("band")
    return {
        "who": who,
        "sheet": sheet,
        "tables": dict(zip(_WAYS, tables, strict=True)),
        "n": len(sheet),
        "without": without,
        "top": int(right["accounts"].iloc[-1]),
        "top_sales": right["sales_without"].iloc[-1],
        "share": 100 * without / len(sheet),
        "blank": int(sheet["growth_potential"].isna().sum()),
        "year": year(case),
    }


def _in_way(way):
    return lambda facts: facts["tables"][way]


UNCOVERED = Question(
    id="policies.uncovered",
    kind=Table(
        key="band", columns={"accounts": 0, "without_grade": 0, "sales_without": 2}, units={"sales_without": _("yuan")}
    ),
    case=telecom,
    given=_sheet,
    prompt=_(
        "The sheet (also `casekit.data('policies.uncovered')`) holds {n} accounts, {who}, with a usage from 20,000 to below 200,000 yuan in {year}. A `band` is given: *B2's "
        "band* below 50,000, *B1's band* up to 100,000, *above B1*. **B2** asks for growth potential low, **B1** for middle or high; nothing is printed for the third. "
        "For each `band` give the number of `accounts`, how many are `without_grade`, and the sales of these, `sales_without`."
    ),
    workbook=lambda facts: {"accounts": facts["sheet"]},
    oracle=_in_way("grade"),
    mistakes=(
        Mistake(
            "blank-as-low",
            _in_way("as_low"),
            _(
                "You took a blank growth potential for *low*, so too many fit B2. {blank} accounts in the sheet are blank. Nobody has judged them; the "
                "scheme has no place for them. A blank meets no condition."
            ),
        ),
        Mistake(
            "usage-alone",
            _in_way("by_usage"),
            _(
                "You counted only those in a hole of the axis. An account in B1's band with low growth lies in a band and fits no grade: that hole "
                "opens only when both measures are looked at together."
            ),
        ),
        Mistake(
            "those-with-a-grade",
            _in_way("graded"),
            _("Your `without_grade` counts those who *have* a grade. Turn the condition round."),
        ),
    ),
    right=_(
        "{without} of {n} have no grade ({share:.0f} %). All {top} above B1 are among them, with {top_sales:,.0f} yuan. One row of the poster is missing, and three combinations "
        "of usage and growth."
    ),
    hints=Hints(
        _("Which combinations of band and growth does the scheme name? All the others have no grade."),
        _(
            "In B2's band count those whose growth is not low, in B1's band those not middle or high; above B1 everybody. Blanks meet neither."
        ),
        _(
            "Above B1: all {top} accounts, {top_sales:,.2f} yuan. Now a filter on growth in the two other bands, and a pivot table …"
        ),
        _("Columns accounts, without_grade, sales_without: {answer}"),
    ),
    competencies=("GR1", "GR2"),
    way="compute",
)


# ── who gains by a repair ────────────────────────────────────────────────────────────────────────────────
_LETTERS = "abcdef"
_FROM = 100_000  # where A2 begins in the repair, itself left to B1


@once_a_case
def _around_the_hole(case):
    """The hole's accounts by payment credit, and accounts without a grade below it."""
    rows = accounts_graded(case)
    hole = rows[(rows["annual_usage"] > _FROM) & (rows["annual_usage"] < 200_000)]
    lower = rows[
        (rows["grade"] == NONE) & rows["annual_usage"].between(30_000, 95_000) & rows["growth_potential"].notna()
    ]
    fine = lower["payment_credit"].isin(["good", "fairly good"])
    names = {
        "good": hole["payment_credit"] == "good",
        "fairly good": hole["payment_credit"] == "fairly good",
        "poor": hole["payment_credit"].isin(["fair", "bad"]),
    }
    return rows, {kind: list(hole.index[fit]) for kind, fit in names.items()} | {"lower": list(lower.index[fine])}


def _six(case, rng):
    rows, kinds = _around_the_hole(case)
    picked = [*rng.sample(kinds["good"], 2), rng.choice(kinds["fairly good"])]
    poor = rng.choice(kinds["poor"])
    lower = rng.sample(kinds["lower"], 2)
    dealt = rows.loc[rng.sample([*picked, poor, *lower], 6)]
    letters = dict(zip(dealt.index, _LETTERS, strict=True))
    table = dealt[["growth_potential", "payment_credit"]].fillna("(blank)")
    table.insert(0, "usage, yuan", [f"{usage:,.0f}" for usage in dealt["annual_usage"]])
    table.index = pd.Index([letters[one].upper() for one in dealt.index], name="account")
    credit, usage = dealt["payment_credit"], dealt["annual_usage"]
    return {
        "table": table.rename(columns={"growth_potential": "growth potential", "payment_credit": "payment credit"}),
        "gain": [letters[one] for one in picked],
        "in_hole": [letters[one] for one in [*picked, poor]],
        "literally": [letters[picked[2]]],
        "everybody": list(_LETTERS),
        "poor": letters[poor].upper(),
        "poor_credit": credit[poor],
        "good": letters[picked[0]].upper(),
        "sales": float(usage[picked].sum()),
        **{
            f"why_{letters[one]}": _(
                "Usage {usage:,.0f} yuan, payment credit {credit}: does the new band hold it, and does A2's second condition?"
            ).format(usage=usage[one], credit=credit[one])
            for one in dealt.index
        },
    }


WHO_GAINS = Question(
    id="policies.who-gains",
    kind=Choices(
        options={letter: _("account {letter}").format(letter=letter.upper()) for letter in _LETTERS},
        why={letter: f"{{why_{letter}}}" for letter in _LETTERS},
    ),
    case=machinery,
    given=_six,
    prompt=_(
        "Six accounts of the machinery seller Ironbridge have no grade by the printed scheme. Someone proposes **one** repair: **A2 begins above 100,000 yuan** and no longer at 200,000. Its "
        "second condition stays: payment credit *at least fairly good* (the levels are bad, fair, fairly good, good). **Who gets a grade by it?**"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=lambda facts: facts["gain"],
    mistakes=(
        Mistake(
            "credit-forgotten",
            lambda facts: facts["in_hole"],
            _(
                "You took everybody above 100,000. The band is wider, but A2 still asks for payment credit: {poor} pays *{poor_credit}*. The hole on the axis is closed, and behind "
                "it another one stays open."
            ),
        ),
        Mistake(
            "at-least-as-exactly",
            lambda facts: facts["literally"],
            _(
                "You kept to *exactly* fairly good. *At least* means: this level or a better one. Should {good}, who pays even better, have no grade for that?"
            ),
        ),
        Mistake(
            "everybody",
            lambda facts: facts["everybody"],
            _(
                "The repair moves one end of one band. Who lies below it had no grade for another reason, growth potential, and that was not touched."
            ),
        ),
    ),
    right=_(
        "Three accounts with {sales:,.0f} yuan. {poor} stays without a grade, for its credit: that may be right, but somebody has to *say* so. A repair is ours, not the "
        "source's. It needs a name, a date and a recount."
    ),
    hints=Hints(
        _("Two conditions, one after the other."),
        _("Usage above 100,000, and payment credit fairly good or good. Growth potential plays no part in A2."),
        _("Account {poor} lies in the new band, and pays {poor_credit}. So for A2 … Now the others above 100,000."),
        _("{answer}"),
    ),
    competencies=("GR2",),
)
