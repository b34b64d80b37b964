"""The organisations: groups with their branches, and those that stand alone."""

from dataclasses import dataclass

import numpy as np

from casekit.cases.simulated.harbour_telecom import names
from casekit.cases.simulated.harbour_telecom import parameters as p

_COMPANY, _GOVERNMENT, _SCHOOL, _HOSPITAL, _MILITARY, _BANK = range(6)
_INDUSTRY_OF = {_GOVERNMENT: "public", _MILITARY: "public", _SCHOOL: "education", _HOSPITAL: "health", _BANK: "finance"}


@dataclass
class Organisations:
    """One entry an organisation, branches of groups first; ``group`` is -1 for those that belong to none."""

    name: np.ndarray
    type: np.ndarray
    industry: np.ndarray
    area: np.ndarray
    group: np.ndarray
    unit_that_signs: np.ndarray
    group_known: np.ndarray
    group_names: np.ndarray
    group_sectors: np.ndarray
    rate: np.ndarray


def draw_organisations(world) -> Organisations:
    """Groups with 2 to 12 branches in several areas, look-alikes of some, and all the others."""
    stream = world.stream("organisations")
    total = int(stream.whole(1, *p.ORGANISATIONS)[0])
    groups = int(stream.whole(1, *p.GROUPS)[0])
    branches = np.rint(stream.shape(groups, p.BRANCHES)).astype(np.int64)
    lone = total - int(branches.sum())

    kind, industry = _types(stream, groups + lone)
    kind[groups : groups + p.LOOK_ALIKES] = _COMPANY
    industry[groups : groups + p.LOOK_ALIKES] = p.INDUSTRIES.index("hospitality")
    group = np.concatenate([np.repeat(np.arange(groups), branches), np.full(lone, -1)])
    kinds = np.concatenate([np.repeat(kind[:groups], branches), kind[groups:]])
    industries = np.concatenate([np.repeat(industry[:groups], branches), industry[groups:]])
    area = stream.pick(total, range(len(p.AREAS)), p.AREA_WEIGHTS)
    rate = _rates(stream, total, lone, group, groups)
    starts = np.cumsum(branches) - branches
    signs = np.zeros(total, dtype=bool)
    signs[starts] = True
    known = (group >= 0) & (signs | ~stream.yes(total, p.GROUP_ID_MISSING))

    marks = stream.order(len(names.ADJECTIVES) * len(names.NOUNS))
    group_names = _group_names(stream, marks[:groups], kind[:groups], industry[:groups])
    texts = _branch_names(stream, group_names, group[: total - lone], area, signs)
    texts += _lone_names(stream, marks, groups, kinds[total - lone :], industries[total - lone :], area[total - lone :])
    return Organisations(
        names.objects(texts),
        kinds,
        industries,
        area,
        group,
        signs,
        known,
        names.objects(group_names),
        industry[:groups],
        rate,
    )


def _types(stream, n: int) -> tuple[np.ndarray, np.ndarray]:
    kind = stream.pick(n, range(len(p.ORGANISATION_TYPES)), p.TYPE_WEIGHTS)
    industry = stream.pick(n, range(len(p.INDUSTRIES)), p.COMPANY_INDUSTRIES)
    for code, name in _INDUSTRY_OF.items():
        industry = np.where(kind == code, p.INDUSTRIES.index(name), industry)
    return kind, industry


def _rates(stream, total: int, lone: int, group: np.ndarray, groups: int) -> np.ndarray:
    """The list price of a month; branches of one group resemble each other."""
    own = np.concatenate([stream.shape(total - lone, p.BRANCH_FEES), stream.shape(lone, p.LONE_FEES)])
    size = stream.shape(groups, (0.55, 0.8, 0.95, 1.05, 1.3, 1.9))
    return own * np.where(group >= 0, size[group], 1.0)


def _mark(number: int) -> str:
    return f"{names.ADJECTIVES[number // len(names.NOUNS)]} {names.NOUNS[number % len(names.NOUNS)]}"


def _group_names(stream, marks, kind, industry) -> list[str]:
    made = []
    for mark, code, field, place in zip(
        marks.tolist(), kind.tolist(), industry.tolist(), stream.uniform(len(marks)).tolist(), strict=True
    ):
        made.append(f"{_mark(mark)} {_what(code, p.INDUSTRIES[field], place)}")
    return made


def _what(code: int, industry: str, place: float) -> str:
    """What kind of house it is: the last part of its name."""
    if code == _BANK:
        return "Bank"
    options = {
        _GOVERNMENT: names.OFFICES,
        _SCHOOL: names.SCHOOLS,
        _HOSPITAL: names.HOSPITALS,
        _MILITARY: ["Garrison"],
    }.get(code, names.KINDS.get(industry, names.KINDS["retail"]))
    return options[int(place * len(options))]


def _branch_names(stream, group_names, group, area, signs) -> list[str]:
    """As clerks write them: by area, in capitals, in brackets; the second of one area gets a number."""
    hands = stream.pick(len(group), range(4), (62, 16, 12, 10)).tolist()
    seen: dict[tuple[int, int], int] = {}
    made = []
    for g, a, hand, sign in zip(group.tolist(), area.tolist(), hands, signs.tolist(), strict=False):
        seen[g, a] = seen.get((g, a), 0) + 1
        number = "" if seen[g, a] == 1 else f" {seen[g, a]}"
        place, house = p.AREAS[a] + number, group_names[g]
        if sign:
            made.append(f"{house}, head office")
        else:
            forms = (f"{house}, {place} branch", f"{house} ({place})", f"{house} - {place}".upper(), f"{house} {place}")
            made.append(forms[hand])
    return made


def _lone_names(stream, marks, groups: int, kind, industry, area) -> list[str]:
    n = len(kind)
    place, style, number = stream.uniform(n).tolist(), stream.uniform(n).tolist(), stream.whole(n, 1, 29).tolist()
    surname = stream.pick(n, range(len(names.SURNAMES)), names.SURNAME_WEIGHTS).tolist()
    street = stream.whole(n, 0, len(names.STREETS) - 1).tolist()
    mark = marks[groups + stream.whole(n, 0, len(marks) - groups - 1)].tolist()
    mark[: p.LOOK_ALIKES] = marks[: p.LOOK_ALIKES].tolist()  # the name of a group, but none of its branches
    taken: dict[str, int] = {}
    made = []
    for i in range(n):
        what, where = _what(kind[i], p.INDUSTRIES[industry[i]], place[i]), p.AREAS[area[i]]
        if i < p.LOOK_ALIKES:
            name = f"{_mark(mark[i])} {names.KINDS['hospitality'][i % 6]}"
        elif kind[i] == _MILITARY:
            name = f"Garrison {4_000 + 7 * number[i]}"
        elif kind[i] == _GOVERNMENT:
            name = f"{where} {what}"
        elif kind[i] in (_SCHOOL, _HOSPITAL):
            name = f"{where} No. {number[i]} {what}" if style[i] < 0.6 else f"{names.STREETS[street[i]]} Street {what}"
        elif kind[i] == _COMPANY and style[i] < 0.3:
            name = f"{names.SURNAMES[surname[i]][0]}'s {what}"
        elif kind[i] == _COMPANY and style[i] < 0.55:
            name = f"{names.STREETS[street[i]]} Street {what}"
        else:
            name = f"{_mark(mark[i])} {what}"
        taken[name] = taken.get(name, 0) + 1
        made.append(name if taken[name] == 1 else f"{name} No. {taken[name]}")
    return made
