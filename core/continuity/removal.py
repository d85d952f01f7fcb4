"""Takes things out of a description: cut where they stand as a phrase, else listed as not to appear."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from core.continuity import styles
from core.continuity.absent import joined
from core.continuity.described import without_adjective
from core.continuity.ends import without_bare
from core.continuity.seen import wishes_in
from core.punctuation import ENDS, PART, comma
from core.tables import Revisions
from core.tables.classes import Classes

_ARTICLE = re.compile(r"^(?:the|any|some|those|these|all|a|an) ", re.IGNORECASE)
_PARTING = "，,；;。"


@dataclass(frozen=True, slots=True)
class Rest:
    """What is left of a description and of the change's words, and the things that could not be cut out."""

    prompt: str
    words: str
    absent: str = ""


def without_things(prompt: str, words: str, revisions: Revisions) -> Rest:
    """The description without the things that these words take away, and the change's remaining words."""
    if any(one.match(revisions.plain(words)) for one in revisions.patterns):
        return Rest(prompt, words)  # something comes in its place
    absent = ""
    left: list[str] = []
    parts = [
        one
        for part in PART.split(words.strip(ENDS))
        for wish in wishes_in(part, revisions)
        for one in _wishes_in(_without_lead(wish, revisions), revisions)
    ]
    for part in parts:
        thing = _taken_away(prompt, part, revisions)
        if not thing:
            left.append(part)
            continue
        shorter = _without_look(prompt, thing, revisions) or _cut_all(prompt, thing, revisions)
        if shorter is None:
            absent = joined(absent, thing)
        else:
            prompt = without_bare(shorter, prompt, revisions)
    if len(left) < len(parts):  # "they look cluttered" only says why they go
        left = [one for one in left if not revisions.gone_reason.match(revisions.plain(one))]
    return Rest(prompt, comma(words).join(left), absent)


def with_other_instead(rest: Rest, revisions: Revisions) -> Rest:
    """Whoever is added where the only one shown is taken out comes in the place of that one."""
    if not (rest.absent and rest.words) or not is_all_shown(rest.prompt, rest.absent, revisions):
        return rest
    lead = max((one for one in revisions.add if rest.words.startswith(one)), key=len, default="")
    new = rest.words.removeprefix(lead)
    if revisions.subject["zh"].match(new) is None:
        new = rest.words
    if revisions.subject["zh"].match(new) is None:
        return rest
    return Rest(rest.prompt, revisions.swapped["zh"].format(old=rest.absent, new=new))


def _without_lead(part: str, revisions: Revisions) -> str:
    """Words that take something away, without those in front that name the clip: "same shot without the rain"."""
    for one in revisions.joins:
        if revisions.plain(part).casefold().startswith(one) and part[len(one) :].startswith("without "):
            return part[len(one) :]
    return part


def without(prompt: str, things: str, revisions: Revisions) -> str:
    """The description without those of these things that it names and that can be cut out of it."""
    for thing in PART.split(things):
        thing = thing.strip()  # noqa: PLW2901
        is_named = shows(prompt, thing, revisions)
        shorter = (_cut if is_named else without_adjective)(prompt, thing, revisions)
        prompt = prompt if shorter is None else shorter
    return prompt


def without_allowed(absent: str, things: str, revisions: Revisions) -> str | None:
    """What must not appear, without what is allowed again; None where it does not name that."""
    left = listed = [one for one in revisions.absent_listed.split(absent) if one.strip()]
    for thing in revisions.absent_listed.split(things):
        left = [one for one in left if _named(one, _ARTICLE.sub("", thing), revisions) is None]
    return None if left == listed else comma(absent).join(left)


def without_shown(absent: str, added: str, revisions: Revisions, classes: Classes) -> str | None:
    """What must not appear, without what these added words show after all; None where they show nothing of it."""
    listed = [one for one in revisions.absent_listed.split(absent) if one.strip()]
    sorts = revisions.otherwise.absent_sorts
    left = [
        one
        for one in listed
        if not _shows_alone(added, one.strip(), revisions)
        and not any(
            words.fullmatch(one.strip().casefold()) and classes.in_text(added, name) for name, words in sorts
        )
    ]
    return None if left == listed else comma(absent).join(left)


