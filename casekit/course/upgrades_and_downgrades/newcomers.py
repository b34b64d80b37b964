"""Who joined during the year against a threshold for a whole year; and two conditions joined by AND or by OR."""

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import machinery
from casekit.course.upgrades_and_downgrades.books import LADDER, YEARS, accounts, usage
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.number import Number
from casekit.practice.kinds.sheet import Grades
from casekit.text import _

_NEEDED = {  # kinds of accounts on the card, and how many of each
    "whole year, reached": 2,
    "whole year, below": 2,
    "joined, reached": 1,
    "joined, on the way": 2,
    "joined, far": 1,
}


# ── joined in October ────────────────────────────────────────────────────────────────────────────────────
def _verdict(row, threshold):
    if row["usage"] >= threshold:
        return "reached"
    return "below" if row["months"] == 12 else "wait"


def _raw_sum(row, threshold):
    return "reached" if row["usage"] >= threshold else "below"


def _scaled_up(row, threshold):
    return "reached" if row["usage"] / row["months"] * 12 >= threshold else "below"


def _all_new_wait(row, threshold):
    return "wait" if row["months"] < 12 else _raw_sum(row, threshold)


def _all(way):
    return lambda facts: {row["customer_id"]: way(row, facts["threshold"]) for row in facts["rows"]}


def _sort_of(row, threshold):
    if row["months"] == 12:
        return "whole year, reached" if row["usage"] >= threshold else "whole year, below"
    if row["usage"] >= threshold:
        return "joined, reached"
    return "joined, on the way" if _scaled_up(row, threshold) == "reached" else "joined, far"


@once_a_case
def _sorts(case):
    """Accounts in business at the end of a year, by what they show; (year, threshold, pools) where all kinds exist."""
    known, found = accounts(case), []
    for year in YEARS[1:]:
        there = (known["entered"] <= pd.Timestamp(year, 12, 1)) & (
            known["left"].isna() | (known["left"].dt.year > year)
        )
        rows = known[there]
        since_january = 13 - rows["entered"].dt.month
        months = since_january.where(rows["entered"].dt.year == year, 12)
        table = pd.DataFrame(
            {"usage": usage(case)[year].round().astype(int), "months": months, "entered": rows["entered"]}
        )
        for threshold in (LADDER["B1"], LADDER["A2"]):
            pools = {name: [] for name in _NEEDED}
            for row in table.dropna().reset_index().to_dict("records"):
                if row["usage"] >= threshold / 10:
                    pools[_sort_of(row, threshold)].append(row)
            if all(len(pools[name]) >= 1 for name in _NEEDED):
                found.append((year, threshold, pools))
    return found


def _joined_late(case, rng):
    year, threshold, pools = rng.choice(_sorts(case))
    rows = [row for name, n in _NEEDED.items() for row in rng.sample(pools[name], min(n, len(pools[name])))]
    late = max(
        (row for row in rows if row["months"] < 12 and row["usage"] < threshold),
        key=lambda row: row["usage"] / row["months"],
    )
    rng.shuffle(rows)
    table = pd.DataFrame(
        {
            _("customer since"): [f"{row['entered']:%B %Y}" for row in rows],
            _("usage of {year}, yuan").format(year=year): [row["usage"] for row in rows],
        },
        index=pd.Index([row["customer_id"] for row in rows], name=_("account")),
    )
    return {
        "rows": rows,
        "threshold": int(threshold),
        "grade": next(grade for grade, low in LADDER.items() if low == threshold),
        "year": year,
        "next_year": year + 1,
        "next_review": year + 2,
        "table": table,
        "late": late["customer_id"],
        "late_months": int(late["months"]),
        "late_usage": late["usage"],
        "late_since": f"{late['entered']:%B %Y}",
    }


def _because(facts, row):
    own = next(one for one in facts["rows"] if one["customer_id"] == row)
    return _("{row} is a customer since {since:%B %Y} and used {usage:,} yuan in {year}.").format(
        row=row, since=own["entered"], usage=own["usage"], year=facts["year"]
    )


