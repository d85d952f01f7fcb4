"""The chat of `python -m bot say`: one conversation on a terminal, or as JSON lines."""

from adapters.console.gateway import ConsoleChat, PictureStore, take_picture, utf8
from adapters.console.inbound import PLATFORM, read_line

__all__ = ["PLATFORM", "ConsoleChat", "PictureStore", "read_line", "take_picture", "utf8"]
