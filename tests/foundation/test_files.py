"""A file is there whole or not at all."""

import pytest

from casekit.files import write_whole


def test_it_makes_folders_and_leaves_nothing_beside(tmp_path):
    target = tmp_path / "客户" / "a.bin"
    write_whole(target, b"one")
    write_whole(target, b"two")
    assert target.read_bytes() == b"two" and list(target.parent.iterdir()) == [target]


def test_a_failure_leaves_the_old_file_and_no_half(tmp_path, monkeypatch):
    target = tmp_path / "a.bin"
    write_whole(target, b"old")
    monkeypatch.setattr("pathlib.Path.replace", lambda self, other: (_ for _ in ()).throw(OSError("full")))
    with pytest.raises(OSError, match="full"):
        write_whole(target, b"new")
    assert target.read_bytes() == b"old" and list(tmp_path.iterdir()) == [target]
