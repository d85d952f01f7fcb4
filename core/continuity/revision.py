"""Works a change into a description: replaced where the words say what gives way, else added."""

import re

from core.continuity import (
    ages,
    anew,
    attribute,
    first_thing,
    hours,
    other_name,
    other_scene,
    outright,
    paired,
    same_sort,
    scenery,
)
from core.continuity.counted import uncounted, with_measure, without_described, without_other_count
from core.continuity.described import without_adjective
from core.continuity.ends import join, swap_lead, swap_told, without_join, without_tail
from core.continuity.seen import as_seen, wishes_in
from core.model import Language
from core.punctuation import ENDS, PART, comma
from core.tables import Revisions

_COLON = re.compile(r"[:：]\s*")
_SENTENCE = re.compile(r"(?<=[^.\s])\.\s+")  # an English one ends, and another follows


def revise(prompt: str, words: str, revisions: Revisions, language: Language) -> str:
    """The description so far, changed by these words.

    What the words name is replaced in place, a subject by a new one ("make it a cat"), and what a clip has only one
    of, such as its background. Everything else is added at the end.
    """
    words = without_join(words.strip(ENDS), revisions)
    if words.startswith(prompt.strip(ENDS)):
        return words  # it is told once more, with more of it
    prompt, words = anew.without_denied(prompt, paired.apart(prompt, words, revisions), revisions)
    if revisions.seen.headed.match(words):
        words = _COLON.sub(comma(words), words, count=1)
    told = PART.split(_SENTENCE.sub(", ", words))
    parts = [one for said in told for one in wishes_in(said, revisions)]
    whole = None if len(parts) > len(told) else _replaced(prompt, words, revisions, language)
    if whole is not None:
        return whole
    for said in parts:
        part = without_join(said, revisions)
        # What names the clip that is meant says no more than that.
        names_clip = revisions.plain(part).casefold() in revisions.whole
        if names_clip or _is_denied(prompt, part, revisions) or anew.shows_nothing(prompt, part, revisions):
            continue
        found = _replaced(prompt, part, revisions, language)
        prompt = found if found is not None else _added(prompt, part, revisions, language)
    return prompt


def names(prompt: str, thing: str, revisions: Revisions) -> bool:
    """Whether a description names this thing, with or without its article."""
    return place_of(prompt, attribute.without_article(thing.strip(), revisions), revisions) is not None


def place_of(prompt: str, words: str, revisions: Revisions) -> re.Match[str] | None:
    """The first place where these words stand by themselves in a description."""
    plain = revisions.plain(words)
    edge = r"\b" if plain.isascii() else ""
    sought = f"{edge}{re.escape(plain)}{edge}"
    return re.search(sought, revisions.plain(prompt), re.IGNORECASE) if words else None


def _is_denied(prompt: str, part: str, revisions: Revisions) -> bool:
    """Whether a part only says what something is not, which the description does not show."""
    found = next((match for one in revisions.denied if (match := one.match(revisions.plain(part)))), None)
    return found is not None and not names(prompt, found["what"], revisions)


def _replaced(prompt: str, words: str, revisions: Revisions, language: Language) -> str | None:
    changed, words = outright.told(prompt, words, revisions), without_tail(words, revisions)
    if changed is not None:
        return changed
    told = swap_told(words, revisions)
    if told is None:
        return first_thing.replaced(prompt, words, revisions)
    old, new = told
    new = other_name.with_name(new, old, revisions)
    old = other_name.whole_name(prompt, attribute.one_of_that_look(old, new, revisions), revisions)
    if revisions.plain(old).casefold() in revisions.whole:
        new = new.removesuffix(revisions.look_mark)
        changed = other_scene.replaced(prompt, new, revisions)
        return (
            changed
            or _of_subject(prompt, new, revisions, language)
            or _added(prompt, new, revisions, language)
        )
    bare = without_adjective(prompt, old, revisions)
    added = attribute.alone(old, new, revisions) or revisions.swapped[language].format(old=old, new=new)
    return (
        scenery.shot(prompt, old, new, revisions, language)
        or other_scene.told_of(prompt, old, new, revisions)
        or _of_aspect(prompt, old, new, revisions, language)
        or anew.in_shape(prompt, old, new, revisions)
        or same_sort.swapped(prompt, old, new, revisions)
        or attribute.described(prompt, old, new, revisions)
        or (join(prompt, f"{old} {new}", revisions, language) if revisions.compared.match(new) else None)
        or _of_other_look(prompt, old, new, revisions, language)
        or other_name.of_owner(prompt, old, new, revisions)
        or other_name.replaced(prompt, attribute.without_article(old, revisions), new, revisions)
        or _of_whole_subject(prompt, old, new, revisions, language)
        or _in_place(prompt, old, new, revisions)
        or _of_subject(prompt, new, revisions, language, old=old)
        or join(*(prompt, added) if bare is None else (bare, new), revisions, language)
    )


