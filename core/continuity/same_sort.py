"""Puts a thing in the place of the only one of its sort in a description: tea for coffee, a violin for a guitar."""

import re

from core.continuity import ages, attribute, other_name
from core.model import Language
from core.punctuation import ENDS
from core.tables import Revisions
from core.tables.otherwise import Sort

# In front of an English thing, whose look it tells.
_LOOK = re.compile(r"\b(?:an?|the|one|his|her|my|our) (?:[a-z-]+ ){1,2}$")
# In front of an English name, the word that tells which sort it is.
_SORT = re.compile(
    r"\b(?:an?|the|one|his|her|my|our|their|two|three|some) (?:[a-z-]+ ){0,2}?(?P<sort>[a-z-]+) $"
)


def is_swap(prompt: str, words: str, revisions: Revisions) -> bool:
    """Whether words say outright that such a thing gives way: "now the piano", "on a violin instead"."""
    said = _said(words, revisions)
    return bool(said and (said["lead"] or said["tail"])) and replaced(prompt, words, revisions) is not None


def is_swapped_in(words: str, revisions: Revisions) -> bool:
    """Whether words only put a thing of a sort in the place of another: "make it tea"."""
    said = _said(words, revisions)
    if said is None or not said["lead"]:
        return False
    return any(one.named.fullmatch(said["new"]) for one in revisions.otherwise.sorts)


def replaced(prompt: str, words: str, revisions: Revisions) -> str | None:
    """The description with the new thing; None where it shows none of that sort, or several."""
    said = _said(words, revisions)
    if said is None:
        return None
    new = words.strip(ENDS)[slice(*said.span("new"))]
    for sort in revisions.otherwise.sorts:
        named = sort.named.search(revisions.plain(new))
        found = list(sort.named.finditer(revisions.plain(prompt)))
        if named is None or named.end() != len(new) or len(found) != 1:
            continue
        if named[0].casefold() == found[0][0].casefold():
            return None
        if _tells_when(new, revisions) and _tells_when(prompt, revisions):
            return None  # another season, and not only another thing
        start = found[0].start()
        before = _done_with(prompt[:start], named[0], sort)
        act, done = sort.act.match(new[: named.start()]), sort.act.search(before)
        if act is not None and done is not None:
            before = before[: done.start()]  # the new words tell what is done: boils, and no longer wraps
        return other_name.in_place(before, prompt[start:], len(found[0][0]), new, revisions)
    return _of_same_name(prompt, new, revisions) if said["lead"] else None


def _tells_when(words: str, revisions: Revisions) -> bool:
    """Whether words tell an hour, a season or a weather."""
    return any(one.search(revisions.plain(words)) for one in revisions.times)


def _of_same_name(prompt: str, new: str, revisions: Revisions) -> str | None:
    """The English description with another one of the same last word: a jazz band for a marching band."""
    *mods, name = attribute.without_article(new, revisions).split() or [""]
    if not mods or not new.isascii() or any(attribute.is_known(one, revisions) for one in mods):
        return None
    plain = revisions.plain(prompt)
    found = list(re.finditer(rf"\b{re.escape(name)}\b", plain, re.IGNORECASE))
    if len(found) != 1 or plain[found[0].end() : found[0].end() + 1] not in ("", *" ,.;"):
        return None
    told = _SORT.search(plain, 0, found[0].start())
    if told is None or attribute.is_known(told["sort"], revisions) or told["sort"] in mods:
        return None
    changed = " ".join((*mods, name))
    return attribute.with_article(prompt[: told.start("sort")], changed, revisions) + prompt[found[0].end() :]


def swapped(prompt: str, old: str, new: str, revisions: Revisions) -> str | None:
    """The Chinese description with a thing instead of another of its sort, and what is done with it; else None."""
    if old.isascii() or old not in prompt:
        return None
    is_one = any(one.acts and one.named.fullmatch(old) for one in revisions.otherwise.sorts)
    return replaced(prompt, new, revisions) if is_one else None


