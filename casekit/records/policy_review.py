"""Is the customer policy whole, fresh and lawful (制度审查): a list of what must be in it, item by item.

The legal items say what to ask, not what the law says: each of them ends with "check with counsel".
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from casekit.errors import CasekitError
from casekit.records.columns import BLANK, as_date, enter_with, whole_number
from casekit.records.damaged_text import damaged_text
from casekit.records.policy_items import AIM, ITEMS, Item
from casekit.tables import collect
from casekit.text import _

TRAINING = "staff training"
STATUSES = ("missing", "damaged", "overdue", "no owner", "present")
_COLUMNS = ("clause_id", "topic", "text", "owner", "reviewed_on")
_MOST_ROWS = 100_000


@dataclass(frozen=True)
class _Clause:
    id: str
    topic: str
    text: str
    owner: str
    reviewed_on: date | None
    damaged: bool


def policy_review(clauses: Any, *, as_of: Any, every_days: int = 365, training: Any = None) -> pd.DataFrame:
    """What a customer policy has, lacks and lets lie, one row an item of the review list.

    The list: five content principles (内容原则), four aims (目的), five parts of the revision mechanism (修订机制), and
    legal and confidentiality items, among them gifts to public bodies: ``casekit.records.policy_items.ITEMS``.

    Parameters
    ----------
    clauses : a table with one row a clause (any engine; it comes into memory): clause_id, topic (what it is about; may
        be blank), text, owner (may be blank), reviewed_on (date of the last review, may be blank).
    as_of : today.
    every_days : a clause is overdue when its last review is more than so many days ago, or there was none. Ours.
    training : None, or a table with one row a member of staff and trained_on (date; blank: not yet). Somebody counts as
        trained when it was on or after the latest review of any clause: before that, another policy was taught.

    Returns
    -------
    A pandas table: part, item, status (one of ``STATUSES``), clauses (their ids, text), what_to_do (a sentence or
    more).

    A clause belongs to the item that its topic names (large or small letters, English or Chinese words: declared in
    ITEMS); aims, which have no clauses of their own, and clauses without a topic, or with a damaged one, go by words in
    the text. One clause may serve several items. Of several clauses of one item the worst status is the item's, in the
    order of STATUSES: damaged (:func:`~casekit.records.damaged_text`), overdue, no owner, present. An item without any
    clause is missing; where a damaged clause has no topic, the missing item may be what it was: the sentence says so.

    With ``training``, "staff training" is overdue while somebody is not trained; the trained share is said.

    Raises CasekitError for missing columns, a clause listed twice, an ``as_of`` that is no date and days below 1.
    """
    today = as_date(as_of, "as_of")
    whole_number(every_days, "every_days", 1)
    held = _held(clauses)
    lines = [_reviewed(item, held, today, every_days) for item in ITEMS]
    if training is not None:
        lines = [_with_training(line, training, held, today) for line in lines]
    return pd.DataFrame(lines, columns=["part", "item", "status", "clauses", "what_to_do"])


def _held(clauses: Any) -> list[_Clause]:
    frame = enter_with(clauses, _("The clauses"), _COLUMNS)
    table = collect(frame.select(*_COLUMNS), _("the review of the policy"), _MOST_ROWS)
    twice = table["clause_id"][table["clause_id"].duplicated()]
    if len(twice):
        raise CasekitError(_("Clause “{id}” is listed more than once; keep one row for each.").format(id=twice.iloc[0]))
    texts = pd.DataFrame({name: table[name].astype("str") for name in ("topic", "text")})
    finds = damaged_text(texts)
    damaged, no_topic = set(finds["row"]), set(finds.loc[finds["column"] == "topic", "row"])
    return [
        _Clause(
            id=str(row["clause_id"]),
            topic="" if place in no_topic else _word(row["topic"]),
            text=_word(row["text"]),
            owner=_word(row["owner"]),
            reviewed_on=None if pd.isna(row["reviewed_on"]) else as_date(row["reviewed_on"], "reviewed_on"),
            damaged=place in damaged,
        )
        for place, row in enumerate(table.to_dict("records"))
    ]


def _reviewed(item: Item, held: list[_Clause], today: date, every_days: int) -> tuple[str, str, str, str, str]:
    mine = [clause for clause in held if _serves(clause, item)]
    if not mine:
        suspects = [clause.id for clause in held if clause.damaged and not clause.topic]
        return item.part, item.name, "missing", "", _todo_missing(item, suspects)
    groups = {
        "damaged": [clause.id for clause in mine if clause.damaged],
        "overdue": [clause.id for clause in mine if _is_overdue(clause, today, every_days)],
        "no owner": [clause.id for clause in mine if not clause.owner],
    }
    said = {
        "damaged": _("Restore the text of {ids} with whoever wrote it."),
        "overdue": _("Review {ids}: the last review is more than {days} days ago or is not recorded."),
        "no owner": _("Name an owner for {ids}."),
    }
    status = next((name for name, ids in groups.items() if ids), "present")
    todo = [said[name].format(ids=", ".join(ids), days=every_days) for name, ids in groups.items() if ids]
    todo = todo or [_("Nothing now.")]
    return item.part, item.name, status, ", ".join(clause.id for clause in mine), " ".join([*todo, *_legal(item)])


def _serves(clause: _Clause, item: Item) -> bool:
    if clause.topic and item.part != AIM:
        return clause.topic in item.topics
    return any(word in clause.text for word in item.words)


def _todo_missing(item: Item, suspects: list[str]) -> str:
    todo = [item.to_do]
    if suspects and item.part != AIM:
        todo.append(
            _("First restore {ids}: damaged and without a topic, it may be this one.").format(ids=", ".join(suspects))
        )
    return " ".join([*todo, *_legal(item)])


def _legal(item: Item) -> list[str]:
    return [_("Check with counsel.")] if item.legal else []


def _is_overdue(clause: _Clause, today: date, every_days: int) -> bool:
    return clause.reviewed_on is None or (today - clause.reviewed_on).days > every_days


def _with_training(line: tuple, training: Any, held: list[_Clause], today: date) -> tuple:
    part, item, status, ids, todo = line
    if item != TRAINING:
        return line
    frame = enter_with(training, _("The training list’s columns"), ["trained_on"])
    days = collect(frame.select("trained_on"), _("the training list"), _MOST_ROWS)["trained_on"]
    if not len(days):
        raise CasekitError(_("The training list is empty; give one row for each member of staff."))
    reviews = [clause.reviewed_on for clause in held if clause.reviewed_on and clause.reviewed_on <= today]
    since = max(reviews, default=date.min)
    trained = sum(not pd.isna(day) and since <= as_date(day, "trained_on") <= today for day in days)
    said = _("Trained on the policy as it stands: {n} of {of} ({share:.0%}).").format(
        n=trained, of=len(days), share=trained / len(days)
    )
    late = trained < len(days) and status in ("present", "no owner")
    return part, item, "overdue" if late else status, ids, f"{said} {todo}"


def _word(cell: Any) -> str:
    word = "" if pd.isna(cell) else str(cell).strip().lower()
    return "" if word in BLANK else word
