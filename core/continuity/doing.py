"""Lets somebody whom a description shows do something else there: "change the cat to eating fish"."""

import re

from core.continuity import attribute
from core.continuity.doers import does, other
from core.continuity.ends import without_tail
from core.continuity.other_name import end_of_name
from core.continuity.outright import NAMES_OLD
from core.continuity.revision import place_of, revise
from core.model import Language
from core.punctuation import ENDS, PART, clauses, comma
from core.tables import Revisions, Story

_LONGEST_PLACE = 12
_CLAUSE = re.compile(r"[^，,。.;；!！\n]*")
_TELLS = re.compile(r"\b[a-z]{2,}(?:ing|[a-rt-z]s)\b")
_SAID_OF_ONE = re.compile("[a-rt-z]s$")  # rides, not "ride"
_DOUBLED = re.compile("(?:^|[^aeiou])[aeiou][^aeiouwxy]$")  # run → running


def does_otherwise(prompt: str, words: str, revisions: Revisions, story: Story) -> str | None:
    """The description with what somebody does in it, or where, replaced; None where the words say nothing of that."""
    words = words.strip(ENDS)
    if len(clauses(words)) != 1 or revisions.otherwise.as_well.match(words):
        return None
    old_act = NAMES_OLD.search(words)
    if old_act is not None and revisions.patterns[0].match(words):
        return None  # only the place gives way
    words = words if old_act is None else words[: old_act.start()]
    told_anew = _somebody_else(prompt, without_tail(words, revisions), revisions, story)
    told_anew = (
        told_anew or _done_again(prompt, words, revisions) or _by_whoever(prompt, words, revisions, story)
    )
    told_anew = told_anew or _with_its_doer(prompt, without_tail(words, revisions), revisions, story)
    return told_anew or _by_name(prompt, without_tail(words, revisions), revisions, story)


def some_do_otherwise(prompt: str, words: str, revisions: Revisions, story: Story) -> tuple[str, str] | None:
    """The Chinese description with what one of several clauses lets somebody do, and the other clauses; else None."""
    parts = clauses(words.strip(ENDS))
    if len(parts) == 1 or words.isascii():
        return None
    others: list[str] = []
    for clause, _ in parts:
        bare, is_swap = without_tail(clause, revisions), revisions.doing[0].match(revisions.plain(clause))
        told = _by_name(prompt, bare, revisions, story) if is_swap else None
        if told is None and not others:
            told = _by_whoever(prompt, bare, revisions, story)
        if told is None:
            others.append(clause)
        else:
            prompt = told
    return (prompt, comma(words).join(others)) if len(others) < len(parts) else None


def _somebody_else(prompt: str, words: str, revisions: Revisions, story: Story) -> str | None:
    """The Chinese description with another one who does something of their own: "the rocket becomes a balloon rising …".

    What the old one does, and where, gives way as well, up to the end of the clause.
    """
    said = revisions.doing[0].match(revisions.plain(words))
    if said is None:
        return None
    old, new = (words[slice(*said.span(name))].strip() for name in ("old", "new"))
    who = place_of(prompt, old, revisions)
    named = revisions.subject["zh"].match(revisions.plain(new))
    at = next((at for at in range(1, len(new)) if revisions.doing_now.match(new[at:])), 0)
    ends = [named.end(), at] if named is not None else [at]
    size = next((end for end in ends if end and _acts(new[end:], revisions, story)), 0)
    rest = _CLAUSE.match(prompt, who.end()) if who is not None else None
    if who is None or rest is None or not size or does(old, story) or does(new[:size], story):
        return None
    if rest[0].startswith(revisions.look_mark) or revisions.doing_with.match(rest[0]):
        return None
    scene = prompt[: who.end()] + new[size:] + prompt[rest.end() :]
    swap = revisions.swapped["zh"].format(old=old, new=new[:size])
    return revise(scene, swap, revisions, "zh")


def _acts(words: str, revisions: Revisions, story: Story) -> bool:
    """Whether Chinese words behind a name tell what is done, perhaps behind where."""
    where = _place(words, story)
    act = revisions.doing_now.sub("", words[len(where) :])
    return len(act) > 1 and (bool(where) or does(act, story))


