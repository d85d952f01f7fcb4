"""Our messages as JSON rows, and as lines for people."""

import unicodedata
from typing import Final

from core.model import Json, Post

EDIT: Final = "edit"

_INDENT: Final = " " * 10
_DIM, _PLAIN = "\x1b[2m", "\x1b[0m"


def write_row(post: Post, *, t: float, turn: int, is_edit: bool) -> dict[str, Json]:
    """One row of `--json`; `t` is seconds since the run began, `turn` the text that it belongs to."""
    row: dict[str, Json] = {
        "t": round(t, 3),
        "kind": EDIT if is_edit else post.kind.value,
        "text": post.text,
    }
    if post.url:
        row["url"] = post.url
    if post.cover:
        row["cover"] = post.cover
    if post.points is not None:
        row["points"] = post.points
    row["turn"] = turn
    return row


def write_lines(post: Post, *, t: float, colour: bool) -> list[str]:
    """The message for a person: time at the left, the clip's address below its caption, what can be said next."""
    lines = plain(post.text).split("\n")
    if post.url and post.url not in post.text:
        lines.append(f"▶ {plain(post.url)}")
    shown = [f"{t:7.1f}s  {lines[0]}".rstrip()]
    shown += [f"{_INDENT}{line}".rstrip() for line in lines[1:]]
    if post.buttons:
        labels = " · ".join(plain(button.label) for button in post.buttons)
        shown.append(f"{_INDENT}{_DIM if colour else ''}[{labels}]{_PLAIN if colour else ''}")
    return shown


def write_said(text: str, *, pictures: int) -> list[str]:
    """A person's own text, as it is sent."""
    more = f" [+{pictures} picture{'s' if pictures > 1 else ''}]" if pictures else ""
    lines = plain(text).split("\n")
    return [f"{'> ':>10}{lines[0]}{'' if len(lines) > 1 else more}".rstrip()] + [
        f"{_INDENT}{line}{more if number == len(lines) - 1 else ''}".rstrip()
        for number, line in enumerate(lines[1:], start=1)
    ]


def plain(text: str) -> str:
    """Text that cannot steer a terminal: control characters but line ends are gone."""
    return "".join(c for c in text if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs"))


def cells(line: str) -> int:
    """How many columns a line takes on a terminal (wide characters take two, colours none)."""
    bare = line.replace(_DIM, "").replace(_PLAIN, "")
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in bare
    )
