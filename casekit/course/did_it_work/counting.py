"""How many a campaign saved, in points, in customers and in yuan for each."""

from casekit.course.by_case import once_a_case
from casekit.course.companies import telecom
from casekit.course.did_it_work.company import apart, as_table, pools, shares
from casekit.practice import Accepted, Hints, Mistake, Question
from casekit.practice.kinds.number import Number
from casekit.text import _


def _filled(one):
    found = one | shares(one)
    found["stayed"] = found["called"] - found["called_left"]
    found["stay_share"] = 100 * found["stayed"] / found["called"]
    found["saved"] = found["points"] * found["called"] / 100
    found["paid"] = found["called"] * found["cost"]
    found["members"] = found["called"] + found["control"]
    return found | {"table": as_table(one)}


def _counts_only(facts):
    return facts["control_left"] - facts["called_left"]


# ── saved ────────────────────────────────────────────────────────────────────────────────────────────────
def _of_all(facts):
    return facts["points"] * facts["members"] / 100


def _stayed(facts):
    return facts["stayed"]


@once_a_case
def _to_save(case):
    ways = (lambda f: f["saved"], _of_all, _stayed, _counts_only, lambda f: f["points"])
    rows = [_filled(one) for one in pools(case)]
    return [one for one in rows if one["points"] > 0.3 and apart([way(one) for way in ways], 0.3)]


