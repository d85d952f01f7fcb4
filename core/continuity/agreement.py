"""Lets the rest of a description agree with who it shows now: number, pronouns, and a name that is told once more."""

import re
from itertools import permutations, takewhile

from core.continuity.seen import as_one_does
from core.punctuation import PART
from core.tables import Revisions

BE = {" is ": " are ", " has ": " have ", " isn't ": " aren't ", " does ": " do ", " goes ": " go "}
# What one does behind its name, and no other word in "s".
_DOES = re.compile(
    r" (?!(?:always|sometimes|across|towards|versus|besides|indoors|outdoors|upstairs|downstairs)\b)"
    r"(?P<stem>[a-z]+?)(?P<end>ies|(?<=sh)es|(?<=ch)es|(?<=ss)es|(?<=x)es|(?<=zz)es|(?<![siu])s)\b"
)
# Behind the English name of somebody, and not within a longer one: "the dog catcher".
_GOES_ON = r"(?= (?:is|are|in|on|at|with|and|to|who|then|[a-z]+s|[a-z]+ing)\b|[,.;]|$)"
_SHORT_STEM = 1  # letters in front of "ies" in "ties" and "lies"
_SHORTEST_NAME = 2


def following(before: str, after: str, revisions: Revisions) -> str:
    """The changed description, told of men where women gave way to men, or the other way; else as it is."""
    for gone, there in permutations(revisions.otherwise.persons, 2):
        was_alone = gone.who.search(before) is not None and there.who.search(before) is None
        if was_alone and gone.who.search(after) is None and there.who.search(after) is not None:
            for said, instead in gone.said:
                after = said.sub(instead, after)
    return _agreed(before, _renamed(before, after, revisions), revisions)


def told_of_many(after: str) -> str:
    """What stands behind the name of one, told of several."""
    for one, several in BE.items():
        if after.startswith(one):
            return several + after[len(one) :]
    does = _DOES.match(after)
    if does is None:
        return after
    verb = does["stem"]
    if does["end"] == "ies":
        verb += "ie" if len(verb) <= _SHORT_STEM else "y"
    return f" {verb}{after[does.end() :]}"


def told_of_one(after: str, revisions: Revisions) -> str:
    """What stands behind the name of several, told of one."""
    for one, several in BE.items():
        if after.startswith(several):
            return one + after[len(several) :]
    does = revisions.seen.verb.match(after, 1) if after.startswith(" ") else None
    if does is None or after[does.end() : does.end() + 1].isalpha():
        return after
    return f" {as_one_does(does.group())}{after[does.end() :]}"


def _agreed(before: str, after: str, revisions: Revisions) -> str:
    """The changed description, with its first verb told of one where several gave way to one, or the other way."""
    many, one = revisions.english.many, revisions.english.single
    was_many, is_many = (many.match(text.casefold()) is not None for text in (before, after))
    if was_many is is_many or one.match((after if was_many else before).casefold()) is None:
        return after
    alike = sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before[::-1], after[::-1], strict=False))
    )
    start = after.find(" ", len(after) - alike)
    if start < 0:
        return after
    rest = after[start:]
    return after[:start] + (told_of_many(rest) if is_many else told_of_one(rest, revisions))


def _renamed(before: str, after: str, revisions: Revisions) -> str:
    """The changed description with the new name also where the one who gave way is named once more; else as it is."""
    is_english = before.isascii() and after.isascii()
    names = _nouns if is_english else _names
    there, now = names(before, revisions), names(after, revisions)
    gone = [
        one for one in dict.fromkeys(there) if there.count(one) > 1 and now.count(one) == there.count(one) - 1
    ]
    come = [one for one in now if one not in there]
    if len(gone) != 1 or len(come) != 1:
        return after
    if not is_english and (len(gone[0]) < _SHORTEST_NAME or come[0].endswith(gone[0])):
        return _renamed_ahead(after, gone[0], come[0], revisions)
    if len(gone[0]) < _SHORTEST_NAME or gone[0] in come[0]:
        return after
    if is_english:
        after = _told_first(after, gone[0], come[0])
        again_en = rf"\b(the) {re.escape(gone[0])}{_GOES_ON}"
        return re.sub(again_en, rf"\1 {come[0]}", after, flags=re.IGNORECASE)
    again = [
        one for one in revisions.subject["zh"].finditer(revisions.plain(after)) if one[0].endswith(gone[0])
    ]
    return after if any(one["count"] for one in again) else after.replace(gone[0], come[0])


def _renamed_ahead(after: str, gone: str, come: str, revisions: Revisions) -> str:
    """The description with a Chinese name of one character, or one in another look, wherever a clause begins with it."""
    plain = revisions.plain(after)
    again = [one for one in revisions.subject["zh"].finditer(plain) if one[0] == gone]
    counted = [
        one
        for one in revisions.subject["zh"].finditer(plain)
        if one["count"] and one[0] == f"{one['count']}{gone}"
    ]
    if counted:
        return after  # another of them
    for one in reversed(again):
        if one.start() and not PART.fullmatch(after[one.start() - 1]):
            continue
        after = after[: one.start()] + come + after[one.end() :]
    return after


def _told_first(after: str, gone: str, come: str) -> str:
    """The English description with the new name where the old one is told first, and known behind that: "the samurai"."""
    old = re.search(rf"\ban? {re.escape(gone)}\b", after, re.IGNORECASE)
    new = re.search(rf"\ban? {re.escape(come)}\b", after, re.IGNORECASE)
    if old is None or new is None or new.start() < old.end():
        return after
    return f"{after[: old.start()]}{new[0]}{after[old.end() : new.start()]}the {come}{after[new.end() :]}"


def _names(prompt: str, revisions: Revisions) -> list[str]:
    """The subjects that a Chinese description names, without how many they are."""
    found = revisions.subject["zh"].finditer(revisions.plain(prompt))
    return [one[0].removeprefix(one["count"] or "") for one in found]


def _nouns(prompt: str, revisions: Revisions) -> list[str]:
    """The subjects that an English description names, without what they look like."""
    return [
        one[0].casefold().split()[-1] for one in revisions.subject["en"].finditer(revisions.plain(prompt))
    ]
