"""Names all of the thing that is to give way in Chinese: the colour of an animal goes with it, a field with what grows there."""

import re

from core.continuity.ends import without_tail
from core.punctuation import clauses
from core.tables import Revisions
from core.tables.classes import Classes

_PLACES = ("street", "building", "room", "surface", "named", "water", "nature", "vehicle")
_GROWN = ("animal", "plant", "food", "drink")
_SHORTEST = 2
_LONGEST_COLOUR = 4  # characters, with the mark behind it
_LONGEST = 3  # characters in front of a part of something


def named_whole(prompt: str, words: str, revisions: Revisions, classes: Classes) -> str:
    """The words of a change with all of what gives way named as the description tells it; most often as they are."""
    if words.isascii() or prompt.isascii():
        return words
    parts = clauses(words)
    return "".join(_named(prompt, clause, revisions, classes) + mark for clause, mark in parts)


def _swap_in(words: str, revisions: Revisions) -> re.Match[str] | None:
    """The swap that the words of a change tell, if they tell one."""
    plain = revisions.plain(words)
    return next((said for one in revisions.patterns if (said := one.match(plain)) is not None), None)


def _named(prompt: str, words: str, revisions: Revisions, classes: Classes) -> str:
    said = _swap_in(words, revisions)
    if said is None:
        return words
    old, new = (words[slice(*said.span(name))].strip() for name in ("old", "new"))
    new = without_tail(new, revisions)
    if not old or not new or prompt.count(old) != 1:
        return words
    whole, instead = _of_grown(prompt, old, new, revisions, classes), new
    if whole == old:
        whole, instead = _of_place(prompt, old, new, revisions, classes)
    if whole == old:
        return words
    start, end = said.span("new")
    words = words[:start] + instead + words[start + len(new) :] if end > said.end("old") else words
    return words[: said.start("old")] + whole + words[said.start("old") + len(old) :]


def as_doer(prompt: str, text: str, revisions: Revisions) -> str:
    """A Chinese change with whom it calls by what he does named: "the one with the salt" is the salt worker."""
    parts = clauses(text)
    return "".join(_with_doer(prompt, clause, revisions) + mark for clause, mark in parts)


def _with_doer(prompt: str, words: str, revisions: Revisions) -> str:
    said = _swap_in(words, revisions)
    who = _doer(prompt, words[slice(*said.span("old"))].strip(), revisions) if said is not None else ""
    return words[: said.start("old")] + who + words[said.end("old") :] if said is not None and who else words


def _doer(prompt: str, old: str, revisions: Revisions) -> str:
    """Who does in a description what the words call him by: "the one with the salt" carries it; empty for nobody."""
    told = old.removesuffix(revisions.look_mark)
    if told == old or len(told) < _SHORTEST or old in prompt:
        return ""
    aspect = revisions.seen.not_done_aspect
    done = re.compile(f"{re.escape(told[0])}(?:{aspect})?[^，,。；;]{{0,4}}?{re.escape(told[1:])}")
    found = [one for clause, _ in clauses(prompt) if (one := done.search(clause)) is not None]
    if len(found) != 1:
        return ""
    front = found[0].string[: found[0].start()]
    who = revisions.otherwise.doer.search(front)
    subject = revisions.subject["zh"].search(front) if who is None else None
    if subject is not None:
        return subject.group().removeprefix(subject["count"] or "")
    return who["who"] if who is not None else ""


def _of_grown(prompt: str, old: str, new: str, revisions: Revisions, classes: Classes) -> str:
    """An animal, a plant, or food and drink with its colour where another such comes that has none: no red lily for a red rose."""
    at = prompt.find(old)
    coloured = prompt[max(0, at - 1) : at] + old
    if classes.are(new[0], "colour"):
        return old
    if classes.are(coloured, "animal") and classes.are(old, "animal") and classes.are(new, "animal"):
        return coloured
    are_alike = any(classes.are(old, sort) and classes.are(new, sort) for sort in _GROWN)
    if not are_alike:
        return old
    before = (prompt[max(0, at - size) : at] for size in range(_LONGEST_COLOUR, 0, -1))
    told = (one for one in before if classes.are(one.removesuffix(revisions.look_mark), "colour"))
    return next(told, "") + old


def _of_place(prompt: str, old: str, new: str, revisions: Revisions, classes: Classes) -> tuple[str, str]:
    """A place with all that it is made of, and its side where another place has another: on deck, in the carriage."""
    at, row = prompt.find(old), revisions.otherwise
    if not (row.upon_place.search(new) or is_place(new, classes)):
        return old, new
    start, end = at, at + len(old)
    grown = row.field.match(prompt, end)
    end = grown.end() if grown is not None else end
    if row.part_of.fullmatch(old) is not None:
        start = next(
            (one for one in range(max(0, at - _LONGEST), at) if classes.are(prompt[one:at], "vehicle")), at
        )
    side = row.side.match(prompt, end)
    if side is not None and row.upon_place.search(new) is not None:
        return prompt[start : side.end()], new + row.upon_side
    return prompt[start:end], new


def is_place(word: str, classes: Classes) -> bool:
    """Whether a Chinese word, or the end of it, names a place."""
    return any(classes.are(word[at:], *_PLACES) for at in range(len(word)))
