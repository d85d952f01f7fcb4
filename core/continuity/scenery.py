"""Replaces where a description takes place, its weather, or where it is seen from, told anew."""

import re

from core.continuity.attribute import is_colour, without_article
from core.continuity.ends import join
from core.model import Language
from core.punctuation import ENDS, PART
from core.tables import Revisions


def moved(prompt: str, words: str, revisions: Revisions) -> str | None:
    """The description set elsewhere by words like "set it in Lisbon"; None where no single place of it gives way."""
    said = revisions.seen.moved.match(words)
    if said is None:
        return None
    return _with_place(prompt, said["place"].strip(), said["at"].casefold(), revisions)


def there_instead(prompt: str, words: str, revisions: Revisions) -> str | None:
    """The description set elsewhere by a place that is said to stand instead, "on a beach instead"; else None."""
    said = revisions.otherwise.there_instead.match(words.rstrip(ENDS))
    if said is None or revisions.seen.worn.search(said["place"]) or _is_when(said["place"], revisions):
        return None
    return _with_place(prompt, said["place"], said["at"].casefold(), revisions)


def taken_to(prompt: str, words: str, revisions: Revisions) -> str | None:
    """The description set elsewhere by words that take it, or whoever it shows, to another place; else None."""
    stands = revisions.otherwise.stands.match(revisions.plain(words))
    if stands is not None:
        is_moved = stands["moved"] is not None
        return _standing(prompt, words[slice(*stands.span("place"))], revisions, is_moved=is_moved)
    rows = (one.match(revisions.plain(words)) for one in revisions.otherwise.moved)
    said = next((one for one in rows if one is not None), None)
    if said is None or not _is_shown(prompt, said.groupdict().get("who") or ""):
        return None
    out = said["out"] or ""
    place = words[slice(*said.span("place"))].strip() if said["place"] else ""
    if revisions.otherwise.inner.match(revisions.plain(place)) or _is_when(place, revisions):
        return None
    if not words.isascii():
        there = revisions.otherwise.there.format(place=place)
        changed = set_in(prompt, there, revisions) or elsewhere(prompt, place, revisions)
        return changed or join(prompt, there, revisions, "zh")
    at = (said["at"] or "").casefold()
    if "to" in at:
        at = "on" if at == "onto" or (at != "into" and revisions.otherwise.on.search(place)) else "in"
    elif out:
        at = f"{out} {at}"  # "outside in a garden" stays as it was said
    place = f"{at} {place}" if place else out
    old = _last_place(prompt, revisions)
    if old is None:
        return join(prompt, place, revisions, "en")
    return prompt[: old.start()] + place + prompt[old.end() :]


def set_at(prompt: str, place: str, revisions: Revisions) -> str | None:
    """The English description set at a place that is told alone, "to a cellar", "in the desert"; else None."""
    if revisions.otherwise.there_instead.match(place) is not None:
        return None  # which place gives way is said
    for form in revisions.otherwise.set_at:
        words = form.format(place=place)
        changed = moved(prompt, words, revisions) or taken_to(prompt, words, revisions)
        if changed is not None:
            return changed
    return None


def sets_elsewhere(words: str, revisions: Revisions) -> bool:
    """Whether words take all that is shown to another place: "move it to a cellar"."""
    plain = revisions.plain(words)
    said = revisions.seen.moved.match(plain) or next(
        (found for one in revisions.otherwise.moved if (found := one.match(plain))), None
    )
    if said is None or said.groupdict().get("who"):
        return False
    place = said["place"] or ""
    return not (revisions.otherwise.inner.match(place) or _is_when(place, revisions))


def with_preposition(before: str, place: str, revisions: Revisions) -> str:
    """The text in front of another English place, which one can be on and not in: "on a beach", not "in" it."""
    is_on = place.isascii() and revisions.otherwise.on.search(place) is not None
    return re.sub(r"\bin ((?:an?|the) )?$", r"on \1", before) if is_on else before