def _shows_alone(added: str, thing: str, revisions: Revisions) -> bool:
    """Whether words show a thing by its name, or one of its kind; in Chinese it is not the end of another: a robot is nobody."""
    if any(
        names.match(thing.casefold()) and shown.search(revisions.plain(added))
        for names, shown in revisions.absent_kinds
    ):
        return True
    if len(thing) > 1 or thing.isascii():
        return _named(added, thing, revisions) is not None
    return re.search(revisions.absent_shown.replace("THING", re.escape(thing)), added) is not None


def _wishes_in(part: str, revisions: Revisions) -> list[str]:
    """A clause that takes something away, parted from what it wishes for then: "lose the snow and add a river"."""
    found = revisions.gone_join.search(revisions.plain(part))
    if found is None or not any(one.match(revisions.plain(part[: found.start()])) for one in revisions.gone):
        return [part]
    return [part[: found.start()], part[found.end() :]]


def takes_away(prompt: str, words: str, revisions: Revisions) -> bool:
    """Whether these words do nothing but take something away that the description has."""
    words = words.strip(ENDS)
    thing = _taken_away(prompt, words, revisions) if len(_wishes_in(words, revisions)) == 1 else ""
    return bool(thing) and _named(prompt, thing, revisions) is not None


def shows(prompt: str, thing: str, revisions: Revisions) -> bool:
    """Whether a description names this thing, or the last word of it, by this name or by another of the same kind."""
    thing = thing.strip()
    names = (thing, thing.rsplit(maxsplit=1)[-1]) if thing.isascii() and thing else (thing,)
    return bool(thing) and any(_named(prompt, one, revisions) is not None for one in names)


def _taken_away(prompt: str, part: str, revisions: Revisions) -> str:
    away = (*revisions.gone, *revisions.gone_alone)
    for patterns, only_there in ((away, False), (revisions.gone_there, True)):
        for one in patterns:
            found = one.match(revisions.plain(part))
            if found is None:
                continue
            thing = part[slice(*found.span("what"))].strip()
            if not only_there or (_is_thing(thing, revisions) and _is_there(prompt, thing, revisions)):
                return thing
            look = revisions.gone_look.fullmatch(thing)
            if look is not None and _named(prompt, look["what"], revisions):
                return thing
    return ""


def _without_look(prompt: str, thing: str, revisions: Revisions) -> str | None:
    """The description without a look that it names otherwise: "a film look" is the film of "vintage film"; else None."""
    look = revisions.gone_look.fullmatch(thing)
    if look is None or thing in prompt:
        return None
    named = rf"{re.escape(look['what'])}(?:{revisions.gone_look_end})?{revisions.look_mark}?"
    shorter, count = re.subn(named, "", prompt, count=1)
    parts = [one for one in PART.split(shorter) if one.strip(ENDS)]
    return comma(prompt).join(parts) if count and parts else None


def _is_thing(thing: str, revisions: Revisions) -> bool:
    """Whether these words can be a thing; a single Chinese character only if it is known as one."""
    if len(thing) > 1:
        return True
    thing = revisions.plain(thing)
    return any(thing in row for row in revisions.kinds) or bool(revisions.subject["zh"].fullmatch(thing))


def is_all_shown(prompt: str, thing: str, revisions: Revisions) -> bool:
    """Whether a Chinese description shows this and nobody else: nothing that acts is left without it."""
    subjects = [one.group() for one in revisions.subject["zh"].finditer(revisions.plain(prompt))]
    return bool(subjects) and all(_is_name_of(one, thing, revisions) for one in subjects)


def _is_name_of(subject: str, thing: str, revisions: Revisions) -> bool:
    """Whether a subject is this thing, and does not only look like it: a cartoon fox is no cartoon."""
    found = _named(subject, thing, revisions)
    return _is_there(subject, thing, revisions) and (found is None or found.end() == len(subject))


def _is_there(prompt: str, thing: str, revisions: Revisions) -> bool:
    """Whether a description names the thing, or by its name one of its kind: a girl is somebody."""
    if _named(prompt, thing, revisions) is not None:
        return True
    text = revisions.plain(prompt)
    return any(names.fullmatch(thing) and shown.search(text) for names, shown in revisions.absent_kinds)


