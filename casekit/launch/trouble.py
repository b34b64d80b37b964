"""What went wrong, read from an error or from what a program printed, said as one sentence with the mend."""

import errno
import os
import re
from urllib.parse import urlsplit

from casekit.errors import CasekitError
from casekit.text import _

PROXY_VARIABLES = ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy")

_FULL_DISK = r"No space left on device|not enough space on the disk|Disk quota exceeded|os error (28|112|122)\b"
_LONG_PATH = r"Long Path|File ?name too long|os error 206"
_CERTIFICATE = r"CERTIFICATE_VERIFY_FAILED|invalid peer certificate|UnknownIssuer|SSLCertVerification"
_READ_ONLY = r"Read-only file system|Permission denied|Access is denied"
_NO_NETWORK = (
    r"NewConnectionError|Failed to establish a new connection|Temporary failure in name resolution|dns error"
    r"|Network is unreachable|Connection refused|ConnectTimeout|ReadTimeout|timed out|error sending request"
    r"|tcp connect error|ProxyError|Cannot connect to proxy|Failed to fetch|ConnectionResetError|Tunnel"
)


def install_trouble(printed: str, folder: os.PathLike) -> CasekitError:
    """The sentence for an installer that failed; ``printed`` is all it said, ``folder`` where it wrote."""
    if _says(_FULL_DISK, printed):
        return disk_full(folder)
    if _says(_LONG_PATH, printed):
        return CasekitError(
            _("The folder's path is too long for this system: move the course to a short one, such as C:\\casekit.")
        )
    if _says(_CERTIFICATE, printed):
        return CasekitError(
            _(
                "This network shows its own certificate in place of the package index's: ask for the file of your "
                "organisation's certificates, name it in the variables SSL_CERT_FILE and PIP_CERT, and start again."
            )
        )
    if _says(_NO_NETWORK, printed):
        return no_network()
    if _says(_READ_ONLY, printed):
        return not_writable(folder)
    last = [line.strip() for line in printed.splitlines() if line.strip()][-1:] or [_("it printed nothing")]
    return CasekitError(
        _("The packages could not be installed ({reason}): start again, and if it stays so, send us this line.").format(
            reason=last[0]
        )
    )


def no_network() -> CasekitError:
    """The package index cannot be reached, by way of a proxy when the environment names one."""
    for name in PROXY_VARIABLES:
        if os.environ.get(name):
            return CasekitError(
                _(
                    "The packages could not be fetched through the proxy in the variable {name} ({address}): correct "
                    "or remove that variable and start again."
                ).format(name=name, address=without_password(os.environ[name]))
            )
    for name in ("PIP_INDEX_URL", "UV_DEFAULT_INDEX", "UV_INDEX_URL"):
        if os.environ.get(name):
            return CasekitError(
                _(
                    "The package index in the variable {name} ({address}) does not answer: correct or remove that "
                    "variable, or connect to its network, and start again."
                ).format(name=name, address=without_password(os.environ[name]))
            )
    return CasekitError(_("The package index cannot be reached: connect to the internet and start again."))


def disk_full(folder: os.PathLike, needed_mb: int | None = None) -> CasekitError:
    """No room left where ``folder`` is."""
    if needed_mb is None:
        return CasekitError(
            _(
                "The disk is full: free some space where {folder} is (and for temporary files), then start again."
            ).format(folder=folder)
        )
    return CasekitError(
        _("The disk has less than {needed} MB free where {folder} is: free some space and start again.").format(
            needed=needed_mb, folder=folder
        )
    )


def not_writable(folder: os.PathLike) -> CasekitError:
    """``folder`` exists and nothing may be written in it."""
    return CasekitError(
        _(
            "Nothing may be written in {folder}: copy the course to a folder of your own, such as Documents, and "
            "start it there."
        ).format(folder=folder)
    )


def sentence_for(error: OSError) -> str:
    """An operating system's error as one sentence."""
    place = error.filename or "."
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", None)):
        return str(disk_full(place))
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        if os.name == "nt":
            return _(
                "{place} is in use or may not be written: close JupyterLab and other programs that use the course, "
                "and start again."
            ).format(place=place)
        return str(not_writable(place))
    return _("{place}: {reason}. Mend that and start again.").format(place=place, reason=error.strerror or error)


def without_password(address: str) -> str:
    """An address as it may be shown: no user, no password."""
    parts = urlsplit(address)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


def _says(pattern: str, printed: str) -> bool:
    return re.search(pattern, printed, re.IGNORECASE) is not None