def _standing(prompt: str, place: str, revisions: Revisions, *, is_moved: bool) -> str | None:
    """The Chinese description at this place instead of its only one, unless that can be there as well: "on a table".

    What is moved from one such thing to another, from the table to the sofa, is not on both.
    """
    upon = revisions.otherwise.upon
    old = revisions.at.search(revisions.plain(prompt))
    is_on_other = is_moved and upon.search(revisions.sides.sub("", revisions.plain(place))) is not None
    stays = not is_on_other and old is not None and upon.search(old["place"]) is not None
    return None if stays else elsewhere(prompt, place, revisions)


def shot(prompt: str, old: str, new: str, revisions: Revisions, language: Language) -> str | None:
    """The description with another way of moving the camera; None where that is not what is told anew."""
    name = without_article(old, revisions)
    told, plain = revisions.otherwise.shot_told, revisions.plain(prompt)
    named = revisions.otherwise.shot.fullmatch(revisions.plain(name))
    if named is None:
        return None
    is_thing = re.search(re.escape(name), prompt, re.IGNORECASE) is not None
    said = new if named["camera"] is None or new.startswith(name) else name + new
    parts = [clause for clause in PART.split(plain) if any(one.fullmatch(clause) for one in told)]
    if len(parts) == 1 and parts[0] != plain:
        at = plain.index(parts[0])
        return prompt[:at] + said + prompt[at + len(parts[0]) :]
    return None if is_thing else join(prompt, said, revisions, language)


def elsewhere(prompt: str, new: str, revisions: Revisions) -> str | None:
    """The description with its place replaced; None where it names no place or several."""
    place = new.removesuffix(revisions.look_mark)
    bare = list(revisions.seen.bare_place.finditer(revisions.plain(prompt)))
    if len(bare) == 1:
        return prompt[: bare[0].start("place")] + place + prompt[bare[0].end("place") :]
    found = list(revisions.at.finditer(revisions.plain(prompt)))
    if len(found) != 1:
        return None
    needs_none = found[0]["through"] or revisions.sides.search(revisions.plain(place))
    side = "" if needs_none else revisions.inside
    return prompt[: found[0].start("place")] + place + side + prompt[found[0].end() :]


def before(prompt: str, new: str, said: str, revisions: Revisions) -> str | None:
    """The description with something else behind what it shows; what hangs or stands there is `said`, and no place.

    None where a place is to be replaced and there is none, or where only a colour is told.
    """
    if revisions.seen.backdrop.search(revisions.plain(new)):
        return join(_nowhere(prompt, revisions), said.removesuffix(revisions.look_mark), revisions, "zh")
    return None if is_colour(new, revisions) else elsewhere(prompt, new, revisions)


def told_there(prompt: str, new: str, revisions: Revisions) -> str | None:
    """The Chinese description where words say that it is ("the setting becomes in the snow"); None for other words."""
    at = revisions.otherwise.there.format(place="")
    if not new.startswith(at):
        return None
    return before(prompt, new.removeprefix(at), new, revisions) or join(prompt, new, revisions, "zh")


def told_as_aspect(prompt: str, name: str, head: str, said: str, revisions: Revisions) -> str | None:
    """The description with what it tells of an aspect told anew, "the background is …"; None where it tells nothing of it.

    In Chinese the clause may begin with its name alone: "background black".
    """
    changed, count = re.subn(re.escape(head) + r"[^，,。.]*", lambda _: said, prompt, count=1)
    if count or name.isascii():
        return changed if count else None
    sought = revisions.otherwise.aspect_told.replace("NAME", re.escape(name))
    found = list(re.finditer(sought, revisions.plain(prompt)))
    if len(found) != 1:
        return None
    return prompt[: found[0].start()] + said + prompt[found[0].end() :]


def set_in(prompt: str, words: str, revisions: Revisions) -> str | None:
    """The Chinese description whose clause "the setting is …" tells this place, "on a desk"; None without such a clause."""
    at = revisions.otherwise.there.format(place="")
    if not words.startswith(at) or revisions.at.fullmatch(revisions.plain(words)) is None:
        return None
    for name in revisions.places:
        head = revisions.aspect["zh"].format(name=name, new="")
        if head in prompt:
            return told_as_aspect(prompt, name, head, head + words.removeprefix(at), revisions)
    return None


