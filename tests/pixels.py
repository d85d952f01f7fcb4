"""What pictures show, read with the decoder itself: how far two pictures are apart."""

from io import BytesIO

import av
from av.video.reformatter import ColorRange, Colorspace

from adapters.ima.sandbox.clips import Clip
from adapters.ima.sandbox.clips.jpeg import write_jpeg
from adapters.ima.sandbox.clips.scene import FRAMES_PER_SECOND, _base, _frame

ALIKE = 2.0  # of 255 levels, on average: two JPEGs of one picture


def size_of(picture: bytes) -> tuple[int, int]:
    with av.open(BytesIO(picture)) as container:
        stream = container.streams.video[0]
        return stream.width, stream.height


def distance(one: bytes, other: bytes) -> float:
    """The mean difference of two pictures of one size."""
    first, second = _grey(one), _grey(other)
    assert len(first) == len(second)
    return sum(abs(a - b) for a, b in zip(first, second, strict=True)) / len(first)


def colour_of(picture: bytes) -> tuple[int, ...]:
    """Red, green and blue in the upper left corner."""
    with av.open(BytesIO(picture)) as container:
        frame = next(container.decode(video=0)).reformat(format="rgb24", threads=1)
        return tuple(bytes(frame.planes[0])[:3])


def one_colour(colour: tuple[int, int, int], *, width: int, height: int) -> bytes:
    """A clip of one frame of one colour, in the numbers of HD television, which it does not name."""
    rgb = av.VideoFrame(width, height, "rgb24")
    assert rgb.planes[0].line_size == 3 * width
    rgb.planes[0].update(bytes(colour) * (width * height))
    frame = rgb.reformat(
        format="yuv420p", dst_colorspace=Colorspace.ITU709, dst_color_range=ColorRange.MPEG, threads=1
    )
    frame.pts, frame.colorspace = 0, 2
    data = BytesIO()
    with av.open(data, "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=24)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        container.mux([*stream.encode(frame), *stream.encode(None)])
    return data.getvalue()


def drawn_frame(clip: Clip, at: int) -> bytes:
    """A frame of a sandbox clip as it was drawn, before any video; -1 is the last."""
    count = clip.seconds * FRAMES_PER_SECOND
    return write_jpeg(_frame(clip, _base(clip), at % count, count))


def _grey(picture: bytes) -> bytes:
    with av.open(BytesIO(picture)) as container:
        frame = next(container.decode(video=0)).reformat(format="gray", threads=1)
        plane = frame.planes[0]
        rows, data = range(frame.height), bytes(plane)
        return b"".join(data[row * plane.line_size :][: frame.width] for row in rows)
