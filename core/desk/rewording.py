"""Works a message into a description: other words, and what must not appear from now on."""

from collections.abc import Sequence
from dataclasses import replace

from core import continuity
from core.desk.clips.differences import new_words
from core.desk.told_parts import left_alone, put_in_likely, put_in_surely, put_in_time, swapped_twice
from core.desk.turn import Turn
from core.model import Intent, Wishes
from core.phrases import head
from core.punctuation import ENDS, PART, clauses, comma
from core.tables import Parted, Pointing, Said
from core.tables.classes import SOMEBODY

_THINGS = ("garment", "instrument", "device", "furniture", "thing", "food", "drink", "body", "plant")
_HEAD = 60  # characters of a description


def reworded(turn: Turn, prompt: str, said: Intent) -> tuple[str, Wishes]:
    """The changed description, and the message's wishes; what could not be cut out is added there as unwanted.

    What the message tells part by part counts, where that is sure; else the phrases.
    """
    if (told := swapped_twice(turn, prompt, said) or left_alone(turn, prompt, said)) is not None:
        return told
    changed, wishes = _with_somebody_else(turn, prompt, said) or _worked_in(turn, prompt, said)
    revisions, parted = turn.desk.tables.revisions, turn.desk.tables.parted
    return continuity.renamed(prompt, changed, revisions, parted.classes), wishes


def _with_somebody_else(turn: Turn, prompt: str, said: Intent) -> tuple[str, Wishes] | None:
    """The description with somebody else in it, and with the other change behind that; None where none is in front of it.

    Where "make it a cellist" reads like talk, it is not among the words of the change.
    """
    text, tables = turn.incoming.text, turn.desk.tables
    at = text.find(said.prompt) if said.prompt else -1
    front = tables.revisions.seen.made_another.match(text[:at]) if at > 0 else None
    if front is None or not tables.parted.classes.are(front["new"].casefold(), *SOMEBODY):
        return None
    found = put_in_surely(turn, prompt, text[: front.end("new")])
    return _by_phrases(turn, found.prompt, said) if found is not None and found.replaces else None


def _typed(turn: Turn) -> str:
    """The message as it was typed, with a clip that it calls by its place as "it"."""
    named = turn.desk.tables.revisions.seen.clip_named
    return named.sub(r"\g<lead>it", turn.typed or turn.incoming.text)


def _meant(turn: Turn, prompt: str) -> str:
    """The message as it was typed, or in the plain words for it where it denies what the description does not tell."""
    text = _typed(turn)
    if not turn.wished or not text.isascii():
        return text
    return turn.incoming.text if continuity.denies_unseen(prompt, text, turn.desk.tables.revisions) else text


def _worked_in(turn: Turn, prompt: str, said: Intent) -> tuple[str, Wishes]:
    changed, wishes = _by_phrases(turn, prompt, said)
    # An English thing that is only left out can be had back by name, "no, keep the lava".
    is_left_out = prompt.isascii() and changed == prompt and wishes != said.wishes
    parted = _by_parts(turn, prompt, said, changed) if not is_left_out else None
    if parted is None:
        return _elsewhere(turn, prompt, changed) or changed, wishes
    absent = continuity.joined(said.wishes.negative_prompt, parted.absent)
    wishes, revisions = replace(said.wishes, negative_prompt=absent or None), turn.desk.tables.revisions
    sped = continuity.at_other_speed(parted.prompt, turn.incoming.text, revisions, turn.desk.tables.parted)
    return continuity.following(prompt, sped[0] if sped else parted.prompt, revisions), wishes


def _elsewhere(turn: Turn, prompt: str, changed: str) -> str | None:
    """The scene of its own that the message tells of whom the description shows; None where it only adds to what they do."""
    kept, parted = prompt.strip(ENDS), turn.desk.tables.parted
    if not changed.startswith(kept) or changed == kept or parted.around.adds.search(turn.incoming.text):
        return None
    return continuity.elsewhere(kept, changed.removeprefix(kept).strip(ENDS), parted)


def _by_parts(turn: Turn, prompt: str, said: Intent, changed: str) -> continuity.PutIn | None:
    """The description as the parts told in the message change it; None where the phrases know better.

    They do where they put something in the place of what was there, or say in words of their own what they add, unless
    they leave words that only speak to us. Of a message with several versions only the words of this one count.
    """
    kept, text = prompt.strip(ENDS), _meant(turn, prompt)
    if not said.prompt or prompt.isascii() is not text.isascii():
        return None
    parted, revisions = turn.desk.tables.parted, turn.desk.tables.revisions
    if revisions.otherwise.as_well.match(text) or turn.desk.tables.pointers.says(
        text, Pointing.GOES_ON_DOING
    ):
        return None
    is_more = changed.startswith(kept)
    added = changed.removeprefix(kept).strip(ENDS) if is_more else new_words(prompt, changed)
    leaves_talk = continuity.has_talk(added, parted)
    found = put_in_surely(turn, prompt, text)
    if not is_more and not leaves_talk:
        is_better = (
            found is not None
            and found.replaces
            and (
                _leaves_over(prompt, changed, found.prompt)
                or _loses_doer(turn, prompt, changed, found.prompt)
            )
        )
        return found if is_better else None
    if (
        is_more
        and (found is None or found.replaces)
        and _gives_way_unseen(turn, prompt, said.prompt, changed)
    ):
        return None
    if found is None and is_more and (prompt.isascii() or added in text):
        found = put_in_likely(turn, prompt, text, said.prompt)
    if found is None and is_more:
        found = put_in_time(turn, prompt, added)
    if found is not None and is_more and _is_style(turn, added):
        # An old film that it is to look like is nobody: only another style gives way to it.
        gone = [one for one, _ in clauses(prompt) if one.strip(ENDS) not in found.prompt]
        if not gone or not all(_is_style(turn, one) for one in gone):
            return None
    words_of_own = [one for one, _ in clauses(added) if one.strip() not in text]
    is_own = is_more and bool(words_of_own) and not leaves_talk and not turn.told_in_parts
    if found is None or (
        is_own and not (found.replaces and (prompt.isascii() or _tells_hour(turn, prompt, text)))
    ):
        return None
    return found if found.replaces or _is_told_better(added, text, prompt, parted) else None


