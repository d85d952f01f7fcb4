"""Works a correction into the description in front of it: "at noon.. no wait, at sunset" is at sunset."""

import re
from collections.abc import Iterable

from core.continuity import attribute
from core.continuity.ends import without_tail
from core.continuity.revision import revise
from core.model import Language
from core.punctuation import ENDS, clauses, comma
from core.tables import Revisions

_LONGEST = 300  # characters; in a longer description a "no" belongs to the story
_QUOTES = '"\u201c\u201d\u300c\u300e'
_LAST_CLAUSE = re.compile(r"[^，,。.;；！!？?\n]+$")
_FIRST_CLAUSE = re.compile(r"[^，,。.;；！!？?\n]+")
_SAME_ENDING = 2  # characters, of two Chinese clauses that say the same thing otherwise
_SAME_WORDS = 2  # English words with which two such clauses begin
# What a group, a cup or a bunch is of, up to what is done or where that is.
_OF = re.compile(
    r" of (?:[a-z-]+ ){0,3}?[a-z-]+"
    r"(?=$|[,.;]| (?:[a-z]{2,}ing|in|on|at|with|by|under|near|behind|through|while|as|is|are|from|for|over|beside)\b)",
    re.IGNORECASE,
)


def corrected(text: str, revisions: Revisions, *, is_beside: bool = False) -> str:
    """The text with what its own correction replaces; unchanged where no words give way to those behind it.

    `is_beside` tells that there is a clip: what should be otherwise may then be something in that one.
    """
    if len(text) > _LONGEST or any(one in text for one in _QUOTES):
        return text
    text = revisions.corrected_number.sub("", _parted(text, revisions))
    for pattern in revisions.corrected + (() if is_beside else revisions.corrected_alone):
        found = pattern.match(revisions.plain(text))
        if found is None:
            continue
        before, after = (text[slice(*found.span(name))].strip(ENDS) for name in ("before", "after"))
        first = _FIRST_CLAUSE.match(after)
        if first is None or not before or revisions.corrected_in_scene.search(revisions.plain(before)):
            continue
        new, rest = _without_lead(first.group().strip(), revisions), after[first.end() :].strip(ENDS)
        changed = _replaced(before, new, revisions) if new else None
        if changed is not None:
            return f"{changed}{comma(text)}{rest}" if rest else changed
    return text


def _parted(text: str, revisions: Revisions) -> str:
    """The text with a comma between things that a clause takes away one after the other: "no boats no people"."""
    told = (
        comma(one).join(revisions.gone_row_next.split(one)) + mark
        if revisions.gone_row.fullmatch(one)
        else one + mark
        for one, mark in clauses(text)
    )
    return "".join(told)


def instead(prompt: str, words: str, revisions: Revisions) -> str | None:
    """The description with what these words are said to stand instead of; None where they do not say so.

    Where nothing in it can give way, they are added.
    """
    found = revisions.replaces.match(words.strip(ENDS))
    if found is None:
        return None
    changed = _replaced(prompt, found["new"], revisions)
    return changed if changed is not None else f"{prompt.rstrip(ENDS)}{comma(words)}{found['new']}"


def _replaced(before: str, new: str, revisions: Revisions) -> str | None:
    """The description with its part that these words correct; None where there is no such part."""
    language: Language = "en" if new.isascii() else "zh"
    for one in _WAYS:
        changed = one(before, new, revisions)
        if changed is not None:
            return changed
    changed = revise(before, new, revisions, language)
    return changed if not changed.startswith(before) else None


def _said_anew(before: str, new: str, revisions: Revisions) -> str | None:
    """Where the last clause is said once more, otherwise: the new one stands for it."""
    last = _LAST_CLAUSE.search(before)
    if last is None:
        return None
    old = last.group().strip()
    if new.isascii():
        one, other = old.casefold().split(), new.casefold().split()
        is_same = len(one) > _SAME_WORDS < len(other) and (
            one[:_SAME_WORDS] == other[:_SAME_WORDS] or one[-_SAME_WORDS:] == other[-_SAME_WORDS:]
        )
    else:
        one, other = list(revisions.plain(old)), list(revisions.plain(new))
        is_same = one[-_SAME_ENDING:] == other[-_SAME_ENDING:] and len(new) * 2 > len(old)
        is_same = is_same or (
            one[: _SAME_ENDING * 2] == other[: _SAME_ENDING * 2] and len(new) * 2 > len(old)
        )
    return before[: last.end() - len(last.group().lstrip())] + new if is_same else None


