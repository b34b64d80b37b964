"""The two pinned files agree, cover pyproject.toml, and give a plain ``pip install -r`` the kit itself."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from toy_kit import REPOSITORY

FILES = ("requirements.txt", "requirements-dev.txt")


def lines(name: str) -> list[str]:
    text = (REPOSITORY / name).read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]


def pins(name: str) -> dict[str, Requirement]:
    read = [Requirement(line) for line in lines(name) if not line.startswith("-e")]
    return {normal(pin.name): pin for pin in read}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("name", FILES)
def test_everything_is_pinned_once_and_the_kit_is_among_it(name):
    assert any(line.startswith("-e .") for line in lines(name))
    assert len(pins(name)) == len(lines(name)) - 1
    for pin in pins(name).values():
        assert [part.operator for part in pin.specifier] == ["=="], str(pin)


def test_what_a_trainee_has_is_what_the_tests_ran_with():
    dev = pins("requirements-dev.txt")
    for name, pin in pins("requirements.txt").items():
        assert str(dev[name]) == str(pin)


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13", "3.14"])
@pytest.mark.parametrize("system", ["linux", "darwin", "win32"])
def test_every_dependency_of_the_package_is_among_the_pins(python, system):
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = {"requirements.txt": project["dependencies"]}
    asked["requirements-dev.txt"] = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    here = {"python_version": python, "python_full_version": f"{python}.1", "sys_platform": system}
    for name, wanted in asked.items():
        pinned = pins(name)
        for requirement in map(Requirement, wanted):
            pin = pinned[normal(requirement.name)]
            assert pin.marker is None or pin.marker.evaluate(here), f"{pin} on Python {python}, {system}"
            assert requirement.specifier.contains(next(iter(pin.specifier)).version, prereleases=True)