def _by_name(prompt: str, words: str, revisions: Revisions, story: Story) -> str | None:
    """The same where the words name who does it: "the cat is reading instead"."""
    for pattern in revisions.doing:
        said = pattern.match(revisions.plain(words))
        if said is None:
            continue
        old, new = (words[slice(*said.span(name))].strip() for name in ("old", "new"))
        who = place_of(prompt, attribute.without_article(old, revisions), revisions)
        if who is None or does(old, story) or any(old in row and new in row for row in revisions.kinds):
            continue  # of something that is done, "running", only the word gives way; boots are no act of shoes
        if _stands_behind_doer(prompt, who, revisions):
            continue
        name = new.rpartition(revisions.look_mark)[2]
        if name != new and revisions.subject["zh"].fullmatch(revisions.plain(name)):
            continue  # somebody told by what is done, and not what the other one does
        if _is_worn(new, revisions):
            return prompt[: who.start()] + new + prompt[who.start() :]
        end = end_of_name(revisions.subject["en"], prompt, who.end()) if new.isascii() else who.end()
        rest = _CLAUSE.match(prompt, end)
        assert rest is not None
        if not rest[0] and not any(one.fullmatch(old) for one in revisions.subject.values()):
            continue  # a thing that something is done to
        told = (
            _english(rest[0], new, revisions)
            if new.isascii()
            else _chinese(who[0], rest[0], new, revisions, story)
        )
        if told is not None:
            return prompt[:end] + told + prompt[rest.end() :]
    return None


def _stands_behind_doer(prompt: str, words: re.Match[str], revisions: Revisions) -> bool:
    """Whether Chinese words stand right behind somebody: they tell how or where he is, and name nobody."""
    subject = revisions.subject["zh"]
    one = subject.search(revisions.plain(prompt)) if not prompt.isascii() else None
    return one is not None and one.end() == words.start() and subject.fullmatch(words[0]) is None


def _is_worn(new: str, revisions: Revisions) -> bool:
    """Whether words tell somebody by what they wear, to stand in front of who is shown."""
    return new.endswith(revisions.look_mark) and revisions.otherwise.worn.match(new) is not None


def _by_whoever(prompt: str, words: str, revisions: Revisions, story: Story) -> str | None:
    """The same where the words name nobody: "have her read instead" means whoever the description shows."""
    language: Language = "en" if words.isascii() else "zh"
    who = revisions.subject[language].search(revisions.plain(prompt))
    said = next((one for row in revisions.otherwise.act if (one := row.match(revisions.plain(words)))), None)
    if who is None or said is None:
        return None
    new, rest, end = words[slice(*said.span("new"))].strip(), _CLAUSE.match(prompt, who.end()), who.end()
    assert rest is not None
    if language == "en":
        told = _english(rest[0], new, revisions)
    else:
        end += len(other(rest[0], story, revisions.subject["zh"]))  # those with him do it too
        told = _chinese(who[0], prompt[end : rest.end()], new, revisions, story)
    return None if told is None else prompt[:end] + told + prompt[rest.end() :]


def _with_its_doer(prompt: str, words: str, revisions: Revisions, story: Story) -> str | None:
    """The same in Chinese where the new words tell who does it, the same one or another: "make it the cat yawning"."""
    said = revisions.otherwise.act_named.match(revisions.plain(words))
    new = words[slice(*said.span("new"))] if said is not None else ""
    named = revisions.subject["zh"].match(revisions.plain(new))
    who = revisions.subject["zh"].search(revisions.plain(prompt))
    if named is None or who is None or not does(revisions.doing_now.sub("", new[named.end() :]), story):
        return None
    rest = _CLAUSE.match(prompt, who.end())
    assert rest is not None
    told = _chinese(who[0], rest[0], new[named.end() :], revisions, story)
    if told is None or not (does(rest[0], story) or revisions.doing_now.match(rest[0])):
        return None  # nothing is being done that could give way
    start, end = who.span()
    name = prompt[start:end]
    if not name.endswith(new[: named.end()]):
        count = (
            "" if named["count"] is not None or who["count"] is None else prompt[slice(*who.span("count"))]
        )
        name = count + new[: named.end()]
    return prompt[:start] + name + told + prompt[rest.end() :]


def _done_again(prompt: str, words: str, revisions: Revisions) -> str | None:
    """The Chinese description with something else that the same is done with: snowflakes are chased, and not butterflies."""
    said = revisions.otherwise.act_again.match(revisions.plain(words))
    if said is None:
        return None
    told = list(
        re.finditer(revisions.otherwise.act_told.replace("ACT", said["act"]), revisions.plain(prompt))
    )
    if len(told) != 1:
        return None
    start, end = told[0].span("old")
    return prompt[:start] + words[slice(*said.span("new"))] + prompt[end:]


