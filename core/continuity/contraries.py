"""Takes the weather and the sea out of a description that cannot be seen together with those told anew."""

import re

from core.continuity import hours
from core.continuity.ends import join, swap_lead, without_join, without_tail
from core.model import Language
from core.punctuation import ENDS, comma
from core.tables import Revisions
from core.tables.otherwise import Contrary

_WEATHER, _LONGEST = 5, 16  # Chinese characters


def told(prompt: str, words: str, revisions: Revisions) -> str | None:
    """The description with calm sea instead of a storm; None where words tell nothing to which it shows the contrary."""
    bare = _bare(words, revisions)
    pieces = revisions.otherwise.piece.split(bare)
    found = [_contrary(one, revisions) for one in pieces]
    if not any(found) or not all(
        contrary or revisions.otherwise.hour.fullmatch(revisions.plain(one))
        for one, contrary in zip(pieces, found, strict=True)
    ):
        return None
    changed, left = prompt, []
    for one, contrary in zip(pieces, found, strict=True):
        told_there = None
        if contrary is not None:
            told_there = _of_thing(changed, one, contrary, revisions)
            changed = _without(changed if told_there is None else told_there, contrary, revisions)
        else:
            told_there = hours.instead_of_other(changed, one, revisions)
            changed = changed if told_there is None else told_there
        if told_there is None:
            left.append(one)
    language: Language = "en" if words.isascii() else "zh"
    if changed == prompt:
        is_of_all = all(one is not None and one.is_of_all for one in found)
        return (
            join(prompt, bare.removesuffix(revisions.look_mark), revisions, language) if is_of_all else None
        )
    rest = bare if len(left) == len(pieces) else comma(words).join(left)
    return join(changed, rest, revisions, language) if left else changed


def goes_against(prompt: str, words: str, revisions: Revisions) -> bool:
    """Whether Chinese words tell nothing but weather to which the rain that is shown is contrary: "the sun is out"."""
    if words.isascii() or len(words) > _LONGEST or _bare(words, revisions) != words.strip(ENDS):
        return False
    changed = told(prompt, words, revisions)
    return changed is not None and not changed.startswith(prompt)


def _bare(words: str, revisions: Revisions) -> str:
    """The words without those in front that only lead to them."""
    words = without_join(without_tail(words.strip(ENDS), revisions), revisions)
    return words[len(swap_lead(words, revisions)) :].strip()


def _contrary(piece: str, revisions: Revisions) -> Contrary | None:
    plain = revisions.plain(piece)
    rows = revisions.otherwise.contraries
    return next((one for one in rows if any(said.fullmatch(plain) for said in one.says)), None)


def _of_thing(prompt: str, piece: str, contrary: Contrary, revisions: Revisions) -> str | None:
    """The description with the same thing as it is now: a calm sea instead of a stormy one."""
    rows = (one.fullmatch(revisions.plain(piece)) for one in contrary.says)
    said = next(one for one in rows if one is not None)
    what = said["what"]
    if not what:
        return None
    edge = r"\b" if piece.isascii() else ""
    names = next((row for row in revisions.kinds if what.casefold() in row), (what,))
    sought = rf"{edge}(?:{contrary.how.pattern})(?=(?:{'|'.join(map(re.escape, names))}){edge})"
    found = re.search(sought, revisions.plain(prompt), re.IGNORECASE)
    if found is None:
        return None
    blank = found.group()[len(found.group().rstrip()) :]
    return prompt[: found.start()] + piece[slice(*said.span("how"))] + blank + prompt[found.end() :]


def _without(prompt: str, contrary: Contrary, revisions: Revisions) -> str:
    """The description without what is contrary; a clause goes whole where it tells nothing else."""
    mark = comma(prompt)
    kept: list[str] = []
    parts = re.split(r"\s*[，,；;]\s*", prompt.rstrip(ENDS))
    for clause in parts:
        # A first one says what the clip is about, unless it is a short word for the weather: "rainy day, a girl jumps".
        is_weather = not clause.isascii() and len(clause) <= _WEATHER < len(prompt) and len(parts) > 1
        if (kept or is_weather) and contrary.clause.fullmatch(revisions.plain(clause)):
            continue
        found = contrary.phrase.search(revisions.plain(clause))
        is_part = found is not None and (
            found.start() or (not clause.isascii() and found.end() < len(clause))
        )
        if found is not None and is_part:
            clause = clause[: found.start()].rstrip() + clause[found.end() :]  # noqa: PLW2901
        kept.append(clause)
    return mark.join(kept)
