"""An answer to the sheet that promises to save a fully loaded loss."""

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import telecom
from casekit.course.customer_profitability.company import statements, year
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.text import FreeText
from casekit.text import _


@once_a_case
def _large_losers(case):
    """Large accounts far below zero, in whole thousand yuan."""
    rows = statements(case)
    rows = rows[(rows["contribution"] < -20_000) & (rows["sales"] > 10_000)]
    columns = ["fee", "discount", "network_cost", "service_cost", "allocated"]
    return {name: (row / 1000).round().astype(int).to_dict() for name, row in rows[columns].iterrows()}


def _sheet(case, rng):
    losers = _large_losers(case)
    name = rng.choice(sorted(losers))
    row = losers[name]
    left = row["fee"] - row["discount"] - row["network_cost"] - row["service_cost"]
    lines = {
        _("fee by the list"): row["fee"],
        _("discount"): -row["discount"],
        _("network cost"): -row["network_cost"],
        _("hours of service and gifts"): -row["service_cost"],
        _("share of head office and billing system"): -row["allocated"],
        _("profit"): left - row["allocated"],
    }
    table = pd.DataFrame({_("thousand yuan"): list(lines.values())}, index=pd.Index(list(lines), name=_("line")))
    return {
        **row,
        "name": name,
        "table": table,
        "left": left,
        "saved": -left,
        "promised": row["allocated"] - left,
        "share": round(100 * row["discount"] / row["fee"]),
        "year": year(case),
    }


NOTE = Question(
    id="profit.note",
    kind=FreeText(
        points={
            "stays": (
                _("what of the promised saving does not come, because it stays when the account goes"),
                [
                    "(head ?office|overhead|billing system|allocat\\w*|shared? cost|fixed cost)",
                    "(stays?|remains?|goes? on|does not (vanish|go|disappear))\\b",
                    "(the )?others? (will |must |would )?(carry|pay|bear)",
                    "only (save|gain)",
                    "分摊|总部|仍然|不会消失",
                ],
            ),
            "first": (
                _("what is to be tried before the account is let go"),
                [
                    "terms",
                    "discount",
                    "re-?pric",
                    "price",
                    "negotiat",
                    "talk",
                    "(fewer|less|half|cut|reduce\\w*)( \\w+){0,3} (hours?|service)",
                    "(hours?|service)( \\w+){0,3} (cut|halved|reduced|less)",
                    "hotline",
                    "折扣|谈|条件|减少服务",
                ],
            ),
        },
        traps={
            "all-saved": [
                r"(we|that|it|this|you) (will |would |'ll |can )?(saves?|gains?)( us)? (the )?(whole|full|entire|all)",
                r"(drop|cancel|end|terminate|dismiss) (it|them|the account|the contract)( \w+)? (at once|now|immediately|today|right away)",
                r"(finance|the sheet|the director|the statement) is (quite |simply )?right\b(?! (about|on|that|with|in))",
            ],
        },
        words=12,
    ),
    case=telecom,
    given=_sheet,
    prompt=_(
        'Finance writes: "Account {name} loses {promised} thousand yuan a year. End the contract, and we are {promised} thousand better off." The sheet of {year} is below. Answer in two or three sentences: is '
        "that what would be saved, and what would you do **first**?"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=lambda facts: _(
        "Only {saved} of the {promised} thousand would be saved: the share of head office and billing system stays, and the other customers carry it. First I would talk about the discount of {share} % and the hours, "
        "and end the contract only if that fails."
    ).format(**facts),
    mistakes=(
        Mistake(
            "stays-only",
            lambda facts: _(
                "Only {saved} thousand would come, for the share of the head office remains here and lands on everybody else."
            ).format(**facts),
            _(
                "You say what does not go away. Good. Now the second half of the question: look at the second and the fourth line of the sheet. What would you try before a contract ends?"
            ),
        ),
        Mistake(
            "first-only",
            lambda facts: _(
                "I would talk with them about a usual discount and about fewer hours of service before anything else happens."
            ),
            _(
                "You say what to try first. Good. Now hold the promise against the sheet: which of its lines would still be paid next year, without the account?"
            ),
        ),
        Mistake(
            "agrees",
            lambda facts: _(
                "Finance is right, and we save the whole {promised} thousand: the account costs far more than it pays us."
            ).format(**facts),
            _(
                "You let the promise stand. Go through the lines: the fee ends, the network is used less, the hours end. And the line before the last?"
            ),
        ),
    ),
    right=_(
        "{saved} thousand yuan, not {promised}: {allocated} thousand stay here. And a discount of {share} % is a cause one can talk about. A director can decide with that, and the account can answer it."
    ),
    hints=Hints(
        _("Two questions: what goes, and what comes first?"),
        _(
            "Say which line stays when the account goes, so what is really saved. Then name a door to try before: terms, or service."
        ),
        _("Without the last cost line the account leaves {left} thousand yuan. A discount of {share} % is …"),
        _("{answer}"),
    ),
    competencies=("VA6",),
)