def is_of_sort(how: str, thing: str, revisions: Revisions) -> bool:
    """Whether a look and a thing together are the name of something: orange juice."""
    name = revisions.plain(f"{how}{' ' * how.isascii()}{thing}").strip()
    return bool(how and thing) and any(one.named.fullmatch(name) for one in revisions.otherwise.sorts)


def _said(words: str, revisions: Revisions) -> re.Match[str] | None:
    plain = revisions.plain(words.strip(ENDS))
    return next((said for one in revisions.otherwise.sorted if (said := one.match(plain))), None)


def _done_with(before: str, name: str, sort: Sort) -> str:
    """The Chinese text in front of a thing, with what is done with the new one: a guitar is plucked, a violin bowed."""
    act = next((act for act, things in sort.acts.items() if things.fullmatch(name)), "")
    found = sort.act.search(before) if act else None
    return before[: found.start("act")] + act + before[found.end("act") :] if found is not None else before


def other_animal(prompt: str, words: str, revisions: Revisions) -> str | None:
    """The description with the animal that the words name instead of the only one that it shows; else None."""
    said = words.strip(ENDS)
    language: Language = "en" if said.isascii() else "zh"
    animal = revisions.otherwise.animal[language]
    named = animal.fullmatch(revisions.plain(said).casefold())
    subjects = revisions.subject[language].finditer(revisions.plain(prompt))
    shown = [one for one in subjects if animal.fullmatch(one[0].casefold())]
    names = {_bare(one) for one in shown}
    if named is None or len(names) != 1 or prompt.isascii() is not said.isascii():
        return None
    old, new = shown[0], said[slice(*named.span("new"))]
    there = prompt[: old.start()]
    has_look = there.endswith(revisions.look_mark) or _LOOK.search(there) is not None
    if old["count"] is None and named["count"] is not None and has_look:
        new = new.removeprefix(named["count"]).lstrip()
    start = (
        old.start() if has_look or named["count"] is not None or old["count"] is None else old.end("count")
    )
    # Where it is named again, it is that one too.
    again, name = names.pop(), new.removeprefix(named["count"] or "").lstrip()
    edge = r"\b" if again.isascii() else ""
    rest = re.sub(f"{edge}{re.escape(again)}{edge}", lambda _: name, prompt[old.end() :])
    return attribute.with_article(prompt[:start], new, revisions) + rest


def without_look_of(before: str, old: str, new: str, revisions: Revisions) -> str:
    """The text in front of a name without an age that does not fit the new one, nor the colour of another animal."""
    before = ages.without_unfit(before, old, new, revisions)
    animal = revisions.otherwise.animal["zh"]
    if old.isascii() or not all(animal.fullmatch(revisions.plain(one)) for one in (old, new)):
        return before
    for one in revisions.colours:
        coat = re.search(f"(?:{one.pattern})$", before)
        if coat is not None:
            return before[: coat.start()]
    return before


def _bare(subject: re.Match[str]) -> str:
    """A subject without its number or article."""
    return subject[0].removeprefix(subject["count"] or "").lstrip()


def only_one_is_animal(one: str, other: str, revisions: Revisions) -> bool:
    """Whether one of two known subjects is an animal, and the other is somebody or something else."""
    animals = [
        any(
            animal.fullmatch(revisions.plain(name).casefold())
            for animal in revisions.otherwise.animal.values()
        )
        for name in (one, other)
    ]
    return animals[0] is not animals[1]


def is_one_kind(one: str, other: str, revisions: Revisions) -> bool:
    """Whether two names end in the same word or in words for the same kind."""
    if one.isascii():
        one, other = one.casefold().split()[-1], other.casefold().split()[-1]
        return one.rstrip("s") == other.rstrip("s") or any(
            one in row and other in row for row in revisions.kinds
        )
    ends = [row for row in revisions.kinds if any(one.endswith(word) for word in row)]
    return one[-1] == other[-1] or any(other.endswith(word) for row in ends for word in row)
