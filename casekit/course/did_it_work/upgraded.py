"""What a grade's benefits do: to the bills of the upgraded, and to leaving, grade by grade."""

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import telecom
from casekit.course.did_it_work.company import GRADES, apart, benefits
from casekit.practice import Accepted, Hints, Mistake, Question
from casekit.practice.kinds.number import Number
from casekit.practice.kinds.table import Table
from casekit.text import _

_FEWEST = 10  # upgraded customers in each half
_APART = 4  # yuan


# ── the bill ─────────────────────────────────────────────────────────────────────────────────────────────
@once_a_case
def _lots(case):
    """Sets of upgraded customers with the means of both halves in three Decembers."""
    table = benefits(case)
    years = [case.last_day.year - back for back in (2, 1, 0)]
    columns = [f"december_{year}" for year in years]
    everyone = table[columns[-1]].mean()
    up = table[table["up"]].dropna(subset=columns)
    parts = {_("all who were moved up"): up}
    parts |= {_("those moved up to {grade}").format(grade=one): own for one, own in up.groupby("grade")}
    parts |= {
        _("those moved up, without those now {grade}").format(grade=one): up[up["grade"] != one] for one in GRADES[1:]
    }
    found = []
    for who, rows in parts.items():
        if rows["benefit"].value_counts().reindex([0, 1]).fillna(0).min() < _FEWEST:
            continue
        means = rows.groupby("benefit")[columns].mean().round().astype(int)
        facts = {"who": who, "years": years, "everyone": int(round(everyone)), "year": years[-1]}
        for half, name in ((1, "with"), (0, "without")):
            facts |= {f"{name}_{when}": int(means.loc[half].iloc[when]) for when in range(3)}
            facts[f"n_{name}"] = int((rows["benefit"] == half).sum())
        facts["rise"], facts["fall"] = _since_low(facts), _since_high(facts)
        facts |= {"first": years[0], "middle": years[1]}
        right = [way(facts) for way in (_by_lot, _changes, _changes_since_first)]
        wrong = [way(facts) for way in (_since_low, _since_high, _against_all)]
        if apart(wrong, _APART) and all(abs(one - other) > _APART for one in right for other in wrong):
            found.append(facts | {"table": _shown(facts)})
    return found


def _by_lot(facts):
    return facts["with_2"] - facts["without_2"]


def _changes(facts):
    return _by_lot(facts) - (facts["with_1"] - facts["without_1"])


def _changes_since_first(facts):
    return _by_lot(facts) - (facts["with_0"] - facts["without_0"])


def _since_low(facts):
    return facts["with_2"] - facts["with_0"]


def _since_high(facts):
    return facts["with_2"] - facts["with_1"]


def _against_all(facts):
    return facts["with_2"] - facts["everyone"]


def _shown(facts):
    columns = {_("customers"): [facts["n_with"], facts["n_without"]]}
    for when, year in enumerate(facts["years"]):
        columns[_("December {year}, yuan").format(year=year)] = [facts[f"with_{when}"], facts[f"without_{when}"]]
    index = pd.Index([_("got the benefits"), _("held out by lot")], name=_("upgraded"))
    return pd.DataFrame(columns, index=index).map("{:,}".format)


