"""Notices (通知): what a customer is told of an up or a down, promptly and with the reason, in English and Chinese."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import narwhals.stable.v2 as nw

from casekit.errors import CasekitError
from casekit.grading.policy.format import Grade, Policy
from casekit.grading.review.chinese import day_in_chinese, grade_in_chinese, name_in_chinese
from casekit.grading.review.deciding import DOWN, MANUAL, UP
from casekit.grading.review.rules import ReviewRules
from casekit.grading.review.sentences import verdicts
from casekit.grading.review.tables import as_date, by_rows, enter_with
from casekit.grading.totals import leave_as
from casekit.tables import collect
from casekit.text import _

_MOST_PAIRS = 10_000


def notices(
    reviewed: Any,
    policy: Policy,
    *,
    as_of: Any,
    rules: ReviewRules | None = None,
    services_zh: dict[str, str] | None = None,
) -> Any:
    """The letter for each customer who goes up or down.

    What it holds: what changes and from which day, why with the customer's own figures, which services begin and
    which end, and how to appeal. It names no field of the customer but the number and the figures that the policy
    tests; why a level was set by hand stands in the log, not in the letter.

    Parameters
    ----------
    reviewed : what :func:`review` gave, with its reasons, on any engine.
    policy : the policy of the review.
    as_of : the day of the review; the letters leave on it.
    rules : the rules of the review: notice_days (the change takes effect so many days later), appeal, appeal_zh.
    services_zh : Chinese names of services, beside or in place of the policy's own. The Chinese letter names the
        services that begin and end when each of them has a Chinese name; else it says that they change.

    Returns
    -------
    A table of the same kind, one row an up or a down: customer_id, sent_on, effective_on (texts like "2026-01-31"),
    change, text, text_zh. Customers without a change get no letter.

    Raises CasekitError for a table that lacks the columns or holds grades of another policy.
    """
    rules = rules or ReviewRules.of(policy)
    day = as_date(as_of, "as_of")
    columns = ["customer_id", "before", "after", "change", "cause", "reason", "reason_zh"]
    frame = enter_with(reviewed, _("The review’s columns"), columns)
    moved = frame.lazy().select(*columns).filter(nw.col("change").is_in([UP, DOWN]))
    pairs = collect(
        moved.group_by("before", "after", "change").agg(customers=nw.len()), _("The ups and downs"), _MOST_PAIRS
    )
    _refuse_strangers([*pairs["before"], *pairs["after"]], policy)
    found = [tuple(row) for row in pairs.sort_values(["before", "after"])[["before", "after", "change"]].to_numpy()]
    writers = [_English(policy, rules, day), _Chinese(policy, rules, day, services_zh or {})]
    texts = {
        column: _letters(found, writer, reason)
        for column, writer, reason in zip(("text", "text_zh"), writers, ("reason", "reason_zh"), strict=True)
    }

    def step(rows: nw.LazyFrame) -> nw.LazyFrame:
        return rows.with_columns(__pair=_number(found)).select("customer_id", change=nw.col("change"), **texts)

    result = by_rows(moved, step).select(
        "customer_id",
        nw.lit(day.isoformat()).alias("sent_on"),
        nw.lit(writers[0].effective.isoformat()).alias("effective_on"),
        "change",
        *texts,
    )
    return leave_as(result, reviewed, "customer_id")


def _number(found: Sequence[tuple[str, str, str]]) -> nw.Expr:
    number = nw.lit(-1)
    for place, (before, after, _change) in enumerate(found):
        here = (nw.col("before") == before) & (nw.col("after") == after)
        number = nw.when(here).then(nw.lit(place)).otherwise(number)
    return number


def _letters(found: Sequence[tuple[str, str, str]], writer: "_Writer", reason: str) -> nw.Expr:
    """The letter of each customer: what stands before the reason, the reason without its beginning, what follows."""

    def chosen(texts):
        expression = nw.lit("")
        for place, text in enumerate(texts):
            expression = nw.when(nw.col("__pair") == place).then(nw.lit(text)).otherwise(expression)
        return expression

    told = nw.col(reason)
    for place, pair in enumerate(found):
        head = writer.head(*pair)
        here = (nw.col("__pair") == place) & nw.col(reason).str.starts_with(head)
        told = nw.when(here).then(nw.col(reason).str.slice(len(head))).otherwise(told)
    why = nw.when(nw.col("cause") == MANUAL).then(nw.lit(writer.by_hand)).otherwise(told)
    opening = chosen([writer.opening(*pair) for pair in found])
    return nw.concat_str(
        [
            nw.lit(writer.greeting),
            nw.col("customer_id").cast(nw.String),
            opening,
            why,
            chosen([writer.closing(*pair) for pair in found]),
        ]
    )


class _Writer:
    """The texts of a letter in one language."""

    def __init__(self, policy: Policy, rules: ReviewRules, day: date):
        self.policy, self.rules, self.day = policy, rules, day
        self.effective = day + timedelta(days=rules.notice_days)  # the day from which the new grade holds
        self.grades = {grade.id: grade for grade in policy.grades}

    def head(self, before: str, after: str, change: str) -> str:
        """How the reason of such a change begins; the letter has said it already."""
        template = next(getattr(one, self.language) for one in verdicts() if one.change == change)
        return template.split("{figures}")[0].format(before=self.name(before), after=self.name(after))

    def services(self, before: str, after: str) -> tuple[list[str], list[str]]:
        """The services that begin and those that end."""
        old, new = self._of(before), self._of(after)
        return [name for name in new if name not in old], [name for name in old if name not in new]

    def _of(self, name: str) -> tuple[str, ...]:
        grade = self.grades.get(name)
        return grade.services if isinstance(grade, Grade) else ()


class _English(_Writer):
    language = "english"

    def __init__(self, policy: Policy, rules: ReviewRules, day: date):
        super().__init__(policy, rules, day)
        self.greeting = _("Customer number: ")
        self.by_hand = _("it was decided singly, beside the thresholds; your contact person will explain it to you.")

    def name(self, name: str) -> str:
        grade = self.grades.get(name)
        return (grade.title or grade.id) if grade else name

    def opening(self, before: str, after: str, change: str) -> str:
        words = {"before": self.name(before), "after": self.name(after), "day": _day(self.effective)}
        if change == UP and before in self.grades:
            told = _("We are pleased to tell you that from {day} your grade is {after}; until then it is {before}.")
        elif change == UP:
            told = _("We are pleased to tell you that from {day} your grade is {after}.")
        elif after in self.grades:
            told = _(
                "We have reviewed the grades of all customers. From {day} your grade is {after}; until then it is "
                "{before}, with all its services."
            )
        elif after == self.policy.outside:
            told = _(
                "We have reviewed the grades of all customers. Until {day} your grade is {before}, with all its "
                "services; from then on your figures fit none of our grades."
            )
        else:
            told = _(
                "We have reviewed the grades of all customers. Until {day} your grade is {before}, with all its "
                "services; from then on you are not graded."
            )
        return _("\n\nDear customer,\n\n{told}\n\nThe reason: ").format(told=told.format(**words))

    def closing(self, before: str, after: str, change: str) -> str:
        begins, ends = self.services(before, after)
        instead = change == DOWN and ends  # to have less is not to "also have"
        lines = ["\n"]
        if begins and not instead:
            lines.append(_("From that day you also have: {services}.").format(services=", ".join(begins)))
        if ends:
            lines.append(_("From that day no longer included: {services}.").format(services=", ".join(ends)))
        if begins and instead:
            lines.append(_("Instead you have: {services}.").format(services=", ".join(begins)))
        if change == DOWN:
            lines.append(_("Orders and agreements that we have confirmed are not affected."))
        appeal = self.rules.appeal or _(
            "write to your contact person before {day}; somebody who did not take part in the review will look at it "
            "again, and until you have our answer your present grade stays."
        ).format(day=_day(self.effective))
        if change == DOWN:
            lines.append(_("If you see it otherwise, or if a figure is wrong: {appeal}").format(appeal=appeal))
        else:
            lines.append(_("If a figure is wrong, please tell your contact person."))
        lines.append(_("Thank you for working with us.") + "\n\n" + _day(self.day))
        return "\n".join(lines)


class _Chinese(_Writer):
    language = "chinese"
    greeting = "客户编号："
    by_hand = "该等级由我公司在分级标准之外单独核定，具体原因将由贵方的客户经理向您说明。"

    def __init__(self, policy: Policy, rules: ReviewRules, day: date, names: dict[str, str]):
        super().__init__(policy, rules, day)
        self.names = {}
        for grade in policy.grades:
            self.names |= grade.services_chinese
        self.names |= names

    def name(self, name: str) -> str:
        grade = self.grades.get(name)
        return grade_in_chinese(grade) if grade else name_in_chinese(name)

    def opening(self, before: str, after: str, change: str) -> str:
        day, old, new = day_in_chinese(self.effective), self.name(before), self.name(after)
        if change == UP:
            rise = f"由{old}升级为{new}" if before in self.grades else f"定为{new}"
            told = f"我们高兴地通知您：自{day}起，贵方的客户等级{rise}。"
        elif after in self.grades:
            told = f"我们已完成本期客户等级评审。自{day}起，贵方的客户等级由{old}调整为{new}；"
            told += "在此之前，原等级及其各项服务不变。"
        else:
            told = f"我们已完成本期客户等级评审。{day}之前，贵方仍为{old}，各项服务不变；"
            left = "贵方现有数据不符合任何等级的条件，暂不定级" if after == self.policy.outside else "贵方暂不参加评级"
            told += f"自该日起，{left}。"
        return f"\n\n尊敬的客户：\n\n您好！{told}\n\n原因："

    def closing(self, before: str, after: str, change: str) -> str:
        begins, ends = self.services(before, after)
        lines = ["\n"]
        if not all(name in self.names for name in [*begins, *ends]):
            lines.append("自该日起，所含服务随等级调整，具体内容请咨询贵方的客户经理。")
            begins = ends = []
        instead = change == DOWN and ends
        if begins and not instead:
            lines.append(f"自该日起，贵方还可享受：{self._listed(begins)}。")
        if ends:
            lines.append(f"自该日起，不再包含：{self._listed(ends)}。")
        if begins and instead:
            lines.append(f"改为提供：{self._listed(begins)}。")
        if change == DOWN:
            appeal = self.rules.appeal_zh or (
                f"请于{day_in_chinese(self.effective)}前书面联系贵方的客户经理；"
                "我们将由未参与本次评审的人员复核，答复之前现有等级不变。"
            )
            lines += ["已确认的订单和协议不受影响。", f"如有异议或数据有误：{appeal}"]
        else:
            lines.append("如数据有误，请告知贵方的客户经理。")
        lines.append(f"感谢贵方的合作。\n\n{day_in_chinese(self.day)}")
        return "\n".join(lines)

    def _listed(self, services: list[str]) -> str:
        return "、".join(self.names[name] for name in services)


def _day(day: date) -> str:
    months = (
        *(_("January"), _("February"), _("March"), _("April"), _("May"), _("June")),
        *(_("July"), _("August"), _("September"), _("October"), _("November"), _("December")),
    )
    return _("{day} {month} {year}").format(day=day.day, month=months[day.month - 1], year=day.year)


def _refuse_strangers(names: list[str], policy: Policy) -> None:
    known = {grade.id for grade in policy.grades} | {policy.outside}
    if policy.eligibility:
        known.add(policy.eligibility.called)
    strange = sorted({str(name) for name in names} - known)
    if strange:
        raise CasekitError(
            _(
                "The review holds the grade “{name}”, which “{policy}” does not have; use the policy of the review."
            ).format(name=strange[0], policy=policy.id)
        )
