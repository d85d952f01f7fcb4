"""Wishes for a change in other words than plain ones: "what if it snowed", said beside a clip, is "let it snow"."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from core import continuity
from core.desk.clips import changes
from core.desk.normalising.another import tells_another
from core.desk.questions.answers import orders_all
from core.desk.reading import beside_clip, is_another, said_in
from core.desk.small_talk import has_request
from core.desk.subjects.known import subject_called
from core.desk.turn import Turn
from core.model import Act, Continuity, Draft, Intent, Pending
from core.ports import Question
from core.punctuation import clauses, comma
from core.tables import Pointing, Revisions, Said, Wordings, hints
from core.tables.patterns import MARKS

_LONGEST = 200  # characters; a longer message describes something
_MOST_CLAUSES = 8
_ASKS = "?？"
_INTRODUCE = (Said.NAMES, Said.INTRODUCES)
_OPENS = (Said.OPENS_WITH_CLIP, Said.GOES_ON_FROM_END)
_REMARKS = (Pointing.GLAD, Pointing.PRAISE, Pointing.JUDGES, Pointing.SEEMS, Pointing.TOO, Pointing.ODD)


def in_plain_words(turn: Turn, text: str) -> str:
    """The message with its wishes in the plain words for them; as it is where nothing is there to be changed."""
    parts = clauses(text)
    is_short = len(text) <= _LONGEST and 0 < len(parts) <= _MOST_CLAUSES
    if changes.base_of(turn) is None or not is_short or _says_which_first(turn, text):
        return text
    wished = turn.desk.tables.wished
    if _builds_on_clip(turn, text):
        return text
    waits = turn.order_in_question
    if (
        waits is not None
        and not orders_all(waits)
        and turn.desk.tables.pointers.says(text, Pointing.GOES_BUT)
    ):
        return text  # the yes in front orders what was priced
    if len(parts) > 1 and turn.desk.tables.several.read(text) is not None:
        return text  # "a version at night, another at dawn"
    if _introduces(turn, parts):
        return text  # "our dog is called Rex, he is a poodle, make a video of Rex running"
    if len(parts) > 1 and (whole := _wish(turn, text, wished.rows)):
        turn.wished = True
        return whole
    parts = _paired(turn, parts)
    said: list[str] = []
    before = ""
    is_wished = is_begun = False
    for place, (clause, mark) in enumerate(parts):
        plain, of_before = _plainly(turn, before, clause, is_first=place == 0)
        if of_before:
            said.pop()  # the fault, or what can be seen, is what the wish is about
        is_begun = is_begun or bool(plain) or turn.desk.parser.says_change(clause)
        behind = parts[place + 1][0] if place + 1 < len(parts) else ""
        if not is_begun and not _of_before(turn, clause, behind) and _describes(turn, clause):
            return text  # another idea, and what it goes on with
        is_wished = is_wished or bool(plain)
        said.append(plain + _mark(mark, text, is_last=place == len(parts) - 1) if plain else clause + mark)
        before = clause
    turn.wished = is_wished
    whole = "".join(said)
    return whole.rstrip(_ASKS) if is_wished else whole


def _builds_on_clip(turn: Turn, text: str) -> bool:
    """Whether a message calls an earlier clip back ("the ferry is nicer after all"), goes on from one, or wants one too."""
    tables = turn.desk.tables
    if any(tables.sayings.says(text, one) for one in _OPENS):
        return True
    too = tables.sayings.find(text, Said.ME_TOO)
    if too is not None and tells_another(turn, too.get("rest", "")):
        return True
    return not text.isascii() and tables.pointers.says(text, Pointing.GOES_BACK)


def _introduces(turn: Turn, parts: Sequence[tuple[str, str]]) -> bool:
    """Whether a message introduces somebody by name, and ends with a request for a clip."""
    sayings, (first, _) = turn.desk.tables.sayings, parts[0]
    is_named = len(parts) > 1 and any(sayings.says(first, one) for one in _INTRODUCE)
    return is_named and has_request(turn, parts[-1][0])


def _plainly(turn: Turn, before: str, clause: str, *, is_first: bool) -> tuple[str, bool]:
    """The plain words for what a clause wishes for, and whether the clause in front tells only what that is about."""
    wished, plain = turn.desk.tables.wished, ""
    if swap := _wish(turn, clause, wished.gives_way):
        return swap, False
    if told := _of_before(turn, before, clause):
        return told, True
    if before and (wished.blamed(before) or turn.desk.tables.pointers.says(before, Pointing.JUDGES)):
        plain = _wish(turn, clause, wished.instead)
    plain = plain or _of_unnamed(turn, clause)
    if not plain and not is_first:
        plain = _wish(turn, clause, wished.later)
    return plain or _wish(turn, clause, wished.rows), False


def _of_unnamed(turn: Turn, clause: str) -> str:
    """The plain words for who the one is whom the clip shows without a name; empty where it shows no such one."""
    base, wished = changes.base_of(turn), turn.desk.tables.wished
    what = wished.shown_unnamed(base.order.prompt) if base is not None else ""
    return _wish(turn, clause, wished.of_unnamed, what=what) if what else ""


def _paired(turn: Turn, parts: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The clauses, with two as one where the first names what goes and the second what comes instead."""
    gives_way = turn.desk.tables.wished.gives_way
    found: list[tuple[str, str]] = []
    for clause, mark in parts:
        joined = "".join((*found[-1], clause)) if found else ""
        if joined and _wish(turn, joined, gives_way):
            found[-1] = (joined, mark)
        else:
            found.append((clause, mark))
    return found


