"""The only two places the kit looks: the trainee's home and the folder of cases."""

import os
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent


def home() -> Path:
    """Where progress, workbooks and own cases are kept: ``CASEKIT_HOME``, else ``my-work/`` of the repository."""
    return Path(os.environ.get("CASEKIT_HOME") or REPOSITORY / "my-work")


def datasets() -> Path:
    """Where the shipped cases are: ``CASEKIT_DATASETS``, else ``datasets/`` of the repository."""
    return Path(os.environ.get("CASEKIT_DATASETS") or REPOSITORY / "datasets")
