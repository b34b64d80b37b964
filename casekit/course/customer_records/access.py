"""Who may see what: single lines of the access log against the matrix, and the whole log at once."""

from itertools import product

import pandas as pd

from casekit import records
from casekit.course.by_case import once_a_case
from casekit.course.companies import telecom
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.sheet import Grades
from casekit.practice.kinds.table import Table
from casekit.text import _

# ── seven lines of the log ───────────────────────────────────────────────────────────────────────────────
DOES = {"read": _("reads"), "edit": _("edits"), "export": _("exports")}
SHOWN = 6  # fields of the matrix that fit on a card


@once_a_case
def _matrix(case):
    return records.AccessMatrix.from_table(case.access_matrix)


@once_a_case
def _forbidden(case):
    """What no line may say: each role, action and field that the audit finds fault with, at any time of day."""
    matrix = _matrix(case)
    lines = pd.DataFrame(product(matrix.roles, DOES, matrix.fields), columns=["role", "action", "field"])
    lines = lines.assign(log_id=lines.index.astype(str), user="", at=case.last_day)
    broken = matrix.audit(lines, hours=(0, 24))
    return set(broken[["role", "action", "field"]].itertuples(index=False, name=None))


def _verdict(case, line):
    return "not allowed" if (line["role"], line["action"], line["field"]) in _forbidden(case) else "allowed"


def _slip(matrix, role, field, action):
    """Which way of erring would allow this line; "fine" if it is allowed, None if nobody would allow it."""
    if matrix.may(role, action, field):
        return "fine"
    table = field.partition(".")[0]
    if action == "read" and any(matrix.may(role, "read", one) for one in matrix.fields if one.startswith(f"{table}.")):
        return "whole-card"
    if action == "export" and matrix.may(role, "edit", field):
        return "edit-may-export"
    return "export-may-edit" if action == "edit" and matrix.may(role, "export", field) else None


def _seven_lines(case, rng):
    matrix = _matrix(case)
    pool = [field for field in matrix.fields if field.startswith(("cards.", "bills.")) and "_id" not in field]
    wanted = {"fine": 3, "whole-card": 2, "edit-may-export": 1, "export-may-edit": 1}
    for _attempt in range(500):
        fields = rng.sample(pool, SHOWN)
        sorts = {name: [] for name in wanted}
        for line in product(matrix.roles, fields, DOES):
            sorts.setdefault(_slip(matrix, *line), []).append(line)
        if all(len(sorts[name]) >= n for name, n in wanted.items()):
            break
    chosen = [line for name, n in wanted.items() for line in rng.sample(sorts[name], n)]
    rng.shuffle(chosen)
    users = case.access_log.groupby("role")["user"].agg(lambda names: sorted(names.unique()))
    lines = pd.DataFrame(chosen, columns=["role", "field", "action"])
    lines = lines.assign(
        log_id=[str(n) for n in range(1, len(lines) + 1)],
        user=[rng.choice(users[role]) for role in lines["role"]],
        at=case.last_day + pd.Timedelta(hours=12),
    )
    rights = case.access_matrix.pivot(index="field", columns="role", values="right")
    return {
        "lines": lines,
        "matrix": matrix,
        "slips": {line["log_id"]: _slip(matrix, line["role"], line["field"], line["action"]) for line in _rows(lines)},
        "right": {line["log_id"]: _verdict(case, line) for line in _rows(lines)},
        "rights": rights,
        "table": rights.loc[fields, matrix.roles].rename_axis(columns=None),
    }


def _rows(lines):
    return lines.to_dict("records")


def _allowing(slip):
    """The verdicts of someone who errs in this one way."""
    return lambda facts: {
        id: "allowed" if facts["slips"][id] == slip else verdict for id, verdict in facts["right"].items()
    }


def _said(line):
    return _("{role} {user} {does} {field}").format(
        role=line["role"], user=line["user"], does=DOES[line["action"]], field=line["field"]
    )


def _because(facts, row):
    line = facts["lines"].set_index("log_id").loc[row]
    return _("The cell of {field} and {role} says “{right}”.").format(
        field=line["field"], role=line["role"], right=facts["rights"].loc[line["field"], line["role"]]
    )


