"""A policy saved is the same policy when it is read again."""

import tomllib
from dataclasses import replace

import numpy as np
import pytest
from audit_drawing import policies
from hypothesis import given, settings
from hypothesis import strategies as st

from casekit.errors import CasekitError
from casekit.grading import load_policy, policy_names
from casekit.grading.policy.reading import policy_of
from casekit.grading.policy.writing import policy_text


@pytest.mark.parametrize("name", policy_names())
def test_every_policy_survives(name, tmp_path):
    policy = load_policy(name)
    path = policy.save(tmp_path / "new folder" / f"{name}.toml")
    again = load_policy(path)
    assert again == policy
    assert list(again.measures) == list(policy.measures)  # the order of the measures is that of the sentences


@settings(max_examples=60, deadline=None)
@given(policies(), st.text(st.characters(codec="utf-8"), min_size=1))
def test_any_policy_and_any_text_survive(policy, text):
    policy = replace(policy, title=text, note=text, missing=(text, text))
    try:
        again = policy_of(tomllib.loads(policy_text(policy)), policy.id, "drawn.toml")
    except CasekitError as fault:  # drawn at random, some grades exclude themselves, which a file may not
        assert "nobody" in str(fault)
        return
    assert again == policy


def test_services_are_kept_with_their_chinese_names_and_without(tmp_path):
    policy = load_policy("ironbridge-grades")
    grade = replace(policy.grades[0], services=("a plain one", *policy.grades[0].services))
    path = replace(policy, grades=(grade, *policy.grades[1:])).save(tmp_path / "ironbridge-grades.toml")
    assert load_policy(path).grades[0] == grade
    assert grade.services[1] == "own account manager" and "a plain one" not in grade.services_chinese


def test_figures_of_numpy_are_written_as_figures(tmp_path):
    policy = load_policy("purchase-tiers").with_band("Gold", "purchase_amount", end=np.float64(60_000.5))
    policy = policy.with_band("Gold", "purchase_amount", start=np.int64(20_000))
    assert load_policy(policy.save(tmp_path / "purchase-tiers.toml")) == policy


def test_what_cannot_be_saved_is_said(tmp_path):
    policy = load_policy("purchase-tiers")
    with pytest.raises(CasekitError, match="add the ending"):
        policy.save(tmp_path / "tiers")
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    with pytest.raises(CasekitError, match="cannot be written"):
        policy.save(tmp_path / "taken" / "tiers.toml")