def _tells_hour(turn: Turn, prompt: str, text: str) -> bool:
    """Whether a Chinese message tells nothing but another hour."""
    parted = turn.desk.tables.parted
    told = continuity.told_parts(text, prompt, parted)
    return all(one.sort == continuity.TIME and parted.kind_of_time(one.text) == "hour" for one in told)


def _is_style(turn: Turn, words: str) -> bool:
    """Whether one of these clauses tells a style."""
    return any(turn.desk.tables.sayings.says(one.strip(), Said.TELLS_STYLE) for one, _ in clauses(words))


def _gives_way_unseen(turn: Turn, prompt: str, words: str, changed: str) -> bool:
    """Whether an English thing gives way that the description does not show: a hat where there is none, and no car."""
    if not prompt.isascii():
        return False
    old = continuity.not_shown(prompt, changed, words, turn.desk.tables.revisions, "en")
    return bool(old) and turn.desk.tables.parted.classes.are(old.casefold().split()[-1], *_THINGS)


def _loses_doer(turn: Turn, prompt: str, changed: str, told: str) -> bool:
    """Whether the phrases put what somebody does in the place of that one: he is named, and stays in what is told."""
    who = turn.desk.tables.revisions.subject["zh"].search(prompt) if not prompt.isascii() else None
    if who is None or who[0] in changed or who[0] not in told:
        return False
    new = new_words(prompt, changed)
    classes = turn.desk.tables.parted.classes
    return bool(new) and classes.begins_with_deed(list(new))


def _leaves_over(prompt: str, changed: str, told: str) -> bool:
    """Whether the phrases only add at the end what the message tells in the place of something."""
    last = clauses(changed)[-1][0].strip(ENDS)
    if len(clauses(changed)) <= len(clauses(prompt)) or not last or last in prompt:
        return False
    if last in [one.strip(ENDS) for one, _ in clauses(told)]:
        return False
    words = last.split() if last.isascii() else [last]
    return all(word in told for word in words)


def _is_told_better(added: str, text: str, prompt: str, parted: Parted) -> bool:
    """Whether the parts told, which are only added, lack what surely speaks to us in the words that the phrases leave."""
    told = [one.text for one in continuity.told_parts(text, prompt, parted)]
    places = [(added.find(one), added.find(one) + len(one)) for one in told if one in added]
    left = "".join(letter for at, letter in enumerate(added) if not any(a <= at < b for a, b in places))
    is_pronoun = left.strip(f"{ENDS} ").casefold() in parted.lead
    if (
        added not in text
        or len(places) < len(PART.split(added))
        or is_pronoun
        or parted.around.keeps.search(left)
    ):
        return False
    is_led = left.strip() and not added.startswith(told[0])
    return continuity.talk_in(added, parted, places) >= continuity.LEADS * (1 if is_led else 2)


def _by_phrases(turn: Turn, prompt: str, said: Intent) -> tuple[str, Wishes]:
    revisions, story = turn.desk.tables.revisions, turn.desk.tables.sayings.story
    if said.wishes.negative_prompt:
        prompt = continuity.without(prompt, said.wishes.negative_prompt, revisions)
    if not said.prompt:
        return prompt, said.wishes
    words = continuity.as_typed(said.prompt, turn.incoming.text, prompt)
    classes = turn.desk.tables.parted.classes
    words = continuity.told_as_swap(prompt, words, revisions, classes, _meant(turn, prompt))
    words = continuity.named_whole(prompt, words, revisions, classes)
    rest = continuity.without_things(prompt, words, revisions)
    rest = continuity.with_other_instead(rest, revisions)
    wishes = said.wishes
    if rest.absent:
        wishes = replace(wishes, negative_prompt=continuity.joined(wishes.negative_prompt, rest.absent))
    acted = continuity.acts_instead(rest.prompt, rest.words, rest.absent, revisions)
    if acted is not None:
        rest = replace(rest, prompt=acted[0], words=acted[1])
    sped = continuity.at_other_speed(rest.prompt, rest.words, revisions, turn.desk.tables.parted)
    sped = sped or (rest.prompt, rest.words)
    rest = replace(rest, prompt=sped[0], words=sped[1])
    told = continuity.some_do_otherwise(rest.prompt, rest.words, revisions, story)
    if told is not None:
        rest = replace(rest, prompt=told[0], words=told[1])
    changed = rest.prompt if not rest.words else None
    changed = changed or continuity.put_on(rest.prompt, rest.words, revisions, classes)
    changed = changed or continuity.to_something_else(rest.prompt, rest.words, revisions)
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
    told = put_in_surely(turn, prompt, _typed(turn))
    if told is not None and told.replaces and not changed.startswith(prompt.strip(ENDS)):
        return False
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


async def leaves_nobody(turn: Turn, prompt: str, wishes: Wishes) -> bool:
    """Ask who comes instead, where the message takes out the only one whom the description shows; else False."""
    revisions = turn.desk.tables.revisions
    absent = wishes.negative_prompt or ""
    listed = [one.strip() for one in revisions.absent_listed.split(absent) if one.strip()]
    thing = next((one for one in listed if continuity.is_all_shown(prompt, one, revisions)), "")
    if thing:
        await turn.tell("edit.nobody_left", thing=thing, prompt=head(prompt, _HEAD))
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
