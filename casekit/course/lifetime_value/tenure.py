"""Does profit grow with stay? The same customers a year later, and what a table of survivors bears."""

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import telecom
from casekit.course.lifetime_value.company import first_day
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.choose import Choices
from casekit.practice.kinds.number import Number
from casekit.text import _

_APART = 3  # yuan
_STAY, _LEAVE = 5, 2  # organisations of an exhibit


@once_a_case
def organisations(case) -> pd.DataFrame:
    """One row an organisation with bills, by number: entered; first and second (mean margin of a month in the first and
    the second contract year, yuan before service; blank without bills, and for who came before the records); latest (the
    same in the last year of the records)."""
    own = case.customers[case.customers["user_type"] == "organisation"].set_index("customer_id").sort_index()
    bills = case.bills[case.bills["customer_id"].isin(own.index)]
    margin = bills["fee"] - bills["discount"] - bills["network_cost"]
    entered = bills["customer_id"].map(own["entry_month"])
    age = 12 * (bills["month"].dt.year - entered.dt.year) + bills["month"].dt.month - entered.dt.month
    known = entered >= first_day(case)
    by_age = margin[known].groupby([bills["customer_id"], age // 12]).mean().unstack()
    lately = bills["month"].dt.year == case.last_day.year
    table = pd.DataFrame({"entered": own["entry_month"], "first": by_age[0], "second": by_age[1]}, index=own.index)
    return table.assign(latest=margin[lately].groupby(bills["customer_id"]).mean())


# ── the same customers a year later ──────────────────────────────────────────────────────────────────────
@once_a_case
def _cohort(case):
    """Organisations of the first year of the records: (number, first, second) in whole yuan, who stayed and who left."""
    table = organisations(case)
    table = table[table["entered"].dt.year == first_day(case).year].dropna(subset="first")
    table = table[table["first"].between(30, 3000)]
    there = table.loc[table["second"].notna(), ["first", "second"]].round()
    left = case.customers.set_index("customer_id")["left_on"].reindex(table.index).notna()
    gone = table.loc[table["second"].isna() & left, "first"].round()
    stayers = [(name, int(row["first"]), int(row["second"])) for name, row in there.iterrows()]
    return stayers, [(name, int(first), None) for name, first in gone.items()]


def _readings(rows):
    first, second = [row[1] for row in rows], [row[2] for row in rows if row[2] is not None]
    of_same = [row[1] for row in rows if row[2] is not None]
    mean_second = sum(second) / len(second)
    return {
        "same": mean_second - sum(of_same) / len(of_same),
        "survivors": mean_second - sum(first) / len(first),
        "everyone": sum(second) / len(rows) - sum(first) / len(first),
        "total": sum(second) - sum(of_same),
    }


def _seven(case, rng):
    stayers, gone = _cohort(case)
    for _try in range(60):
        rows = rng.sample(stayers, _STAY) + rng.sample(gone, _LEAVE)
        told = _readings(rows)
        values = list(told.values())
        if min(abs(a - b) for n, a in enumerate(values) for b in values[:n]) > _APART and abs(told["same"]) > 1:
            break
    rng.shuffle(rows)
    table = pd.DataFrame(
        {
            _("first year"): [f"{first:,}" for _name, first, _second in rows],
            _("second year"): ["–" if second is None else f"{second:,}" for _name, _first, second in rows],
        },
        index=pd.Index([name for name, _first, _second in rows], name=_("organisation")),
    )
    of_same = [row for row in rows if row[2] is not None]
    verdict = (
        _("these bring less in their second year") if told["same"] < 0 else _("these bring more in their second year")
    )
    return told | {
        "verdict": verdict,
        "table": table,
        "n": len(of_same),
        "gone": _LEAVE,
        "first_sum": sum(row[1] for row in of_same),
        "second_sum": sum(row[2] for row in of_same),
        "year": first_day(case).year,
    }


SAME = Question(
    id="lifetime.same-customers",
    kind=Number(unit=_("yuan"), decimals=1, below_zero=True),
    case=telecom,
    given=_seven,
    prompt=_(
        "Seven organisations that came in {year}, with their mean margin of a month, in yuan, in the first and in the second contract year. A dash: has left. "
        "“Do customers bring more in their second year?” Give the **mean change** from the first to the second year, of **the same customers in both years** (yuan a "
        "month, one decimal, below 0 if they bring less)."
    ),
    exhibit=lambda facts: facts["table"],
    oracle=lambda facts: facts["same"],
    mistakes=(
        Mistake(
            "survivors-against-all",
            lambda facts: facts["survivors"],
            _(
                "{got} holds the mean of those still there against the mean of *all* seven. The two columns are not of the same customers: {gone} stand in the first and not in the "
                "second. A mean also moves by who is no longer in it. Use only those with both figures."
            ),
        ),
        Mistake(
            "leavers-as-zero",
            lambda facts: facts["everyone"],
            _(
                "{got} counts who left as 0 in the second year. That is the right reading for what a *new* customer will bring. Asked is another one: what "
                "a year does to those who stay."
            ),
        ),
        Mistake(
            "sum-for-mean",
            lambda facts: facts["total"],
            _("{got} is the change of all {n} together. Asked is the mean of one. Over how many do you divide?"),
        ),
    ),
    right=_(
        "{answer} a month: {verdict}. A mean over whoever is there would have said {survivors:+,.1f}, from other customers. Five are too few for a rule; the way to "
        "reckon is the same with five hundred."
    ),
    hints=Hints(
        _("Which rows have a figure in both columns?"),
        _("For each of these: second − first. Then the mean."),
        _("{n} organisations have both. Their first years add up to {first_sum:,} yuan, their second to …"),
        _("({second_sum:,} − {first_sum:,}) / {n} = {answer}"),
    ),
    competencies=("VA3",),
)


# ── what a table of survivors bears ──────────────────────────────────────────────────────────────────────
_SPLITS = ((1, 4), (1, 3), (2, 5), (2, 4), (3, 6), (1, 5), (3, 5))  # last years of the first and the second row
_FEWEST = 12  # organisations in a row
_RISE = 30  # yuan a month from the first row to the last


@once_a_case
def _by_tenure(case):
    """Parts of the company, cut into rows by years with us so that the margin rises: the tables that sales would show."""
    own = case.customers.set_index("customer_id")
    table = organisations(case).dropna(subset="latest")
    years = case.last_day.year - table["entered"].dt.year
    found = []
    for column, label in (("area", _("of {name}")), ("industry", _("of the trade “{name}”"))):
        for name, rows in table.groupby(own[column].reindex(table.index)):
            for first, second in _SPLITS:
                row = (years[rows.index] > first).astype(int) + (years[rows.index] > second)
                told = rows.groupby(row)["latest"].agg(["size", "mean"])
                rises = told["mean"].is_monotonic_increasing and told["mean"].iloc[-1] - told["mean"].iloc[0] >= _RISE
                if len(told) == 3 and told["size"].min() >= _FEWEST and rises:
                    labels = [f"0–{first}", f"{first + 1}–{second}", _("{n} and more").format(n=second + 1)]
                    found.append((label.format(name=name), second + 1, told.set_axis(labels)))
    return found


def _a_table(case, rng):
    who, many, told = rng.choice(_by_tenure(case))
    new, old = round(told["mean"].iloc[0]), round(told["mean"].iloc[-1])
    table = pd.DataFrame(
        {
            _("organisations"): told["size"].map("{:,}".format),
            _("margin a month, yuan"): told["mean"].round().astype(int).map("{:,}".format),
        }
    ).rename_axis(_("years with us"))
    return {
        "who": who,
        "many": many,
        "table": table,
        "old": old,
        "n_old": int(told["size"].iloc[-1]),
        "gap": old - new,
        "begin": first_day(case).year,
        "year": case.last_day.year,
        "budget": rng.choice([1000, 2000, 3000]),
    }


_BEARS = {
    "counted": _(
        "The {n_old} organisations with {many} years or more brought {old:,} yuan a month in {year}, in the mean."
    ),
    "missing": _("Of those who came before {begin} and left before {begin}, none is in this table."),
    "next": _("To see what time does, the same organisations must be compared from year to year."),
}
_DOES_NOT = {
    "grows": _("An organisation that has just come will bring {old:,} yuan a month once it is {many} years with us."),
    "cause": _("The years with us are the reason for the gap of {gap} yuan."),
    "spend": _("Spending {budget:,} yuan to hold a new one for {many} years brings {gap} yuan a month in the end."),
}

CLAIMS = Question(
    id="lifetime.claims",
    kind=Choices(
        options=_BEARS | _DOES_NOT,
        why={
            "grows": _(
                "Those with {many} years are other organisations: the ones that stayed. Were they like this one when they came?"
            ),
            "cause": _(
                "Two groups differ in more than their years. Who has left is missing, and who came then may have been larger from the start."
            ),
            "spend": _("That takes the gap for an effect of time, and a held customer for one who stayed by itself."),
        },
    ),
    case=telecom,
    given=_a_table,
    prompt=_(
        "Sales shows the mean margin of a month in {year} (before service) of the organisations {who} that are customers, by years with us. Which sentences may stand in your report? Tick **all** that "
        "this table, and what you know of the records, can bear. The records begin in January {begin}."
    ),
    exhibit=lambda facts: facts["table"],
    oracle=lambda facts: list(_BEARS),
    mistakes=(
        Mistake(
            "time-does-it",
            lambda facts: [*_BEARS, "grows", "cause"],
            _(
                "You let the years be the reason. The rows are not one group of customers at three ages; they are three groups, and the last one has only those "
                "who stayed. Where does the table follow one customer through time?"
            ),
        ),
        Mistake(
            "gap-as-return",
            lambda facts: [*_BEARS, "spend"],
            _(
                "You reckon with the gap of {gap} yuan as if money could buy it. Who is held by a present is not the same as who stays without one. And the gap "
                "is between different organisations."
            ),
        ),
        Mistake(
            "counted-only",
            lambda facts: ["counted"],
            _(
                "You keep to the counted figure; that is careful, and it is too little. A report must also say who is *not* in the table, and how one would find "
                "out. Without that the reader draws the line himself."
            ),
        ),
    ),
    right=_(
        "State what was counted, say who is missing, and say what would answer the question. The table describes those who are there; it follows nobody "
        "through time. Cut the rows elsewhere, and the rise may be gone."
    ),
    hints=Hints(
        _("Take each sentence by itself: is it counted, is it known of the file, or is it a story about time?"),
        _("Three may stand: a count, a gap in the records, and a way to find out. The rest says *why*, or *will*."),
        _(
            "“{n_old} organisations brought {old:,} yuan” was counted. “The years are the reason” was not. And of those who left before {begin} …"
        ),
        _("These: {answer}"),
    ),
    competencies=("VA3",),
)