OCTOBER = Question(
    id="review.october",
    kind=Grades(
        grades={"reached": _("reached"), "below": _("below"), "wait": _("not graded yet")},
        rows=lambda facts: {row["customer_id"]: row["customer_id"] for row in facts["rows"]},
        because=_because,
        heading=_("Your answer"),
    ),
    case=machinery,
    given=_joined_late,
    prompt=_(
        "January {next_year}. Grade {grade} asks for **{threshold:,} yuan in the calendar year** {year}. The rule for new customers: who was a customer "
        "in January {year} or before has *reached* the threshold or stands *below* it. Who joined from February {year} on and has reached it already gets "
        "the grade. Who joined from February {year} on and has not is *not graded yet*, and waits for January {next_review}. What do you enter?"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=_all(_verdict),
    mistakes=(
        Mistake(
            "raw-sum-of-a-part-year",
            _all(_raw_sum),
            _(
                "You held every sum against {threshold:,}. {late} joined in {late_since}: {late_usage:,} yuan in {late_months} months, against a threshold "
                "for twelve. A good new customer would begin with a downgrade. What does the rule say of a part of a year?"
            ),
        ),
        Mistake(
            "scaled-up",
            _all(_scaled_up),
            _(
                "You multiplied the new ones up to twelve months. {late_months} months say little about a year: a first order is often the "
                "largest, and a machine is not bought again each month. The rule asks for what is there."
            ),
        ),
        Mistake(
            "all-new-wait",
            _all(_all_new_wait),
            _(
                "You let everybody wait who joined during the year. But who has used {threshold:,} yuan has used them, whatever comes "
                "next. Waiting protects from too little time; these needed none."
            ),
        ),
    ),
    right=_(
        "A threshold a year needs a year. *Not graded yet* is a result: it keeps the door open, and no letter has to be taken "
        "back. Write into the rules how long it lasts."
    ),
    hints=Hints(
        _("Look at the column *customer since* before you look at the money."),
        _("Two questions: is the threshold reached? If not: was there a whole year?"),
        _("{late}: {late_usage:,} yuan since {late_since}. Reached? No. A whole year? …"),
        _("{answer}"),
    ),
    competencies=("GR9",),
)


# ── and, or ──────────────────────────────────────────────────────────────────────────────────────────────
_MONTHS = (18, 24, 30)
_TEN = 10


@once_a_case
def _candidates(case):
    """Accounts there through the last year: usage in it, and months as a customer by its end (entry month counts)."""
    known, last = accounts(case), case.last_day
    there = (known["entered"] <= pd.Timestamp(last.year, 1, 31)) & known["left"].isna()
    rows = known[there]
    months = 12 * (last.year - rows["entered"].dt.year) + last.month - rows["entered"].dt.month + 1
    amounts = usage(case)[last.year].round().astype(int)
    table = pd.DataFrame({"usage": amounts, "months": months}).dropna().astype(int)
    pools = {}
    for needed in _MONTHS:
        for threshold in (LADDER["A2"], LADDER["B1"]):
            money, time = table["usage"] >= threshold, table["months"] >= needed
            split = {"both": money & time, "money": money & ~time, "time": ~money & time, "none": ~money & ~time}
            split = {name: list(table.index[hit]) for name, hit in split.items()}
            if min(len(split[name]) for name in ("both", "money", "time")) >= 3:
                pools[needed, threshold] = split
    return table, pools


def _ten_candidates(case, rng):
    table, pools = _candidates(case)
    needed, threshold = rng.choice(sorted(pools))
    split = pools[needed, threshold]
    while True:
        both, money, time = rng.randint(1, 3), rng.randint(1, 3), rng.randint(1, 3)
        both, money, time = (min(n, len(split[name])) for n, name in ((both, "both"), (money, "money"), (time, "time")))
        readings = {money + time, both, both + money + time, 2 * both + money + time}
        if len(readings) == 4 and money != time:
            break
    none = min(_TEN - both - money - time, len(split["none"]))
    who = [
        one
        for name, n in (("both", both), ("money", money), ("time", time), ("none", none))
        for one in rng.sample(split[name], n)
    ]
    rng.shuffle(who)
    shown = table.loc[who].rename_axis(_("account"))
    return {
        "both": both,
        "money": money,
        "time": time,
        "either": both + money + time,
        "threshold": int(threshold),
        "needed": needed,
        "n": len(who),
        "enough_money": both + money,
        "enough_time": both + time,
        "year": case.last_day.year,
        "table": shown.set_axis([_("usage, yuan"), _("months as a customer")], axis=1),
    }


BOTH_WAYS = Question(
    id="review.both-ways",
    kind=Number(),
    case=machinery,
    given=_ten_candidates,
    prompt=_(
        "A source names two conditions for an **upgrade** (升级): spending reached, cooperation long enough. It does not say whether one of "
        "them will do (OR) or both are needed (AND). So you count both ways. Take {threshold:,} yuan or more in {year}, and {needed} months or more. "
        "**How many more** of these {n} accounts move up under OR than under AND?"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=lambda facts: facts["money"] + facts["time"],
    mistakes=(
        Mistake(
            "the-or-count",
            lambda facts: facts["either"],
            _(
                "{got} is the number of all who move up under OR. Some of them move up under AND as well: those are no difference between the two "
                "readings. Take them off."
            ),
        ),
        Mistake(
            "the-and-count",
            lambda facts: facts["both"],
            _(
                "{got} is the number that meets both conditions. These move up in either reading. Who moves up in one reading *only*?"
            ),
        ),
        Mistake(
            "added-up",
            lambda facts: facts["enough_money"] + facts["enough_time"],
            _(
                "{got} comes from adding those with the money ({enough_money}) to those with the time ({enough_time}). Who has both is in it "
                "twice, and should not be in it at all."
            ),
        ),
    ),
    right=_(
        "{answer} of {n} hang on one small word: {money} with the money alone, {time} with the time alone. While the source is "
        "silent, show both counts to whoever owns the rule. Do not choose for them in a formula."
    ),
    hints=Hints(
        _("For each account: does it meet none, one or both of the conditions?"),
        _("OR takes who meets one or both, AND only who meets both. The difference is …"),
        _("{enough_money} accounts reach the spending, and {both} of these have the months too …"),
        _("Exactly one condition: {money} by money, {time} by time, together {answer}."),
    ),
    competencies=("GR9",),
)
