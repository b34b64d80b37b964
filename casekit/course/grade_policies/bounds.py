"""What the sources do not say: the lost table of stars, and a director who wants a grade for everybody."""

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import telecom
from casekit.course.grade_policies.company import LEAST, organisations, persons, year
from casekit.course.grade_policies.graded import NONE, graded
from casekit.course.grade_policies.months import months_of
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.choose import Choice
from casekit.practice.kinds.text import FreeText
from casekit.text import _


# ── how many stars ───────────────────────────────────────────────────────────────────────────────────────
@once_a_case
def _rateable(case):
    """Personal users who may be rated: sales of the last year, calendar months, and per cent of users above them in each."""
    rows = persons(case)
    rows = rows[rows["in_service"] & rows["billed"] & ~rows["data_card"]]
    bills = case.bills[case.bills["month"].dt.year == year(case)]
    spent = (bills["fee"] - bills["discount"]).groupby(bills["customer_id"]).sum()
    table = pd.DataFrame(
        {"spent": spent.reindex(rows.index), "months": months_of_all(rows["entry_month"], case.last_day)}
    )
    table = table[table["months"] >= 7].dropna()
    ranks = 100 * (1 - table.rank(pct=True))
    table["spent_above"], table["months_above"] = ranks["spent"], ranks["months"]
    fine = table["spent_above"].between(3, 20) & table["months_above"].between(5, 45)
    return list(table[fine].sort_index().itertuples(name=None))


def months_of_all(entries, rating):
    """The calendar month of membership of each, as :func:`months_of` counts it."""
    return [months_of(entry, rating) for entry in entries]


def _star(case, rng):
    customer, spent, months, spent_above, months_above = rng.choice(_rateable(case))
    return {
        "customer": customer,
        "spent": spent,
        "months": months,
        "spent_above": spent_above,
        "months_above": months_above,
        "mean_above": (spent_above + months_above) / 2,
        "year": year(case),
    }


STARS = Question(
    id="policies.stars",
    kind=Choice(
        options={
            "cannot": _("This cannot be told: no star has a printed sum or length."),
            "five": _("Five stars: only {spent_above:.0f} % of the users spent more."),
            "four": _("Four stars: the mean of both ranks lies {mean_above:.0f} % from the top."),
            "one": _("One star: whom no row of the table names gets the lowest."),
        },
    ),
    case=telecom,
    given=_star,
    prompt=_(
        'A telecom operator\'s star rating (星级) goes "by past spending and by time in the network". The page with the table of stars is lost. Customer {customer} may '
        "be rated: {spent:,.0f} yuan in {year} ({spent_above:.0f} % spent more), month {months} of membership ({months_above:.0f} % are here longer). **How many stars?**"
    ),
    oracle=lambda facts: "cannot",
    mistakes=(
        Mistake.picked(
            "five",
            _(
                "That {spent_above:.0f} % spent more is a fact of ours. That five stars begin there is not: no sum is printed, and nothing says that spending goes before time. Who "
                "wrote the line you drew?"
            ),
        ),
        Mistake.picked(
            "four",
            _(
                "A mean of two ranks gives both the same weight. The source gives no weights, and no lines between the stars. You have built a rating of your own; "
                "it may be good, but it is not theirs."
            ),
        ),
        Mistake.picked(
            "one",
            _(
                "There is no row that could name or not name anybody: the whole table is lost. To give the lowest star to whom one knows nothing of is the "
                "last *else* again."
            ),
        ),
    ),
    right=_(
        "Who *may* be rated can be told, and {customer} may. *Which* star cannot: the sums, the lengths and their weights are lost. If Harbour wants stars, it writes a table of its "
        "own, marked as ours, and tells the customers."
    ),
    hints=Hints(
        _("Which line of the rating would you show to a customer who asks why?"),
        _(
            "A grade needs a condition with a figure in it. Look for the figure in the prompt, on the side of the source."
        ),
        _("About the customer we know {spent:,.0f} yuan and {months} months. About a star the source says …"),
        _("The source names two measures and no limit for either, so {customer} gets no star that one could defend."),
    ),
    competencies=("GR1", "GR4"),
)


# ── an answer to the director ────────────────────────────────────────────────────────────────────────────
@once_a_case
def _largest(case):
    rows = graded(case)
    rows = rows[rows["annual_usage"] >= LEAST].sort_values("annual_usage", ascending=False)
    first = int(
        (rows["grade"] != NONE).to_numpy().argmax()
    )  # so many of the largest have no grade, one after the other
    return rows, first


