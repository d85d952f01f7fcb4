"""Tells words about something that a clip shows from a scene of their own."""

from core.continuity import anew, attribute, same_sort
from core.continuity.described import without_adjective
from core.continuity.ends import swap_lead, without_join, without_tail
from core.continuity.removal import shows
from core.continuity.revision import names, of_same_kind, place_of
from core.model import Language
from core.punctuation import ENDS, PART
from core.tables import Revisions
from core.text import is_brief

_MOST_WORDS, _MOST_CHARACTERS = 24, 40  # a longer message is a scene of its own
_LONGEST_NAME = 4  # Chinese characters
_FIRST = 6  # Chinese characters of a description in front of who it is about


def is_about_it(prompt: str, words: str, revisions: Revisions, language: Language) -> bool:
    """Whether words replace or move something that the description names, or name another subject of its kind."""
    return (
        _is_about(prompt, words, revisions)
        or _is_other_subject(prompt, words, revisions, language)
        or anew.tells_more(prompt, words.strip(ENDS), revisions)
        or same_sort.is_swap(prompt, words, revisions)
    )


def begins_with_it(prompt: str, words: str, revisions: Revisions) -> bool:
    """Whether a few words begin with a thing that the description names, with "it", or with what every clip has.

    "Table of dark walnut", "background in orange".
    """
    plain = revisions.plain(words.strip(ENDS))
    if not is_brief(plain, characters=_MOST_CHARACTERS + 1, words=_MOST_WORDS + 1):
        return False
    first = PART.split(plain)[0]
    about = revisions.about
    if any(one.match(plain) for one in about.aspects):
        return True
    named = about.named.match(first)
    if named is not None:
        found = named["what"].split()
        heads = [" ".join(found[: at + 1]) for at in range(len(found))] + found
        return any(names(prompt, one, revisions) and not attribute.is_known(one, revisions) for one in heads)
    bare = about.bare.match(first)
    if bare is not None:
        return names(prompt, bare["what"], revisions) and not attribute.is_known(bare["what"], revisions)
    start = about.lead.match(first)
    rest = first[start.end() :] if start is not None else first
    return any(
        names(prompt, rest[:size], revisions) and about.follows.match(rest, size) is not None
        for size in range(_LONGEST_NAME, 1, -1)
        if len(rest) > size and not rest[:size].isascii()
    ) or _becomes_of_it(prompt, plain, revisions)


def _becomes_of_it(prompt: str, words: str, revisions: Revisions) -> bool:
    """Whether a Chinese clause tells what becomes of a thing that the description names, and none brings anybody else.

    "The rain has stopped, the umbrella is folded."
    """
    found = [one for one in revisions.subject["zh"].finditer(words) if one["count"]]
    if words.isascii() or found:
        return False
    about = revisions.about
    for clause in PART.split(words):
        start = about.lead.match(clause)
        rest = clause[start.end() :] if start is not None else clause
        for size in range(1, min(_LONGEST_NAME, len(rest)) + 1):
            if names(prompt, rest[:size], revisions) and about.becomes.match(rest, size) is not None:
                return True
    return False


def tells_of_shown(prompt: str, words: str, revisions: Revisions) -> bool:
    """Whether words begin with a subject that the description shows, by this name or another of its kind."""
    said = next(
        (one for row in revisions.subject.values() if (one := row.search(revisions.plain(words)))), None
    )
    if said is None or said.start() > _FIRST:
        return begins_with_it(prompt, words, revisions)
    name = said.group().removeprefix(said["count"] or "").strip()
    return shows(prompt, name, revisions)


def tells_only_surroundings(words: str, revisions: Revisions) -> bool:
    """Whether words tell of weather, light or hour and show nobody: "heavy snow", "northern lights overhead"."""
    parts = [one for one in PART.split(revisions.plain(words.strip(ENDS)).casefold()) if one]
    return bool(parts) and all(any(row.fullmatch(one) for row in revisions.about.around) for one in parts)


def is_subject(words: str, revisions: Revisions) -> bool:
    """Whether these words are a known subject of clips and nothing else."""
    plain = revisions.plain(words.strip(ENDS))
    return any(one.fullmatch(plain) is not None for one in revisions.subject.values())


def is_main(prompt: str, thing: str, revisions: Revisions) -> bool:
    """Whether a description is about this thing: it begins with it, or with a known subject where this is one too."""
    found = place_of(prompt, attribute.without_article(thing.strip(), revisions), revisions)
    if found is None:
        return any(one.search(revisions.plain(prompt)) for one in revisions.subject.values()) and is_subject(
            thing, revisions
        )
    before = prompt[: found.start()]
    if not before.isascii() or not thing.isascii():
        return len(before) <= _FIRST
    return revisions.english.function.isdisjoint(before.lower().split()[1:]) and not PART.search(before)


def _is_other_subject(prompt: str, words: str, revisions: Revisions, language: Language) -> bool:
    """Whether these words only ask for another subject of the same kind: a black cat instead of a ginger one."""
    words = words.strip(ENDS)
    lead = swap_lead(words, revisions)
    return bool(lead) and of_same_kind(prompt, words[len(lead) :], revisions, language) is not None


def _is_about(prompt: str, words: str, revisions: Revisions) -> bool:
    """Whether the words replace, or act on, something that the description names: "put the teapot in the garden"."""
    groups = [("old", revisions.patterns), ("what", revisions.acts_on)]
    for part in PART.split(revisions.plain(words.strip(ENDS))):
        found = [(match, name) for name, rows in groups for one in rows if (match := one.match(part))]
        if any(_is_there(prompt, match[name], revisions) for match, name in found):
            return True
    return False


def _is_there(prompt: str, thing: str, revisions: Revisions) -> bool:
    """Whether a description names a thing, or says of another that it is there: a misty river has mist.

    So it is with words for all that it shows, or for whoever it shows.
    """
    is_whole = revisions.plain(thing.strip()).casefold() in revisions.whole
    return (
        is_whole or names(prompt, thing, revisions) or without_adjective(prompt, thing, revisions) is not None
    )


def denies_unseen(prompt: str, words: str, revisions: Revisions) -> bool:
    """Whether these words replace a thing that the description does not name at all."""
    part = without_tail(without_join(words.strip(ENDS), revisions), revisions)
    plain = revisions.plain(part)
    said = next((match for one in revisions.patterns if (match := one.match(plain))), None)
    return said is not None and not shows(prompt, part[slice(*said.span("old"))].strip(), revisions)


def not_shown(prompt: str, changed: str, words: str, revisions: Revisions, language: Language) -> str:
    """What these words replace though the description does not show it, so that they only were added to it; or empty."""
    for said in (words, *PART.split(words)):
        part = without_tail(without_join(said.strip(ENDS), revisions), revisions)
        found = next(
            (match for one in revisions.patterns if (match := one.match(revisions.plain(part)))), None
        )
        if found is None:
            continue
        old, new = (part[slice(*found.span(name))].strip() for name in ("old", "new"))
        added = revisions.swapped[language].format(old=old, new=without_tail(new, revisions))
        if added in changed and added not in prompt:
            return old
    return ""
