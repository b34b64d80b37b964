"""A policy's conditions in Chinese (中文): titles, units, levels and thresholds, for reasons and letters.

These sentences are Chinese whatever the learner's language is, so they do not pass through the catalogue.
"""

from datetime import date

from casekit.grading.policy.bands import End, Interval, say
from casekit.grading.policy.format import Condition, Grade, Measure
from casekit.grading.policy.words import in_order

_WORDS = {
    **{"bad": "差", "poor": "差", "fair": "一般", "fairly good": "较好", "good": "好", "very good": "很好"},
    **{"excellent": "优秀", "none": "无", "low": "低", "middle": "中", "medium": "中", "high": "高"},
    **{"small": "小", "large": "大", "yes": "是", "no": "否"},
}
_UNITS = {
    **{"yuan": "元", "month": "个月", "months": "个月", "year": "年", "years": "年", "day": "天", "days": "天"},
    **{"order": "次", "orders": "次", "time": "次", "times": "次", "point": "分", "points": "分", "%": "%"},
}
_NAMES = {"unclassified": "未定级", "not eligible": "不参评"}


def word_in_chinese(word: str) -> str:
    """A level's word; one that is not known stays as it is."""
    return _WORDS.get(word, word)


def unit_in_chinese(unit: str) -> str:
    """A unit; one that is not known stays as it is, behind a space."""
    return _UNITS.get(unit, f" {unit}" if unit else "")


def measure_in_chinese(measure: Measure) -> str:
    """The measure's Chinese term, else its English name."""
    return measure.chinese or measure.title


def grade_in_chinese(grade: Grade) -> str:
    """The grade's Chinese title, else its title."""
    return grade.chinese or grade.title or grade.id


def name_in_chinese(name: str) -> str:
    """What those are called who have no grade."""
    return _NAMES.get(name, name)


def asked_in_chinese(condition: Condition, measure: Measure) -> str:
    """What a condition asks for: "不低于200,000元且不超过300,000元", "较好及以上", "高或中"."""
    if condition.unstated:
        return "原文未注明"
    if condition.band is not None:
        return _band(condition.band, unit_in_chinese(measure.unit))
    words = in_order(condition.values, measure)
    if condition.negated:
        return "非" + "、".join(map(word_in_chinese, words))
    if measure.kind == "level" and len(words) > 1:
        if words == list(measure.levels[-len(words) :]):
            return f"{word_in_chinese(words[0])}及以上"
        if words == list(measure.levels[: len(words)]):
            return f"{word_in_chinese(words[-1])}及以下"
    return "或".join(map(word_in_chinese, words))


def day_in_chinese(day: date) -> str:
    """2026年1月31日."""
    return f"{day.year}年{day.month}月{day.day}日"


def _band(band: Interval, unit: str) -> str:
    parts = []
    if band.low is not None and band.low == band.high:
        return f"等于{_end(band.low, unit)}"
    if band.low is not None:
        parts.append(("不低于" if band.low_included else "高于") + _end(band.low, unit))
    if band.high is not None:
        parts.append(("不超过" if band.high_included else "低于") + _end(band.high, unit))
    return "且".join(parts) or "任意值"


def _end(value: End, unit: str) -> str:
    return day_in_chinese(value) if isinstance(value, date) else f"{say(value)}{unit}"
