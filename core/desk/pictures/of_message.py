"""Collects the pictures of a message: its own, the quoted ones, those sent without words a moment ago."""

import re
from collections.abc import Sequence
from dataclasses import replace

from core.desk.turn import PICTURES_WAIT_S, Turn
from core.model import Act, Incoming, Intent, Pending, Picture, PictureSource, Role, TaskType
from core.punctuation import ENDS, clauses, comma
from core.tables import Pointing, Said


def pictures_of(incoming: Incoming, intent: Intent | None = None) -> tuple[Picture, ...]:
    """The pictures of a message: its own, those of the message replied to, those its text names by address."""
    typed = intent.image_urls if intent is not None else ()
    linked = tuple(Picture(PictureSource.URL, {"url": url}) for url in typed)
    return (*incoming.pictures, *incoming.quoted_pictures, *linked)


def together(turn: Turn) -> Incoming:
    """The message, with the pictures that were sent a moment ago where its words beside a picture mean all of them."""
    sayings, sent = turn.desk.tables.sayings, turn.incoming.pictures
    if sent:
        turn.incoming = replace(turn.incoming, text=_without_origin(turn))
        turn.incoming = replace(turn.incoming, text=_without_owner(turn))
    found = (
        sayings.find(turn.incoming.text, Said.ALL_OF_THEM) if sent and turn.incoming.address.direct else None
    )
    before = waiting_pictures(turn) if found is not None else ()
    if found is None or not before:
        return turn.incoming
    if "which" in found and sayings.count(found["which"]) != len(before) + len(sent):
        return turn.incoming
    return replace(turn.incoming, pictures=(*before, *sent))


def says_without_pictures(turn: Turn, what: Pointing) -> bool:
    """Whether the message says this, and has no pictures that it could be about."""
    return not pictures_of(turn.incoming) and turn.desk.tables.pointers.says(turn.incoming.text, what)


def _without_origin(turn: Turn) -> str:
    """The words beside pictures without what in front only says whose work they are, or what they show."""
    text = turn.incoming.text
    sayings = turn.desk.tables.sayings
    if sayings.says(text, Said.SHOWN_IN_FRONT):
        return text
    shown = sayings.find(text, Said.SHOWS)
    if shown is not None and not any(sayings.says(text, one) for one in (Said.PRESENTS, Said.SHOWN_NAMED)):
        return text[text.index(shown["rest"]) :]
    parts = clauses(text)
    if len(parts) < 2 or not turn.desk.tables.sayings.says(parts[0][0], Said.ORIGIN):  # noqa: PLR2004
        return text
    return "".join(clause + mark for clause, mark in parts[1:]).strip()


def _without_owner(turn: Turn) -> str:
    """The words beside pictures without whose they are, where they ask to make a video of them."""
    text = turn.incoming.text
    found = turn.desk.tables.sayings.find(text, Said.WHOSE)
    return text if found is None else f"{found['before']}{found.get('rest', '')}"


def with_purpose(turn: Turn, intent: Intent) -> Intent:
    """The intent with the sort of clip that is wanted, where nothing else tells what it shows.

    "Make a product ad of this, with sound": "a product ad" is all that there is to show. Without a picture, or words on
    the camera, that is asked.
    """
    text, prompt = turn.incoming.text, intent.prompt
    if intent.action not in (Act.GENERATE, Act.QUOTE) or intent.edit:
        return intent
    if not (prompt or turn.came or waiting_pictures(turn)):
        return intent
    found = turn.desk.tables.sayings.find(text, Said.PICTURE_FOR)
    if found is None or (prompt and prompt not in (found.get("does", ""), text.rstrip(ENDS))):
        return intent
    camera = found.get("does", "")
    return replace(intent, prompt=comma(text).join(one for one in (found["what"], camera) if one))


