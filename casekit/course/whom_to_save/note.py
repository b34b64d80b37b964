"""An answer to the director who wants the riskiest called, all of them."""

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import telecom
from casekit.course.whom_to_save.company import GROUPS, trials
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.text import FreeText
from casekit.text import _


@once_a_case
def _tables(case):
    """Per span and group that a call holds: all groups' per cent left alone and called; the group that it does not hold."""
    found = []
    for span, groups in trials(case).items():
        rates = {
            name: (round(100 * counts[3] / counts[2], 1), round(100 * counts[1] / counts[0], 1))
            for name, counts in groups.items()
        }
        held = [name for name in ("late", "ends") if rates[name][0] - rates[name][1] > 5]
        found += [(span, rates, name, "ends_new") for name in held]
    return found


def _a_table(case, rng):
    span, rates, held, other = rng.choice(_tables(case))
    names = [held, other, "others"]
    table = pd.DataFrame(
        {
            _("left alone: leave"): [f"{rates[name][0]:.1f} %" for name in names],
            _("called: leave"): [f"{rates[name][1]:.1f} %" for name in names],
        },
        index=pd.Index([GROUPS[name] for name in names], name=_("group")),
    )
    return {
        "span": span,
        "table": table,
        "n": rng.choice([150, 200, 250]),
        "other": GROUPS[other],
        "other_alone": rates[other][0],
        "other_called": rates[other][1],
        "held": GROUPS[held],
        "held_alone": rates[held][0],
        "held_called": rates[held][1],
    }


NOTE = Question(
    id="save.note",
    kind=FreeText(
        points={
            "moved": (
                _("that a high risk does not mean that a call changes anything"),
                [
                    "uplift",
                    "persuad\\w*",
                    "lost cause",
                    "(leaves?|leaving|go(es)?)( \\w+){0,2} (anyway|all the same|in any case|regardless|even if called)",
                    "(call|gift|offer)( \\w+){0,3} (does not|doesn't|cannot|can't|will not|won't|would not|not)( \\w+){0,2} (change|hold|help|keep|save|stop)",
                    "(can|could) be (held|kept|saved|moved)",
                    "(react|respond)\\w*",
                    "(whom|who|where) (a|the) calls? (change|hold|save|keep|move|help)\\w*",
                    "提升|可挽留|留不住|无论",
                ],
            ),
            "lot": (
                _("how one will see what the calls did: some are left alone by lot"),
                [
                    "control",
                    "hold-?out",
                    "by lot",
                    "at random",
                    "random(ly|ised|ized)?",
                    "(left|leave|keep|put)( \\w+){0,4} (alone|uncalled|aside|out)",
                    "not( be)? call(ed)?( \\w+){0,3} (compar|part|share|tenth|some)\\w*",
                    "compar\\w*",
                    "对照|随机|抽签",
                ],
            ),
        },
        traps={
            "agrees": [
                r"(yes|fine|agreed|good idea|right)[,:.!]? (call|let us call|we call|the director)",
                r"(the )?director is (quite |simply )?right\b(?! (about|on|that|with|in))",
                r"call (all|everybody|everyone|them all)( of them)?( at once| now| immediately)",
            ],
        },
        words=12,
    ),
    case=telecom,
    given=_a_table,
    prompt=_(
        "The director writes: “Call the {n} customers with the highest **risk**, every one of them. In December we count how many stayed.” Trials of {span} are below. Answer in two or three sentences: what is wrong with that **list**, and how would one really **see** in December what the calls did?"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=lambda facts: _(
        "A high risk is not uplift: in “{other}” {other_alone} in 100 leave left alone and {other_called} when called, so a call does not hold them. Call where the difference is large, and leave one in ten alone by lot, so that in December called and left alone can be compared."
    ).format(**facts),
    mistakes=(
        Mistake(
            "list-only",
            lambda facts: _(
                "The list has many lost causes on it, who leave anyway, so the money should go to customers whose uplift is high instead."
            ),
            _(
                "You say what is wrong with the list. Good. Now December: most of those called would have stayed without a call. Beside whom must they be put to see what it did?"
            ),
        ),
        Mistake(
            "lot-only",
            lambda facts: _(
                "In December we can only tell if there is a control group, so a tenth of the customers must be drawn at random first."
            ),
            _(
                "You say how to see what the calls did. Good. Now the list itself: compare the two columns of the second group. What does its risk tell about a call?"
            ),
        ),
        Mistake(
            "agrees",
            lambda facts: _(
                "The director is right: who has the highest risk has the most to lose, and in December the number who stayed is the success."
            ),
            _(
                "You let the list stand. Read the rows of the table across: in which group do fewer leave when called, and in which not? And how many of all would have stayed without any call?"
            ),
        ),
    ),
    right=_(
        "Two sentences a director can use: call where a call changes something, and keep a part uncalled by lot. The second costs a few customers this year, and it is the only way to know next year."
    ),
    hints=Hints(
        _("Two questions: whom does a call change, and with whom does one compare?"),
        _(
            "Say that risk is not the same as being held by a call. Then say who must be left alone, and how they are chosen."
        ),
        _(
            "“{held}”: {held_alone} and {held_called} in 100. “{other}”: {other_alone} and {other_called}. So a high risk …"
        ),
        _("{answer}"),
    ),
    competencies=("RT3",),
)
