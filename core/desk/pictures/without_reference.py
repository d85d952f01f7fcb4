"""The last clip, or the order in question, once more without the picture that it was made with."""

from collections.abc import Mapping
from dataclasses import replace

from core.desk.clips import changes, earlier
from core.desk.pictures.of_message import pictures_of
from core.desk.reading import beside_clip, goes_on_as, said_in
from core.desk.requests import request
from core.desk.subjects import ties
from core.desk.turn import LOOKS_BACK, Turn
from core.model import Act, Draft, Intent, Notice, ParseContext
from core.punctuation import ENDS
from core.tables import Pointing, Said
from core.text import is_brief

_FEW_CHARACTERS, _FEW_WORDS = 7, 6  # "in winter" is no scene of its own

_VOWELS = "aeiou"


async def without_reference(turn: Turn) -> bool:
    """Handle "without the reference": nothing else is changed, unless the message says so behind it."""
    sayings, text = turn.desk.tables.sayings, turn.incoming.text
    if pictures_of(turn.incoming, turn.intent):
        return False
    found = await _of_earlier(turn)
    found = sayings.find(text, Said.DROPS_REFERENCE) if found is None else found
    if found is None:
        return False
    base, rest = changes.base_of(turn), found.get("rest", "")
    if "what" in found and not _is_of_picture(base, found["what"]):
        return False  # "without the photo": one that the clip shows
    said = said_in(turn, rest) if rest else None
    anybody = _with_anybody(turn, base, rest)
    if anybody and base is not None:
        turn.intent = Intent(
            action=Act.GENERATE,
            no_reference=True,
            prompt=anybody,
            wishes=base.wishes,
            language=turn.language,
        )
        await request(turn)
        return True
    if said is not None and said.action is not Act.RETRY:
        if said.action is Act.GENERATE:
            # Beside a picture a description often tells only what moves: its words do not tell whether it is changed.
            is_few = is_brief(rest, characters=_FEW_CHARACTERS, words=_FEW_WORDS)
            edit = turn.desk.parser.says_change(rest) or (is_few and beside_clip(turn, rest).edit)
            read = _with_model_of(turn.desk.parser.parse(rest, ParseContext()), goes_on_as(turn, rest))
            turn.intent = replace(read, no_reference=True, edit=edit)
            await ties.tie(turn)
            await changes.edit(turn) if edit else await request(turn)
        return said.action is Act.GENERATE
    if base is None:
        await turn.tell("edit.no_job")
    elif not base.pictures:
        await turn.tell("edit.no_reference")
    else:
        turn.intent = Intent(action=Act.GENERATE, edit=True, no_reference=True, language=turn.language)
        await changes.edit(turn)
    return True


def _with_model_of(alone: Intent, read: Intent) -> Intent:
    """What was read beside a clip with a picture, with a model named that only does without one."""
    if alone.model is None or Notice.MODEL_UNSUPPORTED not in read.notices:
        return read
    return replace(
        read,
        model=alone.model,
        model_id=alone.model_id,
        model_name=alone.model_name,
        unavailable="",
        nearest="",
        notices=tuple(one for one in read.notices if one is not Notice.MODEL_UNSUPPORTED),
    )


def _with_anybody(turn: Turn, base: Draft | None, rest: str) -> str:
    """The scene at hand with anybody of a kind instead of who is known in it: "any corgi will do"; else empty."""
    found = turn.desk.tables.sayings.find(rest, Said.TAKES_ANY) if base is not None and rest else None
    if base is None or found is None:
        return ""
    name = next((one.name for one in turn.subjects if one.name in base.order.prompt), "")
    what = found["what"]
    if what.isascii():
        what = f"{'an' if what[0] in _VOWELS else 'a'} {what}"
    return base.order.prompt.replace(name, what, 1) if name else ""


async def _of_earlier(turn: Turn) -> Mapping[str, str] | None:
    """What the message says of an earlier clip that it names, which is then the one at hand; None if it names none."""
    sayings, pointers, text = turn.desk.tables.sayings, turn.desk.tables.pointers, turn.incoming.text
    which = list(pointers.find(text, Pointing.WHICH))
    jobs = await turn.own_jobs(limit=LOOKS_BACK) if which and not turn.points_at_job else ()
    for one in which if jobs and turn.order_in_question is None else ():
        meant, (begin, end) = earlier.meant_by(turn, jobs, one)
        for said in (pointers.with_it(text, begin, end), text[:begin] + text[end:]) if meant else ():
            found = sayings.find(said.strip(ENDS), Said.DROPS_REFERENCE)
            if meant is None or found is None or not _only_again(turn, found.get("rest", "")):
                continue
            is_last = turn.job is not None and turn.job.id == meant.job.id
            turn.job, turn.points_at_job = meant.job, not is_last
            turn.pointed = "" if is_last and meant.fitting == 1 else earlier.which(turn, meant)
            turn.incoming = replace(turn.incoming, text=said)
            return {name: words for name, words in found.items() if name != "rest"}
    return None


def _only_again(turn: Turn, rest: str) -> bool:
    """Whether nothing, or only that it is to be made again, is said behind "without the reference"."""
    said = earlier.of_a_clip(turn, rest) if rest else None
    return not rest or (said is not None and said.action is Act.RETRY)


def _is_of_picture(base: Draft | None, what: str) -> bool:
    """Whether a picture, named only as one, can be the one that a clip was made with, and not one that it shows."""
    return base is not None and bool(base.pictures) and what.casefold() not in base.order.prompt.casefold()