def _added(prompt: str, words: str, revisions: Revisions, language: Language) -> str:
    words = without_tail(words, revisions)
    seen = as_seen(words, revisions)
    if (changed := anew.told_with(prompt, seen, revisions)) is not None or seen != words:
        return changed or join(prompt, seen, revisions, language)
    changed, words = _swapped(prompt, words, revisions, language)
    if changed is not None:
        return changed
    plain = revisions.plain(words).casefold()
    for one in revisions.add:
        if plain.startswith(one) and len(words) > len(one):
            if plain.startswith(revisions.no_add, len(one) - 1):
                continue  # its last character begins another word
            words = words[len(one) :].strip()
            if one.endswith("with "):  # "again, but with two penguins", "with a green bus"
                is_more = anew.tells_more(prompt, words, revisions)
                more = of_same_kind(prompt, words, revisions, language) if is_more else None
                if (more := more or anew.told(prompt, words, revisions)) is not None:
                    return more
            break
    changed = (
        hours.instead_of_other(prompt, words, revisions)
        or _of_its_look(prompt, words, revisions, language)
        or scenery.seen_from(prompt, words, revisions)
        or scenery.set_in(prompt, words, revisions)
    )
    return changed if changed is not None else join(prompt, words, revisions, language)


def _swapped(prompt: str, words: str, revisions: Revisions, language: Language) -> tuple[str | None, str]:
    """The description with a thing or its subject told anew, or None; and the words without those in front of it."""
    changed = anew.told(prompt, words, revisions)
    lead = swap_lead(words, revisions)
    if changed is not None or (lead and revisions.seen.does.match(words)):
        return changed, words  # "it opens one eye"
    words = words[len(lead) :].strip()
    if lead:
        changed = (
            same_sort.other_animal(prompt, words, revisions)
            or _of_subject(prompt, words, revisions, language)
            or _of_its_look(prompt, words, revisions, language)
            or other_scene.replaced(prompt, words, revisions)
        )
    return changed or of_same_kind(prompt, words, revisions, language), words


def _in_place(prompt: str, old: str, new: str, revisions: Revisions) -> str | None:
    """The first place where the old words stand, with or without their article."""
    bare, bare_new = attribute.without_article(old, revisions), attribute.without_article(new, revisions)
    for wanted, instead in ((old, new), (bare, bare_new)):
        found = place_of(prompt, wanted, revisions)
        if found is not None:
            there = prompt[: attribute.whole_name(prompt, found.start(), wanted.casefold(), revisions)]
            there = same_sort.without_look_of(there, wanted, instead, revisions)
            if (held := other_name.without_vessel(there, new)) is not None:
                return held + new + prompt[found.end() :]
            before = without_other_count(without_described(there, new, revisions), new, revisions)
            is_counted = before != there
            changed = new if is_counted else uncounted(there, len(there), instead, revisions)
            if changed.isascii():
                changed = anew.without_head(changed, before, revisions)
                first = f"{changed.partition(' ')[0]} "
                before = before.removesuffix(first) if f" {before}".endswith(f" {first}") else before
                before = attribute.without_look(before, changed, revisions)
                before = attribute.with_article(before, changed, revisions).removesuffix(changed)
            elif (bare_before := attribute.without_look(before, changed, revisions)) != before:
                before = bare_before
            elif before.endswith(changed[0]) and before[-1:] != found.group()[0]:
                before = before[:-1]  # "a small flag", and "a small flower" instead of the flag
            before = scenery.with_preposition(before, changed, revisions)
            before = before if changed.isascii() else with_measure(before, changed, revisions)
            return anew.between(before, changed, prompt[found.end() :], revisions)
    return None


def _of_aspect(prompt: str, old: str, new: str, revisions: Revisions, language: Language) -> str | None:
    name = attribute.without_article(old, revisions)
    if revisions.plain(name).casefold() not in revisions.aspects:
        return None
    other_time = hours.of_aspect(prompt, name, new, revisions)
    if other_time is not None:
        return other_time
    same_kind = attribute.instead_of_other(prompt, new, revisions) or scenery.weathered(
        prompt, new, revisions
    )
    is_general = name in revisions.look_names or not attribute.is_known(new, revisions)
    if same_kind is not None and is_general:
        return same_kind
    if name in revisions.places and (there := scenery.told_there(prompt, new, revisions)) is not None:
        return there
    said = revisions.aspect[language].format(name=name, new=new)
    head = revisions.aspect[language].format(name=name, new="")
    changed = scenery.told_as_aspect(prompt, name, head, said, revisions)
    if changed is not None:
        return changed
    if name in revisions.places and (moved := scenery.before(prompt, new, said, revisions)) is not None:
        return moved
    looks = attribute.described(prompt, old, new, revisions) if attribute.is_known(new, revisions) else None
    if looks is None and not new.endswith(revisions.look_mark):
        looks = _in_place(prompt, old, new, revisions)
    return looks or join(prompt, said, revisions, language)