ALLOWED = Question(
    id="records.allowed",
    kind=Grades(
        grades={"allowed": _("allowed"), "not allowed": _("not allowed")},
        rows=lambda facts: {line["log_id"]: _said(line) for line in _rows(facts["lines"])},
        because=_because,
        heading=_("Your answer"),
    ),
    case=telecom,
    given=_seven_lines,
    prompt=_(
        "The **access matrix** (权限矩阵) says what each role may do with each field. *read*: read. *edit*: read and change. *export*: read "
        "and take out of the system, **not** change. *none*: nothing. Below are seven lines of the log. Which were allowed?"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=lambda facts: facts["right"],
    mistakes=(
        Mistake(
            "edit-may-export",
            _allowing("edit-may-export"),
            _(
                "You let those export who may edit. It feels like a smaller thing than changing a record. A wrong change is seen and "
                "mended; an exported list is gone, and nobody sees it. Which word must stand in the cell for an export?"
            ),
        ),
        Mistake(
            "whole-card",
            _allowing("whole-card"),
            _(
                "You let a role read fields marked *none*, because it may read others of the same table. Rights go field by field, "
                "for the fields of one card are not equally delicate. Look up the one cell for each line."
            ),
        ),
        Mistake(
            "export-may-edit",
            _allowing("export-may-edit"),
            _(
                "You took the rights for a ladder, with *export* at the top and all the rest below. It is no ladder: to take a "
                "list out and to change it are two different jobs. What does the prompt say of *export*?"
            ),
        ),
    ),
    right=_(
        "One cell for each line, nothing else. Reading, changing and taking out are three rights, not three steps of one. An export "
        "by someone trusted to edit is easily overlooked."
    ),
    hints=Hints(
        _("For each line find one cell: the row of the field, the column of the role."),
        _("Read needs *read*, *edit* or *export* in the cell. Edit needs *edit*. Export needs *export*."),
        _("An export by a role whose cell says *edit* needs another word in that cell. So that line is …"),
        _("{answer}"),
    ),
    competencies=("DS2",),
)


# ── the whole log ────────────────────────────────────────────────────────────────────────────────────────
OPENING, CLOSING = 7, 20
COLUMNS = ["log_id", "at", "user", "role", "field", "action"]


@once_a_case
def _violations(case):
    """Every line of the whole log that breaks a rule, with the rule."""
    return _matrix(case).audit(case.access_log[COLUMNS], hours=(OPENING, CLOSING))


def _december(case, rng):
    log = case.access_log[COLUMNS]
    users = sorted(log["user"].unique())
    # Half of the users: another half is another log, with other figures.
    half = rng.sample(users, (len(users) + 1) // 2)
    log = log[log["user"].isin(half)].reset_index(drop=True)
    broken = _violations(case)
    broken, matrix = broken[broken["user"].isin(half)], _matrix(case)
    night = broken["violation"] == "outside hours"
    exported = broken.apply(lambda line: _slip(matrix, *line[["role", "field", "action"]]) == "edit-may-export", axis=1)
    roles = sorted(log["role"].unique())
    return {
        "log": log,
        "rights": case.access_matrix,
        "n": len(log),
        "n_roles": len(roles),
        "last": len(case.access_matrix) + 1,
        "opening": f"{OPENING:02}:00",
        "closing": f"{CLOSING:02}:00",
        "right": _by_role(broken, roles),
        "night": _by_role(broken[night], roles),
        "day": _by_role(broken[~night], roles),
        "lenient": _by_role(broken[night | ~exported], roles),
        "n_night": broken.loc[night, "log_id"].nunique(),
        "n_exported": int(exported.sum()),
        "total": broken["log_id"].nunique(),
    }


def _by_role(broken, roles):
    """Lines of the log, each counted once however many rules it breaks."""
    lines = broken.drop_duplicates("log_id").groupby("role").size().reindex(roles, fill_value=0)
    return lines.rename_axis("role").rename("violations").reset_index()


LOG = Question(
    id="records.log",
    kind=Table(key="role", columns={"violations": 0}),
    case=telecom,
    given=_december,
    prompt=_(
        "The sheet *log* has {n:,} lines of December, the sheet *matrix* the rights. A line **breaks a rule** if its action is not "
        "covered: *read* needs the right read, edit or export; *edit* needs edit; *export* needs export. It breaks a rule as well if it was "
        "before {opening}, or at {closing} or later. Give for each `role` the number of `violations`: lines that break one rule or both, each "
        "counted once. One row for each of the {n_roles} roles, with 0 where there is none."
    ),
    workbook=lambda facts: {"log": facts["log"], "matrix": facts["rights"]},
    oracle=lambda facts: facts["right"],
    mistakes=(
        Mistake(
            "night-only",
            lambda facts: facts["night"],
            _(
                "You counted the lines at night ({n_night} in all). They catch the eye. But a clerk who reads at noon what is not for "
                "clerks breaks the rules as well. Look up the right of each line in the matrix."
            ),
        ),
        Mistake(
            "rights-only",
            lambda facts: facts["day"],
            _(
                "You counted the lines without a right, and let those at night pass where the right was there ({n_night} lines at "
                "night in all). Who may read may do so in working hours. Look at the column *at* too."
            ),
        ),
        Mistake(
            "edit-may-export",
            lambda facts: facts["lenient"],
            _(
                "You let those export who may edit. Exports let through in that way: {n_exported}. Exports are what one keeps a log for. "
                "An export needs the word *export* in its cell."
            ),
        ),
    ),
    right=_(
        "{total} of {n:,} lines. Each one is a question to a person, not a verdict: some have a good reason, and then the matrix wants "
        "mending. A log that nobody reads protects nobody."
    ),
    hints=Hints(
        _("Bring the right to each line first: which cell of the matrix belongs to it?"),
        _(
            "Look up the right by role and field. Mark a line if the right does not cover the action, or the time is outside. Then count "
            "the marks by role."
        ),
        _(
            "In Excel: `=XLOOKUP(D2&E2, matrix!A$2:A${last}&matrix!B$2:B${last}, matrix!C$2:C${last})` gives the right, `=HOUR(B2)` the hour; in Python "
            "`log.merge(matrix, on=['role', 'field'])` …"
        ),
        _("{answer}"),
    ),
    competencies=("DS2",),
    way="compute",
)