def _of_before(turn: Turn, before: str, clause: str) -> str:
    """The plain words for a wish about the thing that the clause in front of it blames, or says can be seen."""
    wished = turn.desk.tables.wished
    for what, ways in ((wished.blamed(before), wished.of_what), (wished.spotted(before), wished.of_seen)):
        is_told = what.split(" ")[-1] in clause.split(
            " "
        )  # "the steam is too much, less steam" tells it itself
        if what and clause and not is_told and (plain := _wish(turn, clause, ways, what=what)):
            return plain
    return ""


def _says_which_first(turn: Turn, text: str) -> bool:
    """Whether words about one of two pictures answer which is first, and wish for nothing in an earlier clip."""
    question = turn.question
    is_asked = question is not None and question.pending is Pending.WHICH_FIRST
    return is_asked and turn.desk.tables.sayings.says(text, Said.NAMES_PLACE)


def animates_behind(read: Intent, text: str) -> bool:
    """Whether words in front want the picture of a clip to move, and those behind them tell how."""
    told = read.prompt.strip(MARKS)
    return bool(told) and read.continuity is Continuity.ANIMATE and text.strip(MARKS).endswith(told)


def as_change(turn: Turn, read: Intent) -> Intent:
    """The reading of a message that was put in plain words, or takes something out: a change, even where it could be talk."""
    base, text = changes.base_of(turn), turn.incoming.text
    if base is None or turn.incoming.pictures:
        return read
    if read.continuity is Continuity.ANIMATE and not text.isascii() and not turn.talk.album:
        change = said_in(turn, read.prompt) if turn.desk.parser.says_change(read.prompt) else read
        return change if change.edit else read  # "that picture again, but at night" changes what it shows
    if read.action is Act.CHITCHAT and continuity.takes_away(
        base.order.prompt, text, turn.desk.tables.revisions
    ):
        return replace(read, action=Act.GENERATE, edit=True, prompt=text)
    if not turn.wished or animates_behind(read, text):
        return read
    parts = clauses(turn.incoming.text)
    if read.action is Act.RETRY and len(parts) > 1:  # "again, make it two cubs"
        wish = "".join(clause + mark for clause, mark in parts[1:])
        return replace(read, action=Act.GENERATE, edit=True, again=True, prompt=wish)
    if read.action is Act.CHITCHAT and len(parts) == 1:
        return replace(read, action=Act.GENERATE, edit=True, prompt=turn.incoming.text)
    return replace(read, edit=True) if read.action is Act.GENERATE and read.prompt else read