def _director(case, rng):
    rows, first = _largest(case)
    top = rows.head(6)
    table = top[["annual_usage", "grade"]].assign(annual_usage=[f"{usage:,.0f}" for usage in top["annual_usage"]])
    table["grade"] = table["grade"].replace(NONE, "no grade")
    return {
        "table": table.rename(columns={"annual_usage": "usage, yuan", "grade": "by the scheme"}).rename_axis("account"),
        "first": first,
        "sales": rows["annual_usage"].head(first).sum(),
        "n": len(rows),
        "without": int((rows["grade"] == NONE).sum()),
        "all": organisations(case).shape[0],
        "year": year(case),
    }


NOTE = Question(
    id="policies.note",
    kind=FreeText(
        points={
            "who": (
                _("who would land in D: the largest accounts"),
                [
                    "(largest|biggest|larger|bigger|large|big|huge|top|best|important|most important|strongest)\\b",
                    "most (sales|usage|revenue|money)",
                    "(above|over|more than) (b1|100|10)",
                    "最大|大客户|最好|重要|前\\d",
                ],
            ),
            "silent": (
                _("that nothing in the scheme says so: it has holes, and D is only a name"),
                [
                    "holes?\\b",
                    "gaps?\\b",
                    "undefined",
                    "(not|never|isn't|is not|nowhere|n't) (been )?(defined|stated|printed|explained|described|covered|specified)",
                    "no (definition|condition|rule|text|row|band|criteria|criterion|meaning|content)",
                    "(only|just|merely|but) a name",
                    "silent",
                    "(text|definition|condition)s? (of d |for d )?(is|are|was) (lost|missing)",
                    "lost|missing",
                    "(does|do|did)(n't| not) (say|cover|mention|define|name)",
                    "(says|said) nothing",
                    "between (the )?(b1|bands|a2)",
                    "fits? no(thing| band| row)?\\b",
                    "空档|没有定义|未定义|缺失|丢失|没有规定|未规定|没说",
                ],
            ),
        },
        traps={
            "agrees": [
                r"(good|fine|fair|sensible|clear|simple) (idea|solution|rule)",
                r"(i|we) (fully |quite )?agree\b",
                r"(you|he|she|the director) (is|are) (simply |quite |always )?right\b(?! (about|that|to))",
                r"(everybody|everyone|they|all) (should|must|can) (get|have|be) (a )?(grade )?d\b",
                r"d is (right|correct|fine|ok|okay|fair)",
            ],
        },
        words=10,
    ),
    case=telecom,
    given=_director,
    prompt=_(
        'The director writes: "Hang it up. Whoever fits nothing gets **D**, then everybody has a grade." The table has Harbour\'s six largest organisations of {year}. Answer in two or '
        "three sentences: **whom would that hit**, and **what does the scheme say about them and about D**?"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=lambda facts: _(
        "It would put our {first} largest accounts into the lowest grade. They fall into a hole between B1 and A2, and D is only a name: the source does not say who belongs there. "
        "Let us decide what they get and mark it as ours."
    ).format(**facts),
    mistakes=(
        Mistake(
            "whom-only",
            lambda facts: _(
                "That would be a mistake, because our very largest accounts would then be told that they are worth least to us."
            ),
            _(
                "You say whom it would hit: the large ones. Good. Now the right to do it: what does the scheme print about a usage between B1 and A2, and about D?"
            ),
        ),
        Mistake(
            "silent-only",
            lambda facts: _(
                "The scheme leaves a hole there, and D is only a name without a condition, so nobody can be put into it."
            ),
            _(
                "You say that the scheme is silent. Good. Now look at the table: whom would a D hit, and what would they think of the poster?"
            ),
        ),
        Mistake(
            "agrees",
            lambda facts: _(
                "I agree: everybody should get D who fits nothing, so that each customer has a grade by Friday."
            ),
            _(
                "You let the director's *else* stand. Look at the table: who has no grade there? And then search the scheme for the line that would give them a D."
            ),
        ),
    ),
    right=_(
        "{first} accounts with {sales:,.0f} yuan, the largest of all, would have been the lowest on the wall. You named them, and you said that the scheme is silent. So the question goes "
        "back to where it belongs: what do *we* want for them?"
    ),
    hints=Hints(
        _("Read the last column of the table from the top."),
        _("Two points: which accounts have no grade; and whether any line of the scheme gives them D."),
        _("The {first} largest accounts have no grade. Between B1 and A2 the scheme prints …, and of D it prints …"),
        _("{answer}"),
    ),
    competencies=("GR2",),
)