def _at_another_time(before: str, new: str, revisions: Revisions) -> str | None:
    """Another season or hour, with whatever is said of it, instead of the one that was told."""
    for pattern in revisions.times:
        said = pattern.match(revisions.plain(new))
        found = list(pattern.finditer(revisions.plain(before)))
        if said is None or not found:
            continue
        old = found[-1]
        if not said["at"] and old["at"]:
            return before[: old.start("word")] + new + before[old.end() :]
        return before[: old.start()] + new + before[old.end() :]
    return None


def _of_same_name(before: str, new: str, revisions: Revisions) -> str | None:
    """A thing of the same name with another look or number: "a blue car" instead of "a red car"."""
    said = revisions.named_thing.search(new)
    if said is None or " " in new[: said.start()].strip() or not _ends_name(new[said.end() :], revisions):
        return None
    things = list(revisions.named_thing.finditer(before))
    found = [one for one in things if one["name"].casefold() == said["name"].casefold()]
    if found:
        told, shown = (_OF.match(text, one.end()) for text, one in ((new, said), (before, found[-1])))
        end = shown.end() if told is not None and shown is not None else found[-1].end()
        return before[: found[-1].start()] + new[said.start() :] + before[end:]
    if said.group() != new or not things or things[-1].end() < len(before):
        return None
    in_front = before[: things[-1].start()].split()[-1:]
    is_place = bool(in_front) and in_front[0].casefold() in revisions.english.function
    return before[: things[-1].start()] + new if in_front and not is_place else None


def _with_other_look(before: str, new: str, revisions: Revisions) -> str | None:
    """The same thing in Chinese: its look stands in front of it."""
    for look in revisions.looks:
        said = look.match(revisions.plain(new))
        thing = new[said.end() :].removeprefix(revisions.look_mark) if said is not None else ""
        if said is not None and thing and thing in before:
            return attribute.described(before, thing, said.group() + revisions.look_mark, revisions)
    return None


def _somebody_else(before: str, new: str, revisions: Revisions) -> str | None:
    """Somebody else instead of the one who was named last."""
    language: Language = "en" if new.isascii() else "zh"
    pattern = revisions.subject[language]
    named = pattern.match(revisions.plain(new))
    found = list(pattern.finditer(revisions.plain(before)))
    if named is None or not found:
        return None
    old = found[-1]
    goes_on = not before[old.end() :].strip() and revisions.told_behind.match(new, named.end()) is not None
    if not goes_on and not _ends_name(new[named.end() :], revisions):
        return None
    start = old.start()
    if named["count"] is None and old["count"] is not None:
        start = old.end("count")
        new = " " * (before[start : start + 1] == " ") + new
    return before[:start] + new + before[old.end() :]


def _ends_name(rest: str, revisions: Revisions) -> bool:
    """Whether nothing follows a name, or words that tell more about it."""
    words = rest.split()
    return not rest.strip() or (rest.isascii() and words[0].casefold() in revisions.english.function)


def _elsewhere(before: str, new: str, revisions: Revisions) -> str | None:
    """Another place instead of the one told with the same word: "on the roof" instead of "on the sofa"."""
    found = ((pattern, pattern.match(revisions.plain(new))) for pattern in revisions.somewhere)
    return _last_with_same("at", before, new, found, revisions)


def _so_many(before: str, new: str, revisions: Revisions) -> str | None:
    """Another number of the same: three of them instead of two."""
    found = ((pattern, pattern.fullmatch(revisions.plain(new))) for pattern in revisions.counted)
    return _last_with_same("of", before, new, found, revisions)


def _last_with_same(
    group: str,
    before: str,
    new: str,
    found: Iterable[tuple[re.Pattern[str], re.Match[str] | None]],
    revisions: Revisions,
) -> str | None:
    """The new words instead of the last ones of their pattern in which the group says the same."""
    for pattern, said in found:
        old = [one for one in pattern.finditer(revisions.plain(before)) if said and one[group] == said[group]]
        if old:
            return before[: old[-1].start()] + new + before[old[-1].end() :]
    return None


_WAYS = (
    attribute.in_other_colour,
    _said_anew,
    _at_another_time,
    _with_other_look,
    _somebody_else,
    _of_same_name,
    _elsewhere,
    _so_many,
)


def _without_lead(words: str, revisions: Revisions) -> str:
    """The words without those that only lead to what is meant ("it should be ...")."""
    plain = revisions.plain(words).casefold()
    for one in sorted((*revisions.swap, *revisions.joins), key=len, reverse=True):
        if plain.startswith(one) and len(plain) > len(one):
            words = words[len(one) :].strip()
            break
    return without_tail(words, revisions)
