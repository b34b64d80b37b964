"""Pictures in outputs: how large they are, and whether two of them show the same."""

import base64
import io
import struct

MIME = "image/png"
# Drawn again with another matplotlib or numpy, letters change faintly at their edges, by less than DEEP of 255. One
# digit that changes in a title changes twenty pixels or more by more. So no more than FEW pixels may do so.
DEEP = 64
FEW = 4


def size(encoded: str) -> tuple[int, int] | None:
    """Width and height in pixels of a base64 PNG, or None when it is none."""
    try:
        head = base64.b64decode(encoded)[:24]
    except ValueError:
        return None
    if head[:8] != b"\x89PNG\r\n\x1a\n" or len(head) < 24:
        return None
    return struct.unpack(">II", head[16:24])


def same(one: str, other: str) -> bool:
    """Whether two base64 PNGs show the same, up to the edges of letters."""
    if one == other:
        return True
    if size(one) is None or size(one) != size(other):
        return False
    import numpy as np

    difference = np.abs(_pixels(one) - _pixels(other)).max(axis=2)
    return int((difference > DEEP).sum()) <= FEW


def _pixels(encoded):
    import numpy as np
    from matplotlib.image import imread

    # imread gives 0 to 1; a picture without transparency has three channels, one with it four.
    picture = imread(io.BytesIO(base64.b64decode(encoded)), format="png")
    picture = picture if picture.ndim == 3 else picture[..., None]
    colour, opacity = picture[..., :3], picture[..., 3:]
    on_white = colour * opacity + (1 - opacity) if opacity.size else colour
    return on_white.astype(np.float64) * 255
