"""A customer's own figures against what a grade asks for, as an expression, in English or in Chinese."""

from dataclasses import replace

import narwhals.stable.v2 as nw

from casekit.grading.policy.conditions import Tests
from casekit.grading.policy.format import Condition, Grade, Measure
from casekit.grading.policy.measured import Measured, clean, raw
from casekit.grading.policy.number_texts import month_parts, month_text, number_parts, number_text
from casekit.grading.policy.words import asked, has
from casekit.grading.review.chinese import (
    asked_in_chinese,
    grade_in_chinese,
    measure_in_chinese,
    unit_in_chinese,
    word_in_chinese,
)
from casekit.grading.review.ladder import Ladder
from casekit.grading.review.margins import widened
from casekit.text import _


def with_texts(frame: nw.LazyFrame, ladder: Ladder, names: list[str], table: Measured) -> nw.LazyFrame:
    """The frame with each measure's value as text, in two steps (see ``number_texts``)."""
    parts, texts = {}, {}
    for name in names:
        measure, column = ladder.policy.measures[name], nw.col(clean(name))
        units, rest = nw.col(f"__{name}__units"), nw.col(f"__{name}__rest")
        if measure.kind in ("number", "count"):
            parts |= {f"__{name}__{part}": piece for part, piece in number_parts(column).items()}
            text = number_text(column, units, None if table.schema[measure.column].is_integer() else rest, signed=True)
        elif measure.kind == "month":
            parts |= {f"__{name}__{part}": piece for part, piece in month_parts(column).items()}
            text = month_text(units, rest)
        elif measure.kind == "date":
            text = nw.col(raw(name)).dt.to_string("%Y-%m-%d")
        else:
            text = column
        texts[_text(name)] = nw.when(~column.is_null()).then(text).otherwise(nw.lit(_("missing")))
    frame = frame.with_columns(**parts) if parts else frame
    return frame.with_columns(**texts) if texts else frame


def _text(name: str) -> str:
    return f"__{name}__text"


