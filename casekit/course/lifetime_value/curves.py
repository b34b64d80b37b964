"""Retention curves: which contracts one may use, and the share still there after a year, cohort by cohort."""

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import telecom
from casekit.course.lifetime_value.company import contracts, first_day
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.sheet import Grades
from casekit.practice.kinds.table import Table
from casekit.text import _

_YEAR = 12  # months

# ── whom to use ──────────────────────────────────────────────────────────────────────────────────────────
USE, CUT, SHORT = "use", "before", "short"
_SORTS = {
    USE: _("use it"),
    CUT: _("leave it out: came before the records begin"),
    SHORT: _("leave it out: not seen for long enough"),
}
_KINDS = ("there", "early leaver", "late leaver", "before there", "before gone", "short there", "short gone", "edge")


@once_a_case
def _by_kind(case):
    """Contracts by what makes them easy or hard to place: number, day of coming, day of leaving or none."""
    table = contracts(case)
    gone, long = table["left"].notna(), table["months"] >= _YEAR
    old, edge = table["entered"] < first_day(case), table["seen"] == _YEAR
    new = ~old & (table["seen"] > _YEAR)
    short = table["seen"] < _YEAR
    groups = {
        "there": new & ~gone,
        "early leaver": new & gone & ~long,
        "late leaver": new & long,
        "before there": old & ~gone,
        "before gone": old & gone,
        "short there": short & ~gone,
        "short gone": short & gone,
        "edge": edge & ~gone,
    }
    return {kind: [*table.loc[who, ["entered", "left"]].itertuples()] for kind, who in groups.items()}


def _place(kind):
    return CUT if kind.startswith("before") else SHORT if kind.startswith("short") else USE


def _eight(case, rng):
    chosen = {kind: rng.choice(rows) for kind, rows in _by_kind(case).items()}
    order = rng.sample(_KINDS, len(_KINDS))
    rows = {
        chosen[kind].Index: {"entered": chosen[kind].entered, "left": chosen[kind].left, "kind": kind} for kind in order
    }
    told = {f"is_{kind.replace(' ', '_')}": row.Index for kind, row in chosen.items()}
    end = case.last_day
    return told | {
        "rows": rows,
        "begin": f"1 {first_day(case):%B %Y}",
        "end": f"{end.day} {end:%B %Y}",
        "latest": f"1 {end.replace(year=end.year - 1, day=1):%B %Y}",
        "too_late": f"{first_day(case).replace(year=end.year):%B %Y}",
    }


def _label(number, row):
    left = (
        _("still there") if pd.isna(row["left"]) else _("left {day}").format(day=f"{row['left']:%d %b %Y}".lstrip("0"))
    )
    return _("{number}: came 1 {month}, {left}").format(number=number, month=f"{row['entered']:%B %Y}", left=left)


def _because(facts, number):
    kind = facts["rows"][number]["kind"]
    if kind.startswith("before"):
        return _("Would it be in the file at all if it had ended before {begin}?").format(begin=facts["begin"])
    if kind.startswith("short"):
        return _("Its first 12 months end after {end}: could one see it leave in each of them?").format(
            end=facts["end"]
        )
    return _("It came in the records, and all of its first 12 months lie within them, whatever became of it.")


def _sorted_by(change):
    return lambda facts: {number: change(row["kind"], _place(row["kind"])) for number, row in facts["rows"].items()}


WHOM = Question(
    id="lifetime.whom",
    kind=Grades(
        grades=_SORTS,
        rows=lambda facts: {number: _label(number, row) for number, row in facts["rows"].items()},
        because=_because,
        heading=_("For the share still there after 12 months"),
    ),
    case=telecom,
    given=_eight,
    prompt=_(
        "The records begin on {begin} and end on {end}: who left before they begin is in no file. You want the share of contracts that are still "
        "there after **12 months**. A contract that came on {latest} was seen again 12 months later; one that came in {too_late} was not. What do you do with each of these?"
    ),
    oracle=_sorted_by(lambda kind, place: place),
    mistakes=(
        Mistake(
            "old-ones-used",
            _sorted_by(lambda kind, place: USE if place == CUT else place),
            _(
                "You use the contracts that came before {begin}, such as {is_before_there}. They are many, and look so loyal. But those of their "
                "year that left early are in no file. What would the share after 12 months be for *any* such group?"
            ),
        ),
        Mistake(
            "leavers-are-known",
            _sorted_by(lambda kind, place: USE if kind == "short gone" else place),
            _(
                "You use {is_short_gone}, which came late and has already left: its story is known. But of those who came with it and stay, nobody "
                "knows yet. Who takes only the leavers of a young cohort finds that everybody leaves."
            ),
        ),
        Mistake(
            "still-open",
            _sorted_by(lambda kind, place: SHORT if kind in ("there", "edge") else place),
            _(
                "You leave out contracts that are still there, such as {is_there}, as if their end had to be known. For the share after 12 months it "
                "is enough that they have passed 12 months. Without them only leavers remain."
            ),
        ),
        Mistake(
            "late-leavers-dropped",
            _sorted_by(lambda kind, place: CUT if kind == "before gone" else SHORT if kind == "late leaver" else place),
            _(
                "You leave out {is_late_leaver}, which left after more than 12 months. After 12 months it was there, and so it counts as *there*. What "
                "happened later belongs to the next year of the curve."
            ),
        ),
    ),
    right=_(
        "The rule looks at the day of *coming* only: after the records begin, and 12 months before they end. What became of the contract must not "
        "decide whether it is counted."
    ),
    hints=Hints(
        _("Look at the day of coming first, and cover the rest with your hand."),
        _("Came before {begin}: out. Came after {latest}: out. Everything else is used, gone or not."),
        _(
            "{is_before_gone} came before the records begin: leave it out. {is_early_leaver} came within them and early enough, so …"
        ),
        _("{answer}"),
    ),
    competencies=("VA3",),
)

