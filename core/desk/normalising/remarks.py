"""Sentences of a message that only talk to us, beside a wish: what is to be done is read from the rest."""

import re

from core import continuity
from core.desk.clips import changes
from core.desk.normalising.wishes import in_plain_words
from core.desk.reading import beside_clip, is_another
from core.desk.small_talk import WISHES_WITHOUT_FIGURE
from core.desk.turn import Turn
from core.model import Act, Job, ParseContext
from core.punctuation import clauses
from core.tables import Pointing, Said
from core.tables.patterns import MARKS

_MOST = 6  # sentences; a longer message is a story
_MOST_CLAUSES = 10
_ENDS_SENTENCE = re.compile(r"[。！？!?~～…\n.]")
# Talk that says something all the same: who is in it, a picture that comes, a fault, an earlier clip.
_SAYS = (
    Said.JUST_NO,
    Said.NAMES,
    Said.SAME,
    Said.MEETS,
    Said.PRESENTS,
    Said.SENDS,
    Said.TELLS_LATER,
    Said.MORE_TO_COME,
)
_SAYS_BESIDE = (*_SAYS, Said.THAT_PICTURE)
_POINTS = (Pointing.ODD, Pointing.GOES_BACK, Pointing.WHICH, Pointing.FINDS_DEAR, Pointing.GOES_FOR_IT)
_SAY_NOTHING = frozenset({Act.CHITCHAT, Act.DECLINE})
_COMPLAINTS = (Pointing.SHORT, Pointing.LONG)  # answered with what is longer or shorter


def without_remarks(turn: Turn) -> str:
    """The message without the sentences in front and behind that only talk to us, if anything else is said.

    Only where something is there to talk about: a clip, a question of ours, models that were just named.
    """
    text = turn.incoming.text
    if turn.incoming.pictures or not _has_something(turn) or turn.desk.tables.sayings.says(text, Said.NAMES):
        return text
    plain = in_plain_words(turn, text)
    said = _without_talk(turn, plain)
    if said != plain and not turn.wished:
        said = in_plain_words(turn, said)  # "better! Now the same with lemons"
    return _without_reasons(turn, said)


def _without_talk(turn: Turn, text: str) -> str:
    """The message without whole sentences of talk at its ends."""
    text = _without_refusal(turn, text)
    kept = _sentences(text)
    count = len(kept)
    if not 1 < count <= _MOST:
        return text
    if _chooses(turn, kept):
        return kept[-1].strip()
    pointers, rest = turn.desk.tables.pointers, "".join(kept[1:])
    if pointers.says(kept[0], Pointing.FINDS_DEAR) and pointers.says(rest, Pointing.GOES_BACK):
        return rest.strip()
    if pointers.says(kept[0], Pointing.HAS_SOUND) and beside_clip(turn, rest).wishes.audio is not None:
        return rest.strip()  # what is wanted says more than the question in front of it
    while len(kept) > 1 and is_remark(turn, kept[0]) and _says_nothing(turn, kept[0], "".join(kept[1:])):
        del kept[0]
    while len(kept) > 1 and turn.desk.tables.talk.is_of_people(kept[-1]) and is_remark(turn, kept[-1]):
        del kept[-1]
    return without_but(turn, "".join(kept).strip()) if len(kept) < count else text


def _chooses(turn: Turn, sentences: list[str]) -> bool:
    """Whether the last sentence chooses one of the offers and those in front order nothing: "Oh, I didn't know that"."""
    if turn.question is None or not turn.question.drafts:
        return False
    if turn.desk.parser.parse(sentences[-1], _context(turn)).choice is None:
        return False
    before = [turn.desk.parser.parse(one, _context(turn)) for one in sentences[:-1]]
    return all(one.action in _SAY_NOTHING and one.choice is None for one in before)


def _without_refusal(turn: Turn, text: str) -> str:
    """The message without a clause at one of its ends that only turns the clip down: "Forget the fox. A school bus …"."""
    parts = clauses(text)
    if not 1 < len(parts) <= _MOST_CLAUSES:
        return text
    behind = "".join(clause + mark for clause, mark in parts[1:]).strip()
    if _refuses_clip(turn, parts[0][0], behind):
        return behind
    before = "".join(clause + mark for clause, mark in parts[:-1]).strip()
    return before if _refuses_clip(turn, parts[-1][0], before) else text