class Figures:
    """The figures of a policy's customers: "annual usage is 80,000 yuan (A2 asks: from 200,000 to 300,000 yuan)".

    Reads the policy's clean measures and their text columns (:func:`with_texts`), __key (the place of the grade spoken
    of), __failing (1: only what is not met is told), and, with a margin, __kept (1: what is not met even with it, and
    from where the grade would have been kept: "A2 is kept from 180,000 yuan").
    """

    def __init__(self, ladder: Ladder, measures: list[str], chinese: bool, margin: float = 0):
        self.ladder, self.policy, self.chinese, self.margin = ladder, ladder.policy, chinese, margin
        self.measures = [self.policy.measures[name] for name in measures]
        self.tests = Tests(self.policy)
        self.between = "；" if chinese else "; "

    def text(self, otherwise: nw.Expr) -> nw.Expr:
        """The figures; ``otherwise`` for whom no grade is spoken of."""
        found = otherwise
        for place, grade in enumerate(self.policy.grades):
            found = nw.when(nw.col("__key") == place).then(self._against(grade)).otherwise(found)
        return found

    def all(self) -> nw.Expr:
        """Every figure that the policy looks at, without thresholds."""
        parts = [self._joined([*self._value(measure)]) for measure in self.measures]
        return self._listed(parts)

    def _against(self, grade: Grade) -> nw.Expr:
        if not grade.testable:
            return nw.lit(self._unknown(grade))
        wide = widened(self.policy, grade, self.margin).when if self.margin else grade.when
        told = [self._clause(grade, *pair) for pair in zip(grade.when, wide, strict=True)]
        listed = self._listed(told) if told else nw.lit("")
        met = nw.when(self.tests.grade_holds(grade)).then(nw.lit(1)).otherwise(nw.lit(0))
        nothing = nw.when(met == 1).then(nw.lit(self._met(grade))).otherwise(nw.lit(self._other(grade)))
        return nw.when(listed == "").then(nothing).otherwise(listed)

    def _clause(self, grade: Grade, condition: Condition, wide: Condition) -> nw.Expr:
        """The value against the condition; for whom __kept is 1 against the one that the margin has widened."""
        value = self._value(self.policy.measures[condition.measure])
        missed = nw.when(self.tests.holds(condition)).then(nw.lit(0)).otherwise(nw.lit(1))
        said = nw.lit(self._asked(grade, condition))
        if wide is not condition:
            kept = nw.col("__kept") == 1
            still = nw.when(self.tests.holds(wide)).then(nw.lit(0)).otherwise(nw.lit(1))
            missed = nw.when(kept).then(still).otherwise(missed)
            said = nw.when(kept).then(self._kept(grade, wide)).otherwise(said)
        clause = self._joined([*value, said])
        return nw.when((nw.col("__failing") == 0) | (missed == 1)).then(clause).otherwise(nw.lit(""))

    def _kept(self, grade: Grade, wide: Condition) -> nw.Expr:
        """From where the grade would have been kept; who is below a band is not told where it ends."""
        whole = nw.lit(self._asked(grade, wide, kept=True))
        if wide.band.low is None or wide.band.high is None:
            return whole
        floor = replace(wide, band=replace(wide.band, high=None))
        below = nw.col(clean(wide.measure)) < wide.band.low
        return nw.when(below).then(nw.lit(self._asked(grade, floor, kept=True))).otherwise(whole)

    def _value(self, measure: Measure) -> list[nw.Expr]:
        text = nw.col(_text(measure.name))
        before, after = has(measure)
        if not self.chinese:
            unit = nw.when(nw.col(clean(measure.name)).is_null()).then(nw.lit("")).otherwise(nw.lit(after))
            return [nw.lit(before), text, unit] if after else [nw.lit(before), text]
        for word in measure.words:
            text = nw.when(nw.col(clean(measure.name)) == word).then(nw.lit(word_in_chinese(word))).otherwise(text)
        unit = unit_in_chinese(measure.unit)
        known = self._joined([nw.lit("为"), text, nw.lit(unit)])
        value = nw.when(nw.col(clean(measure.name)).is_null()).then(nw.lit("缺失")).otherwise(known)
        return [nw.lit(measure_in_chinese(measure)), value]

    def _asked(self, grade: Grade, condition: Condition, kept: bool = False) -> str:
        measure = self.policy.measures[condition.measure]
        if self.chinese:
            verb = "保留条件" if kept else "要求"
            return f"（{grade_in_chinese(grade)}{verb}：{asked_in_chinese(condition, measure)}）"
        told = _(" ({grade} is kept {asked})") if kept else _(" ({grade} asks: {asked})")
        return told.format(grade=grade.title, asked=asked(condition, measure))

    def _unknown(self, grade: Grade) -> str:
        if self.chinese:
            return f"{grade_in_chinese(grade)}的条件未注明，无法检验"
        return _("what {grade} asks for is not stated, so it cannot be tested").format(grade=grade.title)

    def _met(self, grade: Grade) -> str:
        if self.chinese:
            return f"{grade_in_chinese(grade)}的条件均已满足"
        return _("all that {grade} asks for is met").format(grade=grade.title)

    def _other(self, grade: Grade) -> str:
        if self.chinese:
            return f"未满足{grade_in_chinese(grade)}的其他条件"
        return _("the other tests of {grade} are not met").format(grade=grade.title)

    def _listed(self, parts: list[nw.Expr]) -> nw.Expr:
        """The parts that say something, one after the other."""
        empty = nw.lit("")
        marked = [
            nw.when(part == "").then(empty).otherwise(self._joined([nw.lit(self.between), part])) for part in parts
        ]
        return self._joined(marked).str.slice(len(self.between))

    def _joined(self, parts: list[nw.Expr]) -> nw.Expr:
        return nw.concat_str(parts) if len(parts) > 1 else parts[0]
