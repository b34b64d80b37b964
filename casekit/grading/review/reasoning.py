"""The reasons of a review: the sentence of each customer's verdict, with the customer's own figures."""

import narwhals.stable.v2 as nw

from casekit.grading.policy.bands import say
from casekit.grading.policy.measured import Measured
from casekit.grading.policy.number_texts import number_parts, number_text
from casekit.grading.review.chinese import grade_in_chinese, name_in_chinese
from casekit.grading.review.deciding import IDLE, MARGIN, MISSING, NEW, SAME, SATISFACTION
from casekit.grading.review.figures import Figures, with_texts
from casekit.grading.review.ladder import Ladder
from casekit.grading.review.rules import ReviewRules
from casekit.grading.review.sentences import filled, fixed_words, number_of, possible
from casekit.text import _

_ASKED = {"__idle": "idle_months", "__satisfaction": "satisfaction_below", "__tenure": "tenure_months"}


def with_reasons(
    frame: nw.LazyFrame, ladder: Ladder, table: Measured, names: list[str], rules: ReviewRules, by_hand: bool
) -> nw.LazyFrame:
    """The decided frame with reason and reason_zh.

    ``names`` are the policy's measures in ``table``; ``by_hand`` says that there are manual levels.
    """
    found, fixed = possible(rules, eligibility=ladder.called is not None, by_hand=by_hand), fixed_words(rules)
    asked = [name for name, rule in _ASKED.items() if getattr(rules, rule) is not None]
    frame = with_texts(frame, ladder, names, table)
    frame = _spoken_of(_with_numbers(frame, asked)).with_columns(__verdict=number_of(found))
    for chinese, column in ((False, "__figures"), (True, "__figures_zh")):
        figures = Figures(ladder, names, chinese, margin=rules.margin)
        text = figures.text(figures.all() if chinese else nw.col("__why"))
        frame = frame.with_columns(**{column: _or_conduct(text, rules, chinese)})
    return frame.with_columns(
        reason=filled([one.english for one in found], fixed, _slots(ladder, asked, chinese=False)),
        reason_zh=filled([one.chinese for one in found], fixed, _slots(ladder, asked, chinese=True)),
    )


def _with_numbers(frame: nw.LazyFrame, asked: list[str]) -> nw.LazyFrame:
    """Texts of the numbers that the rules read, in two steps."""
    if not asked:
        return frame
    parts = {f"{name}_{part}": piece for name in asked for part, piece in number_parts(nw.col(name)).items()}
    texts = {
        f"{name}_text": number_text(nw.col(name), nw.col(f"{name}_units"), nw.col(f"{name}_rest"), signed=True)
        for name in asked
    }
    return frame.with_columns(**parts).with_columns(**texts)


def _spoken_of(frame: nw.LazyFrame) -> nw.LazyFrame:
    """__key, the grade whose thresholds the reason tells, __failing: only those that are missed, __kept: by the margin.

    Who rises, or would, is told what the better grade asks for; who falls, or would, what the old one asks for: with
    the margin, from where it would have been kept, for that is the figure that decided.
    """
    before, earned, after = nw.col("__before"), nw.col("__earned"), nw.col("__after")
    rises = (nw.col("change") == NEW) | (after < before) | ((nw.col("change") == SAME) & (earned < before))
    better = nw.when((earned < before) | (after > earned)).then(earned).otherwise(after)
    falls = nw.when(rises).then(nw.lit(0)).otherwise(nw.when(earned > before).then(nw.lit(1)).otherwise(nw.lit(0)))
    held = (nw.col("change") == SAME) & nw.col("__cause").is_in([MARGIN, MISSING])
    return frame.with_columns(
        __key=nw.when(rises).then(better).otherwise(before),
        __failing=falls,
        __kept=nw.when(held).then(nw.lit(0)).otherwise(falls),
    )


def _or_conduct(figures: nw.Expr, rules: ReviewRules, chinese: bool) -> nw.Expr:
    """Where the conduct decides and not the policy's thresholds, what the conduct was."""
    if rules.idle_months is not None:
        text = "已{idle}个月无交易（满{limit}个月降一级）" if chinese else _idle()
        figures = _where(IDLE, text, "__idle_text", say(rules.idle_months), figures)
    if rules.satisfaction_below is not None:
        text = "满意度为{satisfaction}（低于{limit}降一级）" if chinese else _dissatisfied()
        figures = _where(SATISFACTION, text, "__satisfaction_text", say(rules.satisfaction_below), figures)
    return figures


def _idle() -> str:
    return _("no order for {idle} months (from {limit} months on a grade is lost)")


def _dissatisfied() -> str:
    return _("satisfaction is {satisfaction} (below {limit} a grade is lost)")


def _where(cause: str, template: str, column: str, limit: str, figures: nw.Expr) -> nw.Expr:
    before, after = (
        template.replace("{limit}", limit).replace("{idle}", "\0").replace("{satisfaction}", "\0").split("\0")
    )
    text = nw.concat_str([nw.lit(before), nw.col(column), nw.lit(after)])
    return nw.when(nw.col("__due_cause") == cause).then(text).otherwise(figures)


def _slots(ladder: Ladder, asked: list[str], chinese: bool) -> dict[str, nw.Expr]:
    grades, others = ladder.policy.grades, ladder.names[ladder.outside :]
    titles = [grade.title or grade.id for grade in grades] + others
    if chinese:
        titles = [*map(grade_in_chinese, grades), *map(name_in_chinese, others)]
    unknown = nw.lit("未知" if chinese else _("not known"))
    tenure = nw.col("__tenure_text") if "__tenure" in asked else unknown
    known = nw.when(nw.col("__tenure").is_null()).then(unknown).otherwise(tenure) if "__tenure" in asked else unknown
    return {
        **{name: ladder.look_up(f"__{name}", titles) for name in ("before", "earned", "after", "wanted", "due")},
        "figures": nw.col("__figures_zh" if chinese else "__figures"),
        "why": nw.col("__why"),
        "below": nw.col("reviews_below").cast(nw.String),
        "tenure": known,
        "manual": _by_hand(_(" until {until}"), _(", without an end"), _(": “{why}”"), _(", no reason given")),
        "manual_zh": _by_hand("，有效期至{until}", "，无期限", "，理由：{why}", "，未说明理由"),
    }


def _by_hand(until: str, endless: str, because: str, no_reason: str) -> nw.Expr:
    """Until when a manual level runs, and why it was set."""
    parts = []
    for column, text, missing in (("manual_until", until, endless), ("manual_why", because, no_reason)):
        before, after = text.replace("{until}", "\0").replace("{why}", "\0").split("\0")
        said = nw.concat_str([nw.lit(before), nw.col(column), nw.lit(after)])
        parts.append(nw.when(nw.col(column) == "").then(nw.lit(missing)).otherwise(said))
    return nw.concat_str(parts)
