"""Our messages as entries of the page: plain JSON that the page writes as text, never as markup."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from adapters.web.inbound import Posted, Pressed
from core.model import Json, Post


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the transcript: `face` is what the page sees, `facts` what only we read.

    A face that is None is an entry that was taken away.
    """

    id: int
    window: str
    rev: int
    at: float
    face: Mapping[str, Json] | None
    facts: Mapping[str, Json]
    waiting: bool = False

    @property
    def handle(self) -> str:
        """The platform's id of this message."""
        return str(self.id)


def write_post(post: Post, *, to: str) -> tuple[dict[str, Json], dict[str, Json]]:
    """Face and facts of a message of ours that answers the entry `to`."""
    face: dict[str, Json] = {
        "author": "bot",
        "kind": post.kind.value,
        "text": post.text,
        "language": post.language,
        "to": to,
        "job": post.job_id,
        "final": post.is_final,
        "ok": post.ok,
        "buttons": [
            {
                "label": b.label,
                "style": b.style,
                "choices": [[value, label] for value, label in b.choices],
                "asks": b.action.asks_for_words,
            }
            for b in post.buttons
        ],
    }
    extra: dict[str, Json] = {
        "url": _web_address(post.url),
        "cover": _web_address(post.cover),
        "duration_s": post.duration_s,
        "percent": post.percent,
    }
    face.update({name: value for name, value in extra.items() if value not in (None, "")})
    actions: list[Json] = [
        {
            "verb": b.action.verb.value,
            "job_id": b.action.job_id,
            "value": b.action.value,
            "label": b.label,
            "choices": dict(b.choices),
            "asks": b.action.asks_for_words,
        }
        for b in post.buttons
    ]
    return face, {"actions": actions}


def write_mine(posted: Posted, *, pictures: int) -> dict[str, Json]:
    """Face of a person's own message, with likenesses of its pictures in their order."""
    thumbs: list[Json] = [{"name": thumb.name, "src": thumb.src} for thumb in posted.thumbs[:pictures]]
    thumbs += [{"name": "", "src": ""}] * (pictures - len(thumbs))
    return {
        "author": "me",
        "post": posted.id,
        "text": posted.text,
        "thumbs": thumbs,
        "reply_to": posted.reply_to,
    }


def write_press(pressed: Pressed, action: Mapping[str, Json]) -> dict[str, Json]:
    """Face of a press: the words on the button or of the choice, as if they had been said."""
    choices = action.get("choices")
    label = choices.get(pressed.value) if isinstance(choices, dict) else None
    text = str(label or (pressed.value if action.get("asks") else "") or action.get("label", ""))
    return {"author": "me", "post": pressed.id, "text": text, "thumbs": [], "pressed": pressed.entry}


def write_entry(entry: Entry) -> dict[str, Json]:
    """One entry as it goes to the page."""
    if entry.face is None:
        return {"type": "gone", "rev": entry.rev, "id": entry.handle}
    shown: dict[str, Json] = {**entry.face, "id": entry.handle, "at": entry.at, "pending": entry.waiting}
    return {"type": "entry", "rev": entry.rev, "entry": shown}


def action_of(facts: Mapping[str, Json], number: int) -> Mapping[str, Json] | None:
    """The kept action of a button by its place under the message; None when there is none."""
    actions = facts.get("actions")
    if not isinstance(actions, Sequence) or isinstance(actions, str) or not 0 <= number < len(actions):
        return None
    action = actions[number]
    return action if isinstance(action, dict) else None


def _web_address(url: str) -> str:
    """The address if a browser may be sent there, else nothing."""
    return url if urlsplit(url).scheme in ("http", "https") else ""