def _refuses_clip(turn: Turn, clause: str, rest: str) -> bool:
    """Whether a clause only turns the clip down, beside another idea."""
    if turn.job is None or turn.question is not None:
        return False
    found = turn.desk.tables.pointers.first(clause, Pointing.REFUSES)
    if found is None or _is_of_part(turn, turn.job, found.parts.get("what", "")):
        return False
    return is_another(turn, rest)


def _is_of_part(turn: Turn, job: Job, what: str) -> bool:
    """Whether only something is turned down that the clip shows beside what it is about: its style, a lamp."""
    prompt, revisions = job.draft.order.prompt, turn.desk.tables.revisions
    return continuity.shows(prompt, what, revisions) and not continuity.is_main(prompt, what, revisions)


def _says_nothing(turn: Turn, sentence: str, rest: str) -> bool:
    """Whether a sentence of talk in front is none of the scene behind it: "It is dark. A boy walks home." is one."""
    tables = turn.desk.tables
    if tables.talk.is_of_people(sentence) or tables.pointers.says(sentence, Pointing.GLAD):
        return True
    if turn.desk.parser.is_talk(sentence):
        return True
    return not is_another(turn, rest)


def _without_reasons(turn: Turn, text: str) -> str:
    """The message without the clauses that only give a reason for the change beside them.

    "The forest feels empty", "I post it on Monday": such a clause is content only where no change is wished for.
    """
    parts = clauses(text)
    if changes.base_of(turn) is None or len(parts) > _MOST_CLAUSES:
        return text
    parts = [(_reported(turn, clause), mark) for clause, mark in parts]
    text = "".join(clause + mark for clause, mark in parts)
    if len(parts) == 1 or _shows_one(turn, text, parts):
        return text
    wishes, first = _wishes_in(turn, [clause for clause, _ in parts])
    if not any(wishes):
        return text
    takes = turn.desk.tables.parted.around.takes
    is_less = any(is_wish and takes.search(one) for (one, _), is_wish in zip(parts, wishes, strict=True))
    kept = [
        clause + mark
        for place, ((clause, mark), is_wish) in enumerate(zip(parts, wishes, strict=True))
        if is_wish or not _is_reason(turn, clause, is_before=place < first, is_less=is_less)
    ]
    shorter = "".join(kept).strip()
    if len(kept) < len(parts) and beside_clip(turn, shorter).save_preference:
        return shorter if beside_clip(turn, text).save_preference else text  # "only this once, to compare"
    return shorter


def _shows_one(turn: Turn, text: str, parts: list[tuple[str, str]]) -> bool:
    """Whether one clause is all that a new clip shows, beside nothing but a model and values: "my cat naps, 10s"."""
    read = beside_clip(turn, text)
    is_new = read.action is Act.GENERATE and not read.edit and read.names_something
    return is_new and any(read.prompt.strip(MARKS) == clause.strip(MARKS) for clause, _ in parts)


def _wishes_in(turn: Turn, parts: list[str]) -> tuple[list[bool], int]:
    """Which of the clauses wish for something, and where the first does; without one, complaints stand for wishes."""
    pointers = turn.desk.tables.pointers
    blurred = [pointers.says(clause, Pointing.BLURRED) for clause in parts]
    # "A bit blurred, can it be sharper?" is one wish.
    wishes = [
        _is_wish(turn, clause) and not (blurred[at] and any(blurred[at + 1 :]))
        for at, clause in enumerate(parts)
    ]
    if any(wishes):
        return wishes, wishes.index(True)
    return [any(pointers.says(clause, one) for one in _COMPLAINTS) for clause in parts], len(parts)


def _reported(turn: Turn, clause: str) -> str:
    """The wish in a clause that tells what somebody else wants; the clause itself where it holds none."""
    found = turn.desk.tables.pointers.first(clause, Pointing.REPORTS)
    return found.parts["rest"] if found is not None and _is_wish(turn, found.parts["rest"]) else clause


