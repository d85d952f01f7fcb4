"""Replaces the season, the hour, the weather or the style that a description tells by another."""

import re

from core.continuity import attribute, styles
from core.continuity.ends import join
from core.continuity.scenery import weathered
from core.punctuation import comma
from core.tables import Revisions

_AT = frozenset(("night", "midnight", "noon", "dawn", "dusk", "sunrise", "sunset"))
_IN_THE = frozenset(("morning", "evening"))
_WHEN_BEFORE = re.compile(r"\b(?:at|in|during|by|on) (?:the |an? )?$", re.IGNORECASE)
_PART_OF = re.compile(r"\b(?:very )?(?:early|late|mid)[ -]$", re.IGNORECASE)  # "early morning"
_WHEN = ("at ", "in ", "during ", "by ", "on ")


def instead_of_other(prompt: str, words: str, revisions: Revisions) -> str | None:
    """Another season, hour, weather or style instead of the present one; None where the description has none yet."""
    styled = styles.instead_of_other(prompt, words, revisions)
    if styled is not None:
        return styled
    feast = _of_feast(prompt, words, revisions)
    if feast is not None:
        return feast
    lit = _of_light(prompt, words, revisions)
    if lit is not None:
        return lit
    said = revisions.alone.match(revisions.plain(words))
    if said is None:
        return _told_with_more(prompt, words, revisions)
    word = words[slice(*said.span("word"))]
    found = _told_already(prompt, said["word"].casefold(), revisions)
    if len(found) != 1 or found[0][0].casefold() == word.casefold():
        # "Heavy snow outside" tells more than that rain becomes snow.
        return None if found or said["out"] else _of_part(prompt, word, revisions)
    before, after = prompt[: found[0].start()], prompt[found[0].end() :]
    before = _PART_OF.sub("", before) if word.isascii() else before
    if word.isascii() and f"{word} ".casefold().startswith(_WHEN):
        return _WHEN_BEFORE.sub("", before) + word + after
    if word.isascii() and f"{found[0][0]} ".casefold().startswith(_WHEN):
        told = words[said.start("lead") : said.end("word")]  # "by day"
        is_bare = not told.casefold().startswith(_WHEN) and told.casefold() in _AT
        return f"{before}{_WHEN[0] if is_bare else ''}{told}{after}"
    if word.isascii():
        return attribute.with_article(_at_hour(before, word), word, revisions) + after
    return _without_end(before + word, after, revisions)


def _of_feast(prompt: str, words: str, revisions: Revisions, *, is_time: bool = False) -> str | None:
    """The Chinese description at another feast than it tells; told as the time it also takes the place of an hour."""
    otherwise = revisions.otherwise
    words = words.removeprefix(otherwise.there.format(place=""))
    said = otherwise.feast.fullmatch(words) if not words.isascii() else None
    if said is None:
        return None
    told = list(otherwise.feast.finditer(prompt))
    if (is_time or said["hour"]) and not told:
        told = list(otherwise.feast_hour.finditer(prompt))
    if len(told) != 1 or revisions.hour_seen.search(prompt, 0, told[0].start()) is not None:
        return None
    return prompt[: told[0].start()] + words + prompt[told[0].end() :]


def _of_light(prompt: str, words: str, revisions: Revisions) -> str | None:
    """Another hour where light tells the one so far, or tells the new one: dusk instead of "in the morning light"."""
    if not words.isascii():
        return None
    plain, told, lit = revisions.plain(words), revisions.plain(prompt), revisions.otherwise.lit
    hour = lit.match(plain)
    by_light = hour is not None
    hour = hour or next((one for pattern in revisions.times[:1] if (one := pattern.match(plain))), None)
    if hour is None or (not by_light and revisions.hour_of_thing.match(plain, hour.end())):
        return None
    found = list(lit.finditer(told))
    if not found and by_light:
        found = [
            one for one in revisions.times[0].finditer(told) if _is_when(one, told) or _is_clause(one, told)
        ]
    if len(found) != 1 or (by_light and found[0].re is lit and found[0]["word"] == hour["word"]):
        return None
    start, end = found[0].span()
    when = ""
    if not words.casefold().startswith(_WHEN):
        if not by_light and hour["word"].casefold() in _AT:
            when = "at "
        elif found[0]["at"].casefold().startswith(_WHEN):
            when = "in " if by_light else "in the "
    return prompt[:start] + when + words + prompt[end:]


