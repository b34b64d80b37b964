import base64
import io

import matplotlib.pyplot as plt
from nbformat.v4 import new_output

from casekit.publish import outputs, pictures


def drawn(slope=1.0, title="Sales", dpi=100):
    figure, axes = plt.subplots(figsize=(6, 3), dpi=dpi)
    axes.plot([0, 1, 2], [0, slope, 2])
    axes.set_title(title)
    memory = io.BytesIO()
    figure.savefig(memory, format="png")
    plt.close(figure)
    return base64.b64encode(memory.getvalue()).decode()


def nudged(encoded, by):
    """The same picture, every pixel off by a little, as another version of a library may draw it."""
    import numpy as np
    from PIL import Image

    picture = np.asarray(Image.open(io.BytesIO(base64.b64decode(encoded))).convert("RGB")).astype(int)
    memory = io.BytesIO()
    Image.fromarray(np.clip(picture - by, 0, 255).astype("uint8")).save(memory, format="png")
    return base64.b64encode(memory.getvalue()).decode()


def shown(**data):
    return new_output("display_data", data={key.replace("_", "/"): value for key, value in data.items()})


def widget(**data):
    output = shown(**data)
    output.data[outputs.WIDGET] = {"model_id": "4f2a"}
    return output


def test_a_bare_widget_becomes_a_line_that_says_what_to_do():
    (found,) = outputs.normalise([widget(text_plain="IntSlider(value=3)")])
    assert found.data == {"text/plain": "Run this cell to use it."}


def test_a_widgets_own_fallback_is_kept():
    (found,) = outputs.normalise([widget(text_plain="Card(id='x')", text_html="<p>Question 1</p>")])
    assert found.data == {"text/html": "<p>Question 1</p>", "text/plain": "Run this cell to use it."}
    (found,) = outputs.normalise([widget(text_plain="Question 1: how many?")])
    assert found.data == {"text/plain": "Question 1: how many?"}


def test_what_is_no_widget_keeps_its_text():
    (found,) = outputs.normalise([shown(text_plain="Outcome(status='right')")])
    assert found.data == {"text/plain": "Outcome(status='right')"}


def test_pieces_of_a_stream_become_one():
    pieces = [
        new_output("stream", name=name, text=text) for name, text in (("stdout", "a"), ("stderr", "b"), ("stdout", "c"))
    ]
    assert [(o.name, o.text) for o in outputs.normalise(pieces)] == [("stdout", "ac"), ("stderr", "b")]


def test_styled_tables_keep_apart_and_their_ids_repeat():
    def table(*ids):
        return [shown(text_html=f"<style>#T_{i} td</style><table id='T_{i}'>") for i in ids]

    one, other = outputs.normalise(table("ab12c", "ffff0")), outputs.normalise(table("99999", "a0a0a"))
    assert one == other
    assert one[0] != one[1]


def test_normalising_twice_changes_nothing():
    first = outputs.normalise([shown(text_plain="<A at 0x7f00aa00bb11>"), widget(text_plain="Button()")])
    assert outputs.normalise(first) == first


def test_normalising_leaves_the_given_outputs_alone():
    given = [shown(text_plain="<A at 0x7f00aa00bb11>")]
    outputs.normalise(given)
    assert given[0].data["text/plain"] == "<A at 0x7f00aa00bb11>"


def test_a_picture_drawn_a_little_differently_is_the_same_and_keeps_its_bytes():
    old, new = drawn(), nudged(drawn(), 9)
    assert old != new
    assert pictures.same(new, old)
    assert outputs.keep_same_pictures([shown(image_png=new)], [shown(image_png=old)])[0].data["image/png"] == old


def test_a_line_that_moved_is_another_picture():
    old, new = drawn(slope=1.0), drawn(slope=1.1)
    assert not pictures.same(new, old)
    assert not outputs.same([shown(image_png=new)], [shown(image_png=old)])
    assert outputs.keep_same_pictures([shown(image_png=new)], [shown(image_png=old)])[0].data["image/png"] == new


def test_another_number_in_a_title_is_another_picture():
    assert not pictures.same(drawn(title="215 leave"), drawn(title="216 leave"))


def test_pictures_of_other_sizes_differ():
    assert not pictures.same(drawn(dpi=100), drawn(dpi=101))


def test_the_size_is_read_from_the_picture():
    assert pictures.size(drawn(dpi=100)) == (600, 300)
    assert pictures.size(base64.b64encode(b"no picture at all, only text").decode()) is None
    assert pictures.size("%%%") is None
