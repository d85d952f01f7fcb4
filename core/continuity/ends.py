"""The ends of a change: words that only lead to it or ask for it, what reading took from its front, and where it goes on."""

import re

from core.continuity import attribute
from core.model import Language
from core.punctuation import ENDS, clauses
from core.tables import Revisions


def join(prompt: str, words: str, revisions: Revisions, language: Language) -> str:
    """The description with these words added; a place that they fill is not empty any more."""
    if not words or _tells(prompt, words):
        return prompt
    if revisions.seen.fills.search(words):
        prompt = _not_empty(prompt, revisions)
    bare = words.removesuffix(revisions.look_mark)
    if bare != words and (
        any(bare in row for row in revisions.one_of)
        or any(one.fullmatch(bare) for one in revisions.about.around)
    ):
        words = bare  # "one in the snow" tells of snow
    kept = prompt.rstrip(ENDS)
    first = words.split(" ", 1)[0].casefold()
    words = words[0].lower() + words[1:] if kept and first in revisions.english.opens else words
    return kept + revisions.separator[language] + words if kept else words


def swap_told(words: str, revisions: Revisions) -> tuple[str, str] | None:
    """What is to give way and what comes in its place, as the words of a change name them; None where they swap nothing."""
    for pattern in revisions.patterns:
        match = pattern.match(revisions.plain(words))
        if match is not None:
            old, new = (words[slice(*match.span(name))].strip() for name in ("old", "new"))
            return old, without_tail(new, revisions)
    return None


def without_bare(prompt: str, before: str, revisions: Revisions) -> str:
    """A Chinese description without a clause left that only names one of those shown: who had the veil on."""
    if prompt.isascii() or revisions.otherwise.group.search(clauses(prompt)[0][0]) is None:
        return prompt
    old = [clause for clause, _ in clauses(before)]
    first, *rest = clauses(prompt)
    kept = [
        clause + mark
        for clause, mark in rest
        if clause in old or revisions.subject["zh"].fullmatch(revisions.plain(clause)) is None
    ]
    return prompt if len(kept) == len(rest) else ("".join(("".join(first), *kept))).rstrip(ENDS)


def _tells(prompt: str, words: str) -> bool:
    """Whether a description has these words already; "knights" do not tell that it is night."""
    edge = r"\b" if words.isascii() and words[0].isalnum() and words[-1].isalnum() else ""
    return re.search(f"{edge}{re.escape(words)}{edge}", prompt) is not None


def without_tail(words: str, revisions: Revisions) -> str:
    """The words without those at their end, and the marks, that only ask for them."""
    words = words.rstrip(f"{ENDS}?？")
    plain = revisions.plain(words).casefold()
    tail = next((one for one in revisions.tail if len(words) > len(one) and _ends(plain, one)), "")
    return words[: len(words) - len(tail)].rstrip(ENDS)


def swap_lead(words: str, revisions: Revisions) -> str:
    """The words at the head of a change that only say that something gives way, "make it"; empty where it has none."""
    plain = revisions.plain(words).casefold()
    return next((one for one in revisions.swap if plain.startswith(one) and len(one) < len(plain)), "")


def without_particles(prompt: str, revisions: Revisions) -> str:
    """A new description without what only belongs to the wish for it: "… eating strawberries then"."""
    for one in revisions.particles:
        prompt = one.sub(r"\g<kept>", prompt)
    return prompt


def _ends(plain: str, tail: str) -> bool:
    """Whether words end in this tail, and not in a longer English word: "tattoo" has no "too"."""
    before = plain[: -len(tail)][-1:]
    return plain.endswith(tail) and not (tail[0].isascii() and tail[0].isalpha() and before.isalnum())


def without_join(words: str, revisions: Revisions) -> str:
    """The words without the one in front that joins them to what was said before."""
    for one in revisions.joins:
        if revisions.plain(words).casefold().startswith(one) and len(words) > len(one):
            return words[len(one) :].strip()
    return words


def _not_empty(prompt: str, revisions: Revisions) -> str:
    """The description without the word that calls its place empty."""
    found = revisions.seen.empty.search(prompt)
    if found is None:
        return prompt
    before, after = prompt[: found.start()], prompt[found.end() :]
    return attribute.with_article(before, after, revisions) if after.isascii() and after else before + after


def as_typed(words: str, text: str, prompt: str) -> str:
    """The words of a change, with characters in front that the reading took for politeness given back.

    Such characters belong to a thing of the description: the Chinese word for an invitation begins with "please".
    """
    at = text.find(words) if words else -1
    if at <= 0:
        return words
    length = next((n for n in range(len(words), 0, -1) if words[:n] in prompt), 0)
    while at and length and text[at - 1].isalnum() and text[at - 1] + words[:length] in prompt:
        at -= 1
        words = text[at] + words
        length += 1
    return words
