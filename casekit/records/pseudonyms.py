"""Codes in place of names (假名化): a keyed hash, and the key that must not lie beside it."""

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import narwhals.stable.v2 as nw
import pandas as pd

from casekit import paths
from casekit.errors import CasekitError
from casekit.files import write_whole
from casekit.text import _

_LEAST_KEY, _CODE = 16, 16  # bytes of the key, hexadecimal signs of a code


def pseudonymise(values: Iterable, key: bytes | Path) -> Any:
    """A code for each value: the first 16 hexadecimal signs (64 bits) of HMAC-SHA256 under the key.

    The same value has the same code under the same key, so that tables can still be joined; under another key another
    one. Without the key the code cannot be made from a guessed name, as a plain hash can. **A keyed hash is still
    personal data**: whoever has the key finds the person again, and so may what stands beside the code. PIPL and GDPR
    go on applying; check with counsel. Destroying the key makes the way back harder, not the data anonymous.

    Parameters
    ----------
    values : a column (pandas, Polars, …) or a list: texts, whole numbers, dates. Nothing is normalised first: "Li Wei"
        and "LI WEI" have two codes; give the normalised column where they should have one. A whole number held as 7.0
        (as pandas does where others are missing) is hashed as 7.
    key : at least 16 bytes (:func:`new_key`), or the path of a key file (:func:`key_file`).

    Returns the codes as the same kind of column, else as a list. Missing stays missing (None in a list). That two of a
    million different values share a code has a chance of one in 37 million.

    Raises CasekitError for a key that is too short or no bytes, and numbers with a fraction.
    """
    secret = _checked_key(key)
    try:
        column = nw.from_native(values, series_only=True)
    except TypeError:
        column = None
    cells = list(values) if column is None else column.to_list()
    codes: dict[str, str] = {}
    coded = [None if (text := _as_text(cell)) is None else _code(text, secret, codes) for cell in cells]
    if column is None:
        return coded
    if isinstance(values, pd.Series):
        return pd.Series(coded, index=values.index, name=values.name, dtype="str")
    return nw.new_series(column.name, coded, nw.String, backend=column.implementation).to_native()


def new_key() -> bytes:
    """A new key of 32 random bytes. Who has it can find the people again: keep it apart from the codes."""
    return secrets.token_bytes(32)


def key_file(name: str = "pseudonyms") -> Path:
    """The file with the key of this name, made with a new key when it is not there yet.

    It lies in the folder ``keys`` of the trainee's home (``casekit.paths.home()``), readable by its owner alone where
    the system knows such rights, beside a ``.gitignore`` that keeps the folder out of every repository.

    Raises CasekitError for a name with other signs than letters, digits, "-" and "_", and when it cannot be written.
    """
    if not name.replace("-", "").replace("_", "").isalnum():
        raise CasekitError(
            _("A key's name has letters, digits, “-” and “_” only, but it is {name!r}.").format(name=name)
        )
    folder = paths.home() / "keys"
    path = folder / f"{name}.key"
    if path.exists():
        return path
    try:
        write_whole(folder / ".gitignore", b"*\n")
        path.touch(mode=0o600)
        with path.open("w", encoding="ascii") as file:
            file.write(new_key().hex())
    except OSError as fault:
        raise CasekitError(_("The key cannot be written to {path} ({fault}).").format(path=path, fault=fault)) from None
    return path


def _checked_key(key: bytes | Path) -> bytes:
    if isinstance(key, Path):
        try:
            key = bytes.fromhex(key.read_text(encoding="ascii"))
        except (OSError, ValueError):
            raise CasekitError(_("There is no key in {path}; make one with key_file().").format(path=key)) from None
    if not isinstance(key, bytes) or len(key) < _LEAST_KEY:
        raise CasekitError(
            _("The key must be at least {n} bytes; make one with new_key() or key_file().").format(n=_LEAST_KEY)
        )
    return key


def _as_text(cell: Any) -> str | None:
    if cell is None or pd.isna(cell):
        return None
    if isinstance(cell, float):
        if not cell.is_integer():
            raise CasekitError(
                _("{value} is a number with a fraction, which names nobody; give numbers or names.").format(value=cell)
            )
        return str(int(cell))
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _code(text: str, key: bytes, known: dict[str, str]) -> str:
    if text not in known:
        known[text] = hmac.new(key, text.encode("utf-8"), hashlib.sha256).hexdigest()[:_CODE]
    return known[text]
