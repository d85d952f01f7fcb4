"""What a message that surely tells other parts of a scene makes of its description."""

from collections.abc import Sequence
from dataclasses import replace

from core import continuity
from core.desk.turn import Turn
from core.model import Intent, Wishes
from core.punctuation import ENDS
from core.tables import Parted, Said

_BESIDE = (continuity.ADDED, continuity.TAKEN, continuity.GIVES_WAY)  # put nothing in the place of something
_LINK = "://"
_TWO = 2
_SHORTEST = 2  # characters of a part; a shorter one is a slip


def put_in_surely(turn: Turn, prompt: str, text: str) -> continuity.PutIn | None:
    """The description with the parts that a message tells put in; None where it is not sure that it tells such.

    It is where all words around the parts only speak to us, and there are some.
    """
    parted = turn.desk.tables.parted
    told: Sequence[continuity.Told] = continuity.told_parts(text, prompt, parted)
    if not _may_be(told, text, parted) or not continuity.is_told_alone(text, told, prompt, parted):
        return None
    told = [replace(one, text=_without_model(turn, one.text)) for one in told]
    if not all(one.text for one in told):
        return None  # "try it with Vidu instead" puts nobody into the scene
    found = continuity.put_in(prompt, told, parted, turn.desk.tables.revisions)
    return None if found is None or (found.absent and not found.replaces) else found


def put_in_likely(turn: Turn, prompt: str, text: str, words: str) -> continuity.PutIn | None:
    """The same where only all of `words` is told or speaks to us: what the parser has left of a message."""
    parted = turn.desk.tables.parted
    told = [one for one in continuity.told_parts(text, prompt, parted) if one.text in words]
    placed = [replace(one, start=words.find(one.text)) for one in told]
    if not _may_be(told, text, parted) or not continuity.is_told_alone(words, placed, prompt, parted):
        return None
    return _replaced(turn, prompt, told)


def put_in_time(turn: Turn, prompt: str, words: str) -> continuity.PutIn | None:
    """The description with an hour, a season or a weather in the place of another one; None where `words` tell more."""
    parted = turn.desk.tables.parted
    told = continuity.parts_of(words, parted)
    if len(told) != 1 or told[0].label != continuity.TIME or told[0].end - told[0].start < len(words):
        return None
    return _replaced(turn, prompt, [continuity.Told(continuity.TIME, words)])


def _replaced(turn: Turn, prompt: str, told: Sequence[continuity.Told]) -> continuity.PutIn | None:
    """The description with these parts; None where nothing gives way to them."""
    found = continuity.put_in(prompt, told, turn.desk.tables.parted, turn.desk.tables.revisions)
    return found if found is not None and found.replaces else None


def _may_be(told: Sequence[continuity.Told], text: str, parted: Parted) -> bool:
    """Whether the parts can be what a message says, and not several versions or what no picture shows."""
    around = parted.around
    if sum(len(one.text) for one in told) >= len(text.strip(ENDS)) - 1:
        return False  # nothing around them tells that they are a change
    if (
        not told
        or any(len(one.text) < _SHORTEST for one in told)
        or around.unseen.search(text)
        or any(around.no_part.search(one.text) for one in told)
        or _LINK in text
    ):
        return False
    sorts = [one.sort for one in told]
    replaced = [one for one in sorts if one not in _BESIDE]
    if len({*replaced}) < len(replaced) or (continuity.GIVES_WAY in sorts and not replaced):
        return False
    if continuity.DEED in replaced and around.happens.search(text):
        return False
    if continuity.WHO in replaced and around.keeps.search(text):
        return False
    if continuity.PLACE in replaced and around.wears.search(text):
        return False
    return continuity.TAKEN not in sorts or continuity.asks_to_take(text, told, parted)


def _without_model(turn: Turn, words: str) -> str:
    """The words without the name of a model at their end: it makes the clip, and is not shown in it."""
    sheet = turn.desk.parser.sheet(words)
    name = next((one for one in sheet.spans if one.is_name and one.end >= len(words.rstrip(ENDS))), None)
    if name is None:
        return words
    return turn.desk.tables.parted.around.made_with.sub("", words[: name.start]).rstrip()


def swapped_twice(turn: Turn, prompt: str, said: Intent) -> tuple[str, Wishes] | None:
    """The description with another thing in both places where it names one; None where the message swaps no such thing."""
    tables = turn.desk.tables
    changed = continuity.swapped_everywhere(
        prompt,
        said.prompt,
        tables.revisions,
        goes_along=lambda behind: tables.sayings.says(behind, Said.NAMED_AFTER),
        stays=lambda behind: tables.sayings.says(behind, Said.VESSEL_OF),
        is_doubled=lambda words: tables.sayings.says(words, Said.DOUBLED),
    )
    return None if changed is None else (changed, said.wishes)


def left_alone(turn: Turn, prompt: str, said: Intent) -> tuple[str, Wishes] | None:
    """The description with only one of two who are shown there; None where the message does not keep one of two."""
    tables = turn.desk.tables
    sayings, subject = tables.sayings, tables.revisions.subject["zh"]
    found = sayings.find(said.prompt, Said.ONLY_WHO) or sayings.find(turn.incoming.text, Said.ONLY_WHO)
    both = list(subject.finditer(tables.revisions.plain(prompt)))[:_TWO] if found is not None else []
    if found is None or len(both) < _TWO or prompt.isascii():
        return None
    first, second = both
    if not sayings.says(prompt[first.end() : second.start()], Said.JOINS_TWO):
        return None
    kept = [one for one in both if prompt[slice(*one.span())].endswith(found["who"])]
    if len(kept) != 1:
        return None
    rest = sayings.story.together.sub("", prompt[second.end() :], count=1)
    return prompt[: first.start()] + prompt[slice(*kept[0].span())] + rest, said.wishes
