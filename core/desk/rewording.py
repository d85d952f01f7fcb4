"""Works a message into a description: other words, and what must not appear from now on."""

from collections.abc import Sequence
from dataclasses import replace

from core import continuity
from core.desk.turn import Turn
from core.model import Intent, Wishes
from core.phrases import head
from core.punctuation import ENDS, PART, comma
from core.tables import Parted, Said
from core.tagging import words_of

_SHORTEST = 2  # characters of a part; a shorter one is a slip
_HEAD = 60  # characters of a description


def reworded(turn: Turn, prompt: str, said: Intent) -> tuple[str, Wishes]:
    """The changed description, and the message's wishes; what could not be cut out is added there as unwanted.

    What the message tells part by part counts, where that is sure; else the phrases.
    """
    changed, wishes = _by_phrases(turn, prompt, said)
    parted = _by_parts(turn, prompt, said, changed)
    if parted is None:
        return changed, wishes
    absent = parted.absent or None
    wishes = replace(
        said.wishes, negative_prompt=continuity.joined(said.wishes.negative_prompt, absent or "") or None
    )
    return continuity.following(prompt, parted.prompt, turn.desk.tables.revisions), wishes


def _by_parts(turn: Turn, prompt: str, said: Intent, changed: str) -> continuity.PutIn | None:
    """The description as the parts told in the message change it; None where the phrases know better.

    Of a message with several versions only the words of this one count.
    """
    kept, text = prompt.strip(ENDS), turn.typed or turn.incoming.text
    if not said.prompt or prompt.isascii() is not text.isascii():
        return None
    parted, revisions = turn.desk.tables.parted, turn.desk.tables.revisions
    told = [_whole(one, said.prompt, parted) for one in continuity.told_parts(text, prompt, parted)]
    if not _tells_all(told, said.prompt) or revisions.otherwise.as_well.match(text):
        return None
    is_alone = continuity.is_told_alone(said.prompt, told, parted)
    if not is_alone and (not changed.startswith(kept) or any(one.sort == continuity.TAKEN for one in told)):
        return None
    found = continuity.put_in(prompt, told, parted, revisions)
    if found is None or found.replaces:
        return found
    # What is only added is told best in the words that the phrases leave, unless they leave some of those around it.
    added = changed.removeprefix(kept).strip(ENDS)
    is_part = any(one.text == added for one in told)
    return found if changed.startswith(kept) and not is_part and is_alone else None


def _tells_all(told: Sequence[continuity.Told], words: str) -> bool:
    """Whether each clause of the words tells a part, and each part stands in one."""
    said = [one.strip(ENDS) for one in PART.split(words) if one.strip(ENDS)]
    fits = [any(one.text in clause or clause in one.text for one in told) for clause in said]
    is_said = [any(one.text in clause or clause in one.text for clause in (*said, words)) for one in told]
    both = {continuity.ADDED, continuity.TAKEN}
    if any(both <= {one.sort for one in told if one.text in clause} for clause in said):
        return False  # one of them is a slip
    return bool(told) and all(fits) and all(is_said) and all(len(one.text) >= _SHORTEST for one in told)


def _whole(part: continuity.Told, words: str, parted: Parted) -> continuity.Told:
    """A part with the last word of its clause, where only that was missed."""
    clause = next((one.strip(ENDS) for one in PART.split(words) if part.text in one), "")
    _, _, rest = clause.partition(part.text)
    is_word = len(rest.split()) == 1 and rest.startswith(" ") if rest.isascii() else len(rest) <= _SHORTEST
    is_known = all(parted.told.of(f"w{one.text}") is not None for one in words_of(rest))
    is_missed = bool(rest) and is_word and not is_known
    return replace(part, text=part.text + rest) if is_missed else part


