"""The translators' list is written by the build, and only when it has changed."""

from casekit.publish.catalogue import write_catalogue


def toy(tmp_path):
    (tmp_path / "casekit" / "locale").mkdir(parents=True)
    (tmp_path / "casekit" / "words.py").write_text(
        '_("a customer")\nngettext("{n} row", "{n} rows", n)\n', encoding="utf-8"
    )
    return tmp_path


def test_every_message_is_listed_once(tmp_path):
    assert "written" in write_catalogue(toy(tmp_path))
    listed = (tmp_path / "casekit" / "locale" / "casekit.pot").read_text(encoding="utf-8")
    assert listed.count('msgid "a customer"') == 1 and 'msgid_plural "{n} rows"' in listed


def test_without_a_change_nothing_is_written(tmp_path):
    toy(tmp_path)
    write_catalogue(tmp_path)
    assert write_catalogue(tmp_path) is None


def test_a_repository_of_lessons_alone_has_none(tmp_path):
    assert write_catalogue(tmp_path) is None
