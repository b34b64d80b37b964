"""The review day itself: in which order its steps go, and which grades set by hand still count."""

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import machinery
from casekit.course.dates import day
from casekit.course.orders import moved_to, swapped
from casekit.course.upgrades_and_downgrades.books import grades
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.arrange import Order
from casekit.practice.kinds.choose import Choices
from casekit.text import _

# ── the order of the steps ───────────────────────────────────────────────────────────────────────────────
STEPS = {
    "edition": _("look up which edition of the policy is in force on the review day"),
    "newcomers": _("set aside the accounts that this edition does not grade yet"),
    "earned": _("compute the grade that the others have earned"),
    "margin": _("hold it against the present grade with margin and minimum stay"),
    "manual": _("put in the grades set by hand that still run"),
    "notice": _("send each moved customer the notice with the day from which it holds"),
    "services": _("change the services on the day named in the notice"),
}
_STEPS = list(STEPS)
_NEEDS = {  # what a step needs before it, for who put it too early
    "newcomers": _("Which edition says who is graded at all? That has to be known first."),
    "earned": _("It is computed for those who are graded, by the edition in force: who are they?"),
    "margin": _("Margin and minimum stay hold an *earned* grade against the present one: is it there yet?"),
    "manual": _(
        "A grade set by hand overrules what the rules gave, margin and all. Put in earlier, it would be held against the thresholds "
        "itself, and nobody could see beside it what was earned."
    ),
    "notice": _(
        "A notice names a grade and a reason. Until the last step that can change the grade, neither is settled."
    ),
    "services": _("The day on which services change is named in the notice, which the customer has to have first."),
}


def _how_many(case, rng):
    last = grades(case).iloc[:, -1]
    return {"n": int(last.notna().sum()), "review": last.name}


REVIEW_DAY = Question(
    id="review.day",
    kind=Order(items=STEPS, because=lambda facts, step: _NEEDS.get(step)),
    case=machinery,
    given=_how_many,
    prompt=_(
        "January {review}: {n} accounts are reviewed. Put the steps in order. Each step uses what the one before it gave, what is set by hand "
        "can be seen beside what was earned, and no customer is to find out by a missing service."
    ),
    oracle=lambda facts: _STEPS,
    mistakes=(
        Mistake(
            "services-first",
            swapped(_STEPS, "notice", "services"),
            _(
                "With you the services change before the notice goes out. The system does it overnight, so it feels like one step. The customer then "
                "hears of the downgrade at the counter. Which of the two can be taken back?"
            ),
        ),
        Mistake(
            "by-hand-first",
            moved_to(_STEPS, "manual", 0),
            _(
                "You begin with the grades set by hand. Then nobody sees any more what these accounts would have *earned*, and a favour "
                "cannot be told from a grade. First what is earned, then who overrules it, and why."
            ),
        ),
        Mistake(
            "newcomers-last",
            moved_to(_STEPS, "newcomers", 3),
            _(
                "You set the new customers aside after the grades were held against each other. Until then they stood among the lowest, by the sum "
                "of a few months. Who is not to be graded is taken out before anything is computed."
            ),
        ),
        Mistake(
            "margin-before-grade",
            swapped(_STEPS, "earned", "margin"),
            _(
                "You ask for margin and minimum stay before you know what was earned. They hold an *earned* grade against the "
                "present one. What has to be there first?"
            ),
        ),
    ),
    right=_(
        "First the rules, then who is in, then what is earned, then what softens it, then what somebody has signed against all that. Last come the letters, and after the letters the "
        "services. Keep the list of each step: an appeal asks for it."
    ),
    hints=Hints(
        _("What must be known before anything can be computed? And what comes last, seen by the customer?"),
        _("Rules, then people, then figures, then what softens them, then words, then deeds."),
        _("It begins with the edition in force; it ends with the services. The notice comes just before …"),
        _("{answer}"),
    ),
    competencies=("GR9",),
)

# ── grades set by hand ───────────────────────────────────────────────────────────────────────────────────
_ROLES = ("good", "last-day", "expired", "no-end", "no-reason", "own-manager")
_VOID = ("expired", "no-end", "no-reason", "own-manager")
_REASONS = (
    _("strategic project"),
    _("strike in their works"),
    _("merger under way"),
    _("our late delivery"),
    _("new works announced"),
)
_SIGNERS = (_("the director"), _("head of sales"))


