"""Every sentence a learner reads passes through here, so that it can be translated.

``CASEKIT_LANGUAGE`` (for instance ``zh_CN``) picks a catalogue in ``casekit/locale``; without one the text is English.
"""

import gettext
import os
from pathlib import Path

LOCALE = Path(__file__).parent / "locale"


def _catalogue() -> gettext.NullTranslations:
    language = os.environ.get("CASEKIT_LANGUAGE")
    return gettext.translation("casekit", LOCALE, [language] if language else ["en"], fallback=True)


_translations = _catalogue()


def _(message: str) -> str:
    """The message in the learner's language."""
    return _translations.gettext(message) if message else ""


def ngettext(one: str, many: str, n: int) -> str:
    """The form of the message that fits ``n``, in the learner's language."""
    return _translations.ngettext(one, many, n)
