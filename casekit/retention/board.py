"""A planning board against churn: seven measures and six ways, and what a plan still lacks (防止大客户跳槽).

The headings come from training notes on key accounts; the words are ours, and so is the caution at each, where the same
notes say something else in another place.
"""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from casekit.errors import CasekitError
from casekit.retention.rows import day, days, in_memory
from casekit.text import _

ASKED = ("owner", "due", "budget", "success")


@dataclass(frozen=True)
class Step:
    """One field of the board. ``kind``: "measure" or "way"; ``means``: what is done; ``caution``: what speaks against
    too much of it."""

    id: str
    kind: str
    number: int
    title: str
    chinese: str
    means: str
    caution: str = ""


def measures() -> tuple[Step, ...]:
    """The seven measures, in their order."""
    return (
        Step("department", "measure", 1, _("A key-account department"), "大客户部门",
             _("Key accounts have a department of their own; all others stay with the sales force.")),
        Step("sales model", "measure", 2, _("A sales model that fits"), "销售模式",
             _("Sell by club, by advice, or made to measure: as close to the account as it wants."),
             _("Club members stay longer also because the loyal join: that is no effect.")),
        Step("incentive", "measure", 3, _("Incentives by level"), "销售激励体系",
             _("Each level of account has its policy: things (money, goods) and honours (certificate, plaque)."),
             _("What an incentive changes only a control group shows.")),
        Step("information system", "measure", 4, _("An information system"), "大客户信息系统",
             _("Development, value, behaviour, channel, satisfaction and offers to one are read from one place."),
             _("Keep no more about people than the purpose needs.")),
        Step("communication", "measure", 5, _("Talking, at all levels"), "沟通",
             _("Managers visit, leaders meet on schedule, conflicts between channels are settled.")),
        Step("dynamic analysis", "measure", 6, _("Analysis of what moves"), "动态分析与管理",
             _("Each quarter: development, service, churn, cost, value, account managers, with their changes.")),
        Step("integrated service", "measure", 7, _("Service of one piece"), "综合服务能力",
             _("Own consultant, platform by net and phone, fast lane, sound basic service, added value, a culture of "
               "service, whole solutions."),
             _("Service beyond what it brings is a gift: see the marginal return.")),
    )  # fmt: skip


def ways() -> tuple[Step, ...]:
    """The six ways, in their order."""
    return (
        Step("favours", "way", 1, _("More favours"), "更多优惠",
             _("Discounts, gifts, longer credit."),
             _("A low price wins no loyalty by itself, and longer credit is a larger exposure.")),
        Step("special treatment", "way", 2, _("Special treatment"), "特殊对待",
             _("Customers differ in value and profit; those who bring more get more."),
             _("Differences in price need a reason that can be told.")),
        Step("whole solutions", "way", 3, _("Whole solutions"), "系统解决方案",
             _("Help the customer grow, find new uses, create demand; do not only sell.")),
        Step("good relations", "way", 4, _("Good relations"), "良好关系",
             _("Visits, greetings on the days that matter, contact after the sale."),
             _("Dates of people’s lives are kept with their consent.")),
        Step("no misunderstanding", "way", 5, _("No misunderstanding"), "防止误解",
             _("Tell changes in time, ask for opinions, make complaints easy, answer fast, mend.")),
        Step("exit barriers", "way", 6, _("A barrier to leaving"), "离开的障碍",
             _("Better technology and loyalty make leaving cost something."),
             _("Who stays because leaving hurts is not won; a barrier that traps costs trust.")),
    )  # fmt: skip


@dataclass(frozen=True)
class PlanBoard:
    """``table``: a row a step of the board: id, kind, number, title, chinese, owner, due, budget, success, state
    ("planned", "overdue", "lacks something", "not planned"), caution.
    ``missing``: sentences, none when the plan is whole."""

    table: pd.DataFrame
    missing: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """Whether every step is planned with all that is asked."""
        return not self.missing

    @property
    def budget(self) -> float:
        """Money of all steps planned."""
        return float(self.table["budget"].sum())


def plan_board(plan: Any, *, as_of: Any, budget: float | None = None) -> PlanBoard:
    """Checks a plan against the board.

    Parameters
    ----------
    plan : a row a step, on any engine: step (its id, see :func:`measures` and :func:`ways`), owner (who answers for
        it), due (day), budget (money, 0 or more), success (the figure by which one will see that it worked). Blanks are
        what is still missing.
    as_of : today; what was due before it is told. budget : money there is in all.

    Raises CasekitError for missing columns, an unknown step, a step twice, and a budget that is no number or below 0.
    """
    rows = in_memory(plan, _("The steps of the plan"), ["step", *ASKED]).reset_index(drop=True)
    steps = {step.id: step for step in (*measures(), *ways())}
    unknown = rows.loc[~rows["step"].isin(list(steps)), "step"]
    if len(unknown):
        raise CasekitError(
            _("There is no step “{step}” on the board; it has: {known}.").format(
                step=unknown.iloc[0], known=", ".join(steps)
            )
        )
    twice = rows.loc[rows["step"].duplicated(), "step"]
    if len(twice):
        raise CasekitError(_("The step “{step}” stands twice in the plan.").format(step=twice.iloc[0]))
    rows["due"] = days(rows, "due")
    rows["budget"] = _money(rows["budget"])
    for name in ("owner", "success"):
        rows[name] = (
            rows[name].astype("object").where(rows[name].notna() & (rows[name].astype("str").str.strip() != ""))
        )
    given, today = rows.set_index("step"), day(as_of)
    lines, missing = [], []
    for step in steps.values():
        line = given.loc[step.id] if step.id in given.index else pd.Series(None, index=ASKED, dtype="object")
        lacks = [name for name in ASKED if pd.isna(line[name])]
        if step.id not in given.index:
            state = _("not planned")
            missing.append(_("“{title}” is not in the plan.").format(title=step.title))
        elif lacks:
            state = _("lacks something")
            missing.append(_("“{title}” lacks: {what}.").format(title=step.title, what=", ".join(lacks)))
        else:
            state = _("planned")
        if pd.notna(line["due"]) and line["due"] < today:
            state = _("overdue") if not lacks else state
            missing.append(_("“{title}” was due on {due}.").format(title=step.title, due=f"{line['due']:%Y-%m-%d}"))
        lines.append({**_told(step), **line[list(ASKED)], "state": state, "caution": step.caution})
    table = pd.DataFrame(lines).astype({"budget": "float64", "due": "datetime64[ns]"})
    if budget is not None and table["budget"].sum() > budget:
        missing.append(
            _("The steps cost {sum:,.0f}, and the budget is {budget:,.0f}.").format(
                sum=table["budget"].sum(), budget=budget
            )
        )
    return PlanBoard(table, tuple(missing))


def _told(step: Step) -> dict[str, Any]:
    return {"id": step.id, "kind": step.kind, "number": step.number, "title": step.title, "chinese": step.chinese}


def _money(column: pd.Series) -> pd.Series:
    try:
        values = pd.to_numeric(column).astype("float64")
    except (TypeError, ValueError):
        raise CasekitError(_("A step’s budget must be a number or blank.")) from None
    if (values < 0).any():
        raise CasekitError(_("A step’s budget cannot be below 0."))
    return values