@once_a_case
def _managers(case):
    """Who looks after each account that stands below A2, where somebody may have lifted it by hand."""
    last = grades(case).iloc[:, -1]
    below = last.index[last.isin(["B1", "B2", "unclassified"])]
    return case.accounts.set_index("customer_id")["manager_id"].reindex(below).to_dict()


def _log(case, rng):
    """Six lines of the log; which of them is which changes with every variant."""
    today = case.last_day + pd.Timedelta(days=rng.randint(5, 25))
    managers = _managers(case)
    others = sorted(set(managers.values()))
    reasons = rng.sample(_REASONS, len(_REASONS))
    lines = {}
    for role, customer in zip(_ROLES, rng.sample(sorted(managers), len(_ROLES)), strict=True):
        own = managers[customer]
        another = rng.choice([manager for manager in others if manager != own])
        signers = {"own-manager": own, "good": another}
        ends = {"last-day": today, "expired": today - pd.Timedelta(days=rng.randint(10, 120))}
        end = ends.get(role, today + pd.Timedelta(days=rng.randint(40, 200)))
        lines[role] = {
            "account": customer,
            "manager": own,
            "signed": signers.get(role) or rng.choice([*_SIGNERS, another]),
            "reason": "–" if role == "no-reason" else reasons.pop(),
            "until": "–" if role == "no-end" else f"{end:%Y-%m-%d}",
        }
    order = rng.sample(_ROLES, len(_ROLES))
    table = pd.DataFrame([lines[role] for role in order]).set_index("account").rename_axis(_("account"))
    return {
        "table": table.set_axis([_("looked after by"), _("signed by"), _("reason"), _("until")], axis=1),
        "today": day(today),
        **{f"is_{role.replace('-', '_')}": line["account"] for role, line in lines.items()},
    }


def _options():
    return {role: "{is_" + role.replace("-", "_") + "}" for role in _ROLES}


def _void_but(*passed, plus=()):
    return lambda facts: [role for role in _ROLES if (role in _VOID and role not in passed) or role in plus]


BY_HAND = Question(
    id="review.by-hand",
    kind=Choices(
        options=_options(),
        why={
            "good": _("It has a reason, an end that lies ahead, and another's signature."),
            "last-day": _("Read the rule on the last day."),
        },
    ),
    case=machinery,
    given=_log,
    prompt=_(
        "The log of grades set by hand, on the review day, {today}. The rule: such a grade counts if it has a **reason**, an **end date** that has not "
        "passed (the last day still counts), and the signature of **someone other than the account's own manager**. Tick the accounts whose "
        "grade by hand does **not** count."
    ),
    exhibit=lambda facts: facts["table"],
    oracle=lambda facts: list(_VOID),
    mistakes=(
        Mistake(
            "no-end-is-for-ever",
            _void_but("no-end"),
            _(
                "You let the grade of {is_no_end} count. No end looks like *for good*. So a favour becomes a floor: nobody remembers it, and no "
                "review ever gets below it. What does the rule ask of the date?"
            ),
        ),
        Mistake(
            "runs-on",
            _void_but("expired"),
            _(
                "You let the grade of {is_expired} count. Its end has passed; the system only goes on showing it. Hold each date "
                "against {today}."
            ),
        ),
        Mistake(
            "signature-not-looked-at",
            _void_but("own-manager"),
            _(
                "You let {is_own_manager} pass: reason and date are fine. It was signed by the manager of that very account, whose "
                "bonus may hang on the grade. Who has to sign?"
            ),
        ),
        Mistake(
            "last-day-over",
            _void_but(plus=("last-day",)),
            _(
                "You struck {is_last_day} out, whose last day is today. The rule says that this day still counts: ≤ and not <. It will "
                "be over tomorrow."
            ),
        ),
    ),
    right=_(
        "Four of six fall back to what was earned. Each of them may have been right when it was given. A log makes it possible to "
        "ask, and an end date makes somebody ask."
    ),
    hints=Hints(
        _("Three tests for each line; one that fails is enough."),
        _("Is there a reason? Is the end today or later? Is the signer someone other than the account's manager?"),
        _("A dash in *until* is no end, so that line fails. A date before {today} fails as well …"),
        _("These do not count: {is_expired}, {is_no_end}, {is_no_reason} and {is_own_manager}."),
    ),
    competencies=("GR9",),
)