def without_stop(turn: Turn, text: str) -> str:
    """What is wanted in the place of the clip at hand, which is to be stopped; else the message as it is."""
    job, wished = turn.job, turn.desk.tables.wished
    if job is None or job.is_cancelling or not turn.owns_job:
        return text
    if turn.question is not None or turn.incoming.pictures:
        return text
    ways = (wished.leaves_old,) if job.phase.is_over else (wished.leaves_old, wished.cancels)
    for one in hints(text, *ways):
        intent = said_in(turn, one.plain)
        if intent.action is Act.GENERATE and (intent.prompt or intent.edit):
            turn.stops, turn.stops_first = True, "old" in one.parts
            return one.plain
    return text


def _wish(turn: Turn, clause: str, ways: Wordings, *, what: str = "") -> str:
    """The plain words for what a clause wishes for; empty where it wishes for nothing in other words."""
    found = (one.plain for one in hints(clause, ways, what=what) if _may_be(turn, one.parts))
    return next(found, "")


def _describes(turn: Turn, clause: str) -> bool:
    """Whether a clause alone would be a request of its own, and no remark on the clip."""
    pointers, tables = turn.desk.tables.pointers, turn.desk.tables
    if tables.talk.is_of_people(clause) or any(pointers.says(clause, one) for one in _REMARKS):
        return False
    return is_another(turn, clause)


def _may_be(turn: Turn, parts: Mapping[str, str]) -> bool:
    """Whether the parts of a wish are what they must be: something shown there, a known subject, no value."""
    base, revisions = changes.base_of(turn), turn.desk.tables.revisions
    assert base is not None
    shown = _shown(turn, base)
    if "thing" in parts and not any(continuity.shows(one, parts["thing"], revisions) for one in shown):
        return False
    if "main" in parts and not any(_is_main(one, parts, revisions) for one in shown):
        return False
    wished = turn.desk.tables.wished
    if "mount" in parts and any(wished.shows_mounted(one) for one in shown):
        return False
    if "place" in parts and not any(wished.shows_place(one) for one in shown):
        return False
    if continuity.is_of_sort(parts.get("how", ""), parts.get("thing", ""), revisions):
        return False  # orange juice is no juice in orange
    if "name" in parts and not _shows_known(turn, base, parts["name"]):
        return False
    question = turn.order_in_question
    if question is not None and orders_all(question) and _is_count(turn, parts.get("rest", ""), question):
        return False  # "make it 2" of the three on offer
    if subject_called(turn, parts.get("thing", "")) is not None:
        return False  # somebody known by name does something else in another clip
    if "subject" in parts and not continuity.is_subject(parts["subject"], revisions):
        return False
    return all(_names_no_value(turn, parts[name]) for name in ("rest", "how") if name in parts)


def _is_main(shown: str, parts: Mapping[str, str], revisions: Revisions) -> bool:
    """Whether it is about this one, who is named there where somebody else takes that place."""
    is_there = "subject" not in parts or continuity.shows(shown, parts["main"], revisions)
    return is_there and continuity.is_main(shown, parts["main"], revisions)


def _shown(turn: Turn, base: Draft) -> Sequence[str]:
    """What the order at hand shows, or each shot of the series on offer."""
    question = turn.order_in_question
    drafts = question.drafts if question is not None and orders_all(question) else (base,)
    return [one.order.prompt for one in drafts]


def _is_count(turn: Turn, words: str, question: Question) -> bool:
    """Whether these words are a number that can be one of several on offer, or so many of them."""
    return words.isalnum() and 0 < turn.desk.tables.pointers.count(words) <= len(question.drafts)


def _shows_known(turn: Turn, base: Draft, name: str) -> bool:
    """Whether the order shows somebody who is known by this name."""
    known = subject_called(turn, name)
    if known is None:
        return False
    refs = [one.ref for one in base.pictures]
    made_from = (turn.job.id if turn.job is not None else "", base.parent)
    is_behind = known.picture.ref in refs or (known.picture.ref.get("job") or "-") in made_from
    return is_behind or known.name in base.names or known.name in base.order.prompt


def _names_no_value(turn: Turn, words: str) -> bool:
    read = beside_clip(turn, words)
    return not read.names_something


def _mark(mark: str, text: str, *, is_last: bool) -> str:
    """The mark behind a clause that is no question any more."""
    if not any(one in mark for one in _ASKS):
        return mark
    return "" if is_last else comma(text)
