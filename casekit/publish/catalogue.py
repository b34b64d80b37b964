"""The list of everything a learner reads, for translators. Each build writes it anew: nobody must think of it."""

from io import BytesIO
from pathlib import Path

from casekit.files import write_whole
from casekit.text import _


def write_catalogue(root: Path) -> str | None:
    """Write ``casekit/locale/casekit.pot`` below ``root`` anew; say so, or give None if nothing changed."""
    from babel.messages.catalog import Catalog
    from babel.messages.extract import extract_from_dir
    from babel.messages.pofile import write_po

    package = root / "casekit"
    target = package / "locale" / "casekit.pot"
    if not target.parent.is_dir():
        return None  # a repository of lessons alone
    catalogue = Catalog(project="casekit")
    for _file, _line, message, comments, context in extract_from_dir(package):
        catalogue.add(message, auto_comments=comments, context=context)
    written = BytesIO()
    write_po(written, catalogue, omit_header=True, no_location=True, sort_output=True)
    if target.exists() and target.read_bytes() == written.getvalue():
        return None
    write_whole(target, written.getvalue())
    return _("casekit/locale/casekit.pot: written")
