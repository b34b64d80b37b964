"""Is the policy on customer data whole and fresh? A copy of it, held against the list of what it needs."""

import pandas as pd

from casekit import records
from casekit.course.companies import telecom
from casekit.course.dates import day
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.choose import Choices
from casekit.text import _

NEEDED = {
    "customer classification": _("classification of customers"),
    "clear powers and duties": _("powers and duties"),
    "service standards": _("service standards"),
    "continuous improvement": _("continuous improvement"),
    "information confidentiality": _("confidentiality"),
    "lawful basis": _("lawful basis for using data"),
    "retention period": _("how long data are kept"),
    "right of access": _("customers' right of access"),
    "gifts to public bodies": _("gifts to public bodies"),
}
WHY = {
    "customer classification": _("Look at the dates of both its clauses."),
    "clear powers and duties": _("Look for its clause, and when it was last reviewed."),
    "service standards": _("Look for its clause, and when it was last reviewed."),
    "continuous improvement": _("Look for its clause, and when it was last reviewed."),
    "information confidentiality": _("Read the clause with question marks: what does it say?"),
    "lawful basis": _("Look for its clause, and when it was last reviewed."),
    "retention period": _("Look for its clause, and when it was last reviewed."),
    "right of access": _("Look for its clause, and when it was last reviewed."),
    "gifts to public bodies": _("Look for its clause, and when it was last reviewed."),
}
TOPICS = {  # the topic that serves each part in the company's policy; a blank one is the damaged clause
    "classification": "customer classification",
    "powers and duties": "clear powers and duties",
    "service standards": "service standards",
    "continuous improvement": "continuous improvement",
    "": "information confidentiality",
    "legal basis": "lawful basis",
    "retention period": "retention period",
    "access right": "right of access",
    "gifts to public bodies": "gifts to public bodies",
}
LEGAL = ["legal basis", "retention period", "access right", "gifts to public bodies"]
BAD = ("missing", "damaged", "overdue")
FRESH_DAYS = 365


def _copy(case, rng):
    """A branch's copy of the policy: a page lost, some clauses long unread, one never read."""
    today = case.last_day
    clauses = case.policy_clauses.assign(topic=case.policy_clauses["topic"].fillna(""))
    clauses = clauses[clauses["topic"].isin(TOPICS)]
    parts = [*LEGAL, "powers and duties", "service standards", "continuous improvement"]
    lost, never, *old = rng.sample(parts, rng.choice([3, 4]))
    if lost not in LEGAL:
        lost, never = rng.choice([topic for topic in LEGAL if topic not in (never, *old)]), lost
    clauses = clauses[clauses["topic"] != lost].reset_index(drop=True)
    twin = rng.choice(list(clauses.index[clauses["topic"] == "classification"]))
    aged = clauses["topic"].isin(old) | (clauses.index == twin)
    ages = [rng.randint(FRESH_DAYS + 20, 1100) if is_old else rng.randint(15, 340) for is_old in aged]
    dates = (today - pd.to_timedelta(ages, unit="D")).to_series(index=clauses.index)
    clauses = clauses.assign(reviewed_on=dates.mask(clauses["topic"] == never))
    status = records.policy_review(clauses, as_of=today, every_days=FRESH_DAYS).set_index("item")["status"]
    return {
        "clauses": clauses,
        "failing": [item for item in NEEDED if status[item] in BAD],
        "overdue": [item for item in NEEDED if status[item] == "overdue"],
        "never": TOPICS[never],
        "never_said": never,
        "branch": rng.choice(sorted(case.customers["area"].dropna().unique())),
        "today": day(today),
        "days": FRESH_DAYS,
        "table": _shown(clauses),
    }


def _shown(clauses):
    table = clauses.set_index("clause_id")[["topic", "text"]].rename_axis(_("clause"))
    reviewed = clauses["reviewed_on"].dt.strftime("%Y-%m-%d").fillna("–").to_numpy()
    return table.replace("", "–").assign(**{_("last review"): reviewed})


def _without(*items):
    return lambda facts: [item for item in facts["failing"] if item not in items]


REVIEW = Question(
    id="records.review",
    kind=Choices(options=NEEDED, why=WHY, shuffle=False),
    case=telecom,
    given=_copy,
    prompt=_(
        "The branch {branch} works with a copy of the policy on customer data. Below are its clauses. Nine parts are needed. A part **fails** if "
        "it has no clause, or if its text is damaged. It fails as well if one of its clauses was last reviewed more than **{days} days** "
        "before {today}, or never (–). **Tick the parts that fail.**"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=lambda facts: facts["failing"],
    mistakes=(
        Mistake(
            "damaged-is-there",
            _without("information confidentiality"),
            _(
                "You let *confidentiality* pass. One can guess what the damaged clause once said, and a clause is there. But nobody can "
                "keep a rule that reads “????”, and no judge will guess along. What stands there, word for word?"
            ),
        ),
        Mistake(
            "on-paper-is-enough",
            lambda facts: [item for item in facts["failing"] if item not in facts["overdue"]],
            _(
                "You ticked what is absent or damaged, and let everything pass that stands on paper. Laws and offices change; a clause that "
                "nobody has read for years may be wrong today. Which reviews are more than {days} days old, or never took place?"
            ),
        ),
        Mistake(
            "never-is-new",
            lambda facts: [item for item in facts["failing"] if item != facts["never"]],
            _(
                "You let the clause on *{never_said}* pass. Its date of review is blank, so nothing there looks old. Blank means that "
                "nobody has ever gone over it. What does the rule say of “never”?"
            ),
        ),
        Mistake(
            "one-fresh-clause",
            _without("customer classification"),
            _(
                "You let *classification* pass, for one of its clauses is fresh. The other is not, and staff who follow the old one "
                "follow the policy too. How many of its clauses must be fresh?"
            ),
        ),
    ),
    right=_(
        "{answer}. A title is not a rule, and a rule nobody has read for years is a guess. What to write into the legal parts: check "
        "with counsel."
    ),
    hints=Hints(
        _("Go part by part: is there a clause, can it be read, when was it reviewed?"),
        _(
            "Three ways to fail: no clause, no readable text, no review within {days} days. One bad clause fails its part."
        ),
        _(
            "First cross off the parts with no readable clause at all. Then look for a dash among the dates, and count back {days} days …"
        ),
        _("{answer}"),
    ),
    competencies=("DS3",),
)
