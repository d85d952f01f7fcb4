"""A program of its own: a clip on standard input, a JPEG of its last frame on standard output.

Clips come from outside and decoders have had holes, so `clips.py` runs this as a child process, with hard limits and
without our environment. Nothing else imports it, and nothing else imports `av`. Exit code 0 means a whole JPEG.
"""

import contextlib
import signal
import sys
from fractions import Fraction
from io import BytesIO
from pathlib import Path

CPU_S = 30
MEMORY_BYTES = 768 * 1024 * 1024  # of address space; the libraries take 120 MiB, a clip in 4K about 400
MOST_PIXELS = 4096 * 2304
_SHARPNESS = 3  # of the JPEG: 1 is the best, 31 the smallest
_HD_LINES = 720  # from here on, a clip that does not name its colours means those of HD television
_COLOURS_NOT_NAMED = 2


def limit() -> None:
    """Take away what a decoder does not need, where the platform can; only the parent process ends it."""
    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, signal.SIG_IGN)
    with contextlib.suppress(OSError):  # Linux: where memory runs out, the decoder goes and not the service
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
    with contextlib.suppress(ImportError):  # Windows
        import resource  # noqa: PLC0415

        for kind, most in (
            (resource.RLIMIT_CPU, CPU_S),
            (resource.RLIMIT_AS, MEMORY_BYTES),
            (resource.RLIMIT_FSIZE, 0),
            (resource.RLIMIT_CORE, 0),
        ):
            with contextlib.suppress(
                ValueError, OSError
            ):  # a tighter limit stands, or there is no such limit
                resource.setrlimit(kind, (most, most))


def last_frame(clip: bytes) -> bytes:
    """The last frame of an mp4 as a JPEG (raises ValueError or OSError, FFmpeg's errors among them)."""
    import av  # noqa: PLC0415  (after the limits)
    from av.video.reformatter import ColorRange, Colorspace  # noqa: PLC0415

    # The format is said, not guessed: of others (playlists) FFmpeg opens the files and addresses they name.
    with av.open(BytesIO(clip), "r", format="mp4") as container:
        stream = container.streams.video[0]
        stream.thread_count = 1
        stream.codec_context.options = {"max_pixels": str(MOST_PIXELS)}
        if stream.duration is not None:
            container.seek((stream.start_time or 0) + stream.duration, stream=stream)
        frame = None
        for frame in container.decode(stream):  # noqa: B007
            pass
    if frame is None:
        raise ValueError("no frame")
    is_hd = frame.colorspace == _COLOURS_NOT_NAMED and frame.height >= _HD_LINES
    rgb = frame.reformat(format="rgb24", src_colorspace=Colorspace.ITU709 if is_hd else None, threads=1)
    # What JPEG means by its numbers, whatever the clip meant by its own.
    picture = rgb.reformat(
        format="yuvj420p", dst_colorspace=Colorspace.ITU601, dst_color_range=ColorRange.JPEG, threads=1
    )
    encoder = av.VideoCodecContext.create("mjpeg", "w")
    encoder.width, encoder.height, encoder.pix_fmt = picture.width, picture.height, "yuvj420p"
    encoder.time_base, encoder.sample_aspect_ratio = Fraction(1), Fraction(1)
    encoder.qmin = encoder.qmax = _SHARPNESS
    picture.pts = 0
    return b"".join(bytes(packet) for packet in (*encoder.encode(picture), *encoder.encode(None)))


if __name__ == "__main__":
    limit()
    sys.stdout.buffer.write(last_frame(sys.stdin.buffer.read()))
    sys.stdout.buffer.flush()
