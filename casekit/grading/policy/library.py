"""Where policies are found: those that ship with the kit, and the trainee's own."""

import os
from difflib import get_close_matches
from pathlib import Path

from casekit import paths
from casekit.errors import CasekitError
from casekit.grading.policy.format import Policy
from casekit.grading.policy.reading import read_policy
from casekit.text import _

FOLDER = "policies"
SUFFIX = ".toml"


def load_policy(name_or_path: str | os.PathLike) -> Policy:
    """A policy by its name ("key-account-classes"), or from a file by its path.

    A name is looked for among the policies that ship with the kit (``datasets/policies``), then among the trainee's
    own (``my-work/policies``). Anything with a folder in it or ending in ``.toml`` is a path.

    Raises CasekitError for a name that is not there (the sentence lists the names), for a file that cannot be read, and
    for a file that is no policy, with the place and the mend.
    """
    text = os.fspath(name_or_path)
    if isinstance(name_or_path, Path) or text.endswith(SUFFIX) or Path(text).name != text:
        return read_policy(Path(text))
    files = _files()
    if text not in files:
        near = get_close_matches(text, files, 1)
        hint = _(" Did you mean “{near}”?").format(near=near[0]) if near else ""
        raise CasekitError(
            _("There is no policy “{name}”; there are: {names}.{hint}").format(
                name=text, names=", ".join(files) or _("none"), hint=hint
            )
        )
    return read_policy(files[text])


def policy_names() -> list[str]:
    """The names of the policies that can be loaded, in order of the alphabet."""
    return list(_files())


def own_policies() -> Path:
    """The folder of the trainee's own policies."""
    return paths.home() / FOLDER


def _files() -> dict[str, Path]:
    found = {}
    for folder in (own_policies(), paths.datasets() / FOLDER):  # one of ours keeps its name
        found |= {path.stem: path for path in folder.glob(f"*{SUFFIX}")}
    return dict(sorted(found.items()))
