"""Why a review decided as it did: a sentence a cause, in English and in Chinese, filled in by the engine."""

from string import Formatter
from typing import NamedTuple

import narwhals.stable.v2 as nw

from casekit.grading.review.deciding import (
    DOWN,
    DOWNGRADE_AFTER,
    EARNED,
    IDLE,
    LARGEST_STEP,
    MANUAL,
    MARGIN,
    MINIMUM_STAY,
    MISSING,
    NEW,
    NOT_ELIGIBLE,
    SAME,
    SATISFACTION,
    TENURE,
    UP,
)
from casekit.grading.review.rules import ReviewRules
from casekit.text import _, ngettext

HELD_UP = "held up"  # no change, but more was earned


class Verdict(NamedTuple):
    """What happened, and its sentence in both languages; names in braces are columns, or fixed by the rules."""

    cause: str
    change: str
    english: str
    chinese: str


def verdicts() -> list[Verdict]:
    """Every way a review can end. The first stands for all that no other matches."""
    by_conduct = [
        Verdict(cause, DOWN, _("Down from {before} to {after}: {figures}."), "由{before}降级为{after}：{figures}。")
        for cause in (IDLE, SATISFACTION)
    ]
    return [
        Verdict(EARNED, SAME, _("Stays in {after}: {figures}."), "维持{after}：{figures}。"),
        Verdict(EARNED, NEW, _("First review, {after}: {figures}."), "首次评审，{after}：{figures}。"),
        Verdict(EARNED, UP, _("Up from {before} to {after}: {figures}."), "由{before}升级为{after}：{figures}。"),
        Verdict(EARNED, DOWN, _("Down from {before} to {after}: {figures}."), "由{before}降级为{after}：{figures}。"),
        *by_conduct,
        Verdict(
            MARGIN,
            HELD_UP,
            _("Stays in {after}: {earned} is met, but not by the margin of {margin}; {figures}."),
            "维持{after}：已达到{earned}的条件，但尚未超出{margin}的缓冲区；{figures}。",
        ),
        Verdict(
            MARGIN,
            SAME,
            _("Stays in {after}: it is missed by no more than the margin of {margin}; {figures}."),
            "维持{after}：虽未达到条件，但差距在{margin}的缓冲区之内；{figures}。",
        ),
        Verdict(
            MARGIN,
            UP,
            _("Up from {before} to {after}: {earned} is met as well, but not by the margin of {margin}; {figures}."),
            "由{before}升级为{after}：{earned}的条件也已达到，但尚未超出{margin}的缓冲区；{figures}。",
        ),
        Verdict(
            MARGIN,
            DOWN,
            _(
                "Down from {before} to {after}: no further, for {after} is missed by no more than the margin of "
                "{margin}; {figures}."
            ),
            "由{before}降级为{after}：与{after}的差距在{margin}的缓冲区之内，不再下调；{figures}。",
        ),
        Verdict(
            MISSING,
            SAME,
            _("Stays in {after}: nobody loses a grade because a figure is missing; {figures}."),
            "维持{after}：不因数据缺失而降级；{figures}。",
        ),
        Verdict(
            TENURE,
            HELD_UP,
            _(
                "Stays in {after}: {earned} is met, but an upgrade also asks for {tenure_limit} months of cooperation "
                "({tenure} so far); {figures}."
            ),
            "维持{after}：已达到{earned}的条件，但升级还要求合作满{tenure_limit}个月（目前{tenure}个月）；{figures}。",
        ),
        Verdict(
            TENURE,
            UP,
            _("Up from {before} to {after}: {tenure} months of cooperation, and {tenure_limit} are enough."),
            "由{before}升级为{after}：合作已满{tenure}个月，达到{tenure_limit}个月的要求。",
        ),
        Verdict(
            LARGEST_STEP,
            UP,
            _("Up from {before} to {after}: {wanted} is met too, but a review moves by {steps} at most; {figures}."),
            "由{before}升级为{after}：{wanted}的条件也已达到，但每次评审最多升降{step_limit}级；{figures}。",
        ),
        Verdict(
            LARGEST_STEP,
            DOWN,
            _("Down from {before} to {after}: not to {wanted}, for a review moves by {steps} at most; {figures}."),
            "由{before}降级为{after}：每次评审最多升降{step_limit}级，不降为{wanted}；{figures}。",
        ),
        Verdict(
            MINIMUM_STAY,
            SAME,
            _("Stays in {after}, not yet down to {due}: a grade is kept for {stay} at least; {figures}."),
            "维持{after}，暂不降为{due}：等级至少保留{stay_limit}次评审；{figures}。",
        ),
        Verdict(
            DOWNGRADE_AFTER,
            SAME,
            _(
                "Stays in {after}, not yet down to {due}: that takes {times} below the grade in a row, and this is "
                "number {below}; {figures}."
            ),
            "维持{after}，暂不降为{due}：连续{times_limit}次评审低于等级要求才降级，本次为第{below}次；{figures}。",
        ),
        Verdict(NOT_ELIGIBLE, SAME, _("Not graded: {why}."), "不参评：未满足参评资格。"),
        Verdict(NOT_ELIGIBLE, NEW, _("Not graded: {why}."), "不参评：未满足参评资格。"),
        Verdict(
            NOT_ELIGIBLE, DOWN, _("Down from {before} to {after}: {why}."), "由{before}转为{after}：未满足参评资格。"
        ),
        Verdict(MANUAL, SAME, _("Stays in {after}: set by hand{manual}."), "维持{after}：人工定级{manual_zh}。"),
        Verdict(MANUAL, NEW, _("Graded {after}: set by hand{manual}."), "定级为{after}：人工定级{manual_zh}。"),
        Verdict(
            MANUAL,
            UP,
            _("Up from {before} to {after}: set by hand{manual}."),
            "由{before}升级为{after}：人工定级{manual_zh}。",
        ),
        Verdict(
            MANUAL,
            DOWN,
            _("Down from {before} to {after}: set by hand{manual}."),
            "由{before}降级为{after}：人工定级{manual_zh}。",
        ),
    ]


