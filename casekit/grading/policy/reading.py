"""A policy file read into a :class:`Policy`; every fault is one sentence with file, table, key and mend."""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from casekit.errors import CasekitError
from casekit.grading.policy.format import BANDED, KINDS, NO, YES, Grade, Measure, Policy
from casekit.grading.policy.reading_conditions import alternatives, check_no_contradiction, conditions, score
from casekit.grading.policy.reading_parts import eligibility, filters, recognition, review, services, special
from casekit.grading.policy.sections import Section
from casekit.text import _

_TOP = (
    *("title", "chinese", "edition", "repairs", "ours", "source", "year", "currency", "outside", "note", "missing"),
    *("kind", "order", "order_stated", "printed_order", "effective_from", "measures", "grades", "types", "special"),
    *("eligibility", "filters", "recognition", "review", "services"),
)
_MEASURE = ("kind", "unit", "period", "levels", "column", "minimum", "blank", "meaning", "chinese")
_GRADE = ("id", "title", "chinese", "when", "any", "score", "not", "services", "note", "defined")


def read_policy(path: Path) -> Policy:
    """The policy in a file; its name without ``.toml`` is the policy's id.

    Raises CasekitError for a file that is missing, is no TOML, or is no policy.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))  # editors on Windows like to add a mark
    except OSError as fault:
        raise CasekitError(_("{path} cannot be read ({fault}).").format(path=path, fault=fault.strerror)) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise CasekitError(
            _("{path} is not valid TOML ({fault}); mend that place, or begin from a policy that loads.").format(
                path=path, fault=fault
            )
        ) from None
    return policy_of(content, path.stem, path.name)


def policy_of(content: Mapping, name: str, file: str) -> Policy:
    """The policy that the content of a file states."""
    top = Section(content, file, "").only(_TOP)
    measures = _measures(top)
    flags = top.text("kind", "grades", among=("grades", "flags")) == "flags"
    grades, types = (_grades(top, key, measures) for key in ("grades", "types"))
    _check_kind(top, flags, grades, types)
    edition = top.text("edition", "as printed")
    order, printed_order = _order(top, grades)
    policy = Policy(
        id=name,
        title=top.text("title", None),
        chinese=top.text("chinese"),
        edition=edition,
        source=top.text("source"),
        year=top.whole("year", None) if "year" in content else None,
        currency=top.text("currency"),
        outside=top.text("outside", "unclassified"),
        order=order,
        order_stated=top.yes_no("order_stated", True),
        printed_order=printed_order,
        measures=measures,
        grades=_with_services(top, grades, types) if not flags else (),
        types=_with_services(top, types, grades) if flags else (),
        special=special(top, types) if flags else None,
        eligibility=eligibility(top, measures),
        filters=filters(top, measures),
        recognition=recognition(top, measures),
        review=review(top),
        missing=top.texts("missing"),
        note=top.text("note"),
        repairs=top.text("repairs"),
        ours=top.texts("ours"),
        effective_from=top.day("effective_from"),
    )
    if policy.repairs and not policy.ours:
        top.fault(_("it repairs “{other}”, so “ours” must say in words what was changed.").format(other=policy.repairs))
    taken = {grade.id for grade in (*policy.grades, *policy.types)}
    if policy.outside in taken:
        top.fault(_("“outside” is “{name}”, which is a grade too; give it another name.").format(name=policy.outside))
    return policy


def _measures(top: Section) -> dict[str, Measure]:
    table = top.inside(top.table.get("measures", {}), "[measures]")
    found = {}
    for name in table.table:
        section = table.inside(table.table[name], f"“{name}”").only(_MEASURE)
        levels = section.texts("levels")
        kind = section.text("kind", "number", among=KINDS)
        if kind == "level" and len(set(levels)) < 2:
            section.fault(_('a level needs its words, rising: add levels = ["low", "high"].'))
        if levels and kind not in ("level", "text"):
            section.fault(_("only a level or a text has levels; take them out or change the kind."))
        if len(set(levels)) < len(levels):
            section.fault(_("a word stands twice among the levels; name each once."))
        found[name] = Measure(
            name=name,
            kind=kind,
            unit=section.text("unit"),
            period=section.text("period"),
            levels=levels,
            column=section.text("column", name),
            minimum=section.number("minimum", needed=False),
            blank=_blank(section, kind, levels),
            meaning=section.text("meaning"),
            chinese=section.text("chinese"),
        )
    if not found:
        top.fault(_("no measures are declared; add a table [measures.<name>] for each that a grade tests."))
    _check_units(table, found)
    return found


def _blank(section: Section, kind: str, levels: tuple[str, ...]) -> int | float | str | None:
    if "blank" not in section.table:
        return None
    if kind in ("number", "count"):
        return section.number("blank")
    if kind in BANDED:
        section.fault(_("a blank {kind} cannot stand for another; take “blank” out.").format(kind=kind))
    return section.text("blank", among=(NO, YES) if kind == "yes/no" else levels)


def _check_units(section: Section, measures: Mapping[str, Measure]) -> None:
    """One column cannot be in two units, or over two periods."""
    by_column = {}
    for measure in measures.values():
        other = by_column.setdefault(measure.column, measure)
        for what in ("unit", "period", "kind"):
            if getattr(other, what) != getattr(measure, what):
                section.fault(
                    _(
                        "“{one}” and “{other}” read the same column “{column}”, but as {what} “{a}” and “{b}”; "
                        "give each its own column, or the same {what}."
                    ).format(
                        one=other.name,
                        other=measure.name,
                        column=measure.column,
                        what=what,
                        a=getattr(other, what),
                        b=getattr(measure, what),
                    )
                )


def _grades(top: Section, key: str, measures: Mapping[str, Measure]) -> tuple[Grade, ...]:
    found = tuple(_grade(section, measures) for section in top.sections(key))
    names = [grade.id for grade in found]
    for name in names:
        if names.count(name) > 1:
            top.fault(_("two of [[{key}]] have the id “{name}”; give each its own.").format(key=key, name=name))
    return found


def _grade(section: Section, measures: Mapping[str, Measure]) -> Grade:
    section.only(_GRADE)
    name = section.text("id", None)
    if not name.strip():
        section.fault(_("the id is empty; give the grade a name."))
    grade = Grade(
        id=name,
        title=section.text("title", name),
        chinese=section.text("chinese"),
        when=conditions(section, "when", measures),
        any=alternatives(section, "any", measures),
        score=score(section, measures),
        not_=alternatives(section, "not", measures),
        **services(section, "services"),
        note=section.text("note"),
        defined=section.yes_no("defined", True),
    )
    if grade.any:
        possible = [group for group in grade.any if _agree(section, (*grade.when, *group))]
        if not possible:
            section.fault(_("each entry of “any” excludes what “when” asks for; nobody could get this grade."))
    if grade.defined and not (grade.when or grade.any or grade.score):
        section.fault(
            _("it has no conditions, so everybody would get it; add “when”, or defined = false if its text is lost.")
        )
    if not grade.defined and grade.conditions:
        section.fault(_("it says defined = false, yet it has conditions; take one of the two out."))
    return grade


def _agree(section: Section, found) -> bool:
    try:
        check_no_contradiction(section, found)
    except CasekitError:
        return False
    return True


def _check_kind(top: Section, flags: bool, grades, types) -> None:
    if flags and (grades or not types):
        top.fault(_("kind is “flags”, so it needs [[types]] and no [[grades]]."))
    if not flags and (types or "special" in top.table or not grades):
        top.fault(_("it needs [[grades]], best first; [[types]] and special belong to kind = “flags”."))


def _order(top: Section, grades) -> tuple[str, tuple[str, ...]]:
    order = top.text("order", "best", among=("best", "printed"))
    printed = top.texts("printed_order")
    if printed and order != "printed":
        top.fault(_("“printed_order” is for order = “printed”; take it out, or change the order."))
    if printed and sorted(printed) != sorted(grade.id for grade in grades):
        top.fault(
            _("“printed_order” must name each grade once: {names}.").format(
                names=", ".join(grade.id for grade in grades)
            )
        )
    return order, printed


def _with_services(top: Section, grades, others) -> tuple[Grade, ...]:
    table = top.inside(top.table.get("services", {}), "[services]").only(grade.id for grade in grades)
    for grade in grades:
        if grade.services and grade.id in table.table:
            table.fault(_("the services of “{name}” stand in [[grades]] too; keep one place.").format(name=grade.id))
    return tuple(grade if grade.services else replace(grade, **services(table, grade.id)) for grade in grades)
