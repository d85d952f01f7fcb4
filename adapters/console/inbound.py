"""What a person gave on the command line, as the core's values."""

import re
from collections.abc import Sequence
from typing import Final

from core.model import Address, Incoming, Picture, PictureSource

PLATFORM: Final = "console"
MAX_TEXT: Final = 20_000  # characters kept of one text
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)


def read_line(
    text: str,
    *,
    user: str,
    chat: str,
    message: str,
    at: float,
    pictures: Sequence[Picture] = (),
) -> Incoming:
    """One text of the run; `message` is unique for ever, because it becomes part of the job's id."""
    return Incoming(
        id=f"{PLATFORM}-{message}",
        address=Address(platform=PLATFORM, chat=chat, user=user, message=message, direct=True),
        text=text[:MAX_TEXT],
        at=at,
        pictures=tuple(pictures),
    )


def is_web_address(argument: str) -> bool:
    """Whether an `--image` names an address rather than a file."""
    return _ADDRESS.match(argument) is not None


def by_url(url: str) -> Picture:
    """A picture by its address."""
    return Picture(source=PictureSource.URL, ref={"url": url})


def by_name(name: str) -> Picture:
    """A picture whose bytes are kept under this name."""
    return Picture(source=PictureSource.PLATFORM, platform=PLATFORM, ref={"name": name})
