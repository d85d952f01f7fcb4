"""A post as a card (JSON 2.0: unknown properties are errors, `update_multi` must be true); pure.

One job is one card: what was said at the start stays on it while the progress changes below.
"""

from collections.abc import Iterator, Mapping

from adapters.feishu import neutral, words
from core.model import Address, Button, Json, Kind, Post

CARD_BYTES = 28_000  # the platform takes 30 KB
_TEXT_BYTES = 9_000
_SUMMARY_CHARACTERS = 60
_BAR_CELLS = 20
_BUTTONS_A_ROW = 4
_COLOURS = {"working": "blue", "done": "green", "ended": "red", "question": "wathet"}


def write_card(
    post: Post,
    address: Address,
    *,
    trusted: neutral.Trust,
    start: str = "",
    picture_key: str = "",
    note: str = "",
    open_url: str = "",
) -> dict[str, Json]:
    """A whole card; `start` is the start message's text that stays above, `note` a key of ours below the text."""
    title = card_title(post)
    text = neutral.shorten(post.text, _TEXT_BYTES)
    elements: list[Json] = []
    if picture_key:
        alt: Json = {"tag": "plain_text", "content": words.say("card.cover", post.language)}
        elements.append({"tag": "img", "img_key": picture_key, "alt": alt})
    if start and start != post.text:
        elements += [*_paragraphs(neutral.shorten(start, _TEXT_BYTES), trusted), {"tag": "hr"}]
    if post.mention and not address.direct and address.user:
        elements.append({"tag": "markdown", "content": f"<at id={address.user}></at>"})
    elements += _paragraphs(text, trusted)
    if post.percent is not None and not post.is_final:
        elements.append(_plain(_bar(post.percent)))
    if note:
        elements.append({"tag": "div", "text": _localised(note)})
    elements += _controls(post, address, open_url)
    card: dict[str, Json] = {
        "schema": "2.0",
        "config": {
            "update_multi": True,
            "width_mode": "default",
            "summary": {"content": _summary(post.text)},
        },
        "body": {"elements": elements or [_plain(" ")]},
    }
    if title:
        card["header"] = {"title": _localised(f"title.{title}"), "template": _COLOURS[title]}
    return card


def card_title(post: Post) -> str:
    """Which of the titles a post's card bears; empty for a plain answer."""
    if post.kind is Kind.FAILURE or (post.is_final and not post.ok):
        return "ended"
    if post.is_final or post.kind in (Kind.MEDIA, Kind.LINK):
        return "done"
    if post.kind in (Kind.START, Kind.PROGRESS):
        return "working"
    return "question" if post.buttons else ""


def button_value(button: Button, address: Address, language: str) -> dict[str, Json]:
    """What a press brings back: the action and the place to answer (a callback tells neither thread nor kind)."""
    value: dict[str, Json] = {
        "verb": str(button.action.verb),
        "job": button.action.job_id,
        "value": button.action.value,
        "language": language,
    }
    if address.direct:
        value["direct"] = "true"
    if address.thread:
        value["thread"] = address.thread
    if address.message:
        value["message"] = address.message
    if address.user:
        value["by"] = address.user
    return value


def _localised(key: str) -> dict[str, Json]:
    texts: Mapping[str, str] = words.both(key)
    return {"tag": "plain_text", "content": texts["zh_cn"], "i18n_content": dict(texts)}


def _plain(text: str) -> dict[str, Json]:
    return {"tag": "div", "text": {"tag": "plain_text", "content": text}}


def _paragraphs(text: str, trusted: neutral.Trust) -> Iterator[Json]:
    """Runs of lines: plain text, in which nothing can come alive, and markdown only for a trusted link."""
    run: list[str] = []
    for line in text.split("\n"):
        if neutral.has_trusted_link(line, trusted):
            if any(part.strip() for part in run):
                yield _plain("\n".join(run).strip("\n"))
            run = []
            yield {"tag": "markdown", "content": neutral.markdown(line, trusted)}
        else:
            run.append(line)
    if any(part.strip() for part in run):
        yield _plain("\n".join(run).strip("\n"))


def _bar(percent: int) -> str:
    full = min(_BAR_CELLS, max(0, round(percent * _BAR_CELLS / 100)))
    return "█" * full + "░" * (_BAR_CELLS - full) + f" {percent}%"


def _summary(text: str) -> str:
    line = next((part.strip() for part in text.split("\n") if part.strip()), "")
    return line[:_SUMMARY_CHARACTERS] or "…"


def _controls(post: Post, address: Address, open_url: str) -> Iterator[Json]:
    buttons: list[Json] = []
    if open_url:
        buttons.append(
            {
                "tag": "button",
                "text": _localised("card.open"),
                "type": "primary",
                "behaviors": [{"type": "open_url", "default_url": open_url}],
            }
        )
    selects: list[Json] = []
    for button in post.buttons:
        if button.action.asks_for_words and not button.choices:
            continue  # here people simply reply with the words
        behaviors: Json = [{"type": "callback", "value": button_value(button, address, post.language)}]
        if button.choices:
            selects.append(
                {
                    "tag": "select_static",
                    "placeholder": {"tag": "plain_text", "content": button.label},
                    "options": [
                        {"text": {"tag": "plain_text", "content": label}, "value": value}
                        for value, label in button.choices
                    ],
                    "behaviors": behaviors,
                }
            )
        else:
            buttons.append(
                {
                    "tag": "button",
                    "text": {"tag": "plain_text", "content": button.label},
                    "type": button.style or "default",
                    "behaviors": behaviors,
                }
            )
    for first in range(0, len(buttons), _BUTTONS_A_ROW):
        yield {
            "tag": "column_set",
            "flex_mode": "flow",
            "columns": [
                {"tag": "column", "width": "auto", "elements": [button]}
                for button in buttons[first : first + _BUTTONS_A_ROW]
            ],
        }
    yield from selects