def _longest(found: re.Match[str], names: Sequence[str], text: str) -> re.Match[str]:
    """The whole word around a name that was found, where it is another of these names: a full moon, not a moon."""
    within = [one for name in names for one in re.finditer(re.escape(name), text)]
    around = [one for one in within if one.start() <= found.start() and found.end() <= one.end()]
    return max([found, *around], key=lambda one: one.end() - one.start())


def _named(prompt: str, thing: str, revisions: Revisions) -> re.Match[str] | None:
    """Where the description names the thing, by this name or by another of the same kind."""
    thing = revisions.plain(thing).casefold()
    rows = (row for row in revisions.kinds if thing.removesuffix("s") in row)
    names = [thing, *dict.fromkeys(name for row in rows for name in row)]
    text = revisions.plain(prompt)
    for name in names:
        edge, end = (r"\b", r"(?:s|es)?\b") if name.isascii() else ("", "")
        stem = name.removesuffix("s") if name.isascii() and not name.endswith("ss") else name
        found = re.search(f"{edge}{re.escape(stem)}{end}", text, re.IGNORECASE)
        if found is not None:
            return found if name.isascii() else _longest(found, names, text)
    return None


def _cut_all(prompt: str, thing: str, revisions: Revisions) -> str | None:
    """The description without all phrases around the thing; None where one of them cannot be cut out."""
    shorter = _cut(prompt, thing, revisions)
    while shorter is not None and _named(shorter, thing, revisions) is not None:
        more = _cut(shorter, thing, revisions)
        if more is None or len(more) >= len(shorter):
            return shorter
        shorter = more
    return shorter


def _cut(prompt: str, thing: str, revisions: Revisions) -> str | None:
    """The description without the phrase around the thing; None where a cut would tear the sentence."""
    named = _named(prompt, thing, revisions)
    style = styles.place_of(prompt, _ARTICLE.sub("", thing), revisions)
    if style is not None and (named is None or not thing.isascii()):
        return cut_out(prompt, *style)
    if named is None:
        return without_adjective(prompt, thing, revisions)
    text = revisions.plain(prompt)
    name = re.escape(named.group())
    start, end = _clause(text, named.start())
    clause = text[start:end].strip(ENDS)
    # The first clause says what the clip is about.
    whole = revisions.thing_bare + (revisions.thing_clauses if start else ())
    for pattern in whole:
        if re.fullmatch(pattern.replace("NAME", name), clause, re.IGNORECASE):
            return cut_out(prompt, start, end)
    if not start and _tells_of_other(clause, named.group(), text[end:], revisions):
        return cut_out(prompt, start, end)
    for pattern in revisions.thing_phrases:
        found = re.search(pattern.replace("NAME", name), text, re.IGNORECASE)
        if found is not None:
            return cut_out(prompt, *found.span("phrase"))
    return without_adjective(prompt, thing, revisions)


def _tells_of_other(clause: str, name: str, behind: str, revisions: Revisions) -> bool:
    """Whether a first clause is about this one, and another clause behind it begins with somebody else: a scene by itself."""
    own = revisions.subject["zh"].match(clause)
    if own is None or not own.group().endswith(name):
        return False
    others = (revisions.subject["zh"].match(one) for one in PART.split(behind.strip(ENDS)))
    return any(
        one is not None and one["count"] and _named(one.group(), name, revisions) is None for one in others
    )


def _clause(text: str, at: int) -> tuple[int, int]:
    marks = [(0, 0), *(one.span() for one in PART.finditer(text)), (len(text), len(text))]
    for (_, start), (end, _) in pairwise(marks):
        if start <= at < end:
            return start, end
    return 0, len(text)


def cut_out(prompt: str, start: int, end: int) -> str | None:
    """Both sides of what was cut out, with the marks that one text needs."""
    before, after = prompt[:start], prompt[end:]
    if before.rstrip(" ")[-1:] in _PARTING and after.lstrip(" ")[:1] in _PARTING:
        before = before.rstrip(" ").rstrip(_PARTING)
    if not after.strip(ENDS):
        before, after = before.rstrip(ENDS), ""
    elif not before.strip(ENDS):
        before, after = "", after.lstrip(f"{ENDS}{_PARTING}")
    elif before.endswith(" ") and after.startswith(" "):
        after = after.lstrip(" ")
    elif after[:1] in _PARTING:
        before = before.rstrip(" ")
    shorter = (before + after).strip()
    return shorter if shorter.strip(ENDS) else None
