"""Codes in place of names: the same for the same value and key, another for another, and a key that is kept apart."""

import hashlib
import hmac
import sys
from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casekit.errors import CasekitError
from casekit.records import key_file, new_key, pseudonymise

KEY = b"0123456789abcdef"


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("CASEKIT_HOME", str(tmp_path))
    return tmp_path


def test_it_is_hmac_sha256():
    expected = hmac.new(KEY, "李伟".encode(), hashlib.sha256).hexdigest()[:16]
    assert pseudonymise(["李伟"], KEY) == [expected]


@settings(deadline=None)
@given(st.lists(st.text(), min_size=2))
def test_equal_codes_for_equal_values_only(values):
    codes = pseudonymise(values, KEY)
    assert [len(code) for code in codes] == [16] * len(values)
    assert len(set(codes)) == len(set(values))
    assert dict(zip(values, codes, strict=True)) == dict(
        zip(values[::-1], pseudonymise(values[::-1], KEY), strict=True)
    )
    assert not set(codes) & set(pseudonymise(values, KEY[::-1]))


def test_nothing_is_normalised():
    assert len(set(pseudonymise(["Li Wei", "LI WEI", "Li Wei "], KEY))) == 3


def test_numbers_dates_and_what_is_missing():
    codes = pseudonymise([7, 7.0, "7", None, float("nan"), date(2025, 1, 2), "2025-01-02"], KEY)
    assert codes[0] == codes[1] == codes[2] and codes[3] is codes[4] is None and codes[5] == codes[6]


def test_a_column_comes_back_as_one():
    column = pd.Series(["a", None, "a"], index=[3, 4, 5], name="who")
    found = pseudonymise(column, KEY)
    assert found.index.tolist() == [3, 4, 5] and found.name == "who"
    assert found[3] == found[5] and pd.isna(found[4])
    pl = pytest.importorskip("polars")
    coded = pseudonymise(pl.Series("who", ["a", None, "a"]), KEY)
    assert isinstance(coded, pl.Series) and coded.to_list() == [found[3], None, found[3]]


@pytest.mark.parametrize(
    ("values", "key", "sentence"),
    [
        (["a"], b"short", "at least 16 bytes"),
        (["a"], "0123456789abcdef", "at least 16 bytes"),
        ([7.5], KEY, "7.5 is a number with a fraction"),
    ],
)
def test_what_cannot_be_coded(values, key, sentence):
    with pytest.raises(CasekitError, match=sentence):
        pseudonymise(values, key)


def test_keys_are_new_each_time():
    assert len(new_key()) == 32 and new_key() != new_key()


def test_a_key_file_is_made_once_and_kept_apart(home):
    path = key_file()
    assert path == home / "keys" / "pseudonyms.key" and key_file() == path
    assert (home / "keys" / ".gitignore").read_text(encoding="utf-8") == "*\n"
    assert pseudonymise(["a"], path) == pseudonymise(["a"], bytes.fromhex(path.read_text(encoding="ascii")))
    assert pseudonymise(["a"], path) != pseudonymise(["a"], key_file("other"))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights in another way")
def test_a_key_file_is_its_owners(home):
    assert key_file().stat().st_mode & 0o077 == 0


def test_key_files_that_cannot_be(home):
    with pytest.raises(CasekitError, match="letters, digits"):
        key_file("../key")
    with pytest.raises(CasekitError, match="There is no key in"):
        pseudonymise(["a"], home / "none.key")
    (home / "keys").write_text("in the way", encoding="utf-8")
    with pytest.raises(CasekitError, match="The key cannot be written"):
        key_file()


def test_a_damaged_key_file_is_said(home):
    key_file().write_text("not a key", encoding="ascii")
    with pytest.raises(CasekitError, match="There is no key in"):
        pseudonymise(["a"], key_file())