def _of_subject(
    prompt: str, new: str, revisions: Revisions, language: Language, *, old: str = ""
) -> str | None:
    """The description with its subject replaced by another, only where both are known as subjects."""
    pattern = revisions.subject[language]
    named = _subject_of(new, pattern, revisions)
    if named is None or (old and pattern.fullmatch(revisions.plain(old)) is None):
        return None
    found = pattern.search(revisions.plain(prompt))
    if found is None or (old and same_sort.only_one_is_animal(old, found.group(), revisions)):
        return None
    start, end = found.start(), other_name.end_of_name(pattern, prompt, found.end())
    if revisions.done.match(new, named.end()) and (does := revisions.done.match(prompt, end)):
        new, end = anew.naming_it(new, prompt, does)  # what the other one does instead
    new = uncounted(prompt, start, new, revisions, within=found["count"] is None)
    if named["count"] is None and found["count"] is not None and not revisions.is_counted(new):
        start = found.end("count")
        new = " " * (prompt[start : start + 1] == " ") + new
    before = ages.without_unfit(prompt[:start], found.group(), new, revisions)
    before = before if new.isascii() else with_measure(before, new, revisions)
    return before + new + prompt[end:]


def _subject_of(new: str, pattern: re.Pattern[str], revisions: Revisions) -> re.Match[str] | None:
    """The subject that these words name, with what they tell of it in front (Chinese) or behind it (English)."""
    plain = revisions.plain(new)
    if plain.isascii():
        named = pattern.match(plain)
        return named if named is not None and revisions.told_behind.match(plain, named.end()) else None
    _, _, name = plain.rpartition(revisions.look_mark)
    return pattern.fullmatch(plain) or pattern.fullmatch(name)


def of_same_kind(prompt: str, words: str, revisions: Revisions, language: Language) -> str | None:
    """The description with its subject replaced by another one of its kind: a white fox instead of a red one."""
    pattern = revisions.subject[language]
    named, found = pattern.fullmatch(revisions.plain(words)), pattern.search(revisions.plain(prompt))
    if anew.tells_more(prompt, words, revisions):
        named = _subject_of(words, pattern, revisions)  # two eagles fighting
    if named is None or found is None or not same_sort.is_one_kind(named.group(), found.group(), revisions):
        return None
    return attribute.in_other_colour(prompt, words, revisions) or _of_subject(
        prompt, words, revisions, language
    )


def _of_its_look(prompt: str, words: str, revisions: Revisions, language: Language) -> str | None:
    """A colour said alone replaces the colour in the description, else it becomes that of the subject."""
    changed = attribute.instead_of_other(prompt, words, revisions)
    is_sex = revisions.otherwise.sex.fullmatch(revisions.plain(words)) is not None
    if changed is not None or not (is_sex or attribute.is_colour(words, revisions)):
        return changed
    found = revisions.subject[language].search(revisions.plain(prompt))
    if found is None:
        return None
    start = found.end("count") if found["count"] is not None else found.start()
    name = attribute.without_colour(prompt[start : found.end()].strip(), revisions)
    return attribute.described(prompt, name, words, revisions)


def _of_other_look(prompt: str, old: str, new: str, revisions: Revisions, language: Language) -> str | None:
    """The description with another subject, where the old words only tell how the present one looks: "not red"."""
    if not attribute.is_known(revisions.english.around.sub("", old), revisions):
        return None
    return of_same_kind(prompt, new, revisions, language)


def _of_whole_subject(
    prompt: str, old: str, new: str, revisions: Revisions, language: Language
) -> str | None:
    """The same with a look of its own, where the old words name the subject alone: no red wolf, but a grey one."""
    name = attribute.without_article(old, revisions)
    found = revisions.subject[language].search(revisions.plain(prompt))
    looks = any(one.search(revisions.plain(new)) for one in revisions.looks)
    if found is None or not looks or not name:
        return None
    if not found.group().casefold().endswith(revisions.plain(name).casefold()):
        return None
    return _of_subject(prompt, new, revisions, language)
