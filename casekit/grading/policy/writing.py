"""A policy written as a file: the format of ``datasets/policies``, laid out for people who edit it."""

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from numbers import Integral, Real
from pathlib import Path
from typing import Any

from casekit.errors import CasekitError
from casekit.files import write_whole
from casekit.grading.policy.format import Condition, Eligibility, Filter, Grade, Measure, Policy, Score, Special
from casekit.grading.policy.library import SUFFIX
from casekit.grading.policy.reading import policy_of
from casekit.text import _

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_INDENT = "    "


def save(policy: Policy, path: Path | str) -> Path:
    """Write a policy as a file that :func:`~casekit.grading.load_policy` reads again as the same policy.

    The name of the file without ``.toml`` is the policy's id from then on; folders that are missing are made, a file of
    that name is replaced.

    Returns the path. Raises CasekitError for a name that does not end in .toml, a policy that could not be read again
    (a grade without conditions), and a place that cannot be written.
    """
    path = Path(path)
    if path.suffix != SUFFIX:
        raise CasekitError(
            _("A policy is saved as a file ending in “{suffix}”, but the name is “{name}”; add the ending.").format(
                suffix=SUFFIX, name=path.name
            )
        )
    text = policy_text(policy)
    policy_of(tomllib.loads(text), path.stem, path.name)
    try:
        write_whole(path, text.encode())
    except OSError as fault:
        raise CasekitError(
            _("{path} cannot be written ({fault}); choose another place.").format(
                path=path, fault=fault.strerror or fault
            )
        ) from None
    return path


def policy_text(policy: Policy) -> str:
    """The policy as the text of its file."""
    blocks = [_head(policy)]
    blocks += [
        _block(f"[measures.{_key(name)}]", _measure_table(name, measure)) for name, measure in policy.measures.items()
    ]
    if policy.eligibility:
        blocks.append(_block("[eligibility]", _eligibility_table(policy)))
    blocks += [_block("[[grades]]", _grade_table(grade, policy)) for grade in policy.grades]
    blocks += [_block("[[types]]", _grade_table(kind, policy)) for kind in policy.types]
    if policy.special:
        blocks.append(_block("[special]", _special_table(policy.special)))
    blocks += [_block("[[filters]]", _filter_table(sieve, policy)) for sieve in policy.filters]
    blocks += [_block("[[recognition]]", dict(rule)) for rule in policy.recognition]
    if policy.review is not None:
        blocks.append(_block("[review]", dict(policy.review)))
    return "\n\n".join(blocks) + "\n"


def _head(policy: Policy) -> str:
    return _lines(
        {
            "title": policy.title,
            "chinese": policy.chinese,
            "edition": policy.edition,
            "repairs": policy.repairs,
            "ours": policy.ours,
            "source": policy.source,
            "year": policy.year,
            "effective_from": policy.effective_from,
            "currency": policy.currency,
            "kind": "flags" if policy.types else "",
            "outside": policy.outside,
            "order": policy.order,
            "printed_order": policy.printed_order,
            "order_stated": None if policy.order_stated else False,
            "note": policy.note,
            "missing": policy.missing,
        }
    )


def _measure_table(name: str, measure: Measure) -> dict:
    return {
        "kind": measure.kind,
        "unit": measure.unit,
        "period": measure.period,
        "levels": measure.levels,
        "column": "" if measure.column == name else measure.column,
        "minimum": measure.minimum,
        "blank": measure.blank,
        "meaning": measure.meaning,
        "chinese": measure.chinese,
    }


def _eligibility_table(policy: Policy) -> dict:
    rules: Eligibility = policy.eligibility
    return {
        "entry": rules.entry,
        "first_month": rules.first_month,
        "needs": _all_of(rules.needs, policy),
        "excluded": _any_of(rules.excluded, policy),
        "called": rules.called,
    }


def _grade_table(grade: Grade, policy: Policy) -> dict:
    return {
        "id": grade.id,
        "title": "" if grade.title == grade.id else grade.title,
        "chinese": grade.chinese,
        "when": _all_of(grade.when, policy),
        "any": _any_of(grade.any, policy),
        "score": _score_table(grade.score, policy),
        "not": _any_of(grade.not_, policy),
        "services": _services(grade),
        "note": grade.note,
        "defined": None if grade.defined else False,
    }


