"""Tells what a change orders as something to be seen: "have her turn round" is "she turns round"."""

import re
from collections.abc import Iterable

from core.punctuation import ENDS, clauses, comma
from core.tables import Revisions

_SIBILANT = re.compile("(?:s|sh|ch|x|z|o)$")
_CONSONANT_Y = re.compile("[^aeiou]y$")


def wishes_in(words: str, revisions: Revisions) -> list[str]:
    """The wishes that a clause joins by "and"."""
    parts: list[str] = []
    begin = 0
    for joint in revisions.seen.joint.finditer(revisions.plain(words)):
        parts.append(words[begin : joint.start()])
        begin = joint.end()
    return [*parts, words[begin:]]


def as_seen(words: str, revisions: Revisions) -> str:
    """The words of an order as those of a description; as they are where they order nothing."""
    return _told(words, revisions.seen.rows, revisions)


def as_ordered(words: str, text: str, revisions: Revisions) -> str:
    """The words of a change as those of a description, where the message orders somebody to do them.

    The reading takes "make" for its own: "the dog jump" is left of "make the dog jump".
    """
    return "".join(_ordered(clause, text, revisions) + mark for clause, mark in clauses(words))


def _ordered(clause: str, text: str, revisions: Revisions) -> str:
    bare = clause.strip(ENDS)
    lead = text[: max(0, text.find(bare))].split()[-1:] if bare else []
    order = " ".join((*lead, bare))
    told = as_seen(order, revisions)
    is_order = told != order and as_seen(bare, revisions) == bare
    return clause.replace(bare, told) if is_order else clause


def as_pictured(words: str, revisions: Revisions) -> str:
    """The same for somebody in a picture: "make the fox in this turn its head" is "the fox turns its head"."""
    words = revisions.seen.once_again.sub("", words)
    both = revisions.seen.both_wished.match(words)
    if both is not None:
        told = [_told(one, revisions.seen.pictured, revisions) for one in both.group("first", "rest")]
        if told[0] != both["first"] and told[1] != both["rest"]:
            return f"{told[0]}{comma(told[0])}{told[1]}"
    return _told(words, revisions.seen.pictured, revisions)


def as_framed(words: str, revisions: Revisions) -> str:
    """What is told of the only picture, without words that call it the first frame, which it is anyway."""
    return _told(words, revisions.seen.framed, revisions)


def as_named(words: str, names: Iterable[str], revisions: Revisions, *, is_beside: bool) -> str:
    """The same for somebody with a name: "make Biscuit surf" is "Biscuit surfs".

    "Put Biscuit in a hat" is "Biscuit in a hat" only where it is not said beside a clip, which may show that one.
    """
    told = _told(words, revisions.seen.named, revisions)
    put = None if is_beside else revisions.seen.put.match(words)
    if put is not None:
        told = f"{put['who']} {put['rest']}"
    return told if any(_begins_with(told, one) for one in names) else words


def _begins_with(told: str, name: str) -> bool:
    """Whether a scene begins with this name, however it is written: "tomatoes" do not with "Tom"."""
    behind = told[len(name) : len(name) + 1]
    return told.casefold().startswith(name.casefold()) and not (behind.isascii() and behind.isalpha())


def _told(words: str, rows: Iterable[tuple[re.Pattern[str], str]], revisions: Revisions) -> str:
    text = revisions.plain(words)
    for pattern, plain in rows:
        found = pattern.match(text)
        if found is None:
            continue
        said = {name: words[slice(*found.span(name))].strip() for name in found.groupdict()}
        who = said.get("who", "")
        said["who"] = revisions.seen.who.get(who.casefold(), who)
        if "act" in said:
            said["act"] = _done_by(said["who"], said["act"], revisions)
        return plain.format(**said)
    return words


def _done_by(who: str, act: str, revisions: Revisions) -> str:
    """What somebody does, with the verb as it stands behind that name: "she turns round and smiles"."""
    if revisions.seen.several.search(who) and not who.istitle():
        return act
    first, _, rest = act.partition(" ")
    told = f"{as_one_does(first)} {rest}".rstrip()
    return revisions.seen.verbs.sub(
        lambda one: one[0].removesuffix(one["act"]) + as_one_does(one["act"]), told
    )


def as_one_does(verb: str) -> str:
    """An English verb behind "she"."""
    if verb.casefold() == "have":
        return verb[:-2] + "s"
    if _CONSONANT_Y.search(verb):
        return verb[:-1] + "ies"
    return verb + ("es" if _SIBILANT.search(verb) else "s")
