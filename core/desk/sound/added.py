"""Sound or music wanted in the clip or order at hand, or not wanted there, in words that name no parameter."""

from dataclasses import replace

from core import continuity
from core.desk.clips import changes
from core.desk.clips.again import without_sound
from core.desk.clips.differences import sound_of
from core.desk.pictures.of_message import pictures_of
from core.desk.placing import open_jobs
from core.desk.questions.answers import orders_all
from core.desk.sound.other_models import is_of_sound, silenced_in_vain, wants_it_silent
from core.desk.turn import Turn
from core.model import Act, Draft, Intent, Wishes
from core.ports import Question
from core.punctuation import clauses, comma
from core.tables import Pointing

_TAKES_IT = frozenset({Act.CONFIRM, Act.RETRY})
_SAYS_SO = frozenset({Act.GENERATE, Act.CHITCHAT, Act.DECLINE, Act.HELP, Act.LIST_MODELS})


async def adds_sound(turn: Turn) -> bool:
    """Handle a wish for sound or music in the clip or order at hand, in whatever words."""
    if changes.base_of(turn) is None or turn.intent.wishes.audio is not None or pictures_of(turn.incoming):
        return False
    found = turn.desk.tables.pointers.first(turn.incoming.text, Pointing.ADDS_SOUND)
    if found is None:
        return False
    turn.intent = Intent(
        action=Act.GENERATE,
        wishes=Wishes(audio=True),
        prompt=found.parts.get("rest", ""),  # what is to be heard: "the sound of rain"
        edit=True,
        language=turn.intent.language,
    )
    await changes.edit(turn)
    return True


def with_what_is_heard(turn: Turn, read: Intent) -> Intent:
    """A request or change with a clause on what is to be heard wants sound: "…, with rain sounds"."""
    if read.action not in (Act.GENERATE, Act.QUOTE) or read.wishes.audio is False:
        return read
    pointers, said = turn.desk.tables.pointers, clauses(turn.incoming.text)
    is_beside = changes.base_of(turn) is not None
    for clause, _ in said:
        found = pointers.first(clause, Pointing.HEARS)
        # Alone a wish for sound is read as a whole, and where there is no clip it waits for the words.
        is_wish = is_beside and len(said) > 1 and pointers.says(clause, Pointing.ADDS_SOUND)
        if found is None and not is_wish:
            continue
        heard = found.parts["rest"] if found is not None else ""
        wishes = replace(read.wishes, audio=True)
        if heard and len(said) == 1 and is_beside:
            return replace(read, wishes=wishes, prompt=heard, edit=True)
        return replace(read, wishes=wishes, prompt=_with_heard(read.prompt, clause, heard))
    return read


def _with_heard(prompt: str, clause: str, heard: str) -> str:
    """The description with all of what is to be heard, and no words that wish for it; only its end may have been left."""
    if heard and clause in prompt and not prompt.isascii():
        return prompt.replace(clause, heard)
    words = heard.split(" ")
    ends = (" ".join(words[place:]) for place in range(1, len(words)))
    end = next((one for one in ends if prompt.endswith(f"{comma(prompt)}{one}")), "")
    return f"{prompt.removesuffix(end)}{heard}" if end and heard not in prompt else prompt


async def silences(turn: Turn) -> bool:
    """Handle "no music" beside a clip or order without sound: nothing is made anew for it.

    Where there is sound, music is only a part of it, and the words are a change like others.
    """
    base, question, text = changes.base_of(turn), turn.order_in_question, turn.incoming.text
    is_offer = question is not None and is_of_sound(question)
    # "No music, leave it like that" is no yes to the offer of some.
    says_so = turn.intent.action in _SAYS_SO or (is_offer and turn.intent.action in _TAKES_IT)
    if base is None or pictures_of(turn.incoming) or not says_so:
        return False
    if (sound_of(base) and not is_offer) or (question is not None and orders_all(question)):
        return False
    if not turn.desk.tables.pointers.says(text, Pointing.SILENCED) or tells_of_it(turn, base, text):
        return False
    if question is not None and is_offer and without_sound(turn, question.drafts[-1]):
        last = question.drafts[-1]
        order = replace(last.order, prompt=_unheard(turn, question, last.order.prompt))
        last = replace(last, order=order, wishes=replace(last.wishes, audio=False))
        await open_jobs(turn, [last], said=question.intent)
        return True
    turn.intent = Intent(
        action=Act.GENERATE, wishes=Wishes(audio=False), edit=True, language=turn.intent.language
    )
    if not await wants_it_silent(turn) and not await silenced_in_vain(turn):
        await changes.edit(turn)
    return True


def _unheard(turn: Turn, question: Question, prompt: str) -> str:
    """The description without what the request that was asked about wanted to be heard."""
    asked = question.incoming.text if question.incoming is not None else ""
    for clause, _ in clauses(asked):
        found = turn.desk.tables.pointers.first(clause, Pointing.HEARS)
        if found is not None:
            prompt = prompt.removesuffix(f"{comma(prompt)}{found.parts['rest']}")
    return prompt


def tells_of_it(turn: Turn, base: Draft, text: str) -> bool:
    """Whether the description tells of the music that these words take away, and can do without: "…, guitar music"."""
    prompt = base.order.prompt
    return continuity.without_things(prompt, text, turn.desk.tables.revisions).prompt != prompt