def possible(rules: ReviewRules, *, eligibility: bool, by_hand: bool) -> list[Verdict]:
    """The verdicts that these rules can give: each one less is a dozen expressions less."""
    asked = {
        MARGIN: rules.margin > 0,
        TENURE: rules.tenure_months is not None,
        IDLE: rules.idle_months is not None,
        SATISFACTION: rules.satisfaction_below is not None,
        LARGEST_STEP: rules.largest_step is not None,
        MINIMUM_STAY: rules.minimum_stay > 0,
        DOWNGRADE_AFTER: rules.downgrade_after > 1,
        NOT_ELIGIBLE: eligibility,
        MANUAL: by_hand,
    }
    return [verdict for verdict in verdicts() if asked.get(verdict.cause, True)]


def number_of(found: list[Verdict]) -> nw.Expr:
    """The number of a customer's verdict, from __cause, change and the places."""
    number = nw.lit(0)
    for place, verdict in enumerate(found):
        here = nw.col("__cause") == verdict.cause
        if verdict.change == HELD_UP:
            here = here & (nw.col("change") == SAME) & (nw.col("__earned") < nw.col("__before"))
        elif (verdict.cause, verdict.change) == (MARGIN, SAME):
            here = here & (nw.col("change") == SAME) & (nw.col("__earned") > nw.col("__before"))
        else:
            here = here & (nw.col("change") == verdict.change)
        number = nw.when(here).then(nw.lit(place)).otherwise(number)
    return number


def fixed_words(rules: ReviewRules) -> dict[str, str]:
    """What the rules say, for the sentences."""

    def reviews(n):
        return ngettext("{n} review", "{n} reviews", n).format(n=n)

    step = rules.largest_step or 0
    return {
        "margin": f"{100 * rules.margin:g}%",
        "stay": reviews(rules.minimum_stay),
        "stay_limit": str(rules.minimum_stay),
        "times": reviews(rules.downgrade_after),
        "times_limit": str(rules.downgrade_after),
        "tenure_limit": str(rules.tenure_months),
        "steps": ngettext("{n} grade", "{n} grades", step).format(n=step),
        "step_limit": str(step),
    }


def filled(templates: list[str], fixed: dict[str, str], slots: dict[str, nw.Expr]) -> nw.Expr:
    """Of several sentences that whose number stands in __verdict, its names in braces filled.

    Position by position, so that the engine puts one sentence together and not all of them.
    """
    parts = [_parts(template, fixed) for template in templates]
    longest = max(map(len, parts))
    pieces = []
    for position in range(longest):
        here = [row[position] if position < len(row) else ("", "") for row in parts]
        pieces.append(_chosen([text for text, _slot in here], nw.lit))
        if any(slot for _text, slot in here):
            pieces.append(_chosen([slot for _text, slot in here], lambda slot: slots[slot] if slot else nw.lit("")))
    return nw.concat_str(pieces)


def _parts(template: str, fixed: dict[str, str]) -> list[tuple[str, str]]:
    """Pairs of a fixed text and the slot behind it."""
    found, text = [], ""
    for before, name, _spec, _conversion in Formatter().parse(template):
        text += before
        if name in fixed:
            text += fixed[name]
        elif name is not None:
            found.append((text, name))
            text = ""
    return [*found, (text, "")]


def _chosen(values: list[str], expression) -> nw.Expr:
    usual = max(set(values), key=values.count)
    chosen = expression(usual)
    for value in sorted(set(values) - {usual}):
        numbers = [number for number, other in enumerate(values) if other == value]
        chosen = nw.when(nw.col("__verdict").is_in(numbers)).then(expression(value)).otherwise(chosen)
    return chosen
