from pathlib import Path

import pytest

from casekit.errors import CasekitError
from casekit.publish import font
from casekit.widgets import style

DEBIAN = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")


def test_another_file_is_refused_in_a_sentence(tmp_path):
    with pytest.raises(CasekitError, match="does not hold Noto Sans CJK SC"):
        font.make(Path(__file__), tmp_path / "made.otf")


def test_the_shipped_font_is_small():
    assert style.FONT_FILE.stat().st_size < 2_000_000


def test_the_characters_are_those_of_gb2312_level_1():
    level_1 = [c for c in font.characters() if "\u4e00" <= c <= "\u9fff"]
    assert len(level_1) - len([c for c in font.ALSO if c not in font._rows(0xB0, 0xD7)]) == 3755


@pytest.mark.skipif(not DEBIAN.exists(), reason="needs Debian's fonts-noto-cjk")
def test_the_font_can_be_made_again(tmp_path):
    from fontTools.ttLib import TTFont

    made, shipped = (TTFont(path) for path in (font.make(DEBIAN, tmp_path / "made.otf"), style.FONT_FILE))
    assert made.getBestCmap().keys() == shipped.getBestCmap().keys()
    assert made["name"].getDebugName(1) == shipped["name"].getDebugName(1) == style.CHINESE_FAMILY