# ── a small retention table ──────────────────────────────────────────────────────────────────────────────
_FEWEST = 4  # contracts in each half-year


@once_a_case
def _sheets(case):
    """Parts of the company: contracts by the half-year of coming, with months until left and months seen."""
    table = contracts(case)
    table = table[(table["entered"] >= first_day(case) - pd.DateOffset(years=1)) & table["plan"].notna()]
    half = table["entered"].dt.month.gt(6).map({False: _("first half"), True: _("second half")})
    table = table.assign(came=table["entered"].dt.year.astype(str) + " " + half)
    found = []
    for (area, _plan), rows in table.groupby(["area", "plan"]):
        counts = _counted(rows)
        if rows["came"].nunique() == 8 and counts["contracts"].min() >= _FEWEST and _telling(counts):
            sheet = rows[["came", "months", "seen"]].sort_values(["came"], kind="stable").reset_index()
            sheet = sheet.rename(
                columns={"customer_id": "contract", "months": "months_until_left", "seen": "months_seen"}
            )
            found.append({"area": area, "sheet": sheet, "counts": counts})
    return found


def _counted(rows):
    grouped = rows.groupby("came")
    return pd.DataFrame(
        {
            "contracts": grouped.size(),
            "there": grouped["months"].agg(lambda months: int((~(months < _YEAR)).sum())),
            "left_later": grouped["months"].agg(lambda months: int((months >= _YEAR).sum())),
            "open": grouped["months"].agg(lambda months: int(months.isna().sum())),
        }
    )


def _telling(counts):
    usable = counts.iloc[2:6]
    return usable["left_later"].sum() and (usable["there"] < usable["contracts"]).any() and usable["open"].min()


def _table(first=2, last=6, column="there"):
    def rows(facts):
        counts = facts["counts"].iloc[first:last]
        return [
            {
                "came": came,
                "contracts": int(row["contracts"]),
                "still_there": int(row[column]),
                "retention": 100 * row[column] / row["contracts"],
            }
            for came, row in counts.iterrows()
        ]

    return rows


def _one_sheet(case, rng):
    facts = rng.choice(_sheets(case))
    start, end = first_day(case), case.last_day
    later = int(facts["counts"].iloc[2:6]["left_later"].sum())
    return facts | {
        "begin": f"{start:%B %Y}",
        "end": f"{end:%B %Y}",
        "first_year": start.year,
        "last_year": end.year,
        "before": start.year - 1,
        "left_later": later,
    }


CURVE = Question(
    id="lifetime.curve",
    kind=Table(
        key="came",
        columns={"contracts": 0, "still_there": 0, "retention": 1},
        units={"retention": "%"},
    ),
    case=telecom,
    given=_one_sheet,
    prompt=_(
        "The sheet, and `casekit.data('lifetime.curve')`, list private contracts of {area}: the half-year in which each `came`, "
        "`months_until_left` (whole months it lasted; blank: still there) and `months_seen` (months from its beginning to the end of the records). The records run from {begin} to {end}. "
        "Give one row for each half-year `came` of which **all** contracts were seen from their beginning and for 12 months: the number of "
        "`contracts`, how many were `still_there` after 12 months (12 or more), and their `retention` in per cent."
    ),
    workbook=lambda facts: {"contracts": facts["sheet"]},
    oracle=_table(),
    mistakes=(
        Mistake(
            "old-ones-too",
            _table(first=0),
            _(
                "Your table has the half-years of {before} as well. Those contracts came before the records begin: who of them left within "
                "{before} is in no file, so the retention you see is too good. Which half-years were seen from their beginning?"
            ),
        ),
        Mistake(
            "too-young-too",
            _table(last=8),
            _(
                "Your table has the half-years of {last_year} as well. None of their contracts has been seen for 12 months, so none "
                "can have shown that it stays. A blank there means *so far*. Look at months_seen."
            ),
        ),
        Mistake(
            "blank-is-gone",
            _table(column="left_later"),
            _(
                "You counted only contracts that *left* after 12 months or more. The blanks are those still there today, the best of "
                "all. A comparison with a blank cell gives no; count what left *before* 12 months, and take it off."
            ),
        ),
        Mistake(
            "only-the-open",
            _table(column="open"),
            _(
                "You counted only contracts that are still there today. {left_later} have left since, after more than 12 months. On their day after 12 months they were there, "
                "and that is what is asked."
            ),
        ),
    ),
    right=_(
        "Four half-years, each with its own share. They differ by chance as well: behind each stand few contracts. Before you say that a "
        "new cohort is worse, look at how many it has."
    ),
    hints=Hints(
        _("First strike out the half-years that cannot be used. Then count in the others."),
        _(
            "Usable: came within the records, and months_seen is 12 or more for all. Still there: all but those with months_until_left below 12."
        ),
        _(
            'In Excel: `=COUNTIFS(B:B,came)` for the contracts, and less `COUNTIFS(B:B,came,C:C,"<12")` for those still there; blanks are '
            "not counted by it. {before} and {last_year} drop out …"
        ),
        _("{answer}"),
    ),
    competencies=("VA3",),
    way="compute",
)
