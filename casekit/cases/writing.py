"""Tables of a case as the bytes of their CSV files, and the mark that tells two companies apart."""

import hashlib
from pathlib import Path

import pandas as pd

from casekit.cases.case import Case
from casekit.cases.loading import load_case
from casekit.cases.settings import case_settings
from casekit.cases.simulation import shipped_seed
from casekit.errors import CasekitError
from casekit.files import write_whole
from casekit.tables import Contract
from casekit.text import _


def write_case(name: str) -> list[Path]:
    """Write the shipped files of a simulated case anew and return them: for authors, after a change of the simulator.

    Raises CasekitError for a case that is not simulated.
    """
    settings = case_settings(name)
    if settings.simulator is None:
        raise CasekitError(_("Case “{name}” is not simulated: its files are as they came.").format(name=name))
    case = load_case(name, seed=shipped_seed(settings))
    written = []
    for table, content in case_files(case).items():
        write_whole(settings.file(table), content)
        written.append(settings.file(table))
    return written


def digest(case: Case) -> str:
    """SHA-256 over the CSV bytes of all tables and of the truth, in their order: the same on every platform."""
    mark = hashlib.sha256()
    for table, content in case_files(case).items():
        mark.update(f"{table} {len(content)}\n".encode())
        mark.update(content)
    return mark.hexdigest()


def case_files(case: Case) -> dict[str, bytes]:
    """The CSV bytes of each table and each table of the truth."""
    files = {name: csv_bytes(table, case.schema[name]) for name, table in case.tables.items()}
    return files | {name: csv_bytes(table, case.truth_schema[name]) for name, table in (case.truth or {}).items()}


def csv_bytes(table: pd.DataFrame, contract: Contract) -> bytes:
    """The table as its CSV file has it: UTF-8, LF line ends, money with two decimals, blanks empty."""
    texts = {column.name: _texts(table[column.name], column.kind) for column in contract.columns}
    return pd.DataFrame(texts).to_csv(index=False, lineterminator="\n").encode("utf-8")


def _texts(values: pd.Series, kind: str) -> pd.Series:
    if kind == "money":
        made = [f"{value:.2f}" for value in values.tolist()]
    elif kind == "yes/no":
        made = values.map({True: "yes", False: "no"})
    elif kind == "date":
        made = values.dt.strftime("%Y-%m-%d")
    elif kind == "datetime":
        seconds = values.dt.second.fillna(0).ne(0).any()
        made = values.dt.strftime("%Y-%m-%d %H:%M:%S" if seconds else "%Y-%m-%d %H:%M")
    else:
        return values
    return pd.Series(made, dtype=object, index=values.index).where(values.notna(), None)
