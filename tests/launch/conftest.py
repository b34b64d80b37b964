import pytest
from toy_kit import ToyKit


@pytest.fixture
def kit(tmp_path) -> ToyKit:
    """A toy kit not started yet, in a folder with spaces and Chinese characters."""
    return ToyKit(tmp_path / "客户 分级 course")


@pytest.fixture(scope="module")
def ready_kit(tmp_path_factory) -> ToyKit:
    """A toy kit whose environment is in order; tests leave it so."""
    kit = ToyKit(tmp_path_factory.mktemp("ready") / "客户 分级 course")
    made = kit.start("build", "--check")
    assert made.returncode == 0, made.stdout
    return kit
