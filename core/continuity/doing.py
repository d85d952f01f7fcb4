"""Lets somebody whom a description shows do something else there: "change the cat to eating fish"."""

import re

from core.continuity import attribute
from core.continuity.alone import does
from core.continuity.revision import place_of, without_tail
from core.punctuation import ENDS, clauses, comma
from core.tables import Revisions, Story

_LONGEST_PLACE = 12
_CLAUSE = re.compile(r"[^，,。.;；!！\n]*")
_TELLS = re.compile(r"\b[a-z]{2,}(?:ing|[a-rt-z]s)\b")
_DOUBLED = re.compile("(?:^|[^aeiou])[aeiou][^aeiouwxy]$")  # run → running


def does_otherwise(prompt: str, words: str, revisions: Revisions, story: Story) -> str | None:
    """The description with what somebody does in it, or where, replaced; None where the words say nothing of that."""
    words = without_tail(words.strip(ENDS), revisions)
    if len(clauses(words)) != 1:
        return None
    for pattern in revisions.doing:
        said = pattern.match(revisions.plain(words))
        if said is None:
            continue
        old, new = (words[slice(*said.span(name))].strip() for name in ("old", "new"))
        who = place_of(prompt, attribute.without_article(old, revisions), revisions)
        if who is None or does(old, story):
            continue  # of something that is done, "running", only the word gives way
        rest = _CLAUSE.match(prompt, who.end())
        assert rest is not None
        if not rest[0] and not any(one.fullmatch(old) for one in revisions.subject.values()):
            continue  # a thing that something is done to
        told = (
            _english(rest[0], new, revisions)
            if new.isascii()
            else _chinese(who[0], rest[0], new, revisions, story)
        )
        if told is not None:
            return prompt[: who.end()] + told + prompt[rest.end() :]
    return None


def _chinese(who: str, rest: str, new: str, revisions: Revisions, story: Story) -> str | None:
    """What stands behind somebody's name in a Chinese clause, with the new words for what is done, or for where."""
    place = _place(rest, story)
    if _place(new, story) == new:
        return new + rest[len(place) :]  # only where it happens
    act, where = revisions.doing_now.sub("", new), _place(new, story)
    is_done = does(act, story) or does(new[len(where) :], story)
    if not is_done:
        return None
    if revisions.doing_with.match(rest):
        return f"{rest}{comma(rest)}{who}{new}"
    return place + act if place and not where else new


def _place(words: str, story: Story) -> str:
    """The words at the beginning that say where, in Chinese; empty where there are none."""
    ends = range(3, min(len(words), _LONGEST_PLACE) + 1)
    return next((words[:end] for end in ends if story.where.fullmatch(words[:end])), "")


def _english(rest: str, new: str, revisions: Revisions) -> str | None:
    """The same in English."""
    first, _, more = new.partition(" ")
    if not first.endswith("ing"):
        stem = first.removesuffix("e") if not first.endswith("ee") else first
        first = (stem + first[-1] if _DOUBLED.search(first) else stem) + "ing"
    act = f" {first} {more}".rstrip()
    old = revisions.done.match(rest)
    if old is None and _TELLS.search(rest):
        return None  # "in a red dress runs on the beach"
    behind = rest[old.end() :] if old is not None else rest
    return act if revisions.somewhere[0].search(act) else act + behind