BILL = Question(
    id="trial.bill",
    kind=Number(unit=_("yuan")),
    case=telecom,
    given=lambda case, rng: rng.choice(_lots(case)),
    prompt=_(
        "On 1 January {year} Harbour set its grades by the bill of December {middle}; a lot gave half of the customers their grade's benefits. The table shows mean bills of {who}. All "
        "customers with a grade paid {everyone:,} yuan on average in December {year}. What, by these data, did the benefits add to **one bill of December {year}**? (below 0 if they took off)"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=_by_lot,
    accepted=(
        Accepted(
            _changes,
            _(
                "{got}: the *change* since December {middle} of one half against the other. Under a lot that is fair as well. Taken as right. The other reading:"
            ),
        ),
        Accepted(
            _changes_since_first,
            _(
                "{got}: the *change* since December {first} of one half against the other. Under a lot that is fair as well. Taken as right. The other reading:"
            ),
        ),
    ),
    mistakes=(
        Mistake(
            "after-less-before",
            _since_low,
            _(
                "{got} is December {year} less December {first}, of those with benefits. But they were moved up *because* they paid more in between. The half without "
                "benefits has such a change, too: what is it?"
            ),
        ),
        Mistake(
            "since-the-upgrade",
            _since_high,
            _(
                "{got} is since December {middle}, the month that moved them up. It was a good month, and good months seldom come in pairs. Who shows "
                "what would have come without benefits?"
            ),
        ),
        Mistake(
            "against-everybody",
            _against_all,
            _(
                "{got} holds them against all with a grade. But these were picked by their bill. Only the half held out was picked in the same way."
            ),
        ),
    ),
    right=_(
        "{with_2:,} less {without_2:,}: {answer}. Of the upgraded with benefits the bill changed by {rise:+,} yuan since {first} and by {fall:+,} since {middle}; neither is the benefits' work. With "
        "{n_with} and {n_without} customers the difference may well be chance: ask for its interval."
    ),
    hints=Hints(
        _("Which two groups differ in the benefits, and in nothing else but chance?"),
        _("After against after: mean with the benefits less mean of those held out."),
        _("With benefits the bill of December {year} was {with_2:,} yuan. Without …"),
        _("{with_2:,} − {without_2:,} = {answer}"),
    ),
    competencies=("RT3",),
)


# ── leaving, by grade ────────────────────────────────────────────────────────────────────────────────────
@once_a_case
def _members(case):
    table = benefits(case).reset_index()[["customer_id", "grade", "benefit", "left", "grade_before"]]
    return table.assign(benefit=table["benefit"].map({1: "yes", 0: "no"}), left=table["left"].map({1: "yes", 0: "no"}))


@once_a_case
def _samples(case):
    """A few draws from all with a grade: the sheet, and leavers and customers by grade and half."""
    found = []
    for number in range(6):
        rows = _members(case).sample(frac=0.8, random_state=number).sort_values("customer_id", ignore_index=True)
        gone = rows.assign(gone=(rows["left"] == "yes").astype(int))
        counts = gone.groupby(["grade", "benefit"])["gone"].agg(["sum", "size"])
        answer = {
            grade: {half: tuple(int(n) for n in counts.loc[(grade, half)]) for half in ("yes", "no")}
            for grade in GRADES[1:]
        }
        facts = {"sheet": rows.drop(columns="grade_before"), "counts": answer, "n": len(rows)}
        no, yes = answer["gold"]["no"], answer["gold"]["yes"]
        facts |= {"gold_left": no[0], "gold_of": no[1], "gold_share": 100 * no[0] / no[1]}
        facts["gold_with"] = 100 * yes[0] / yes[1]
        found.append(facts)
    return found


def _points(rule):
    def table(facts):
        rows = {grade: rule(own) for grade, own in facts["counts"].items()}
        return pd.DataFrame({"grade": list(rows), "points": list(rows.values())})

    return table


def _fewer(own):
    return _share(own["no"]) - _share(own["yes"])


def _share(pair):
    return 100 * pair[0] / pair[1]


def _relative(own):
    return 100 * _fewer(own) / _share(own["no"])


def _of_all_in_grade(own):
    return 100 * (own["no"][0] - own["yes"][0]) / (own["no"][1] + own["yes"][1])


BY_GRADE = Question(
    id="trial.by-grade",
    kind=Table(key="grade", columns={"points": 2}),
    case=telecom,
    given=lambda case, rng: rng.choice(_samples(case)),
    prompt=_(
        "The sheet has {n:,} customers with a grade, four in five of the lesson's, so its figures differ: `grade`, `benefit` (yes if the lot gave the grade's benefits) and `left` (yes if gone by the end of the year). For each grade: by how many "
        "**points** is the share that left *lower* with the benefits than without? Columns `grade` and `points` (two decimals, no % sign)."
    ),
    workbook=lambda facts: {"benefits": facts["sheet"]},
    oracle=_points(_fewer),
    mistakes=(
        Mistake(
            "shares-for-points",
            _points(lambda own: _fewer(own) / 100),
            _(
                "{got} These are differences as *shares*. A cell with a % sign is read like that: 1.50% is 0.0150. Asked are points; what do you multiply by?"
            ),
        ),
        Mistake(
            "stay-shares",
            _points(lambda own: 100 - _share(own["yes"])),
            _(
                "{got} These are the shares that stayed *with* the benefits. Most stay without them, too. What do you take off, or compare with?"
            ),
        ),
        Mistake(
            "per-cent-of-a-per-cent",
            _points(_relative),
            _(
                "{got} These are the differences as parts of the share that left without benefits. Asked are points: one share less the other."
            ),
        ),
        Mistake(
            "over-the-whole-grade",
            _points(_of_all_in_grade),
            _(
                "{got} You divide the leavers of both halves by all customers of the grade. Each half's leavers are a share of *that half*."
            ),
        ),
        Mistake(
            "the-wrong-way-round",
            _points(lambda own: _share(own["yes"]) - _share(own["no"])),
            _(
                "{got} That is with less without: by how much leaving is *higher* with the benefits. Asked is the other way."
            ),
        ),
    ),
    right=_(
        "Four differences, by lot. Read each with its interval, and do not praise the best grade: of four, one is always the best, and the smallest groups swing most."
    ),
    hints=Hints(
        _("Eight shares, two for each grade."),
        _(
            "In Excel: a pivot with grade in the rows, benefit in the columns, and the share of left = yes; then one column less the other."
        ),
        _(
            "Gold without benefits: {gold_left} of {gold_of} left, {gold_share:.2f} %. With benefits {gold_with:.2f} % …"
        ),
        _("{answer}"),
    ),
    competencies=("RT3",),
    way="compute",
)