def _by_phrases(turn: Turn, prompt: str, said: Intent) -> tuple[str, Wishes]:
    revisions, story = turn.desk.tables.revisions, turn.desk.tables.sayings.story
    if said.wishes.negative_prompt:
        prompt = continuity.without(prompt, said.wishes.negative_prompt, revisions)
    if not said.prompt:
        return prompt, said.wishes
    words = continuity.as_typed(said.prompt, turn.incoming.text, prompt)
    words = continuity.told_as_swap(prompt, words, revisions, turn.typed or turn.incoming.text)
    rest = continuity.without_things(prompt, words, revisions)
    wishes = said.wishes
    if rest.absent:
        wishes = replace(wishes, negative_prompt=continuity.joined(wishes.negative_prompt, rest.absent))
    acted = continuity.acts_instead(rest.prompt, rest.words, rest.absent, revisions)
    if acted is not None:
        rest = replace(rest, prompt=acted[0], words=acted[1])
    changed = continuity.to_something_else(rest.prompt, rest.words, revisions)
    if changed is None:
        changed = continuity.of_same_sort(rest.prompt, rest.words, revisions)
    if changed is None:
        changed = continuity.does_otherwise(rest.prompt, rest.words, revisions, story)
    if changed is None:
        changed = continuity.instead(rest.prompt, rest.words, revisions)
    if changed is None:
        words = continuity.as_ordered(rest.words, turn.incoming.text, revisions)
        changed = continuity.revise(rest.prompt, words, revisions, turn.language)
    return continuity.following(prompt, changed, revisions), wishes


async def replaces_nothing(turn: Turn, prompt: str, changed: str) -> bool:
    """Ask where the message replaces what the present description does not tell, or nothing that it names; else False.

    It may tell it in another language. In English the same words can still be told to a model, "a trumpet instead of
    the drum", unless it is somebody who gives way.
    """
    words, revisions = turn.intent.prompt, turn.desk.tables.revisions
    new = continuity.stands_for_nothing(prompt, changed, turn.incoming.text, revisions)
    if new:
        await turn.tell("edit.stands_for", thing=new, prompt=head(prompt, _HEAD))
        return True
    thing = continuity.not_shown(prompt, changed, words, revisions, turn.language)
    if words.isascii() and prompt.isascii() and not continuity.is_subject(thing, revisions):
        thing = ""
    if thing:
        await turn.tell("edit.not_shown", thing=thing, prompt=head(prompt, _HEAD))
    return bool(thing)


def in_all_shots(turn: Turn, shots: Sequence[str], said: Intent) -> tuple[tuple[str, ...], Wishes]:
    """The changed descriptions of a series' shots: those that show what is replaced, else all of them."""
    found = turn.desk.tables.sayings.find(turn.incoming.text, Said.ALL_CHANGED)
    if found is not None:
        has_values = said.wishes != Wishes() or said.model is not None
        new = said.prompt if has_values else found["new"].strip()
        return tuple(f"{one}{comma(one)}{new}" if new else one for one in shots), said.wishes
    told = [reworded(turn, one, said) for one in shots]
    wishes = next((wishes for _, wishes in told if wishes != said.wishes), said.wishes)
    words = [words for words, _ in told]
    replaced = [not after.startswith(before) for before, after in zip(shots, words, strict=True)]
    named = [_names_shown(turn, one) for one in shots]
    if any(named) and not all(named):
        replaced = named  # "change the penguin to a seal" is said of that one alone
    if any(replaced):
        words = [after if new else before for before, after, new in zip(shots, words, replaced, strict=True)]
    return tuple(words), wishes


def _names_shown(turn: Turn, shot: str) -> bool:
    """Whether the message speaks of somebody or something whom this shot shows, as known: "the penguin"."""
    said = {name for name, count in _subjects(turn, turn.incoming.text) if count in _known(turn)}
    return any(
        one.endswith(other) or other.endswith(one) for one, _ in _subjects(turn, shot) for other in said
    )


def _known(turn: Turn) -> tuple[str, ...]:
    """What stands in front of somebody spoken of before, instead of a number."""
    return "", turn.desk.tables.sayings.story.retold.known


def _subjects(turn: Turn, text: str) -> list[tuple[str, str]]:
    """The subjects that a text names, without what they look like in English, each with the number in front of it."""
    revisions = turn.desk.tables.revisions
    plain = revisions.plain(text).casefold()
    found = [one for pattern in revisions.subject.values() for one in pattern.finditer(plain)]
    return [(one[0].removeprefix(one["count"] or "").split()[-1], one["count"] or "") for one in found]
