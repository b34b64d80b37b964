"""What installers print, as they print it, becomes the sentence a trainee can act on."""

import errno

import pytest

from casekit.launch import trouble

UV_DNS = """error: Failed to fetch: `https://pypi.org/simple/jupyterlab/`
  Caused by: dns error: failed to lookup address information: Temporary failure in name resolution"""
UV_DISK = "error: Failed to install: numpy\n  Caused by: No space left on device (os error 28)"
PIP_DISK = "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device"
PIP_WINDOWS_DISK = (
    "ERROR: Could not install packages due to an OSError: [WinError 112] There is not enough space on the disk"
)
PIP_LONG_PATH = (
    "HINT: This error might have occurred since this system does not have Windows Long Path support enabled."
)
PIP_CERTIFICATE = "SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed'))"
UV_CERTIFICATE = "error: Failed to fetch ... invalid peer certificate: UnknownIssuer"
PIP_RIGHTS = "ERROR: Could not install packages due to an OSError: [Errno 13] Permission denied: '/x/y.py'"


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch):
    for name in (*trouble.PROXY_VARIABLES, "PIP_INDEX_URL", "UV_DEFAULT_INDEX", "UV_INDEX_URL"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("printed", "begins"),
    [
        (UV_DNS, "The package index cannot be reached"),
        (UV_DISK, "The disk is full"),
        (PIP_DISK, "The disk is full"),
        (PIP_WINDOWS_DISK, "The disk is full"),
        (PIP_LONG_PATH, "The folder's path is too long"),
        (PIP_CERTIFICATE, "This network shows its own certificate"),
        (UV_CERTIFICATE, "This network shows its own certificate"),
        (PIP_RIGHTS, "Nothing may be written in"),
        ("first\nERROR: something new\n", "The packages could not be installed (ERROR: something new)"),
        ("", "The packages could not be installed (it printed nothing)"),
    ],
)
def test_each_has_its_sentence(printed, begins):
    sentence = str(trouble.install_trouble(printed, "/course/.venv"))
    assert sentence.startswith(begins)
    assert "\n" not in sentence


@pytest.mark.parametrize("name", trouble.PROXY_VARIABLES)
def test_any_proxy_variable_is_named(monkeypatch, name):
    monkeypatch.setenv(name, "http://someone:secret@proxy.example:3128")
    sentence = str(trouble.install_trouble(UV_DNS, "/course/.venv"))
    assert f"{name} (http://proxy.example:3128)" in sentence and "secret" not in sentence


@pytest.mark.parametrize(
    ("number", "says"),
    [(errno.ENOSPC, "disk is full"), (errno.EROFS, "may be written"), (errno.EIO, "Mend that")],
)
def test_errors_of_the_operating_system(number, says):
    assert says in trouble.sentence_for(OSError(number, "reason", "/some/place"))
