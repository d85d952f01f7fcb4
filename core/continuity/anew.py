"""Works in a thing of the description that a change tells anew: otherwise, several times, or with the part that differs."""

import re

from core.continuity import attribute
from core.continuity.removal import shows
from core.punctuation import ENDS, PART, comma
from core.tables import Revisions

_WORN = ("in ", "wearing ")
_WITH = " with "


_IT = re.compile(r"\b(?:it|them)\b")
# Behind an English act: what it is done to.
_DONE_TO = re.compile(
    r" [a-z]+(?P<behind>(?: (?:with|at|to|on|into|for|from|after))? (?P<thing>(?:an?|the|some|his|her|its|their) [^,.;]+?))"
    r"(?=[,.;]|$| (?:in|on|under|at|by|near|beside|inside|during|through|along|while|behind|across)\b)"
)
_SORTED = re.compile(r"an? (?P<sort>[a-z-]+) (?P<name>[a-z]{3,})", re.IGNORECASE)


def told(prompt: str, words: str, revisions: Revisions) -> str | None:
    """The description with a thing in another colour, or told anew: "a yellow scarf" where there is a red one."""
    return (
        attribute.in_other_colour(prompt, words, revisions)
        or with_thing(prompt, words, revisions)
        or _in_other_look(prompt, words, revisions)
        or _of_other_sort(prompt, words, revisions)
    )


def naming_it(new: str, prompt: str, act: re.Match[str]) -> tuple[str, int]:
    """What somebody else does, with the thing that "it" stands for, and where the words end that give way.

    Beside "eating a blueberry", "two hamsters sharing it" share a blueberry.
    """
    found = _DONE_TO.match(prompt, act.start()) if _IT.search(new) else None
    if found is None:
        return new, act.end()
    return _IT.sub(lambda _: found["thing"], new, count=1), max(found.end(), act.end())


def told_with(prompt: str, words: str, revisions: Revisions) -> str | None:
    """The same with a thing that somebody is to have: "with a blue collar"; None where they have no other such thing."""
    who, mark, thing = f" {words}".partition(_WITH)
    is_shown = not who or shows(prompt, who.strip(), revisions)  # "the dog with a blue collar"
    return told(prompt, thing, revisions) if mark and is_shown else None


def _of_other_sort(prompt: str, words: str, revisions: Revisions) -> str | None:
    """The description with an English thing of another sort: "a desert village" where there is "a tiny village"."""
    said = _SORTED.fullmatch(words)
    if said is None:
        return None
    name = re.escape(said["name"])
    there = list(re.finditer(rf"\b(?:an?|the) (?P<sort>[a-z-]+) {name}\b", prompt, re.IGNORECASE))
    if len(there) != 1 or len(re.findall(rf"\b{name}\b", prompt, re.IGNORECASE)) != 1:
        return None
    if (
        there[0]["sort"].casefold() in revisions.english.function
        or said["sort"] in revisions.english.function
    ):
        return None
    return prompt[: there[0].start()] + words + prompt[there[0].end() :]


def _in_other_look(prompt: str, words: str, revisions: Revisions) -> str | None:
    """The description with an English thing that it names once in another look, without an article: "yellow scarf"."""
    look, _, name = words.rpartition(" ")
    if not words.isascii() or not attribute.is_known(look, revisions):
        return None
    if any(one.named.fullmatch(words) for one in revisions.otherwise.sorts):
        return None  # orange juice is no juice in orange
    is_one = len(re.findall(rf"\b{re.escape(name)}\b", prompt, re.IGNORECASE)) == 1
    return attribute.described(prompt, name, look, revisions) if is_one else None


def with_thing(prompt: str, words: str, revisions: Revisions) -> str | None:
    """The description with its English thing told anew, "an orange backdrop behind the shoes"; None where it has none.

    Where it stands already is not told twice.
    """
    worn = next((words[len(one) :] for one in _WORN if words.startswith(one)), "")
    words = worn if revisions.seen.worn.search(worn) else words
    said = revisions.named_thing.match(words)
    if said is None or not revisions.seen.told_anew.match(said[0]):
        return None
    found = [one for one in revisions.named_thing.finditer(prompt) if one["name"] == said["name"]]
    rest = words[said.end() :]
    if len(found) != 1 or (rest and not revisions.seen.where_it_is.fullmatch(rest)):
        return None
    return prompt[: found[0].start()] + said[0] + prompt[found[0].end() :]


def tells_more(prompt: str, words: str, revisions: Revisions) -> bool:
    """Whether words tell more of what a description shows, and no place that it does not show: "two eagles fighting"."""
    said = revisions.seen.more_of.match(words)
    if said is None:
        return False
    shown = prompt.casefold()
    things = (re.escape(one.removesuffix("s")) for one in said["thing"].casefold().split())
    if not any(re.search(rf"\b{one}(?:s|es)?\b", shown) for one in things):
        return False
    places = [one for pattern in revisions.somewhere[:1] for one in pattern.finditer(said[0])]
    return all(re.search(rf"\b{re.escape(one[0].split()[-1])}\b", shown, re.IGNORECASE) for one in places)


