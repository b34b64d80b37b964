"""Text that was spoilt on its way (损坏文本): question marks, wrong encodings, an advert where a word stood."""

import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from casekit.errors import CasekitError
from casekit.records.columns import is_text
from casekit.tables import collect
from casekit.tables.frames import enter
from casekit.text import _

# What each kind looks like. A sign that can stand in sound text is not enough: two bytes of a wrong reading are.
PATTERNS: dict[str, str] = {
    "question marks": r"[?？]{3,}",
    "replacement character": "\ufffd+",
    "wrong encoding": (
        "[\u00c2\u00c3][\u0080-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]+|\u00e2\u20ac|\u00ef\u00bf\u00bd"
        "|[\u00e3-\u00e9][\u0080-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]{2,}|锟斤拷|烫烫烫|屯屯屯"
    ),
    "control character": "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]+",
    "advert": (
        r"(?i)https?://\S+|\bwww\.\S+|(?<![@\w.-])[\w-]+\.(?:com|net|org|top|xyz|vip|shop|click|cn)\b"
        r"|\b(?:click here|buy now|order now|call now|free download|best prices?|limited offer|special offer|\d+ ?% off"
        r"|subscribe now|advertisement|sponsored|[\w-]+4(?:u|you))\b"
        r"|加微信|微信号|代写|代办|广告位|点击(?:这里|下载)|免费下载|限时优惠|联系\s*QQ|www点"
    ),
}
_MOST_ROWS = 1_000_000


def damaged_text(table: Any, *, patterns: Mapping[str, str] | None = None) -> pd.DataFrame:
    """Where a table's text looks spoilt: which cell, by which pattern, what was found.

    Nothing is repaired: what stood there is lost, and only its author can say it. An advert in the place of a word is
    told by its look; a spoilt word that looks like any other is not found.

    Parameters
    ----------
    table : any table; its text columns are looked at (any engine; it comes into memory).
    patterns : kind → regular expression; ``PATTERNS`` by default, and yours replace them as a whole.

    Returns a pandas table, one row a find: row (int64, from 0 in the table's order), column, kind, found (what the
    pattern met, at most 40 signs), text (the whole cell). A cell has at most one row a kind.

    Raises CasekitError for something that is no table and a pattern that is no regular expression.
    """
    compiled = {
        kind: _compiled(kind, pattern) for kind, pattern in (PATTERNS if patterns is None else patterns).items()
    }
    frame = enter(table, _("The table"))
    schema = frame.collect_schema()
    texts = [name for name, dtype in schema.items() if is_text(dtype)]
    lines = []
    if texts:
        cells = collect(frame.select(texts), _("the search for damaged text"), _MOST_ROWS)
        for name in texts:
            for row, text in enumerate(cells[name]):
                lines += [(row, name, *find) for find in _finds(text, compiled)] if isinstance(text, str) else []
    found = pd.DataFrame(lines, columns=["row", "column", "kind", "found", "text"]).astype({"row": "int64"})
    return found.sort_values(["row"], kind="stable", ignore_index=True)


def _compiled(kind: str, pattern: str) -> re.Pattern:
    try:
        return re.compile(pattern)
    except (re.error, TypeError) as fault:
        raise CasekitError(
            _("The pattern for “{kind}” is no regular expression ({fault}); mend it.").format(kind=kind, fault=fault)
        ) from None


def _finds(text: str, compiled: Mapping[str, re.Pattern]) -> list[tuple[str, str, str]]:
    met = ((kind, pattern.search(text)) for kind, pattern in compiled.items())
    return [(kind, match[0][:40], text) for kind, match in met if match]
