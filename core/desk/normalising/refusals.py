"""A no to what waits or was just told, with another idea behind it: only the idea is asked for."""

from dataclasses import replace

from core import continuity
from core.desk.normalising.courtesy import is_of_shots, sighs, was_told_something, without_courtesy
from core.desk.normalising.remarks import without_but
from core.desk.questions.answers import is_series
from core.desk.reading import said_in
from core.desk.sound.other_models import is_of_sound
from core.desk.turn import Turn
from core.model import Act, Wishes
from core.ports import Question
from core.punctuation import clauses
from core.tables import Found, Pointing, Said
from core.tables.patterns import MARKS, plainly

_ASKS_SOMETHING_ELSE = frozenset(
    {
        Act.SHOW_PREFERENCES,
        Act.SET_PREFERENCE,
        Act.CLEAR_PREFERENCE,
        Act.MINE,
        Act.HELP,
        Act.BUDGET,
        Act.STATUS,
    }
)
_HEAD = 4  # words of an English description that name what it shows


def without_refusal(turn: Turn) -> None:
    """Read the message without a no in front of another idea, and without courtesy; what waited is then forgotten."""
    turn.incoming = replace(turn.incoming, text=without_courtesy(turn))
    turn.incoming = replace(turn.incoming, text=_idea_of(turn))
    turn.incoming = replace(turn.incoming, text=_change_behind_drop(turn))
    turn.incoming = replace(turn.incoming, text=_change_of_kept(turn))


def _change_behind_drop(turn: Turn) -> str:
    """The change of the clip at hand, behind words that give up another change of it that waits: "never mind, upright"."""
    text, job, question, sayings = (
        turn.incoming.text,
        turn.job,
        turn.order_in_question,
        turn.desk.tables.sayings,
    )
    if question is None or turn.incoming.pictures or job is None or not job.phase.is_made:
        return text
    heads = [one.strip(MARKS) for one, _ in clauses(turn.typed)[:-1]]
    if question.drafts[0].parent != job.id or not any(sayings.says(one, Said.DROPS_IT) for one in heads):
        return text
    kept = [clause + mark for clause, mark in clauses(text)]
    while len(kept) > 1 and sayings.says(kept[0].strip(MARKS), Said.DROPS_IT):
        del kept[0]
    rest = "".join(kept)
    said = said_in(turn, rest)
    if said.action is not Act.GENERATE or not said.edit or said.wishes.audio is not None:
        return text
    if turn.desk.tables.pointers.says(rest, Pointing.SILENCED):
        return text  # the clip at hand is silent: that is told
    turn.close_question()
    return rest


def _change_of_kept(turn: Turn) -> str:
    """The change of the clip that was made, behind words that keep it instead of what was priced, or turn that down.

    A bare "no" may correct what was priced, and so may values behind "too dear".
    """
    text, pointers, job, question = (
        turn.incoming.text,
        turn.desk.tables.pointers,
        turn.job,
        turn.order_in_question,
    )
    if question is None or turn.incoming.pictures or job is None or not job.phase.is_made:
        return text
    kept = [clause + mark for clause, mark in clauses(text)]
    is_kept, count = False, len(kept)
    # What only judges the price in front of a wish is no longer in the message as it is read.
    is_refused = any(pointers.says(one, Pointing.FINDS_DEAR) for one, _ in clauses(turn.typed)[:-1])
    while len(kept) > 1:
        keeps = pointers.says(kept[0], Pointing.KEEPS)
        refuses = not keeps and _is_no(turn, kept[0], question)
        if not keeps and not refuses:
            break
        is_kept = is_kept or keeps
        is_refused = is_refused or not turn.desk.tables.sayings.says(kept[0].strip(MARKS), Said.JUST_NO)
        del kept[0]
    rest = "".join(kept)
    is_sound_refused = len(kept) < count and is_of_sound(question) and question.drafts[0].parent == job.id
    if not is_kept and not is_sound_refused and not (is_refused and _is_of_clip(question)):
        return text
    rest = rest if is_kept else without_but(turn, rest.strip())
    said = said_in(turn, rest)
    if said.action is not Act.GENERATE or not (said.edit or not said.prompt):
        return text
    # "Never mind, silent then" is no other wish: the clip at hand is that.
    names_value = not said.prompt and said.wishes != Wishes() and said.wishes.audio is None
    if is_sound_refused and not names_value and not is_kept and not (is_refused and _is_of_clip(question)):
        return text
    if not is_kept and not is_sound_refused and not said.prompt:
        return text
    turn.close_question()
    return rest


