"""The web chat of `python -m bot demo`: one page on loopback."""

from adapters.web.gateway import PictureStore, WebChat, WebGateway
from adapters.web.guard import Guard, read_or_make_token
from adapters.web.inbound import PLATFORM
from adapters.web.transcript import Transcript

__all__ = ["PLATFORM", "Guard", "PictureStore", "Transcript", "WebChat", "WebGateway", "read_or_make_token"]
