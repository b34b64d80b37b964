"""Make the font that plots use for Chinese: a part of Noto Sans CJK SC, under a name of its own.

Run ``python -m casekit.publish.font /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc`` (Debian: the package
fonts-noto-cjk) after changing :func:`characters`. A whole CJK font has 19 MB; without any, a plot shows boxes.
"""

import sys
from pathlib import Path

from casekit.errors import CasekitError
from casekit.text import _
from casekit.widgets.style import CHINESE_FAMILY, FONT_FILE

# Characters outside GB2312's first level that the course's terms use.
ALSO = "鲸滕谟茨漏斗赠券贬伽"
_SIMPLIFIED = "Noto Sans CJK SC"


def characters() -> str:
    """ASCII, GB2312 level 1 (3,755 characters), GB2312's symbols and punctuation, and what plots add to them."""
    ascii_printable = "".join(map(chr, range(0x20, 0x7F)))
    marks = "±×÷°·–—‘’“”…‰→←↑↓≈≠≤≥−¥€£％￥"
    return "".join(sorted({*ascii_printable, *marks, *_rows(0xB0, 0xD7), *_rows(0xA1, 0xA3), *ALSO}))


def make(collection: Path, target: Path = FONT_FILE) -> Path:
    """Write the part of ``collection`` (a .ttc or .otf of Noto Sans CJK) that plots need to ``target``.

    Raises CasekitError when the file does not hold Noto Sans CJK SC.
    """
    from fontTools import subset
    from fontTools.ttLib import TTFont

    options = subset.Options()
    # matplotlib places one glyph after the other: hints, ligatures, kerning and vertical forms are weight only.
    options.hinting = False
    options.desubroutinize = False
    options.layout_features = []
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE", "GDEF", "GPOS", "GSUB"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 7, 13, 14]
    font = TTFont(collection, fontNumber=_face(collection), recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(text=characters())
    cutter.subset(font)
    _rename(font)
    target.parent.mkdir(parents=True, exist_ok=True)
    font.save(target)
    return target


def _rows(first: int, last: int):
    """The characters of some rows of GB2312; places of a row that it leaves empty are passed over."""
    for row in range(first, last + 1):
        for column in range(0xA1, 0xFF):
            yield from bytes((row, column)).decode("gb2312", errors="ignore")


def _face(collection):
    """Which face of the collection is the simplified Chinese one."""
    from fontTools.ttLib import TTCollection, TTLibError

    try:
        names = [font["name"].getDebugName(4) for font in TTCollection(collection).fonts]
    except (OSError, TTLibError):
        names = []
    if _SIMPLIFIED not in names:
        raise CasekitError(
            _("{path} does not hold {name}: install fonts-noto-cjk and name its .ttc file.").format(
                path=collection, name=_SIMPLIFIED
            )
        )
    return names.index(_SIMPLIFIED)


def _rename(font):
    """A name of our own, so that a plot is never drawn with another version installed on the machine."""
    names = {1: CHINESE_FAMILY, 3: f"{CHINESE_FAMILY} 1", 4: CHINESE_FAMILY, 6: CHINESE_FAMILY.replace(" ", "")}
    for record in font["name"].names:
        if record.nameID in names:
            record.string = names[record.nameID]
    cff = font["CFF "].cff
    cff.fontNames[0] = names[6]
    cff.topDictIndex[0].FullName = cff.topDictIndex[0].FamilyName = CHINESE_FAMILY


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    try:
        written = make(Path(sys.argv[1]))
    except CasekitError as trouble:
        sys.exit(str(trouble))
    print(f"{written}: {written.stat().st_size / 1e6:.1f} MB")
