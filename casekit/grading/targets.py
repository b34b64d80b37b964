"""Share targets: what share of all sales each group is to reach, from a mapping or a table."""

from collections.abc import Mapping
from typing import Any

from casekit.errors import CasekitError
from casekit.grading.groups import group_text
from casekit.grading.sales_rows import require_columns
from casekit.tables import collect
from casekit.tables.frames import enter
from casekit.text import _

_MOST_TARGETS = 10_000
_NOISE = 1e-9  # 0.1 + 0.2 + 0.7 is no more than 1


def share_targets(targets: Any, by: list[str], names: list[str]) -> dict[tuple[str, ...], float]:
    """Group (one text a level) to its target share, checked.

    Parameters
    ----------
    targets : a mapping of group to share (with two levels: of pairs), or a table with the columns ``names`` and
        target_share, on any engine. A table with a column group_by holds the targets of several groupings: those rows
        count whose group_by names the grouping (``"card_type"``; two levels: ``"area, card_type"``).
    by, names : the columns customers are grouped by, and what the levels are called.

    Raises CasekitError for a target outside 0 to 1, two targets of one group, targets that add up to over 1, a key
    with another number of levels, and a table without these columns or without a row for the grouping.
    """
    rows = _of_mapping(targets, len(by)) if isinstance(targets, Mapping) else _of_table(targets, by, names)
    found = {}
    for key, share in rows:
        group = tuple(group_text(part) for part in key)
        if not _is_share(share):
            raise CasekitError(
                _("The target of “{group}” is {share!r}, but a target is a share from 0 to 1, such as 0.35.").format(
                    group=", ".join(group), share=share
                )
            )
        if group in found:
            raise CasekitError(_("“{group}” has two targets; keep one.").format(group=", ".join(group)))
        found[group] = float(share)
    if sum(found.values()) > 1 + _NOISE:
        raise CasekitError(
            _("The targets add up to {total:.4g}, but shares of one whole are at most 1 together; lower some.").format(
                total=sum(found.values())
            )
        )
    return found


def _of_mapping(targets: Mapping, levels: int) -> list[tuple[tuple, Any]]:
    rows = [(key if isinstance(key, tuple) else (key,), share) for key, share in targets.items()]
    for key, _share in rows:
        if len(key) != levels:
            raise CasekitError(
                _("The target of “{group}” names {found} groups, but customers are grouped by {levels}.").format(
                    group=", ".join(map(str, key)), found=len(key), levels=levels
                )
            )
    return rows


def _of_table(targets: Any, by: list[str], names: list[str]) -> list[tuple[tuple, Any]]:
    frame = enter(targets, _("The targets"))
    require_columns(frame.collect_schema(), [*names, "target_share"], _("The targets"))
    table = collect(frame, _("The targets"), _MOST_TARGETS)
    if "group_by" in table:
        grouping = ", ".join(by)
        asked = table["group_by"] == grouping
        if not asked.any():
            raise CasekitError(
                _("The targets have no row for “{grouping}”; they have: {names}.").format(
                    grouping=grouping, names=", ".join(sorted(map(str, table["group_by"].unique())))
                )
            )
        table = table[asked]
    keys = zip(*(table[name] for name in names), strict=True)
    return list(zip(keys, table["target_share"].tolist(), strict=True))


def _is_share(share: Any) -> bool:
    try:
        return not isinstance(share, (bool, str)) and 0 <= float(share) <= 1
    except (TypeError, ValueError):
        return False
