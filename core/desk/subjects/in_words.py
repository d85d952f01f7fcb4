"""Who is known by name, in the words in which they were first told: without a picture no name shows them."""

from core import continuity
from core.desk.turn import LOOKS_BACK, Turn
from core.ports import Subject
from core.punctuation import ENDS
from core.tables import Said

_SOMETHING_ELSE = frozenset({continuity.DEED, continuity.PLACE, continuity.TIME})
_LOOKS = ("body", "garment")
_OWNS = ("'s", "’s")


async def told_in_words(turn: Turn, prompt: str) -> str:
    """The description with whom it names as they were told when they got the name."""
    prompt = await _with_whom_before(turn, prompt)
    for one in turn.subjects:
        what = await _words_for(turn, one) if one.name in prompt else ""
        if what and what not in prompt:
            prompt = _put_in(turn, prompt, one.name, what)
    return prompt


async def _with_whom_before(turn: Turn, prompt: str) -> str:
    """A description that begins with "it" or "he", with whom the clip shows that it went on from."""
    pronoun, job = turn.desk.tables.sayings.story.pronoun, turn.job
    found = pronoun.match(prompt)
    for _ in range(LOOKS_BACK):
        if found is None or job is None:
            return prompt
        job = await turn.desk.jobs.get(
            next((one.ref["job"] for one in job.draft.pictures if "job" in one.ref), "-")
        )
        before = job.draft.order.prompt if job is not None and not job.is_forgotten else ""
        who = who_in(turn, before) if pronoun.match(before) is None else ""
        if who and who.isascii() is prompt.isascii():
            return f"{who}{' ' if who.isascii() else ''}{prompt[found.end() :]}"
    return prompt


def _put_in(turn: Turn, prompt: str, name: str, what: str) -> str:
    """The description with these words for a name; told in front of it where the name stays."""
    if prompt.count(name) > 1 or any(f"{name}{one}" in prompt for one in _OWNS):
        return turn.words("name_given.who", name=name, what=what) + prompt
    if not prompt.startswith(name) and what.isascii():
        what = what[0].lower() + what[1:]
    return prompt.replace(name, what, 1)


async def _words_for(turn: Turn, known: Subject) -> str:
    """What was told of somebody beside the name; empty where only a picture that was sent shows them."""
    told = dict((*turn.talk.introduced, *turn.talk.told_beside)).get(known.name, "")
    if told:
        return told
    sayings = turn.desk.tables.sayings
    for job in await turn.own_jobs(limit=LOOKS_BACK):
        found = sayings.find(job.draft.order.prompt, Said.NAMED_AS)
        if found is not None and found["name"] == known.name:
            return found["what"]
    first = await turn.desk.jobs.get(known.picture.ref.get("job") or "-")
    if first is None or first.is_forgotten:
        return ""
    return who_in(turn, first.draft.order.prompt)


def who_in(turn: Turn, prompt: str) -> str:
    """The only one whom a description shows, with all that is told of the look; empty where it names somebody known."""
    parts = continuity.parts_of(prompt, turn.desk.tables.parted)
    places = [place for place, one in enumerate(parts) if one.label == continuity.WHO]
    if len(places) != 1:
        return ""
    told = parts[places[0] :]
    behind = next((place for place, one in enumerate(told) if one.label in _SOMETHING_ELSE), len(told))
    end = told[behind - 1].end
    if behind < len(told) and (length := _of_the_look(turn, prompt[told[behind].start :])):
        end = told[behind].start + length
    who = prompt[told[0].start : end].strip(f"{ENDS} ")
    return "" if any(one.name in who for one in turn.subjects) else who


def _of_the_look(turn: Turn, words: str) -> int:
    """How many characters in front still tell of the look: "ear" in "ear sitting on a sofa", behind "with one floppy"."""
    classes, (first, mark, _) = turn.desk.tables.parted.classes, words.partition(" ")
    is_part = not classes.codes(*_LOOKS).isdisjoint(classes.of([first.casefold()])[0])
    return len(first + mark) if words.isascii() and is_part else 0