def waiting_pictures(turn: Turn, words: str | None = None) -> tuple[Picture, ...]:
    """Pictures this person sent without words a moment ago, in a conversation of two or where we asked about them.

    Words that speak of pictures mean the last ones, even if those were used already or had words of their own; `words`
    are the message's if not given. The picture of somebody whom they name gives the look, and does not wait; nor does that
    of somebody else who is known.
    """
    talk = turn.talk
    if not turn.incoming.address.direct and not _asked_about(turn):
        return ()
    words = turn.incoming.text if words is None else words
    waiting = tuple(one for at, one in talk.pictures if turn.now - at <= PICTURES_WAIT_S)
    if waiting:
        is_of_known = any(_is_named(one.name, words) for one in turn.subjects)
        known = [one.picture.ref for one in turn.subjects] if is_of_known else []
        return tuple(one for one in waiting if one.ref not in known)
    if turn.now - talk.album_at > PICTURES_WAIT_S:
        return ()
    sayings, is_newest = turn.desk.tables.sayings, turn.job is None or turn.job.created_at < talk.album_at
    animates = is_newest and sayings.says(words, Said.ANIMATES_IT)
    return talk.album if animates or sayings.says(words, Said.OF_PICTURES) else ()


def _is_named(name: str, words: str) -> bool:
    return re.search(rf"(?<![a-z0-9]){re.escape(name.casefold())}(?![a-z0-9])", words.casefold()) is not None


def _asked_about(turn: Turn) -> bool:
    """Whether this person's question was open, as the message came, of what their pictures are for."""
    asked = turn.stored.question
    if asked is None or asked.expires_at <= turn.now:
        return False
    return asked.pending in (Pending.PICTURE_ALONE, Pending.WHICH_FIRST)


def let_wait(turn: Turn, pictures: Sequence[Picture]) -> None:
    """Keep these pictures, from now on, for the words that will come."""
    turn.talk = replace(turn.talk, pictures=tuple((turn.now, one) for one in pictures))


async def go_on_waiting(turn: Turn, pictures: Sequence[Picture]) -> None:
    """Keep these pictures for the words that will come, and say so."""
    let_wait(turn, pictures)
    await turn.tell("ask.picture_waiting")


def sent_before(turn: Turn) -> tuple[Picture, ...]:
    """This person's own pictures behind the turn's job, else the last ones that a request used."""
    job = turn.job if turn.owns_job else None
    behind = job.draft.pictures if job is not None and not job.is_forgotten else ()
    own = tuple(one for one in behind if one.source is not PictureSource.RESULT) or turn.talk.last_pictures
    return tuple(replace(one, role=None) for one in own)


def in_role_order(pictures: tuple[Picture, ...]) -> tuple[Picture, ...]:
    """First frame before last frame; the rest as they came."""
    order = {Role.FIRST: 0, None: 1, Role.REFERENCE: 1, Role.LAST: 2}
    return tuple(sorted(pictures, key=lambda one: order[one.role]))


def as_reference(pictures: Sequence[Picture]) -> tuple[Picture, ...]:
    """The pictures with the role of references."""
    return tuple(replace(one, role=Role.REFERENCE) for one in pictures)


def with_roles(intent: Intent, pictures: tuple[Picture, ...]) -> tuple[Picture, ...]:
    """The pictures with the roles that the words give them, where they have none of their own."""
    if len(intent.roles) != len(pictures) or any(one.role is not None for one in pictures):
        return pictures
    return tuple(replace(one, role=role) for one, role in zip(pictures, intent.roles, strict=True))


def by_roles(intent: Intent, pictures: tuple[Picture, ...]) -> Intent:
    """The intent with the task that the pictures' own roles ask for; a form sets them, so nothing is unclear."""
    roles = {one.role for one in pictures}
    if Role.REFERENCE in roles:
        task_type = TaskType.REFERENCE
    elif {Role.FIRST, Role.LAST} <= roles:
        task_type = TaskType.FRAMES
    elif Role.FIRST in roles and len(pictures) == 1:
        task_type = TaskType.IMAGE
    else:
        return intent
    return replace(intent, task_type=task_type, ambiguous_roles=False)
