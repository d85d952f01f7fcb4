"""A message of ours in Discord's form. Pure: letters are written here and posted elsewhere."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from adapters.discord.markup import harmless
from adapters.discord.press import write_pick, write_press
from core.model import Address, Button, Kind, Post

CONTENT_LIMIT = 2000
LABEL_LIMIT = 80
CHOICE_LIMIT = 100
CHOICES_LIMIT = 25
ROWS_LIMIT = 5
ROW_LIMIT = 5
_CUT = "\u2026"
_GAPS = re.compile(r"\n\s*\n\s*\n")


@dataclass(frozen=True, slots=True)
class Key:
    """A button in its final form."""

    custom_id: str
    label: str
    style: Literal["", "primary", "danger"] = ""


@dataclass(frozen=True, slots=True)
class Menu:
    """A select in its final form; it fills a row."""

    custom_id: str
    label: str
    options: tuple[tuple[str, str], ...]  # (value, label)


Row = tuple[Key, ...] | Menu


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One Discord message: text that is ready to post, its rows of controls, and the one person it may ping."""

    content: str
    rows: tuple[Row, ...] = ()
    ping: int | None = None
    private: bool = False
    kind: Kind = Kind.TEXT
    url: str = ""  # of a clip that should show a player


def write_post(post: Post, address: Address) -> tuple[Letter, ...]:
    """The letters of a message, one unless it is longer than Discord takes; controls stand under the last."""
    ping = int(address.user) if post.mention and not address.direct and address.user.isdigit() else None
    head = f"<@{ping}> " if ping else ""
    tail = f"\n{post.url}" if post.kind is Kind.MEDIA and post.url else ""
    body = _media_caption(post.text, post.url) if tail else post.text
    pages = _pages(
        harmless(body), first=CONTENT_LIMIT - len(head), last=CONTENT_LIMIT - len(tail) - len(head)
    )
    last = len(pages) - 1
    return tuple(
        Letter(
            content=(head if number == 0 else "") + page + (tail if number == last else ""),
            rows=write_rows(post.buttons) if number == last else (),
            ping=ping if number == 0 else None,
            private=post.private,
            kind=post.kind,
            url=post.url if number == last and tail else "",
        )
        for number, page in enumerate(pages)
    )


def write_edit(post: Post, address: Address) -> Letter:
    """The letter of a message that replaces an earlier one: a single one, cut where Discord would refuse it."""
    letters = write_post(post, address)
    if len(letters) == 1:
        return letters[0]
    first = letters[0].content
    return Letter(
        content=first[: CONTENT_LIMIT - 2] + _CUT,
        rows=letters[-1].rows,
        ping=letters[0].ping,
        private=post.private,
        kind=post.kind,
    )


def write_lead(letter: Letter, line: str) -> Letter:
    """The letter with a plain line of ours before it, for a place where nobody needs a ping; the same letter if both do not fit."""
    content = f"{harmless(line)}\n{letter.content}"
    return replace(letter, content=content, ping=None) if len(content) <= CONTENT_LIMIT else letter


def _media_caption(text: str, url: str) -> str:
    """The caption without the address, which stands on a line of its own so that there is one player."""
    return _GAPS.sub("\n\n", text.replace(url, "")).strip()


def _pages(text: str, *, first: int, last: int) -> list[str]:
    """A text cut at line ends (else at blanks) into what fits; the last page leaves room for what follows it."""
    pages: list[str] = []
    rest = text
    limit = min(first, last)
    while len(rest) > limit:
        cut = rest.rfind("\n", 1, limit + 1)
        if cut < limit // 2:
            cut = max(cut, rest.rfind(" ", 1, limit + 1))
        if cut < limit // 2:
            cut = limit - 1 if rest[limit - 1] == "\\" else limit
        pages.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    pages.append(rest)
    return pages


def write_rows(buttons: Sequence[Button]) -> tuple[Row, ...]:
    """Buttons in rows of five, each select in a row of its own; what Discord would refuse is left out."""
    rows: list[Row] = []
    line: list[Key] = []
    seen: set[str] = set()
    for button in buttons:
        custom_id = write_pick(button.action) if button.choices else write_press(button.action)
        if custom_id is None or custom_id in seen:
            continue
        seen.add(custom_id)
        label = _short(button.label, LABEL_LIMIT if not button.choices else CHOICE_LIMIT)
        if button.choices:
            menu = Menu(custom_id, label, _options(button.choices))
            if line:
                rows.append(tuple(line))
                line = []
            rows.append(menu)
            continue
        line.append(Key(custom_id, label, button.style))
        if len(line) == ROW_LIMIT:
            rows.append(tuple(line))
            line = []
    if line:
        rows.append(tuple(line))
    return tuple(rows[:ROWS_LIMIT])


def _options(choices: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    taken: dict[str, str] = {}
    for value, label in choices:
        if 0 < len(value) <= CHOICE_LIMIT and value not in taken:
            taken[value] = _short(label, CHOICE_LIMIT)
    return tuple(list(taken.items())[:CHOICES_LIMIT])


def _short(label: str, limit: int) -> str:
    text = " ".join(label.split()) or _CUT
    return text if len(text) <= limit else text[: limit - 1] + _CUT


def nonce(channel: str, address: Address, post: Post, key: str, page: int) -> str:
    """The word by which Discord knows a repeated send: 24 characters, the same for the same job and step."""
    words = "\n".join((channel, address.message, address.user, post.job_id, key, str(page)))
    return hashlib.sha256(words.encode()).hexdigest()[:24]
