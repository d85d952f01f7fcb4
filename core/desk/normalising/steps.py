"""Normalises a message before it is read: one step after the other, in an order that matters."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from core import continuity
from core.desk.clips.changes import base_of
from core.desk.clips.shapes import without_shapes
from core.desk.models.several import without_models
from core.desk.normalising.another import of_another
from core.desk.normalising.deeds_alone import as_coming_in, as_deed
from core.desk.normalising.each_of_list import without_list
from core.desk.normalising.exclamations import without_exclamation
from core.desk.normalising.just_this import of_left_alone
from core.desk.normalising.labels import without_label, without_redoing
from core.desk.normalising.limits import without_limit
from core.desk.normalising.more_or_fewer import with_number_in_all
from core.desk.normalising.not_yet import without_not_yet
from core.desk.normalising.of_theirs import of_theirs
from core.desk.normalising.opinions import without_idea_word, without_opinion, without_when_done
from core.desk.normalising.paraphrases import paraphrased
from core.desk.normalising.part_asked import of_bare_price, of_part_asked
from core.desk.normalising.praise import without_praise
from core.desk.normalising.prefaces import without_preface
from core.desk.normalising.refusals import without_refusal
from core.desk.normalising.remarks import without_remarks
from core.desk.normalising.same_seed import of_same_seed
from core.desk.normalising.second_choice import without_second_choice
from core.desk.normalising.series_begun import as_first_of_series
from core.desk.normalising.shots_amiss import of_shot_amiss
from core.desk.normalising.taken_back import without_taken_back
from core.desk.normalising.thoughts import without_other_thoughts
from core.desk.normalising.wishes import without_stop
from core.desk.pictures.of_message import together, waiting_pictures
from core.desk.questions.answers import is_series
from core.desk.series.counted import without_shot_words
from core.desk.sound.unavailable import without_subtitles
from core.desk.turn import Turn
from core.punctuation import clauses, comma

_LONGEST = 60  # characters; a longer message describes something
_MOST_SPELT = 12  # words; a longer message describes something


def normalise(turn: Turn) -> None:
    """Leave of the message what is to be read, and of its pictures those that it means.

    `turn.typed` keeps it with the sentences that only talk to us: these are an answer too where nothing else is said.
    """
    text = turn.incoming.text
    for step in _STEPS:
        text = step(turn, text)
    turn.incoming = replace(turn.incoming, text=text)
    wanted = without_praise(turn, text)
    # Praise alone is answered; in front of a change of what is on offer it says nothing.
    turn.typed = wanted if turn.question is not None and is_series(turn.question) else text
    turn.incoming = replace(turn.incoming, text=wanted)
    turn.incoming = replace(turn.incoming, text=without_remarks(turn))
    without_refusal(turn)
    turn.incoming = together(turn)


def _spelt(turn: Turn, text: str) -> str:
    """The message without slips that many fingers make, where it is short and about what is there: "mke it nite"."""
    words = text.split(" ")
    if not _is_beside(turn) or len(words) > _MOST_SPELT:
        return text
    letters = turn.desk.tables.words.letters
    spelt = " ".join(
        one
        if one in letters.meant_first and _tells_of_somebody(turn, words[:at])
        else letters.meant.get(one, one)
        for at, one in enumerate(words)
    )
    for pattern, word in letters.meant_around:
        spelt = pattern.sub(word, spelt)
    return spelt


def _tells_of_somebody(turn: Turn, words: Sequence[str]) -> bool:
    """Whether the clause that ends in these words begins with somebody or something: "he finally"."""
    told = clauses(" ".join(words))[-1:]
    clause = f"{told[0][0].strip()} " if told and not told[0][1].strip() else ""
    tables = turn.desk.tables
    return bool(tables.sayings.story.pronoun.match(clause)) or clause.casefold().startswith(
        tables.revisions.articles
    )


def _without_fillers(turn: Turn, text: str) -> str:
    """The message beside a clip without words that only fill it, and with a mark behind a complaint."""
    if text.isascii() or turn.question is not None or base_of(turn) is None or len(text) > _LONGEST:
        return text
    row = turn.desk.tables.revisions.otherwise
    return row.complaint_end.sub(comma(text), row.filler.sub("", text) or text)


def _corrected(turn: Turn, text: str) -> str:
    """The message as it is meant where it corrects itself: "no, 5 seconds"."""
    return continuity.corrected(text, turn.desk.tables.revisions, is_beside=_is_beside(turn))


def _as_swap(turn: Turn, text: str) -> str:
    """The message with a wish for another look as one change: "another hairdo, short"."""
    if not _is_beside(turn):
        return text
    revisions, base = turn.desk.tables.revisions, base_of(turn)
    if base is not None and continuity.goes_against(base.order.prompt, text, revisions):
        return revisions.swapped["zh"].format(
            old="", new=text
        )  # "the sun is out" is no small talk beside a clip in the rain
    return continuity.as_swap(text, revisions)


def _as_doer(turn: Turn, text: str) -> str:
    """The message with whom it calls by what he does in the clip named: "the one with the salt becomes a boy"."""
    revisions, base = turn.desk.tables.revisions, base_of(turn)
    if base is None or text.isascii() or revisions.look_mark not in text or len(text) > _LONGEST:
        return text
    return continuity.as_doer(base.order.prompt, text, revisions)


def _as_thing(turn: Turn, text: str) -> str:
    """The message with the thing in the clip that it points at named: "the noodle one becomes ramen"."""
    base, tables = base_of(turn), turn.desk.tables
    if base is None or text.isascii() or len(text) > _LONGEST:
        return text
    row, shown = tables.revisions.otherwise, base.order.prompt
    where = row.deed_place.search(text)
    if where is not None and where["deed"][0] in shown:
        text = text[: where.start()] + row.place_name + text[where.end() :]  # "where she waters the flowers"
    is_made = turn.job is not None and turn.job.phase.is_over
    moved = row.speed_alone.match(text) if is_made else None
    if moved is not None:
        return row.moves_so.format(
            move=moved["move"], how=moved["how"]
        )  # a clip that is there is not told to hurry
    return continuity.as_thing(shown, text, tables.revisions, tables.parted.classes)


def _naming_what_goes(turn: Turn, text: str) -> str:
    """The message with what gives way named where it only tells what comes: "redo it with a dolphin instead"."""
    base, tables = base_of(turn), turn.desk.tables
    if base is None or not text.isascii() or len(text) > _LONGEST or turn.incoming.pictures:
        return text
    return continuity.naming_what_goes(base.order.prompt, text, tables.revisions, tables.parted.classes)


def _as_framed(turn: Turn, text: str) -> str:
    """The message without words that call its only picture the first frame, which that is anyway."""
    is_alone = len(turn.came) + len(waiting_pictures(turn)) == 1
    return continuity.as_framed(text, turn.desk.tables.revisions) if is_alone else text


def _as_pictured(turn: Turn, text: str) -> str:
    """The message with what somebody in a picture is to do as a scene: "make the fox in this turn its head"."""
    has_pictures = turn.came or waiting_pictures(turn)
    return continuity.as_pictured(text, turn.desk.tables.revisions) if has_pictures else text


def _as_named(turn: Turn, text: str) -> str:
    """The message with what somebody known here is to do as a scene: "make Biscuit surf"."""
    names = [one.name for one in turn.subjects]
    return continuity.as_named(text, names, turn.desk.tables.revisions, is_beside=turn.job is not None)


def _without_several(turn: Turn, text: str) -> str:
    """The message without the shapes, models or styles that it wants a clip of each in; of a series on offer none is meant."""
    if turn.question is not None and is_series(turn.question):
        return text
    return without_list(turn, without_models(turn, without_shapes(turn, text)))


def _is_beside(turn: Turn) -> bool:
    """Whether something is there that the message can be about: a clip, or a question of ours."""
    return turn.job is not None or turn.question is not None


# Each returns the message for the next one; what it takes out and is needed later, it keeps in the turn.
_STEPS: tuple[Callable[[Turn, str], str], ...] = (
    _spelt,
    _without_fillers,
    # What stands in front of everything and is about the message itself, or about the clip that it takes the place of.
    without_label,
    without_redoing,
    without_stop,
    of_theirs,
    # Of several thoughts the last one, before anything reads those that were given up.
    without_other_thoughts,
    without_second_choice,
    without_idea_word,
    without_when_done,
    as_first_of_series,
    # Words in other forms than the parser knows: those below, and the parser, then meet one form only.
    of_shot_amiss,
    _corrected,
    without_taken_back,
    _as_swap,
    _as_doer,
    _as_thing,
    _naming_what_goes,
    with_number_in_all,
    as_deed,
    as_coming_in,
    _as_framed,
    _as_pictured,
    _as_named,
    # What stands around the wish, from the outside to the inside: a word in front, how and how often it is to be made,
    # within which limit, who asks and what for, and what no clip can have.
    without_exclamation,
    without_opinion,
    of_part_asked,
    of_bare_price,
    without_not_yet,
    without_shot_words,
    without_limit,
    without_preface,
    without_subtitles,
    # The wish itself in the words that the parser knows; each reads the clause as those before it left it.
    of_same_seed,
    paraphrased,
    of_another,
    of_left_alone,
    # Last, as a list of shapes or models stands beside any of these wishes.
    _without_several,
)