def _is_wish(turn: Turn, clause: str) -> bool:
    """Whether a clause alone says in so many words what is to be different, or names a value."""
    pointers = turn.desk.tables.pointers
    if any(pointers.says(clause, one) for one in WISHES_WITHOUT_FIGURE):
        return True
    if pointers.says(clause, Pointing.JUDGES):
        return False  # "too dark for our screen" says what is wrong, not what is wanted
    if turn.desk.parser.says_change(clause):
        return True
    base = changes.base_of(turn)
    if base is not None and continuity.is_about_it(
        base.order.prompt, clause, turn.desk.tables.revisions, base.language
    ):
        return True
    read = beside_clip(turn, clause)
    return read.action is Act.GENERATE and not read.prompt


def _is_reason(turn: Turn, clause: str, *, is_before: bool, is_less: bool) -> bool:
    """Whether a clause beside a wish judges the clip, or tells of the person's life, and describes nothing.

    That too much is there is the reason where something `is_less` by that wish.
    """
    tables, pointers = turn.desk.tables, turn.desk.tables.pointers
    if any(tables.sayings.says(clause, one) for one in _SAYS_BESIDE):
        return False
    if pointers.says(clause, Pointing.ASKS_FOR_THING):
        return False
    if is_less and pointers.finds_too_much(clause, tables.revisions.whole):
        return True
    is_blurred = pointers.says(clause, Pointing.BLURRED)
    if not is_blurred and pointers.remedies(clause, tables.revisions.whole):
        return False  # what helps against a fault becomes a wish of its own
    if is_blurred or pointers.says(clause, Pointing.PURPOSE) or pointers.says(clause, Pointing.JUDGES):
        return True
    if is_before and pointers.says(clause, Pointing.SEEMS):
        return True
    read = turn.desk.parser.parse(clause, _context(turn))
    if read.action is Act.CHITCHAT:
        if read.choice is not None or tables.talk.answer(clause) or tables.talk.small_talk(clause) == "ok":
            return False
        # A clause that shows something ("the audience stands up") reads like talk where it stands alone.
        return tables.talk.is_of_people(clause) or (is_before and turn.desk.parser.is_talk(clause))
    is_request = read.action is not Act.GENERATE or read.prompt != clause.strip(MARKS)
    return not is_request and tables.talk.is_of_people(clause)


def without_but(turn: Turn, text: str) -> str:
    """What stands behind the word that joins it to praise."""
    found = turn.desk.tables.pointers.first(text, Pointing.BUT)
    return found.parts["rest"] if found is not None else text


def _has_something(turn: Turn) -> bool:
    return turn.job is not None or turn.question is not None or bool(turn.talk.named)


def _sentences(text: str) -> list[str]:
    """The sentences of a text, each with the marks behind it."""
    found = [""]
    for clause, mark in clauses(text):
        found[-1] += clause + mark
        if _ENDS_SENTENCE.search(mark):
            found.append("")
    return [one for one in found if one.strip()]


def is_remark(turn: Turn, sentence: str) -> bool:
    """Whether a sentence alone would be answered as talk, and holds nothing that the rest needs."""
    tables = turn.desk.tables
    if tables.talk.small_talk(sentence) == "ok" or tables.pointers.finds_fault(sentence):
        return False
    if tables.revisions.english.amounts.less.match(sentence.strip(f"{MARKS} ")) is not None:
        return False
    if any(tables.sayings.says(sentence, one) for one in _SAYS):
        return False
    if any(tables.pointers.says(sentence, one) for one in (*_POINTS, Pointing.ASKS_FOR_THING)):
        return False
    read = turn.desk.parser.parse(sentence, _context(turn))
    return read.action is Act.CHITCHAT and read.choice is None


def _context(turn: Turn) -> ParseContext:
    """What a clause alone is read against: a yes to what waits is no talk."""
    question = turn.question
    return ParseContext(
        last_status=turn.status_word(turn.job) or "success",
        pending=question.pending if question is not None and question.drafts else None,
        names=tuple(one.name for one in turn.subjects),
    )
