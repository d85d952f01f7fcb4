"""The content of a Feishu message as words and pictures; pure.

A mention stands in the text as a placeholder (`@_user_1`) whose meaning is listed beside it. Ours is cut out, a
person's becomes the name, `@_all` disappears.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from core.model import Picture, PictureSource

_PLACEHOLDER = re.compile(r"@_user_\d+|@_all\b")
_MASKED_LINK = re.compile(r"\[([^\]\n]*)\]\((https?://[^)\s]+)\)")
_BLANKS = re.compile(r"[ \t\u00a0]{2,}")
_BLANK_LINES = re.compile(r"\n{3,}")
_EVERYBODY = "@_all"
_LOCALES = ("zh_cn", "en_us", "ja_jp", "zh_hk", "zh_tw")


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention of a message: its placeholder, whom it means, what it shows."""

    key: str
    open_id: str
    name: str


@dataclass(frozen=True, slots=True)
class Content:
    """What a message says."""

    text: str
    pictures: tuple[Picture, ...] = ()


def read_mentions(raw: object) -> tuple[Mention, ...]:
    """The mentions of an event (id is an object) or of a fetched message (id is a string)."""
    found = []
    for item in raw if isinstance(raw, list) else ():
        if not isinstance(item, Mapping):
            continue
        who = item.get("id")
        open_id = who.get("open_id") if isinstance(who, Mapping) else who
        found.append(Mention(str(item.get("key") or ""), str(open_id or ""), str(item.get("name") or "")))
    return tuple(found)


def is_mentioned(mentions: Sequence[Mention], own_open_id: str) -> bool:
    """Whether the bot itself is mentioned: by its open_id, never by name, and not by an @all."""
    return bool(own_open_id) and any(
        mention.open_id == own_open_id and mention.key != _EVERYBODY for mention in mentions
    )


def read_content(
    kind: str, content: str, *, message_id: str, mentions: Sequence[Mention] = (), own_open_id: str = ""
) -> Content | None:
    """Words and pictures of a text, post or image message; None for every other kind or for what is broken."""
    try:
        body = json.loads(content)
    except ValueError:
        return None
    if not isinstance(body, Mapping):
        return None
    if kind == "text":
        return Content(_tidy(_unmask(_unplaced(str(body.get("text") or ""), mentions, own_open_id))))
    if kind == "image":
        key = str(body.get("image_key") or "")
        return Content("", (_picture(message_id, key),)) if key else None
    if kind == "post":
        return _read_post(body, message_id, mentions, own_open_id)
    return None


def _read_post(
    body: Mapping[str, object], message_id: str, mentions: Sequence[Mention], own_open_id: str
) -> Content:
    post = _localised(body)
    by_key = {mention.key: mention for mention in mentions}
    paragraphs = [str(post.get("title") or "")]
    pictures: dict[str, Picture] = {}
    rows = post.get("content")
    for row in rows if isinstance(rows, list) else ():
        words = []
        for node in _nodes(row):
            if node.get("tag") == "img" and node.get("image_key"):
                key = str(node["image_key"])
                pictures.setdefault(key, _picture(message_id, key))
            else:
                words.append(_read_node(node, by_key, own_open_id))
        paragraphs.append("".join(words))
    text = _unplaced("\n".join(part for part in paragraphs if part.strip()), mentions, own_open_id)
    return Content(_tidy(text), tuple(pictures.values()))


def _localised(body: Mapping[str, object]) -> Mapping[str, object]:
    """A post as it is received, or out of the locale wrapper that it is sent in."""
    if "content" in body:
        return body
    for locale in (*_LOCALES, *body):
        inner = body.get(locale)
        if isinstance(inner, Mapping):
            return inner
    return {}


def _nodes(row: object) -> Iterator[Mapping[str, object]]:
    for node in row if isinstance(row, list) else ():
        if isinstance(node, Mapping):
            yield node


def _read_node(node: Mapping[str, object], by_key: Mapping[str, Mention], own_open_id: str) -> str:
    match node.get("tag"):
        case "text" | "md" | "code_block":
            return _unmask(str(node.get("text") or ""))
        case "a":
            return _link(str(node.get("text") or ""), str(node.get("href") or ""))
        case "at":
            who = str(node.get("user_id") or "")
            mention = by_key.get(who, Mention(who, who, str(node.get("user_name") or "")))
            return _spoken(mention, own_open_id)
        case _:
            return ""


def _spoken(mention: Mention, own_open_id: str) -> str:
    if mention.key in (_EVERYBODY, "all") or (own_open_id and mention.open_id == own_open_id):
        return " "
    return mention.name or " "


def _unplaced(text: str, mentions: Sequence[Mention], own_open_id: str) -> str:
    by_key = {mention.key: mention for mention in mentions}

    def spoken(found: re.Match[str]) -> str:
        mention = by_key.get(found.group(0))
        return _spoken(mention, own_open_id) if mention else " "

    return _PLACEHOLDER.sub(spoken, text)


def _unmask(text: str) -> str:
    return _MASKED_LINK.sub(lambda found: _link(found.group(1), found.group(2)), text)


def _link(label: str, address: str) -> str:
    if not address or label.strip() == address:
        return label
    if not label.strip() or address.endswith(label.strip()):
        return address
    return f"{label} {address}"


def _tidy(text: str) -> str:
    lines = (_BLANKS.sub(" ", line).strip() for line in text.replace("\r\n", "\n").split("\n"))
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


def _picture(message_id: str, key: str) -> Picture:
    return Picture(PictureSource.PLATFORM, {"message": message_id, "key": key}, platform="feishu")
