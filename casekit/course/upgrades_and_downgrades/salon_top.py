"""Another trade: what became of the best fifth of a salon's clients, with nobody doing anything."""

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import salon
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.number import Number
from casekit.text import _

_FEWEST = 60  # clients of the first year in a part of the salon


@once_a_case
def _two_years(case):
    """Parts of the salon: what each client of the year before last spent in it and in the last year (yuan)."""
    rows = pd.concat([table[["client_id", "date", "amount"]] for table in (case.visits, case.sales)])
    last = case.last_day.year
    spent = rows.groupby(["client_id", rows["date"].dt.year])["amount"].sum().unstack(fill_value=0.0).round(2)
    spent = spent.loc[spent[last - 1] > 0, [last - 1, last]].sort_index()
    traits = case.clients.set_index("client_id").reindex(spent.index)
    found = [_counted(_("all clients"), spent)]
    for column, label in (
        ("area", _("the clients of {name}")),
        ("card_type", _("the {name} clients")),
        ("therapist_id", _("the clients of therapist {name}")),
    ):
        for name in sorted(traits[column].dropna().unique()):
            own = spent[traits[column] == name]
            if len(own) >= _FEWEST:
                found.append(_counted(label.format(name=name), own))
    return [facts for facts in found if facts and facts["apart"]]


def _counted(label, spent):
    before, after = spent.iloc[:, 0], spent.iloc[:, 1]
    n = len(spent) // 5
    best, then = before.nlargest(n), after.nlargest(n)
    if (before == best.min()).sum() > 1 or (after == then.min()).sum() > 1:
        return None  # equals at the edge of a fifth: who is in would be a matter of rows
    still = after[best.index] > 0
    counts = {
        "kept": len(best.index.intersection(then.index)),
        "still": int(still.sum()),
        "over_the_line": int((after[best.index] >= best.min()).sum()),
        "spent_less": int((after[best.index] < best).sum()),
    }
    shares = [
        100 * counts["kept"] / n,
        100 * counts["kept"] / max(counts["still"], 1),
        100 * counts["over_the_line"] / n,
        100 * counts["spent_less"] / n,
        counts["kept"],  # typed in for the per cent
    ]
    apart = min(abs(a - b) for i, a in enumerate(shares) for b in shares[:i]) > 0.15
    return {"who": label, "spent": spent, "n": n, "all": len(spent), "line": best.min(), "apart": apart, **counts}


def _one_part(case, rng):
    facts = rng.choice(_two_years(case))
    first, second = facts["spent"].columns
    sheet = facts["spent"].rename(columns={first: f"spent_{first}", second: f"spent_{second}"}).reset_index()
    return facts | {
        "first": first,
        "second": second,
        "sheet": sheet,
        "gone": facts["n"] - facts["still"],
        "fell": facts["n"] - facts["kept"],
    }


SALON_TOP = Question(
    id="review.salon-top",
    kind=Number(unit="%", decimals=1),
    case=salon,
    given=_one_part,
    prompt=_(
        "*Another trade: the Willow Salon.* The sheet, and `casekit.data('review.salon-top')`, hold {who} who came in {first}: {all} of them, with what they "
        "spent in {first} and in {second}. The best fifth of {first} are the {n} who spent most. What **per cent of these {n}** are among the {n} who "
        "spent most in {second}?"
    ),
    workbook=lambda facts: {"clients": facts["sheet"]},
    oracle=lambda facts: 100 * facts["kept"] / facts["n"],
    mistakes=(
        Mistake(
            "stayers-only",
            lambda facts: 100 * facts["kept"] / max(facts["still"], 1),
            _(
                "{got} is over the {still} who still came in {second}. {gone} of the best fifth did not come any more. They are the first one would "
                "like to know about, and a filter on those who came drops them without a word. Divide by all {n}."
            ),
        ),
        Mistake(
            "count-for-share",
            lambda facts: facts["kept"],
            _(
                "{kept} is the number of names that stand in both lists: the hard part is done. The question asks for *per cent* of the {n}. A "
                "count cannot be held against another salon, or another year with more clients. What is {kept} over {n}?"
            ),
        ),
        Mistake(
            "old-line",
            lambda facts: 100 * facts["over_the_line"] / facts["n"],
            _(
                "{got} counts who spent at least {line:,.0f} yuan again, the line of {first}. A fifth is a rank: its line moves with everybody. "
                "Take the {n} largest of {second}."
            ),
        ),
        Mistake(
            "spent-less",
            lambda facts: 100 * facts["spent_less"] / facts["n"],
            _(
                "{got} are those of the best fifth who spent less than the year before. Of those on top most do: they were picked in a "
                "good year. The question is who is among the {n} best again."
            ),
        ),
    ),
    right=_(
        "{answer}: {kept} of {n} stayed, {fell} fell out. Something like it happens in every year, whatever one does. So if you do something with a best "
        "fifth, leave a part of it out by lot, and compare with that part."
    ),
    hints=Hints(
        _("Two lists of {n} names, one a year. How many names stand in both?"),
        _("Mark the {n} largest of each year. Names in both lists, over {n}."),
        _(
            "In Excel: `=RANK(B2,B:B)<={n}` and the same for the other column, then count the rows with both. There are {n} places in each year …"
        ),
        _("{kept} names stand in both: {kept} / {n} = {answer}."),
    ),
    competencies=("GR9",),
    way="compute",
)