def _score_table(score: Score | None, policy: Policy) -> dict | None:
    if score is None:
        return None
    parts = []
    for part in score.points:
        groups = {"when": _all_of(part.any[0], policy)} if len(part.any) == 1 else {"any": _any_of(part.any, policy)}
        parts.append({"title": part.title, "points": part.points, **groups})
    return {"points": parts, "at_least": score.at_least}


def _special_table(special: Special) -> dict:
    return {
        "id": special.id,
        "title": "" if special.title == special.id else special.title,
        "chinese": special.chinese,
        "at_least": special.at_least,
        "services": _services(special),
    }


def _services(of: Grade | Special) -> list[str | dict]:
    return [
        {"title": name, "chinese": of.services_chinese[name]} if name in of.services_chinese else name
        for name in of.services
    ]


def _filter_table(sieve: Filter, policy: Policy) -> dict:
    groups = {"when": _all_of(sieve.any[0], policy)} if len(sieve.any) == 1 else {"any": _any_of(sieve.any, policy)}
    return {
        "id": sieve.id,
        "title": "" if sieve.title == sieve.id else sieve.title,
        "chinese": sieve.chinese,
        **groups,
        "note": sieve.note,
    }


def _any_of(groups: Iterable[tuple[Condition, ...]], policy: Policy) -> list:
    found = [_all_of(group, policy) for group in groups]
    return [group[0] if len(group) == 1 else group for group in found]


def _all_of(group: Iterable[Condition], policy: Policy) -> list[dict]:
    return [_condition_table(condition, policy.measures[condition.measure]) for condition in group]


def _condition_table(condition: Condition, measure: Measure) -> dict:
    table: dict[str, Any] = {"measure": condition.measure}
    if condition.unstated:
        return table | {"unstated": condition.unstated}
    if condition.band is not None:
        band = condition.band
        ends = {
            "from" if band.low_included else "above": band.low,
            "to" if band.high_included else "below": band.high,
        }
        return table | {key: _end(end, measure) for key, end in ends.items() if end is not None}
    return table | _words_test(condition, measure)


def _end(end: Any, measure: Measure) -> Any:
    return f"{end:%Y-%m}" if measure.kind == "month" else end


def _words_test(condition: Condition, measure: Measure) -> dict:
    known = measure.words
    words = sorted(condition.values, key=known.index if known else None)
    if condition.negated:
        return {"is_not": words[0]} if len(words) == 1 else {"not_one_of": words}
    if measure.kind == "level" and tuple(words) == known[-len(words) :]:
        return {"at_least": words[0]}
    if len(words) == 1:
        return {"is": words[0]}
    if measure.kind == "level" and tuple(words) == known[: len(words)]:
        return {"at_most": words[-1]}
    return {"one_of": words}


def _block(header: str, table: Mapping[str, Any]) -> str:
    return f"{header}\n{_lines(table)}"


def _lines(table: Mapping[str, Any]) -> str:
    """One key a line; what says nothing (None, an empty text or list) is left out."""
    said = {key: value for key, value in table.items() if value is not None and value not in ("", [], (), {})}
    return "\n".join(f"{_key(key)} = {_laid_out(value)}" for key, value in said.items())


def _laid_out(value: Any) -> str:
    """A value at the end of a line: lists of tables and long lists with one entry a line."""
    if isinstance(value, Mapping):
        inner = "".join(f"{_key(key)} = {_laid_out(item)}, " for key, item in value.items())
        return f"{{ {inner[:-2]} }}"
    if isinstance(value, (list, tuple)):
        short = _value(value)
        if len(short) <= 80 and not any(isinstance(item, (Mapping, list)) for item in value[1:]):
            return short
        return "[\n" + "".join(f"{_INDENT}{_value(item)},\n" for item in value) + "]"
    return _value(value)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")  # else JSON's escapes are TOML's
    if isinstance(value, Integral):  # numpy's too
        return str(int(value))
    if isinstance(value, Real):
        return repr(float(value))
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(key)} = {_value(item)}" for key, item in value.items()) + " }"
    return f"[{', '.join(map(_value, value))}]"


def _key(key: str) -> str:
    return key if _BARE_KEY.fullmatch(key) else _value(key)
