"""Who notices a customer, by what, and to whom the customer is referred (GR12)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import narwhals.stable.v2 as nw

from casekit.errors import CasekitError
from casekit.grading.policy.conditions import Tests
from casekit.grading.policy.format import Condition, Measure, Policy
from casekit.grading.policy.measured import CUSTOMER, in_steps, measured
from casekit.grading.policy.outcomes import groups_slot
from casekit.grading.policy.reading_conditions import alternatives, conditions
from casekit.grading.policy.reasons import slot_steps, slot_text
from casekit.grading.policy.sections import Section
from casekit.text import _

BY = ("manual", "system", "list")
_KEYS = ("id", "title", "chinese", "by", "who", "when", "any", "recognises", "refer_to", "note")


@dataclass(frozen=True)
class Recognition:
    """One rule: ``who`` (posts or systems) notice a customer for whom one of ``any`` holds, as ``recognises``.

    ``by`` is one of ``BY``; ``refer_to`` is the post that takes over, empty where the source names none.
    """

    id: str
    title: str
    by: str
    who: tuple[str, ...]
    any: tuple[tuple[Condition, ...], ...]
    recognises: str
    refer_to: str


def recognition_list(customers: Any, policy: Policy, *, customer_id: str = "customer_id") -> Any:
    """Who is recognised, by which rule of a policy, and to whom that customer is referred.

    Returns a table of the same kind, one row a customer and rule that certainly holds: customer_id, rule,
    recognised_as, by ("manual", "system" or "list"), who (posts, separated by commas), refer_to, and reason (a
    sentence). A condition that the source leaves open is never met, and neither is one whose value is missing.

    Raises CasekitError for a policy without rules of recognition, and for a table without the columns they test.
    """
    rules = recognition_rules(policy)
    if not rules:
        raise CasekitError(
            _("The policy “{policy}” has no rules of recognition; add [[recognition]], or use another.").format(
                policy=policy.id
            )
        )
    used = {c.measure for rule in rules for group in rule.any for c in group if not c.unstated}
    table = measured(policy, customers, customer_id, [name for name in policy.measures if name in used])
    slots = [groups_slot(rule.id, rule.any) for rule in rules]
    # the grades' own conditions are not asked here, and their measures need not be in the table
    alone = replace(policy, grades=(), types=(), filters=(), eligibility=None)
    frame = in_steps(table.frame.lazy(), slot_steps(slots, alone, table))
    result = nw.concat([_recognised(frame, rule, slot, alone) for rule, slot in zip(rules, slots, strict=True)])
    if isinstance(table.frame, nw.DataFrame):
        return nw.maybe_reset_index(result.collect(backend=table.frame.implementation)).to_native()
    return result.to_native()


def recognition_rules(policy: Policy) -> tuple[Recognition, ...]:
    """The rules of recognition of a policy, read."""
    sections = Section({"recognition": list(policy.recognition)}, policy.id, "").sections("recognition")
    return tuple(read_recognition(section, policy.measures) for section in sections)


def read_recognition(section: Section, measures: Mapping[str, Measure]) -> Recognition:
    """One rule of a policy file."""
    section.only(_KEYS)
    groups = alternatives(section, "any", measures) or (conditions(section, "when", measures),)
    if not groups[0] or ("any" in section.table and "when" in section.table):
        section.fault(_("a rule needs “when” (all must hold) or “any” (one is enough), and not both."))
    name = section.text("id", None)
    return Recognition(
        id=name,
        title=section.text("title", name),
        by=section.text("by", None, among=BY),
        who=section.texts("who"),
        any=groups,
        recognises=section.text("recognises", None),
        refer_to=section.text("refer_to"),
    )


def _recognised(frame: nw.LazyFrame, rule: Recognition, slot, policy: Policy) -> nw.LazyFrame:
    return frame.filter(Tests(policy).group_surely(rule.any)).select(
        CUSTOMER,
        rule=nw.lit(rule.id),
        recognised_as=nw.lit(rule.recognises),
        by=nw.lit(rule.by),
        who=nw.lit(", ".join(rule.who)),
        refer_to=nw.lit(rule.refer_to),
        reason=nw.concat_str([nw.lit(f"{rule.title}: "), slot_text(slot)]),
    )
