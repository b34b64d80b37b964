"""What one writes to an account manager about a customer on the list."""

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.churn_early_warning.company import watched
from casekit.course.churn_early_warning.signs import FALL
from casekit.course.companies import telecom
from casekit.course.harbour_snapshots import TESTED_ON, quarters
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.text import FreeText
from casekit.text import _

SEEN = {
    "ends": _("its contract ends in {months} months"),
    "slow": _("a complaint of the last quarter waited more than 3 days for a reply"),
    "offers": _("a rival’s offer was seen in the last quarter"),
}
_FEWEST = 20  # customers with a sign, so that a rate says something


@once_a_case
def _known(case):
    """By sign: how many showed it in 2025, how many of them left, and those who show it and no other."""
    table = quarters(case, TESTED_ON)
    columns = {"ends": "contract_ends", "slow": "slow_replies", "offers": "offers"}
    calm = [one for one in watched(case) if one["fall"] < FALL and sum(one[name] > 0 for name in SEEN) == 1]
    found = []
    for sign, column in columns.items():
        left = table.loc[table[column] > 0, "left"]
        alone = [one for one in calm if one[sign] > 0 and (sign != "ends" or one["months"] > 1)]
        if len(left) >= _FEWEST and alone:
            found.append({"sign": sign, "n": len(left), "left": int(left.sum()), "alone": alone})
    return found


def _a_customer(case, rng):
    known = _known(case)
    own = rng.choice(known)
    one = rng.choice(own["alone"])
    names = {"ends": _("contract ends"), "slow": _("late reply"), "offers": _("rival’s offer")}
    table = pd.DataFrame(
        {
            _("showed it in 2025"): [row["n"] for row in known],
            _("left within the quarter"): [row["left"] for row in known],
        },
        index=pd.Index([names[row["sign"]] for row in known], name=_("sign")),
    )
    return {
        "customer": one["customer"],
        "seen": SEEN[own["sign"]].format(months=one["months"]),
        "n": own["n"],
        "left": own["left"],
        "stay": own["n"] - own["left"],
        "share": 100 * own["left"] / own["n"],
        "table": table,
    }


NOTE = Question(
    id="warning.note",
    kind=FreeText(
        points={
            "why": (
                _("the sign that rang"),
                [
                    "contract",
                    "complain",
                    "repl(y|ies|ied)",
                    "answer(ed)?\\b( \\w+){0,2} (late|slow)",
                    "rival",
                    "competitor",
                    "offer",
                    "合同|投诉|回复|竞争|报价",
                ],
            ),
            "sure": (
                _("how sure it is: how many with this sign left, or stayed"),
                [
                    r"\d+([.,]\d+)? ?(%|per ?cent|percent)",
                    r"of (the |these )?\d+( \w+){0,5} \d+",
                    r"\d+ (\w+ )?(of|in|out of|from) (\w+ ){0,2}\d+",
                    "(one|two|three|nine|eight|ten) (\\w+ )?(in|of|out of) (\\w+ ){0,2}(ten|five|twenty|a hundred)",
                    "(most|the majority|nearly all|almost all|many)( \\w+){0,6} (stay|stayed|remain|remained|not leave|not left)",
                    "(only )?(a )?few( \\w+){0,6} (leave|left|go|went)",
                    "(small|low|minor) (part|share|chance|minority)",
                    "大多数|多数|少数|百分之|仅有?\\d+",
                ],
            ),
        },
        traps={
            "certain": [
                "(customer|client|account|they|he|she|it|who|firm|h\\d+)\\b( \\w+)? (will|is going to|are going to|is about to|are about to|is sure to|is certain to|wants to|is planning to|plans to)( \\w+)? (leave|go|quit|churn|cancel|switch)\\b",
                "(is|are) (leaving|lost|as good as gone)\\b",
                "(certainly|definitely|surely) (leave|go|quit)",
                "一定会(走|离开|流失)|肯定会(走|离开|流失)|马上要走",
            ],
            "promised": [
                "(call|visit|gift|discount|talk|offer)( \\w+){0,2} (will|would|is sure to|is certain to)( \\w+)? (keep|hold|save|stop|win|help)",
                "(will|would) (keep|hold|save) (him|her|them|it|the (customer|client|account))",
                "一定能(留|挽)",
            ],
        },
        words=12,
    ),
    case=telecom,
    given=_a_customer,
    prompt=_(
        "Customer **{customer}** is on the list, for one reason: {seen}. Below is what became of those who showed such signs in 2025. Write **two or three sentences** to the account manager: **why** the list names this customer, and **how sure** the warning is. Claim nothing that the table does not show."
    ),
    exhibit=lambda facts: facts["table"],
    oracle=lambda facts: _(
        "{customer} is on the list because {seen}. Of {n} with this sign {left} left within the quarter, so most of them stayed. Please ask how things stand before you offer anything."
    ).format(**facts),
    mistakes=(
        Mistake(
            "why-only",
            lambda facts: _(
                "Please look at {customer} this week, for the records show that {seen}, and that is one of our declared signs."
            ).format(**facts),
            _(
                "You say why the list names this customer. Good. Now how sure it is: of those with this sign, how many left? The account manager will treat a leaver otherwise than somebody who most likely stays."
            ),
        ),
        Mistake(
            "sure-only",
            lambda facts: _(
                "{customer} is on this week’s list. Of {n} customers like this one {left} went away within the quarter; most of them stayed with us."
            ).format(**facts),
            _(
                "You say how sure the warning is. Good. But what should the account manager talk about? Name the sign that rang for this customer."
            ),
        ),
        Mistake(
            "certain",
            lambda facts: _(
                "{customer} is on the list because {seen}. The customer will leave within the quarter, so act at once."
            ).format(**facts),
            _(
                "You tell the account manager that the customer goes. Most of those with this sign stayed. What does the row of the table allow you to say?"
            ),
        ),
        Mistake(
            "promised",
            lambda facts: _(
                "{customer} is on the list because {seen}. Of {n} with this sign {left} left; a call will keep the customer."
            ).format(**facts),
            _(
                "You promise that a call works. The table counts who left; it does not compare called and not called. Say what is known, and leave the rest open."
            ),
        ),
    ),
    right=_(
        "The sign says what to talk about, and the count keeps everyone calm: most of them stay. Whether a call changes anything is not in this table."
    ),
    hints=Hints(
        _("What would you want to know before you ring somebody up?"),
        _("One sentence on the sign, in this customer’s own case; one on how many with that sign left."),
        _("The sign: {seen}. Those who showed it: {n}. Of these …"),
        _("{answer}"),
    ),
    competencies=("RT1",),
)
