"""Puts a whole scene of the same subject in the place of the one described: "change it to the corgi asleep"."""

from core.continuity import attribute
from core.punctuation import ENDS, clauses
from core.tables import Revisions

_SHORTEST = {True: 3, False: 2}  # characters of a subject, in English and in Chinese


def replaced(prompt: str, words: str, revisions: Revisions) -> str | None:
    """The description with this scene; None where the words tell no scene of whom it begins with.

    What tells how somebody looks, and the style, stay.
    """
    parts = clauses(prompt)
    if not parts:
        return None
    first, rest = parts[0][0], parts[1:]
    told, new = (_bare(one, revisions) for one in (first, words))
    if not _begin_with_one(told, new, revisions):
        return None
    kept = [(one, mark) for one, mark in rest if _stays(one, revisions)]
    behind = parts[0][1] + "".join(one + mark for one, mark in kept) if kept else ""
    return first[: len(first) - len(told)] + (new + behind).rstrip(ENDS)


def told_of(prompt: str, old: str, new: str, revisions: Revisions) -> str | None:
    """The same where `old`, which is to give way, names the scene itself."""
    name = revisions.plain(attribute.without_article(old, revisions)).casefold()
    return replaced(prompt, new, revisions) if name in revisions.aspects else None


def _bare(words: str, revisions: Revisions) -> str:
    """The words without an article, or a number with its measure, in front."""
    bare = attribute.without_article(words, revisions)
    counted = revisions.seen.scene_counts.match(revisions.plain(bare))
    return bare[counted.end() :] if counted is not None else bare


def _begin_with_one(told: str, new: str, revisions: Revisions) -> bool:
    """Whether both scenes begin with the same name and go on with where it is or what it does."""
    size = next(
        (at for at, (a, b) in enumerate(zip(told, new, strict=False)) if a.casefold() != b.casefold()), 0
    )
    return any(
        all(revisions.seen.scene_goes_on.match(revisions.plain(one[at:]).lstrip()) for one in (told, new))
        for at in range(_SHORTEST[new[:size].isascii()], size + 1)
        if not (told[at - 1 : at + 1].isascii() and told[at - 1 : at + 1].isalnum())
    )


def _stays(clause: str, revisions: Revisions) -> bool:
    plain = revisions.plain(clause)
    is_style = any(one.search(plain) for one in revisions.styles.told)
    return (
        is_style
        or attribute.is_known(clause, revisions)
        or revisions.seen.scene_keeps.match(plain) is not None
    )
