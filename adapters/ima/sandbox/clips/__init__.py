"""Clips made up on the spot: real H.264 in mp4, with a JPEG cover, from plain Python."""

from adapters.ima.sandbox.clips.address import PREFIX, Clip, read_clip
from adapters.ima.sandbox.clips.scene import frame_size, render_clip, render_cover

__all__ = ["PREFIX", "Clip", "frame_size", "read_clip", "render_clip", "render_cover"]