def acts_instead(prompt: str, words: str, absent: str, revisions: Revisions) -> tuple[str, str] | None:
    """The description with an English act instead of the one told, and the rest of the words.

    None where the words do not say that the other act gives way: "rather than in the kitchen", or without the thing
    that it needs, `absent`.
    """
    who = revisions.subject["en"].search(prompt)
    parts = PART.split(words)
    for at, part in enumerate(parts):
        said = revisions.seen.rather.match(part)
        is_rather = said is not None
        said = said or revisions.seen.rows[0][0].match(part)
        rest = _CLAUSE.match(prompt, who.end()) if who is not None else None
        if said is None or who is None or rest is None:
            continue
        old = revisions.done.match(rest[0])
        if old is None or not (is_rather or (absent and place_of(old[0], absent, revisions))):
            continue
        act = _english(rest[0], said["act"], revisions)
        if act is not None:
            others = [one for index, one in enumerate(parts) if index != at]
            return prompt[: who.end()] + act + prompt[rest.end() :], comma(words).join(others)
    return None


def _chinese(who: str, rest: str, new: str, revisions: Revisions, story: Story) -> str | None:
    """What stands behind somebody's name in a Chinese clause, with the new words for what is done, or for where."""
    posture, place = _stays(rest, revisions, story)
    if _place(new, story) == new:
        return posture + new + rest[len(posture + place) :]  # only where it happens
    act, where = revisions.doing_now.sub("", new), _place(new, story)
    is_done = does(act, story) or does(new[len(where) :], story)
    if not is_done:
        return None
    if revisions.doing_with.match(rest):
        return f"{rest}{comma(rest)}{who}{new}"
    if not posture + place or where:
        return new
    return place + act if revisions.otherwise.moving.match(act) else posture + place + act


def _stays(rest: str, revisions: Revisions, story: Story) -> tuple[str, str]:
    """How somebody stays somewhere, and where, as Chinese words begin with it: "sits", "in the yard"; each may be empty."""
    leaning, posture = revisions.otherwise.leaning.match(rest), revisions.otherwise.posture.match(rest)
    if leaning is not None:
        return leaning[0], ""
    head = posture[0] if posture is not None else ""
    there = revisions.otherwise.stood.match(rest, len(head))
    place = _place(rest[len(head) :], story) or (there[0] if there is not None else "")
    return (head, place) if place else ("", "")


def _place(words: str, story: Story) -> str:
    """The words at the beginning that say where, in Chinese, with their side ("on the beach"); empty where there are none."""
    ends = [
        end for end in range(3, min(len(words), _LONGEST_PLACE) + 1) if story.where.fullmatch(words[:end])
    ]
    if not ends:
        return ""
    # "In the park on the bench": all of where it is stands in front of what is done there.
    whole = next((end for end in reversed(ends[1:]) if does(words[end:], story)), 0)
    return words[: whole or ends[0] + (ends[0] + 1 in ends)]


def _english(rest: str, new: str, revisions: Revisions) -> str | None:
    """The same in English."""
    first = new.partition(" ")[0]
    is_state = revisions.seen.scene_goes_on.match(new) is not None  # "asleep on a couch"
    is_told = (is_state and revisions.seen.verb.fullmatch(first) is None) or _SAID_OF_ONE.search(first)
    act = f" {new if is_told else being_done(new, revisions)}"
    old = revisions.done.match(rest)
    if old is None and _TELLS.search(rest):
        return None  # "in a red dress runs on the beach"
    behind = rest[old.end() :] if old is not None else rest
    if not revisions.somewhere[0].search(act) and not revisions.otherwise.way.search(act):
        return act + behind
    when = next((one for time in revisions.times for one in time.finditer(behind) if one["at"]), None)
    return act if when is None else f"{act} {when[0]}"


def in_the_act(verb: str) -> str:
    """An English verb as it stands for what is being done: "running"."""
    stem = verb.removesuffix("e") if not verb.endswith("ee") else verb
    return (stem + verb[-1] if _DOUBLED.search(verb) else stem) + "ing"


def being_done(words: str, revisions: Revisions) -> str:
    """English words that begin with a verb, told as being done: "holding a rose and smiling"."""
    first, _, more = words.partition(" ")
    if first.endswith("ing") and revisions.seen.verb.fullmatch(first) is None:  # "sing" is no such form
        return words
    more = revisions.seen.verbs.sub(
        lambda one: one[0].removesuffix(one["act"]) + in_the_act(one["act"]), more
    )
    return f"{in_the_act(first)} {more}".rstrip()
