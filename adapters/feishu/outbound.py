"""A post as the content of a Feishu message; pure."""

import hashlib
import json
from dataclasses import dataclass

from adapters.feishu import card, neutral, words
from core.model import Address, Json, Kind, Post

_TEXT_BYTES = 100_000  # the platform takes 150 KB
_CAPTION_BYTES = 8_000  # a post may have 30 KB
_UUID_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Content:
    """The content of one message; `form` tells one way of saying the same thing from another."""

    msg_type: str
    body: str
    form: str

    @classmethod
    def of(cls, msg_type: str, body: Json, form: str = "") -> "Content":
        """The content from its parts, written as the platform wants it: JSON in a string."""
        return cls(msg_type, json.dumps(body, ensure_ascii=False, separators=(",", ":")), form or msg_type)


def uuid_for(app_id: str, key: str, form: str) -> str:
    """The platform's dedupe mark: the same for the same step and form, at most 50 characters."""
    return hashlib.sha256(f"{app_id}|{key}|{form}".encode()).hexdigest()[:_UUID_LENGTH]


def is_card(post: Post) -> bool:
    """Whether this post is shown as a card: it will be changed in place, or has buttons."""
    return bool(post.buttons) or post.kind in (Kind.START, Kind.PROGRESS)


def write_message(post: Post, address: Address, *, hosts: tuple[str, ...], start: str = "") -> Content:
    """Any post but a clip: a card, or a text."""
    trusted = neutral.trust(own=post.url, hosts=hosts)
    if is_card(post):
        return write_card(post, address, hosts=hosts, start=start)
    return write_text(post, address, trusted)


def write_card(
    post: Post,
    address: Address,
    *,
    hosts: tuple[str, ...],
    start: str = "",
    picture_key: str = "",
    note: str = "",
    open_url: str = "",
) -> Content:
    """A post as a card; when it grows too large, the start's lines go first."""
    trusted = neutral.trust(own=post.url, hosts=hosts)
    for kept in dict.fromkeys((start, "")):
        body = card.write_card(
            post,
            address,
            trusted=trusted,
            start=kept,
            picture_key=picture_key,
            note=note,
            open_url=open_url,
        )
        content = Content.of("interactive", body, "card")
        if len(content.body.encode()) <= card.CARD_BYTES:
            return content
    return content


def write_text(post: Post, address: Address, trusted: neutral.Trust) -> Content:
    """A text message; the requester is mentioned where the post asks for it."""
    text = neutral.plain(neutral.shorten(post.text, _TEXT_BYTES), trusted)
    return Content.of("text", {"text": mention(post, address) + text})


def mention(post: Post, address: Address) -> str:
    """The mark that calls the requester, for text messages; nobody needs calling in a talk of two."""
    if not post.mention or address.direct or not address.user:
        return ""
    return f'<at user_id="{address.user}"></at> '


def write_player(
    post: Post, address: Address, *, file_key: str, image_key: str, caption: str = ""
) -> Content:
    """Caption and player in one rich-text message; the media node stands alone in its paragraph.

    The text node of a post is shown as it is: neither tags nor masked links in it come alive.
    """
    text = neutral.shorten(caption or post.text, _CAPTION_BYTES)
    line: list[Json] = []
    if post.mention and not address.direct and address.user:
        line += [{"tag": "at", "user_id": address.user}, {"tag": "text", "text": " "}]
    line.append({"tag": "text", "text": neutral.plain(text, neutral.trust(own=post.url))})
    rows: Json = [line, [_media(file_key, image_key)]]
    body: Json = {words.LOCALES[post.language]: {"title": "", "content": rows}}
    return Content.of("post", body, "player" if not caption else "player-neutral")


def write_bare_media(*, file_key: str, image_key: str) -> Content:
    """The player alone."""
    body = {"file_key": file_key}
    if image_key:
        body["image_key"] = image_key
    return Content.of("media", dict(body))


def write_link(post: Post, address: Address, *, hosts: tuple[str, ...]) -> Content:
    """The last resort for a clip: its caption and its address as text."""
    trusted = neutral.trust(own=post.url, hosts=hosts)
    caption = neutral.plain(post.text, trusted)
    watch = (
        "" if post.url and post.url in post.text else words.say("fallback.watch", post.language, url=post.url)
    )
    text = f"{mention(post, address)}{caption}\n{watch}".strip()
    return Content.of("text", {"text": text}, "link")


def write_hint(key: str) -> Content:
    """A hint of ours in both languages; each reader sees their own."""
    body: dict[str, Json] = {
        locale: {"title": "", "content": [[{"tag": "text", "text": text}]]}
        for locale, text in words.both(key).items()
    }
    return Content.of("post", body, key)


def write_toast(key: str, language: str, *, good: bool = True) -> dict[str, Json]:
    """The answer to a press, shown at once in the reader's language."""
    texts = words.both(key)
    content = texts["en_us"] if language == "en" else texts["zh_cn"]
    return {"toast": {"type": "info" if good else "error", "content": content, "i18n": dict(texts)}}


def _media(file_key: str, image_key: str) -> dict[str, Json]:
    node: dict[str, Json] = {"tag": "media", "file_key": file_key}
    if image_key:
        node["image_key"] = image_key
    return node
