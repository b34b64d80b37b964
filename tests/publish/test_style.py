"""The look of plots: colours told apart by every eye, Chinese drawn, figures described."""

import itertools
import logging
import re
import warnings

import numpy as np
import pytest

from casekit.paths import REPOSITORY
from casekit.publish.font import characters
from casekit.widgets import style

# Linear RGB as seen without red, green or blue cones: Machado, Oliveira and Fernandes (2009), severity 1.
EYES = {
    "all cones": np.eye(3),
    "no red cones": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "no green cones": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "no blue cones": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}


def linear(colour):
    c = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)


def contrast_with_white(colour):
    return 1.05 / (linear(colour) @ [0.2126, 0.7152, 0.0722] + 0.05)


def lab(rgb):
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    xyz = to_xyz @ np.clip(rgb, 0, 1) / [0.95047, 1, 1.08883]
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.fixture
def figure():
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    style.use()
    yield plt.figure()
    plt.close("all")


@pytest.mark.parametrize("colour", style.PALETTE)
def test_a_colour_stands_out_from_white(colour):
    assert contrast_with_white(colour) >= 3


def test_text_stands_out_from_white():
    assert contrast_with_white(style.INK) >= 7


@pytest.mark.parametrize("eye", EYES)
def test_colours_are_told_apart(eye):
    seen = [lab(EYES[eye] @ linear(colour)) for colour in style.PALETTE]
    assert min(np.linalg.norm(a - b) for a, b in itertools.combinations(seen, 2)) >= 15


def test_the_measure_of_colours_knows_a_bad_pair():
    red, green = (lab(EYES["no green cones"] @ linear(c)) for c in ("#a04000", "#6b6b00"))
    assert np.linalg.norm(red - green) < 15


def test_chinese_is_drawn_without_a_warning(figure, caplog):
    axes = figure.add_subplot(title="大客户（key accounts）流失率 −2 % ≥ 3 ¥")
    axes.set_xlabel("忠诚度", weight="bold")
    with warnings.catch_warnings(), caplog.at_level(logging.WARNING):
        warnings.simplefilter("error")
        figure.canvas.draw()
    assert caplog.text == ""


def test_without_the_font_the_same_plot_warns(figure):
    axes = figure.add_subplot()
    axes.set_title("大客户", family="DejaVu Sans")
    with pytest.warns(UserWarning, match="Glyph"):
        figure.canvas.draw()


def test_the_font_has_all_characters_it_claims():
    from fontTools.ttLib import TTFont

    has = TTFont(style.FONT_FILE).getBestCmap()
    assert [c for c in characters() if ord(c) not in has] == []
    assert len(re.findall("[\u4e00-\u9fff]", characters())) >= 3755


def test_the_font_has_every_chinese_character_that_a_lesson_may_draw():
    rooms = ("authoring/*.py", "casekit/course/**/*.py", "casekit/labs/**/*.py", "casekit/widgets/**/*.py")
    written = [path for room in rooms for path in REPOSITORY.glob(room)] + [REPOSITORY / "curriculum.toml"]
    text = "".join(path.read_text(encoding="utf-8") for path in written)
    missing = set(re.findall("[\u4e00-\u9fa5]", text)) - set(characters())
    assert missing == set(), "add them to ALSO in casekit/publish/font.py and make the font again"


def test_the_licence_lies_beside_the_font():
    licence = (style.FONT_FILE.parent / "OFL.txt").read_text(encoding="utf-8")
    assert "Copyright 2014-2021 Adobe" in licence
    assert "SIL OPEN FONT LICENSE" in licence


def test_a_figure_is_described_by_its_title_labels_and_texts(figure):
    axes = figure.add_subplot(title="215 leave, not 240", xlabel="month", ylabel="accounts")
    axes.plot([1, 2], label="still there")
    axes.legend()
    axes.annotate("2 % of who\nis left", (0, 1))
    assert style.description(figure) == (
        "215 leave, not 240. axes: month, accounts. series: still there. marked: 2 % of who is left"
    )


def test_a_figure_can_be_described_in_a_sentence(figure):
    style.describe(figure.add_subplot(title="x"), "Half of the accounts leave by May.")
    assert style.description(figure) == "Half of the accounts leave by May."


def test_a_figure_without_words_has_no_description(figure):
    figure.add_subplot()
    assert style.description(figure) == ""


def test_in_a_notebook_the_picture_carries_its_description():
    from IPython.core.interactiveshell import InteractiveShell
    from matplotlib.figure import Figure

    shell = InteractiveShell.instance()
    try:
        png = shell.display_formatter.formatters["image/png"]
        png.for_type(Figure, lambda figure: b"drawn")
        style.use()
        style.use()  # A second setup cell must not describe twice.
        drawn = Figure()
        drawn.add_subplot(title="Sales by month")
        data, metadata = shell.display_formatter.format(drawn)
        assert metadata["image/png"] == {"alt": "Sales by month"}
        assert data["text/plain"] == "Figure: Sales by month"
    finally:
        InteractiveShell.clear_instance()
