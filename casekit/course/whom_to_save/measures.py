"""The seven measures against leaving: which action belongs to which."""

from casekit.course.by_case import once_a_case
from casekit.course.companies import telecom
from casekit.course.whom_to_save.company import trials
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.arrange import Match
from casekit.retention import measures
from casekit.text import _

# action: (label, measure, what it is about)
ACTIONS = {
    "team": (_("Accounts of the two best grades go from the sales force to a team of their own"), "department", _("It settles *who* serves the account.")),
    "list": (_("By grade it is fixed which accounts the special team takes and which stay"), "department", _("It settles *who* serves the account.")),
    "advice": (_("The seller first studies what the account needs, and then advises"), "sales model", _("It settles *how* we sell.")),
    "club": (_("Large customers are sold to as members of a club"), "sales model", _("It settles *how* we sell.")),
    "plaque": (_("A plaque for ten years as a customer"), "incentive", _("The account gets something for what it is to us: a thing, or an honour.")),
    "goods": (_("Goods as a present, worth more the higher the account's level"), "incentive", _("The account gets something for what it is to us: a thing, or an honour.")),
    "screen": (_("Use, value and satisfaction of an account can be read in one place"), "information system", _("Data are kept and found. Nothing is compared yet.")),
    "agents": (_("Sales through agents are stored account by account"), "information system", _("Data are kept and found. Nothing is compared yet.")),
    "leaders": (_("Our director meets theirs twice a year, on fixed days"), "communication", _("People of both sides talk with each other.")),
    "quarrel": (_("A conflict between an agent and a branch is settled with both at one table"), "communication", _("People talk with each other until a conflict is gone.")),
    "quarter": (_("Churn, cost and service are put beside the quarter before, with the change"), "dynamic analysis", _("It asks what has *moved* since last time.")),
    "falls": (_("Accounts whose use fell in two quarters running are listed every quarter"), "dynamic analysis", _("It asks what has *moved* since last time.")),
    "whole": (_("Line, devices, repair and hotline come as one service, from one hand"), "integrated service", _("It is about what is *done* for the account, as a whole.")),
    "resident": (_("An engineer of ours works in their building and looks after all they have from us"), "integrated service", _("It is about what is *done* for the account, as a whole.")),
}  # fmt: skip
_TITLES = {step.id: step.title for step in measures()}
_PER_MEASURE = {one: [name for name, action in ACTIONS.items() if action[1] == one] for one in _TITLES}


@once_a_case
def _left(case):
    counts = trials(case)["2024"]["all"]
    return 100 * counts[3] / counts[2]


def _seven(case, rng):
    chosen = [rng.choice(names) for names in _PER_MEASURE.values()]
    return {"actions": rng.sample(chosen, len(chosen)), "n": len(chosen), "left": _left(case)}


def _each(judge):
    return lambda facts: {name: judge(ACTIONS[name][1]) for name in facts["actions"]}


def _data(measure):
    return "information system" if measure == "dynamic analysis" else measure


def _people(measure):
    return "department" if measure in ("sales model", "integrated service", "communication") else measure


MEASURES = Question(
    id="save.measures",
    kind=Match(
        left=lambda facts: {name: ACTIONS[name][0] for name in facts["actions"]},
        right=_TITLES,
        because=lambda facts, name, given: ACTIONS[name][2],
    ),
    case=telecom,
    given=_seven,
    prompt=_(
        "Harbour loses {left:.1f} % of its customers a quarter if it does nothing. The old notes name **seven measures** against it. (No figure is needed here.) Give each of these {n} actions its measure. (Each measure is used once.)"
    ),
    oracle=_each(lambda measure: measure),
    mistakes=(
        Mistake(
            "figures-are-the-system",
            _each(_data),
            _(
                "You put everything with figures under *the information system*. The system keeps data and finds them. To set two quarters side by side and ask what moved is another measure: nobody does it by owning data."
            ),
        ),
        Mistake(
            "people-are-the-department",
            _each(_people),
            _(
                "You put under *the department* whatever our people do for an account. The department settles who is in charge. How they sell, with whom they talk and what they do are measures of their own. Read the verbs."
            ),
        ),
    ),
    right=_(
        "Each measure has another lever: who, how, for what reward, from which data, in talk with whom, watching what, doing what. A plan with one of them only leans on one leg."
    ),
    hints=Hints(
        _("Seven questions: who, how sold, what for, from which data, talking with whom, what moved, what is done."),
        _(
            "Who serves: department. How we sell: sales model. Reward: incentive. Kept in one place: system. People talk: communication. Compared over time: analysis. Done as a whole: service."
        ),
        _("A meeting of directors would be talk between people. A comparison with the quarter before would be …"),
        _("{answer}"),
    ),
    competencies=("RT4",),
)