def _told_already(prompt: str, word: str, revisions: Revisions) -> list[re.Match[str]]:
    """Where a description tells what the word says otherwise; a rainy night is another hour, or other weather."""
    for row in revisions.one_of:
        if word not in row:
            continue
        edge = r"\b" if row[0].isascii() else ""
        sought = f"{edge}(?:{'|'.join(re.escape(one) for one in row)}){edge}"
        plain = revisions.plain(prompt)
        found = list(re.finditer(sought, plain, re.IGNORECASE))
        found = [one for one in found if revisions.hour_seen.search(plain, 0, one.start()) is None]
        if found:
            return found
    return []


def of_aspect(prompt: str, name: str, new: str, revisions: Revisions) -> str | None:
    """The description at another time that is named as one ("the time: sunrise"), also where it tells none yet."""
    bare = new.removesuffix(revisions.look_mark)
    changed = instead_of_other(prompt, bare, revisions)
    if changed is None and revisions.otherwise.feast_when.fullmatch(name):
        changed = _of_feast(prompt, bare, revisions, is_time=True)
    if changed is not None or bare.isascii() or name in revisions.places:
        return changed
    is_time = (
        revisions.alone.match(revisions.plain(bare)) or revisions.otherwise.feast.fullmatch(bare)
    ) is not None
    is_told = attribute.instead_of_other(prompt, new, revisions) or weathered(prompt, new, revisions)
    return join(prompt, bare, revisions, "zh") if is_time and not is_told else None


def _at_hour(before: str, word: str) -> str:
    """The text in front of an English hour, with "at" or "in the" as the hour wants it."""
    if word.casefold() in _IN_THE and before.endswith((" at ", " in ")):
        return f"{before[:-3]}in the "
    return re.sub(r" in (?:the )?$", " at ", before) if word.casefold() in _AT else before


def _of_part(prompt: str, word: str, revisions: Revisions) -> str | None:
    """The same inside a longer word: winter makes a winter night of a summer night."""
    rows = [(letter, row) for letter in word for row in revisions.one_of_parts if letter in row]
    named, row = rows[0] if len(rows) == 1 else ("", "")
    places = [
        at
        for at, letter in enumerate(prompt)
        if letter in row and revisions.part_end.match(prompt, at + 1) is not None
    ]
    return prompt[: places[0]] + named + prompt[places[0] + 1 :] if len(places) == 1 else None


def _told_with_more(prompt: str, words: str, revisions: Revisions) -> str | None:
    """Another hour together with what is seen then, "at night under the moon", instead of the hour that is told."""
    plain, told = revisions.plain(words), revisions.plain(prompt)
    for pattern in revisions.times:
        said = pattern.match(plain)
        if said is None:
            continue
        if revisions.hour_of_thing.match(plain, said.end()):
            changed = _with_thing_of(prompt, words, said["word"], revisions)
            if changed is not None:
                return changed
            continue
        is_when = _is_when(said, plain)
        found = [one for one in pattern.finditer(told) if _is_when(one, told) or _is_clause(one, told)]
        if len(found) == 1:
            start, end = found[0].span()
            if not is_when:  # "deep winter" in summer
                start += found[0]["at"].find(" ") + 1
                if "the " in found[0]["at"]:
                    start = found[0].start("word")
            if words.isascii():
                before = _PART_OF.sub("", prompt[:start])
                return (before if is_when else _at_hour(before, said["word"])) + words + prompt[end:]
            return _without_end(prompt[:start] + words, prompt[end:], revisions)
    return None


def _with_thing_of(prompt: str, words: str, season: str, revisions: Revisions) -> str | None:
    """The description in another season, with a thing of that one; None where it tells no other of these seasons."""
    is_known = any(season[0] in letters for letters in revisions.one_of_parts[:1])
    row = next((row for row in revisions.one_of if season in row and is_known), ())
    found = [(at, one) for one in row if (at := prompt.find(one)) >= 0]
    if len(found) != 1 or found[0][1] == season or not words.startswith(season):
        return None
    (at, old), thing = found[0], words.removeprefix(season).removeprefix(revisions.look_mark)
    return f"{prompt[:at]}{season}{prompt[at + len(old) :]}{comma(prompt)}{thing}"


def _is_when(time: re.Match[str], text: str) -> bool:
    """Whether this says when it happens: in English with a word for "at", else it may be a thing of the scene."""
    return not text.isascii() or time["at"].startswith(_WHEN)


def _is_clause(time: re.Match[str], text: str) -> bool:
    """Whether a time is a clause of its own behind another one: "..., morning"."""
    before, after = text[: time.start()].rstrip(), text[time.end() :].lstrip()
    return before.endswith(",") and (not after or after[0] in ",.")


def _without_end(before: str, after: str, revisions: Revisions) -> str:
    """Both parts of a Chinese description, without a word for "when" that fitted only the time replaced."""
    end = revisions.hour_end.match(revisions.plain(before + after), len(before))
    return before + after[end.end() - len(before) :] if end is not None else before + after
