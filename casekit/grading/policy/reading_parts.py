"""The further parts of a policy file: eligibility, filters, the special grade, recognition and the reviews."""

from collections.abc import Mapping

from casekit.grading.policy.format import Eligibility, Filter, Measure, Special
from casekit.grading.policy.reading_conditions import alternatives, conditions
from casekit.grading.policy.recognition import read_recognition
from casekit.grading.policy.sections import Section
from casekit.text import _

_REVIEW_NUMBERS = (
    *("margin", "minimum_stay", "downgrade_after", "idle_months", "satisfaction_below"),
    *("largest_step", "tenure_months", "notice_days"),
)
_REVIEW_TEXTS = ("period", "upgrade", "appeal", "note")


def special(top: Section, types) -> Special | None:
    """The special grade of a policy of flags."""
    if "special" not in top.table:
        return None
    section = top.inside(top.table["special"], "[special]").only(("id", "title", "chinese", "at_least", "services"))
    every = section.table.get("at_least") == "all"
    at_least = len(types) if every else section.whole("at_least", None)
    if not 1 < at_least <= len(types):
        section.fault(
            _("“at_least” is {n}, but must lie from 2 to {types}, the number of types (or be “all”).").format(
                n=at_least, types=len(types)
            )
        )
    name = section.text("id", "special")
    if name in {kind.id for kind in types}:
        section.fault(_("the special grade has the id of a type, “{name}”; give it its own.").format(name=name))
    return Special(
        name, at_least, section.text("title", name), section.text("chinese"), **services(section, "services")
    )


def services(section: Section, key: str) -> dict:
    """What a grade brings, as its fields: ``services`` by name, ``services_chinese`` where a Chinese name is given."""
    titles, chinese = [], {}
    for number, item in enumerate(section.items(key), 1):
        if isinstance(item, Mapping):
            entry = section.inside(item, f"{key}, {number}").only(("title", "chinese"))
            item = entry.text("title", None)
            if word := entry.text("chinese"):
                chinese[item] = word
        elif not isinstance(item, str):
            section.fault(
                _(
                    '“{key}” holds {item!r}, but must be a list of texts, such as ["a", "b"], or of '
                    '{{ title = "a", chinese = "甲" }}.'
                ).format(key=key, item=item)
            )
        titles.append(item)
    return {"services": tuple(titles), "services_chinese": chinese}


def eligibility(top: Section, measures: Mapping[str, Measure]) -> Eligibility | None:
    """Who is graded at all."""
    if "eligibility" not in top.table:
        return None
    section = top.inside(top.table["eligibility"], "[eligibility]").only(
        ("entry", "first_month", "needs", "excluded", "called")
    )
    entry, first = section.text("entry"), section.whole("first_month", 1)
    if entry and entry not in measures:
        section.text("entry", among=measures)
    if entry and measures[entry].kind != "month":
        section.fault(
            _("“entry” must be a measure of kind month, but “{name}” is a {kind}.").format(
                name=entry, kind=measures[entry].kind
            )
        )
    if first < 1 or (first > 1 and not entry):
        section.fault(_("“first_month” counts from 1, the month of entry, and needs “entry”."))
    return Eligibility(
        entry,
        first,
        conditions(section, "needs", measures),
        alternatives(section, "excluded", measures),
        section.text("called", "not eligible"),
    )


def filters(top: Section, measures: Mapping[str, Measure]) -> tuple[Filter, ...]:
    """Who meets a grade's tests and still is not what the grade means."""
    found = []
    for section in top.sections("filters"):
        section.only(("id", "title", "chinese", "when", "any", "note"))
        name = section.text("id", None)
        groups = alternatives(section, "any", measures) or (conditions(section, "when", measures),)
        if not groups[0] or ("any" in section.table and "when" in section.table):
            section.fault(_("a filter needs “when” (all must hold) or “any” (one is enough), and not both."))
        found.append(Filter(name, section.text("title", name), groups, section.text("chinese"), section.text("note")))
    return tuple(found)


def recognition(top: Section, measures: Mapping[str, Measure]) -> tuple[Mapping, ...]:
    """The rules of recognition as they stand in the file, each of them checked."""
    sections = top.sections("recognition")
    for section in sections:
        read_recognition(section, measures)
    return tuple(dict(section.table) for section in sections)


def review(top: Section) -> Mapping | None:
    """The rules of the reviews as they stand in the file."""
    if "review" not in top.table:
        return None
    section = top.inside(top.table["review"], "[review]").only((*_REVIEW_NUMBERS, *_REVIEW_TEXTS, "missing"))
    found = {key: section.number(key) for key in _REVIEW_NUMBERS if key in section.table}
    found |= {key: section.text(key) for key in _REVIEW_TEXTS if key in section.table}
    if "missing" in section.table:
        found["missing"] = section.texts("missing")
    return found
