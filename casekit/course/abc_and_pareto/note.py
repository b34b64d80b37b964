"""An answer to the director who knows that 20 bring 80."""

from casekit.course.abc_and_pareto.claims import EVERYONE, as_shown, shares_of
from casekit.course.abc_and_pareto.company import year
from casekit.course.companies import telecom
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.text import FreeText
from casekit.text import _


def _director(case, rng):
    shares = shares_of(case, EVERYONE)
    return {
        "table": as_shown(shares),
        "on_sales": shares["sales"][20.0],
        "on_profit": shares["profit"][20.0],
        "year": year(case),
    }


NOTE = Question(
    id="abc.note",
    kind=FreeText(
        points={
            "of-what": (
                _("of what the share is: sales and profit give different figures"),
                ["profit", "contribution", "margin", "earn", "los(e|es|ing|s|ses)\\b", "利润|盈利"],
            ),
            "not-a-law": (
                _("that the rule is no law: it must be measured, for this company and this year"),
                [
                    "rule of thumb",
                    "thumb",
                    "differ",
                    "var(y|ies|ied)",
                    "depend",
                    "(not|no|never|isn't|is not) (a |an )?(fixed |natural )?(law|fact|constant)",
                    "(not|no) (a )?(fixed|general|universal)",
                    "(other|another|every|each|one|any|our) (company|companies|firm|year|business)",
                    "(this|last|one|a single|each|every) year",
                    "(in|for|of) 20\\d\\d",
                    "test",
                    "measur",
                    "check",
                    "comput",
                    "count",
                    "calculat",
                    "coincidence",
                    "habit",
                    "经验|因公司|因企业|不同|验证|检验|实际",
                ],
            ),
        },
        traps={
            "law": [
                r"(is|as) (a |an )?(natural |general |universal |proven )?(law|truth)\b",
                r"(always|everywhere) (holds?|true|bring|so|the same|right)",
                r"(holds?|true|right|so) (always|everywhere)",
                r"everybody knows",
                r"(the director|you|he|she) (is|are) (simply |quite |always )?right\b(?! (about|on|for|with|as|when|if|in))",
            ],
        },
        words=10,
    ),
    case=telecom,
    given=_director,
    prompt=_(
        'The director writes: "20 per cent bring 80, everybody knows it. Give the hours to the top 20 per cent and be done." The table '
        "has the figures of {year}. Answer in two or three sentences: does it hold here, and **of what**? And why is it worth measuring "
        "at all?"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=lambda facts: _(
        "Of sales the best 20 % bring {on_sales:.0f} %, but of profit it is {on_profit:.0f} %, and they are not the same customers. "
        "80 is a rule of thumb that differs by company, so we measure it."
    ).format(**facts),
    mistakes=(
        Mistake(
            "rule-only",
            lambda facts: _(
                "It is only a rule of thumb, and it differs from company to company and from year to year."
            ),
            _(
                "You say that the rule must be measured. Good. Now measure it: in the table the best 20 % hold one share in the first "
                "column and another in the second. What is the difference between the two columns, and why does it matter for the hours?"
            ),
        ),
        Mistake(
            "measure-only",
            lambda facts: _(
                "Of the sales it is about right, but the share of profit is a good deal higher than eighty."
            ),
            _(
                "You say of *what*: sales and profit are not the same. Good. Now answer the *everybody knows*: is 80 the same in each "
                "company, and how did you come by your figures?"
            ),
        ),
        Mistake(
            "agrees",
            lambda facts: _("The director is right: 20/80 is a law, so the top 20 per cent should get all our hours."),
            _(
                "You let the rule stand as a law. Look at the row of 20 %: what do the two columns say? And the best by sales are "
                "not all among the best by profit."
            ),
        ),
    ),
    right=_(
        "On sales {on_sales:.0f} %, on profit {on_profit:.0f} %. You said of what, and that it is measured. "
        "A director can decide with that. With a proverb one cannot."
    ),
    hints=Hints(
        _("The table has two columns. The director's sentence has none."),
        _(
            "Say what the best 20 % bring of sales and of profit, and that such a share must be measured in each company."
        ),
        _("On sales {on_sales:.0f} %, on profit {on_profit:.0f} %. And *everybody knows* is no source, because …"),
        _("{answer}"),
    ),
    competencies=("VA2",),
)