def _nowhere(prompt: str, revisions: Revisions) -> str:
    """The description without its place; as it is where it names none or several, or ends with it."""
    found = list(revisions.at.finditer(revisions.plain(prompt)))
    if len(found) != 1 or not prompt[found[0].end() :].strip(ENDS):
        return prompt
    return prompt[: found[0].start()] + prompt[found[0].end() :]


def _is_shown(prompt: str, who: str) -> bool:
    """Whether words mean all that a description shows, or somebody of it."""
    return not who or re.search(re.escape(who), prompt, re.IGNORECASE) is not None


def _last_place(prompt: str, revisions: Revisions) -> re.Match[str] | None:
    """Where an English description takes place, told at the end."""
    rows = (revisions.otherwise.place, *revisions.somewhere[:1])
    for pattern in rows:
        found = [
            one
            for one in pattern.finditer(prompt)
            if not revisions.seen.worn.search(one[0])
            and not _is_when(one[0], revisions)
            # What lies or stands on a thing goes along with it: "candles on a cake".
            and (not one[0].casefold().startswith("on ") or revisions.otherwise.on.search(one[0]))
        ]
        if found:
            return found[-1]
    return None


def _with_place(prompt: str, place: str, at: str, revisions: Revisions) -> str | None:
    """The description with another place; the one told with the same word gives way, else the only one."""
    found = [
        one
        for pattern in revisions.somewhere[:1]
        for one in pattern.finditer(prompt)
        if not revisions.seen.worn.search(one[0])
        and not _is_when(one[0], revisions)
        and (at == "on" or not revisions.seen.ridden.search(one[0].casefold()))
    ]
    same = [one for one in found if one["at"].casefold() == at]
    old = same[0] if len(same) == 1 else found[0] if len(found) == 1 else None
    return None if old is None else prompt[: old.start()] + place + prompt[old.end() :]


def weathered(prompt: str, weather: str, revisions: Revisions) -> str | None:
    """The description with other weather; None where it tells none, or twice."""
    found = list(revisions.seen.weather.finditer(prompt))
    if len(found) != 1 or not weather.isascii():
        return None
    return f"{prompt[: found[0].start()]}in {weather}{prompt[found[0].end() :]}"


def seen_from(prompt: str, words: str, revisions: Revisions) -> str | None:
    """The description seen from elsewhere, without the words that told the view in front, or where it is seen from."""
    if revisions.seen.seen_from.match(words) is None:
        return _moving_otherwise(prompt, words, revisions)
    there = revisions.seen.seen_there.search(prompt)
    if there is not None:
        return f"{prompt[: there.start()]}, {words}{prompt[there.end() :]}"
    head = revisions.seen.camera.match(prompt)
    if head is None:
        return None
    rest = prompt[head.end() :]
    return f"{rest[:1].upper()}{rest[1:]}, {words}"


def _moving_otherwise(prompt: str, words: str, revisions: Revisions) -> str | None:
    """The description with another move of the camera instead of the only one that a clause of it tells; else None."""
    moves, plain = revisions.otherwise.moves, revisions.plain(prompt)
    told = [one for one in PART.split(plain) if moves.fullmatch(one.strip())]
    if moves.fullmatch(revisions.plain(words)) is None or len(told) != 1:
        return None
    at = plain.index(told[0])
    named = revisions.otherwise.shot.match(told[0])
    camera = (named["camera"] or "") if named is not None else ""
    said = words if camera in words else camera + words
    return prompt[:at] + said + prompt[at + len(told[0]) :]


def _is_when(place: str, revisions: Revisions) -> bool:
    """Whether these words say when and not where: "in the morning"."""
    return any(re.fullmatch(one.pattern, place, re.IGNORECASE) for one in revisions.times)


def on_course(prompt: str, words: str, revisions: Revisions) -> str | None:
    """The description that goes from something to something else than it did: "from night to day"; None without one."""
    said = words.strip(ENDS)
    for course in revisions.otherwise.course:
        there = list(course.finditer(revisions.plain(prompt)))
        if course.fullmatch(revisions.plain(said)) and len(there) == 1:
            return prompt[: there[0].start()] + said + prompt[there[0].end() :]
    return None
