"""What one tells the customer who is the first not on the list."""

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import telecom
from casekit.course.key_account_tests.company import held, units, year
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.text import FreeText
from casekit.text import _

PLACES = tuple(range(24, 37))
LEAST_TYPES = 3


@once_a_case
def ranking(case) -> pd.DataFrame:
    """Units that hold three types or more and earn, by contribution, the highest first."""
    rows = units(case).assign(types=held(units(case)))
    passed = rows[(rows["types"] >= LEAST_TYPES) & (rows["profit"] > 0)]
    return passed.sort_values("profit", ascending=False, kind="stable")


def _first_out(case, rng):
    """The places around the end of the list: two that are on it, the first that is not, and the next two."""
    listed = ranking(case)
    places = rng.choice([n for n in PLACES if n + 3 <= len(listed)])
    around = listed.iloc[places - 2 : places + 3]
    table = pd.DataFrame(
        {
            _("place"): range(places - 1, places + 4),
            _("customer"): around.index,
            _("types"): around["types"].to_numpy(),
            _("contribution, yuan"): around["profit"].round().astype(int).to_numpy(),
        }
    ).set_index(_("place"))
    last, first_out = listed["profit"].iloc[places - 1], listed["profit"].iloc[places]
    return {
        "table": table,
        "places": places,
        "place": places + 1,
        "unit": listed.index[places],
        "profit": first_out,
        "last": last,
        "gap": last - first_out,
        "year": year(case),
    }


NOTE = Question(
    id="keys.note",
    kind=FreeText(
        points={
            "by-what": (
                _("by what the list was made, such as the contribution in the year"),
                [
                    "contribution",
                    "profit",
                    "earn",
                    "margin",
                    "criteri",
                    "yuan",
                    "measur",
                    "rank",
                    "(three|3) (of the )?(four )?types",
                    "what (is|was) left",
                    "贡献|利润|标准|排名",
                ],
            ),
            "what-next": (
                _("what comes next: when it is looked at again, or how to object"),
                [
                    "review",
                    "again",
                    "(next|each|every|coming) (january|year|quarter|month|round|time)",
                    "(in|until|till) (january|july|june|december|spring|autumn)",
                    "appeal",
                    "object",
                    "(please|may|can|could|do) (call|ask|write|tell|contact|reply|let)",
                    "disagree",
                    "annual",
                    "yearly",
                    "every year",
                    "(if|should) you (think|believe|feel|find|have|doubt|want)",
                    "复核|复评|申诉|下次|明年|每年|再次|一月|疑问|联系",
                ],
            ),
        },
        traps={
            "promise": [
                r"you( will|'ll| shall) (\w+ )?(be|get|come|move|stand) (\w+ ){0,2}(on (the|it|our)|onto|among|added|included)",
                r"you( will|'ll| shall) (\w+ )?(get|have) (a|your|the) (\w+ )?place",
                r"(do not|don't|no need to) (worry|fear)",
                r"(promise|guarantee)",
                r"(保证|承诺)",
            ],
            "blame": [
                r"(not|n't) (\w+ )?(important|good|valuable|big|large) (enough|to us|for us|customer)",
                r"(un|less )important",
                r"too (small|little|poor|unimportant)",
                r"(不重要|太小)",
            ],
        },
        words=12,
    ),
    case=telecom,
    given=_first_out,
    prompt=_(
        "The list: three types or more, groups added up, no loss, ranked by contribution (利润贡献) of {year}. The team has **{places} places**. Customer **{unit}** is number "
        "{place}. Its director has heard of the list and asks why they are not on it. Write two or three sentences *to the director*: by what the list was made, and what comes "
        "next. Nothing you could not keep, nothing that hurts, no figure of another customer."
    ),
    exhibit=lambda facts: facts["table"],
    oracle=lambda facts: _(
        "The {places} places went by one rule for all: first the types of customer, then the contribution of {year}, groups added up. You came out as number "
        "{place}. The list is made again each January, and if you think that a figure is wrong, please write to us."
    ).format(**facts),
    mistakes=(
        Mistake(
            "no-way-on",
            lambda facts: _(
                "The list was ranked by the contribution of the year {year}, the same way for all, and you were number {place}."
            ).format(**facts),
            _(
                "You say by what the list was made. Good. And now? The director will ask when it is looked at again, and whom to write to if a figure is wrong."
            ),
        ),
        Mistake(
            "no-reason",
            lambda facts: _(
                "Thank you for asking. We review the list each January, and you can write to me at any time until then."
            ),
            _(
                "You say what comes next. Good. But the director asked *why*. Name the measure by which the list was made."
            ),
        ),
        Mistake(
            "promises-a-place",
            lambda facts: _(
                "You missed the list by a little contribution this time; next January you will be on the list, I promise."
            ),
            _(
                "Take these words out: {got}. They promise a place. Next January the figures decide, and others rise as well. If it does not happen, a customer who was only number {place} is an angry one. "
                "Promise the review, not its result."
            ),
        ),
        Mistake(
            "hurts",
            lambda facts: _(
                "Ranked by contribution you are too small for the list, but we review it again each January."
            ),
            _(
                "Take these words out: {got}. They say what you think of the customer. The list says something about one figure in one year. Speak of the rule, not of the "
                "customer."
            ),
        ),
    ),
    right=_(
        "A reason, and a way on. If such a letter is hard to write, the test is at fault: {gap:,.0f} yuan separate two places, and next year chance alone "
        "may turn them round."
    ),
    hints=Hints(
        _("The director asks two things: why, and what now."),
        _("Name the rule by which the list was made. Then say when you look again, and where one can object."),
        _(
            "“The places went by types, then by contribution of {year}; you came out as number {place}.” And what comes next is …"
        ),
        _("{answer}"),
    ),
    competencies=("GR5",),
)