def without_denied(prompt: str, words: str, revisions: Revisions) -> tuple[str, str]:
    """The description without the clause that a Chinese change denies, and the words that come in its place.

    "The camera should not be fixed, circle around it" takes out "the camera is fixed".
    """
    parts = PART.split(words)
    said = revisions.seen.denies.match(revisions.plain(parts[0]))
    if said is None:
        return prompt, words
    what, how = (parts[0][slice(*said.span(name))] for name in ("what", "how"))
    clauses = PART.split(prompt)
    told = [one.format(what=what, how=how) for one in revisions.seen.affirms]
    old = next((one for one in clauses if revisions.plain(one) in told), None)
    if old is None or len(clauses) < 2:  # noqa: PLR2004
        return prompt, words
    at = prompt.index(old)
    before, after = prompt[:at].rstrip(ENDS), prompt[at + len(old) :].lstrip(ENDS)
    rest = f"{before}{comma(prompt)}{after}" if before and after else before or after
    if len(parts) > 1 and not parts[1].startswith(what):
        parts[1] = what + parts[1]
    return rest, comma(words).join(parts[1:])


def with_part(prompt: str, words: str, revisions: Revisions) -> str | None:
    """The description with what stands in front of a Chinese thing changed: the marble of the table to wood."""
    said = revisions.seen.part_of.match(revisions.plain(words))
    if said is None:
        return None
    both, new = (words[slice(*said.span(name))] for name in ("both", "new"))
    for size in range(len(both) - 1, 0, -1):
        thing, old = both[:size], both[size:]
        if len(thing) > 1 and len(old) > 1 and old + thing in prompt:
            return prompt.replace(old + thing, new + thing, 1)
    return None


def with_object(prompt: str, words: str, revisions: Revisions) -> str | None:
    """The description with something else that is done something to: "what she cuts are tomatoes"."""
    said = revisions.seen.object_is.match(revisions.plain(words))
    if said is None:
        return None
    verb, new = (words[slice(*said.span(name))] for name in ("verb", "new"))
    found = re.search(re.escape(verb) + revisions.seen.object.pattern, prompt)
    if found is None:
        return None
    return prompt[: found.start("old")] + new + prompt[found.end("old") :]


def in_shape(prompt: str, old: str, new: str, revisions: Revisions) -> str | None:
    """The description with a Chinese thing in another shape: a kite in the shape of a dragon."""
    said = revisions.seen.shape.fullmatch(revisions.plain(new))
    name = attribute.without_article(old, revisions)
    if said is None or not name or name not in prompt:
        return None
    return prompt.replace(name, f"{said['like']}{said['shape']}{revisions.look_mark}{name}", 1)


def shows_nothing(prompt: str, part: str, revisions: Revisions) -> bool:
    """Whether a part of a change only says that something shown stays, or how much is changed."""
    plain = revisions.plain(part)
    kept = next((found for one in revisions.seen.kept if (found := one.match(plain))), None)
    return revisions.seen.remarks.match(plain) is not None or (
        kept is not None and shows(prompt, kept["what"], revisions)
    )


def without_head(new: str, before: str, revisions: Revisions) -> str:
    """The new words without those in front that stand there already: "a mural of" a phoenix instead of a whale."""
    words = new.split(" ")
    stands = f" {before}".casefold()
    # "The cat chases" stands there as "a cat chases".
    first = int(f"{words[0].casefold()} " in revisions.articles)
    for size in range(len(words) - 1, 1, -1):
        heads = [words[:size]] + ([words[first:size]] if size - first > 1 else [])
        if any(stands.endswith(f" {' '.join(one)} ".casefold()) for one in heads):
            return " ".join(words[size:]).strip()
    return new


def between(before: str, new: str, after: str, revisions: Revisions) -> str:
    """A description with new words between two parts of it; what is told beside them already is not told twice.

    Behind "falling" stands what falls: "snow", and not "falling snow".
    """
    is_done = before.endswith(tuple(new[0] + one for one in revisions.otherwise.still)) and len(new) > 1
    return before + (new[1:] if is_done else new) + without_echo(new, after, revisions)


def without_echo(new: str, after: str, revisions: Revisions) -> str:
    """What stands behind the new words, without a word with which they end as well: "snow outside".

    In Chinese what says where it is, as "beach" does, has no "inside" behind it.
    """
    if not new.isascii():
        if revisions.sides.search(revisions.plain(new)):
            after = after.removeprefix(revisions.inside)
        return after[
            next((size for size in range(len(new) - 1, 0, -1) if after.startswith(new[-size:])), 0) :
        ]
    last = new.rpartition(" ")[2]
    echoes = " " in new and last.isalpha() and re.match(rf" {last}\b", after, re.IGNORECASE) is not None
    return after[len(last) + 1 :] if echoes else after
