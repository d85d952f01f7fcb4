"""A word or two in front of what is meant ("sick.", "ok and", "never mind."): the rest means what it means alone."""

from core import continuity
from core.desk.clips.changes import base_of
from core.desk.normalising.another import of_another, tells_another
from core.desk.normalising.just_this import of_left_alone
from core.desk.normalising.paraphrases import paraphrased
from core.desk.normalising.remarks import is_remark, without_but
from core.desk.normalising.wishes import in_plain_words
from core.desk.reading import said_in
from core.desk.turn import Turn
from core.model import Act, ParseContext
from core.punctuation import comma
from core.tables import Found, Pointing, Said

_CALLS_OFF = frozenset({Act.CANCEL, Act.DECLINE})
_ASKS = (Pointing.FINISHED_FILE, Pointing.STAMPED, Pointing.MORE, Pointing.TOTALS, Pointing.ASKS_KNOWN)
_MAY_SHOW = frozenset({Act.GENERATE, Act.CHITCHAT})


def without_exclamation(turn: Turn, text: str) -> str:
    """The message without a short exclamation in front, where the rest alone asks for something definite.

    "Paris. A couple walks along the Seine" is one scene: what only shows something may go on from what is in front.
    """
    if turn.desk.tables.sayings.says(text, Said.REMEMBERS):
        return text  # "this is Rex, remember it" is one saying
    too = turn.desk.tables.sayings.find(text, Said.ME_TOO)
    if too is not None and tells_another(turn, too.get("rest", "")):
        return text  # "one for me too, a puppy that drums" asks for one more
    if turn.talk.declined is not None and turn.desk.tables.pointers.says(text, Pointing.AFTER_ALL):
        return text  # a change of mind with what is wanted after all
    for found in turn.desk.tables.pointers.find(text, Pointing.EXCLAIMS):
        if not _only_exclaims(turn, found):
            continue
        rest = without_but(turn, found.parts["rest"])
        shorter = without_exclamation(turn, rest)
        if shorter != rest or _is_definite(turn, rest):
            return shorter
    return text


def _only_exclaims(turn: Turn, found: Found) -> bool:
    """Whether the words in front show nothing, find no fault, and answer nothing that was asked."""
    before = found.parts.get("before", "")
    if not before:
        return turn.talk.question is None  # "ok and" is a yes there
    tables = turn.desk.tables
    if turn.talk.question is not None and (
        tables.talk.answer(before) or tables.sayings.says(before, Said.NAMES_PLACE)
    ):
        return False  # "the second first, then the first"
    if any(one.name.casefold() in before.casefold() for one in turn.subjects):
        return False  # "no Rex, a cat instead"
    base, blamed = base_of(turn), turn.desk.tables.wished.blamed(before)
    if base is not None and continuity.shows(base.order.prompt, blamed, turn.desk.tables.revisions):
        return False  # "the fog is too thick, thinner"
    rest = found.parts["rest"]
    if base is not None and continuity.denies_shown(base.order.prompt, before, rest, tables.revisions):
        return False  # "not by the window, at the bar"
    if base is not None and tables.sayings.says(before, Said.JUST_NO) and _is_bare_subject(turn, rest):
        return False  # "no, a cat" tells who should be there
    if base is not None and (_is_wish(turn, before) or _is_both_wished(turn, before, rest)):
        return False  # "no text on it."
    parser = turn.desk.parser
    if "joined" in found.parts and not parser.is_said_to_us(before):
        return False
    alone = parser.parse(before, ParseContext()).action
    if alone in _CALLS_OFF:
        return turn.talk.question is None and (turn.job is None or turn.job.phase.is_over)
    return alone is Act.CHITCHAT and is_remark(turn, before)


def _is_wish(turn: Turn, words: str) -> bool:
    """Whether these words wish for a change in other words than plain ones."""
    was_wished = turn.wished
    is_other = in_plain_words(turn, words) != words
    turn.wished = was_wished
    return is_other


def _is_both_wished(turn: Turn, before: str, rest: str) -> bool:
    """Whether both are one wish: "not sharp enough, and the dress in red"."""
    is_blurred = turn.desk.tables.pointers.says(before, Pointing.BLURRED)
    return is_blurred and _is_wish(turn, f"{before}{comma(before)}{rest}")


def _is_bare_subject(turn: Turn, words: str) -> bool:
    return continuity.is_subject(words, turn.desk.tables.revisions)


def _is_definite(turn: Turn, words: str) -> bool:
    """Whether these words alone are a name, a question to us, a command, or a change of what is there."""
    tables, base = turn.desk.tables, base_of(turn)
    if tables.sayings.says(words, Said.NAMES):
        return True
    if base is None:
        return said_in(turn, words, turn.question).action not in _MAY_SHOW
    if any(tables.pointers.says(words, one) for one in _ASKS):
        return True
    if tables.several.read(words) is not None:
        return True
    told = of_left_alone(turn, of_another(turn, paraphrased(turn, words)))
    if (
        told != words
        or _is_wish(turn, told)
        or continuity.takes_away(base.order.prompt, words, tables.revisions)
    ):
        return True
    read = said_in(turn, words, turn.question)
    if read.action is Act.GENERATE:
        return read.edit or read.again or not read.prompt
    return read.action is not Act.CHITCHAT