SAVED = Question(
    id="trial.saved",
    kind=Number(unit=_("customers"), decimals=1),
    case=telecom,
    given=lambda case, rng: rng.choice(_to_save(case)),
    prompt=_(
        "Campaign {campaign} ({name}), {who}. A lot decided who was called. Of the {control:,} left alone, **{alone:.2f} %** left within the quarter; of "
        "the {called:,} called, **{with_call:.2f} %**. The first step is done: the call took off {alone:.2f} − {with_call:.2f} points. How many customers did the "
        "campaign **save**, by these data? (one decimal)"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=lambda facts: facts["saved"],
    accepted=(
        Accepted(
            lambda facts: facts["called"] * (round(facts["alone"], 2) - round(facts["with_call"], 2)) / 100,
            _("{got}, from the shares as they are printed. Taken as right. Not rounded:"),
        ),
    ),
    mistakes=(
        Mistake(
            "all-who-stayed",
            _stayed,
            _(
                "{got} is everybody who was called and stayed. It is the figure of many reports, and it looks splendid. But of those left alone "
                "nearly as many per cent stayed. Who of yours would have gone without the call?"
            ),
        ),
        Mistake(
            "points-for-customers",
            lambda facts: facts["points"],
            _("{got} is the effect in *points*: so many of 100 called. How many are that of {called:,}?"),
        ),
        Mistake(
            "of-the-whole-list",
            _of_all,
            _(
                "{got} takes the effect times all {members:,} on the list. The {control:,} of the control group were not called, so no call saved "
                "any of them. To whom did the effect happen?"
            ),
        ),
        Mistake(
            "leavers-counted",
            _counts_only,
            _(
                "{got} is {control_left} leavers less {called_left}. That would do for groups of the same size. Here {called:,} stand against "
                "{control:,}, so compare shares first: what share of the called was held?"
            ),
        ),
    ),
    right=_(
        "{answer}: {points:.3f} points of {called:,} called. {stayed:,} stayed, and nearly all of these would have stayed anyway. Keep the decimal: it is an "
        "estimate, and no list of these customers exists."
    ),
    hints=Hints(
        _("Only those count who leave without the call and stay with it."),
        _("(share left of the control − share left of the called) × customers called."),
        _(
            "The difference is {points:.2f} points. To whom does it apply: to the list, to the called, to the control? …"
        ),
        _("{points:.3f} % of {called:,}: {answer}"),
    ),
    competencies=("RT3",),
)


# ── the effect in points ─────────────────────────────────────────────────────────────────────────────────
def _relative(facts):
    return 100 * facts["points"] / facts["alone"]


def _minus(facts):
    return -facts["points"]


def _over_all(facts):
    return 100 * _counts_only(facts) / facts["members"]


def _as_share(facts):
    return facts["points"] / 100


@once_a_case
def _to_compare(case):
    ways = (lambda f: f["points"], _relative, _minus, _over_all, lambda f: f["stay_share"], _as_share, _counts_only)
    return [one for one in map(_filled, pools(case)) if apart([way(one) for way in ways], 0.03)]


EFFECT = Question(
    id="trial.effect",
    kind=Number(unit=_("points"), decimals=2),
    case=telecom,
    given=lambda case, rng: rng.choice(_to_compare(case)),
    prompt=_(
        "Campaign {campaign} ({name}), {who}; the lot parted them as the table says. By how many **percentage points** did the call lower the share that left? "
        "(in points, two decimals, no % sign; below 0 if more of the called left)"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=lambda facts: facts["points"],
    mistakes=(
        Mistake(
            "stay-share",
            lambda facts: facts["stay_share"],
            _(
                "{got} is how many of the called stayed. It says nothing of the call as long as you do not know how many stay without it. What does the "
                "first row say?"
            ),
        ),
        Mistake(
            "per-cent-of-a-per-cent",
            _relative,
            _(
                "{got} is the difference as a part of the share that left alone. Said aloud it sounds large, and nobody can see of how few. Asked are "
                "points: one share less the other."
            ),
        ),
        Mistake(
            "the-wrong-way-round",
            _minus,
            _(
                "{got} is called less left alone: by how much leaving *rose*. The size is right. Asked is by how much the call lowered it; which share "
                "comes first?"
            ),
        ),
        Mistake(
            "leavers-counted",
            _counts_only,
            _(
                "{got} is {control_left} leavers less {called_left}: customers, not points. The groups are not of one size; what share of each left?"
            ),
        ),
        Mistake(
            "over-the-list",
            _over_all,
            _(
                "{got} is {control_left} less {called_left} leavers, over all {members:,}. Each group's leavers are a share of *its own* customers. "
                "What are the two shares?"
            ),
        ),
        Mistake(
            "a-share-for-points",
            _as_share,
            _(
                "{got} is the difference as a *share*. A cell with a % sign is read like that: 1.50% is 0.0150. Asked are points; how many hundredths is it?"
            ),
        ),
    ),
    right=_(
        "{alone:.2f} % less {with_call:.2f} %: {answer}. That is the middle of what may be true. With so few leavers it swings widely: always give the "
        "interval with it."
    ),
    hints=Hints(
        _("Two shares, each of its own group."),
        _("leavers / customers of those left alone, less leavers / customers of the called."),
        _("Left alone: {control_left} of {control:,}, {alone:.2f} %. Called: …"),
        _("{alone:.3f} − {with_call:.3f} = {answer}"),
    ),
    competencies=("RT3",),
)


# ── what each saved one cost ─────────────────────────────────────────────────────────────────────────────
def _each(facts):
    return facts["paid"] / facts["saved"]


def _each_stayed(facts):
    return facts["paid"] / facts["stayed"]


def _each_whole_list(facts):
    return facts["cost"] * facts["members"] / facts["saved"]


def _each_count(facts):
    return facts["paid"] / max(_counts_only(facts), 1)


@once_a_case
def _to_price(case):
    ways = (_each, _each_stayed, _each_whole_list, _each_count)
    rows = [one for one in map(_filled, pools(case)) if one["points"] > 0.3 and _counts_only(one) > 0]
    return [one for one in rows if apart([way(one) for way in ways], 0.03 * _each(one))]


COST = Question(
    id="trial.cost",
    kind=Number(unit=_("yuan")),
    case=telecom,
    given=lambda case, rng: rng.choice(_to_price(case)),
    prompt=_(
        "Campaign {campaign} ({name}), {who}. Each customer **called** cost {cost} yuan, call and gift together; those left alone cost nothing. What did the campaign pay "
        "for each customer it **saved**? (whole yuan, from shares that are not rounded)"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=_each,
    accepted=(
        Accepted(
            lambda facts: facts["cost"] / (round(facts["points"], 2) / 100),
            _("{got}: reckoned with the effect rounded to two decimals. Taken as right."),
        ),
    ),
    mistakes=(
        Mistake(
            "each-who-stayed",
            _each_stayed,
            _(
                "{got} is the money over everybody called who stayed: a bargain. But you also paid for those who would have stayed without a gift, and "
                "these are nearly all. How many were held *by* the call?"
            ),
        ),
        Mistake(
            "control-paid-too",
            _each_whole_list,
            _(
                "{got} pays for all {members:,} on the list. The {control:,} left alone got no call and no gift. For how many was money spent?"
            ),
        ),
        Mistake(
            "leavers-counted",
            _each_count,
            _(
                "{got} divides by {control_left} less {called_left} leavers. The groups are not the same size, so their counts cannot be compared. First "
                "the shares, then times the called."
            ),
        ),
    ),
    right=_(
        "{answer} each: {paid:,} yuan for {saved:.1f} customers. Hold it against what a customer leaves over the time that a saved one stays. It works and it pays "
        "are two questions."
    ),
    hints=Hints(
        _("Above the line: money for whom? Below the line: whom?"),
        _("cost × called / saved, where saved = difference of the shares × called."),
        _(
            "{called:,} calls at {cost} yuan are {paid:,} yuan. The two shares differ by {points:.3f} points, so saved are …"
        ),
        _("{paid:,} / {saved:.2f} = {answer}"),
    ),
    competencies=("RT3",),
)