def _is_no(turn: Turn, clause: str, question: Question) -> bool:
    """Whether a clause turns down what waits, by its price or in so many words, and says nothing else."""
    pointers, bare = turn.desk.tables.pointers, clause.strip(MARKS)
    if pointers.says(bare, Pointing.FINDS_DEAR) or turn.desk.tables.sayings.says(bare, Said.JUST_NO):
        return True
    if is_of_sound(question):
        said = said_in(turn, bare)
        if pointers.says(bare, Pointing.SILENCED) or (said.wishes.audio is False and not said.prompt):
            return True
    return _refused(turn, clause) is not None or said_in(turn, clause, question).action is Act.DECLINE


def _is_of_clip(question: Question) -> bool:
    """Whether a change of the clip at hand was only priced."""
    asked = question.intent
    return asked is not None and asked.edit and asked.action is Act.QUOTE


def _idea_of(turn: Turn) -> str:
    text, pointers = turn.incoming.text, turn.desk.tables.pointers
    if not was_told_something(turn) or turn.incoming.pictures or turn.points_at_job:
        return text
    parts = [clause + mark for clause, mark in clauses(text)]
    kept, is_sure = list(parts), True
    if len(kept) > 2 and turn.desk.tables.sayings.says(kept[0], Said.JUST_NO) and _refused(turn, kept[1]):  # noqa: PLR2004
        del kept[0]  # "no, leave it": one no
    while len(kept) > 1 and (sureness := _turns_down(turn, kept[0])) is not None:
        is_sure = is_sure and sureness
        del kept[0]
    is_refused = len(kept) < len(parts)
    rest = "".join(kept)
    rather = pointers.first(rest, Pointing.RATHER)
    if (
        rather is None
        and is_refused
        and turn.desk.tables.sayings.says("".join(parts[: -len(kept)]), Said.JUST_NO)
    ):
        return text  # "no, a red boat" may correct what waits
    if is_refused and said_in(turn, rest).action in _ASKS_SOMETHING_ELSE:
        turn.close_question()
        turn.talk = replace(turn.talk, named=())
        return rest
    idea = rather.parts["rest"] if rather is not None else rest
    if (rather is None and not is_refused) or _chooses_shots(turn, kept):
        return text
    if not _is_new(turn, idea, is_asked=rather is not None or is_sure):
        return text
    if is_refused:
        turn.close_question()
        turn.talk = replace(turn.talk, named=())
    return idea


def _turns_down(turn: Turn, clause: str) -> bool | None:
    """Whether a clause surely turns down all of what waits; None if it may mean something else."""
    refused = _refused(turn, clause)
    if refused is not None:
        return "what" not in refused.parts
    question = turn.order_in_question
    if question is None or not is_series(question):
        return None
    return False if sighs(turn, clause) or said_in(turn, clause, question).action is Act.DECLINE else None


def _chooses_shots(turn: Turn, parts: list[str]) -> bool:
    question = turn.order_in_question
    if question is None or not is_series(question):
        return False
    return is_of_shots(turn, "".join(parts)) or is_of_shots(turn, parts[0])


def _refused(turn: Turn, clause: str) -> Found | None:
    """How a clause refuses what waits; None if it does not, or only takes something out of it."""
    found = turn.desk.tables.pointers.find(clause.strip(MARKS), Pointing.REFUSES)
    return next((one for one in found if _is_all_of_it(turn, one)), None)


def _is_all_of_it(turn: Turn, found: Found) -> bool:
    what = plainly(found.parts.get("what", "")).casefold().strip()
    if not what or turn.desk.tables.pointers.says(what, Pointing.GENERIC):
        return True
    question = turn.order_in_question
    if question is None:
        return turn.desk.tables.advice.style_of(what) is not None
    prompt = plainly(question.drafts[0].order.prompt).casefold()
    if what.isascii():
        return what in " ".join(prompt.split()[:_HEAD])
    head = turn.desk.tables.pointers.first(prompt, Pointing.HEAD)
    return prompt.endswith(what) or (head is not None and head.parts["name"].startswith(what))


def _is_new(turn: Turn, idea: str, *, is_asked: bool) -> bool:
    """Whether words are another description, and no change of what waits."""
    alone = said_in(turn, idea)
    if alone.action not in (Act.GENERATE, Act.QUOTE) or not alone.prompt:
        return False
    is_fresh = turn.desk.tables.pointers.says(idea, Pointing.FRESH)
    question = turn.order_in_question
    if not is_fresh and question is not None and not is_series(question):
        first, revisions = question.drafts[0], turn.desk.tables.revisions
        if continuity.is_about_it(first.order.prompt, idea, revisions, first.language):
            return False
    beside = said_in(turn, idea, turn.question)
    return is_fresh or (is_asked and not beside.edit and not alone.edit)
