"""What people tell of themselves and of where a video will be used, around a request, is no part of it."""

from core import continuity
from core.desk.clips.changes import base_of
from core.desk.pictures.of_message import waiting_pictures
from core.desk.reading import beside_clip, is_another
from core.desk.turn import Turn
from core.model import Act, Intent, ParseContext
from core.punctuation import clauses, colon, comma
from core.tables import Found, Pointing, Said
from core.tables.asked import LONGEST
from core.tables.patterns import MARKS
from core.text import is_brief

_MOST_CLAUSES = 8
_QUESTIONS = frozenset({Act.HELP, Act.LIST_MODELS})  # "can you do neon shapes?", behind who asks, is a wish
_ASKS = "?？ "
_MOST_INTRODUCTIONS = 3
_OF_PICTURE = (Said.SHOWN_NAMED, Said.SHOWN_IN_FRONT)
_SHORTEST, _FEWEST_WORDS = 6, 3  # Chinese characters, English words


def without_preface(turn: Turn, text: str) -> str:
    """The message without who asks and what for, if a request remains that says what is to be seen."""
    of_kind = _of_kind(turn, text)
    return _without_preface(turn, text) if of_kind is None else of_kind


def _without_preface(turn: Turn, text: str) -> str:
    if turn.incoming.pictures and any(turn.desk.tables.sayings.says(text, one) for one in _OF_PICTURE):
        return text  # a name is told once, and meant for later; what is shown belongs to the scene
    told = turn.desk.tables.sayings.find(text, Said.TOLD_TO_MAKE)
    text = told["rest"] if told is not None else text
    text = _without_second_thought(turn, _without_reasons(turn, _without_absence(turn, text)))
    text = _without_price_asked(turn, _without_example(turn, _without_whether(turn, text)))
    for _ in range(_MOST_INTRODUCTIONS):
        shorter = _without_introduction(turn, text)
        if shorter == text:
            break
        text = shorter
    sees = turn.desk.tables.sayings.find(text, Said.SOMEBODY_SEES)
    if sees is not None and _read(turn, sees["rest"]).action is Act.GENERATE:
        text = sees["rest"]
    if turn.job is not None or turn.question is not None:
        return _beside(turn, text)  # there a purpose may be the reason for a change
    idea = turn.desk.tables.pointers.first(text, Pointing.NEXT_IDEA)
    if idea is not None and _read(turn, idea.parts["rest"]).prompt:
        text = idea.parts["rest"]
    kept = [clause + mark for clause, mark in clauses(text)]
    if not 1 < len(kept) <= _MOST_CLAUSES:
        return text
    count = len(kept)
    first = 1 if not _read(turn, kept[0]).prompt else 0  # "make me a video", and what for
    for place in (0, first, -1):
        while len(kept) > place + 1 and _is_purpose(turn, kept[place]):
            del kept[place]
    rest = "".join(kept).strip()
    return rest if len(kept) < count and _read(turn, rest).prompt else text


def _of_kind(turn: Turn, text: str) -> str | None:
    """A kind of film that is wanted of what the picture shows, as one scene; None where another thing is told."""
    if not (turn.incoming.pictures or waiting_pictures(turn)):
        return None
    found = turn.desk.tables.sayings.find(text, Said.OF_KIND)
    if found is None:
        return None
    shown = turn.desk.tables.pointers.of_kind["en"] if "thing" in found else "{what}"
    return shown.format(what=found["what"], thing=found.get("thing", "")) + found.get("rest", "")


def _without_absence(turn: Turn, text: str) -> str:
    """The message without where the person was all the while; unless they apologise, only where something is there."""
    is_first = turn.job is None and turn.talk.question is None
    for found in turn.desk.tables.pointers.find(text.strip(MARKS), Pointing.COMES_LATE):
        if not (is_first and "weak" in found.parts):
            return found.parts["rest"]
    return text


def _without_second_thought(turn: Turn, text: str) -> str:
    """The other idea without the words that take back what was said: "actually no, make a crane instead"."""
    found = turn.desk.tables.pointers.first(text, Pointing.SECOND_THOUGHT)
    if found is None:
        return text
    idea = f"{found.parts['rest']}{found.parts.get('also', '')}"
    return idea if is_another(turn, idea) else text


def _without_reasons(turn: Turn, text: str) -> str:
    """The message without the reasons for its values: "vertical cause she'll watch it on her phone" is vertical."""
    parts = clauses(text)
    if len(parts) > _MOST_CLAUSES:
        return text
    return "".join(_without_reason(turn, clause) + mark for clause, mark in parts)


def _without_reason(turn: Turn, clause: str) -> str:
    found = turn.desk.tables.pointers.first(clause, Pointing.REASONED)
    if found is None:
        return clause
    value = _read(turn, found.parts["before"])
    is_value = value.action is Act.GENERATE and value.names_something and not value.prompt
    return found.parts["before"] if is_value else clause


def _without_example(turn: Turn, text: str) -> str:
    """The message without "for example" in front of what is described; behind a question for a price that is priced."""
    found = turn.desk.tables.pointers.first(text, Pointing.EXAMPLE)
    if found is None:
        return text
    before, rest = found.parts.get("before", ""), found.parts["rest"]
    if turn.desk.tables.pointers.says(before, Pointing.ASKS_PRICE):
        turn.only_price = True
        before = before if _read(turn, before).names_something else ""
    return before + rest


def _without_price_asked(turn: Turn, text: str) -> str:
    """The scene without the question what it costs in front of it, which is priced; a short one the parser knows."""
    found = turn.desk.tables.pointers.first(text, Pointing.PRICE_OF) if text.isascii() else None
    if found is None or _read(turn, text).action is not Act.GENERATE:
        return text
    turn.only_price = True
    return found.parts["rest"]


def _without_whether(turn: Turn, text: str) -> str:
    """The wish for a clip or a change without the question whether it can be made, where it tells what is to be seen."""
    found = turn.desk.tables.pointers.first(text, Pointing.MAKEABLE)
    wish = found.parts["rest"] if found is not None else ""
    if not wish:
        return text
    if base_of(turn) is not None and beside_clip(turn, wish).edit:
        return wish
    whole, asked = _read(turn, text), _read(turn, wish)
    if whole.action is Act.GENERATE and len(whole.prompt) <= len(asked.prompt):
        return text  # the parser leaves it out by itself
    is_shown = bool(asked.prompt) and not turn.desk.parser.is_said_to_us(asked.prompt)
    return wish if asked.action is Act.GENERATE and is_shown else text


def _without_introduction(turn: Turn, text: str) -> str:
    """The message without one stretch that tells who asks or what for, if what is to be seen remains.

    Words of the request in front of it (`before`) stay where they name a model or a value.
    """
    if turn.desk.tables.pointers.says(text, Pointing.LISTS_CLIPS):
        return text  # how many are wanted stands in front
    head, tail = text[:LONGEST], text[LONGEST:]
    whole: Intent | None = None
    for found in turn.desk.tables.pointers.find(head.strip(MARKS), Pointing.INTRODUCES):
        before = found.parts.get("before", "")
        rest, asked = _asked(turn, found, head, tail)
        if asked.action is not Act.GENERATE or not asked.prompt:
            continue
        is_plain = before or not {"owner", "strict"}.isdisjoint(found.parts)
        if not is_plain and asked.prompt == rest:
            continue  # it asks for nothing
        whole = whole or _read(turn, text)
        is_short = 0 < len(whole.prompt) <= len(asked.prompt) and not before
        if is_short and _how(whole) == _how(asked) and whole.notices == asked.notices:
            return text  # the parser leaves it out by itself
        if whole.names != asked.names:
            continue  # "my cat is called Mochi" is told once, and meant for later
        if (
            turn.incoming.pictures
            and not before
            and is_brief(asked.prompt, characters=_SHORTEST, words=_FEWEST_WORDS)
        ):
            continue  # "these are our three bouquets, show them together" says with them what is to be seen
        if not before or _how(asked) == (how := _how(whole)):
            return rest
        longer = f"{before}{colon(text)}{rest}"
        if _how(_read(turn, longer)) == how:
            return longer
    return text


def _asked(turn: Turn, found: Found, head: str, tail: str) -> tuple[str, Intent]:
    """What stands behind an introduction, and what it asks for."""
    rest = found.parts["rest"]
    if "what" in found.parts:
        rest = f"{found.parts['what']}{comma(head)}{rest}"
    else:
        rest = head[head.rindex(rest) :] + tail if head.strip(MARKS).endswith(rest) else rest
        rest = _with_owner(turn, found.parts["owner"], rest) if "owner" in found.parts else rest
    asked = _read(turn, rest)
    if asked.action not in _QUESTIONS:
        return rest, asked
    return rest.rstrip(_ASKS), _read(turn, rest.rstrip(_ASKS))


def _with_owner(turn: Turn, owner: str, rest: str) -> str:
    """The words behind an introduction, with whom it names where the words go on about that one."""
    story = turn.desk.tables.sayings.story
    named = story.pronoun.match(rest)
    if named is not None:
        return f"{owner}{' ' if owner.isascii() else ''}{rest[named.end() :]}"
    return f"{owner}{comma(rest)}{rest}" if story.leaves_out.match(rest) is not None else rest


def _how(intent: Intent) -> tuple[object, ...]:
    """The model and the values that an intent names."""
    return intent.wishes, intent.model, intent.quality, intent.asked_s


def _beside(turn: Turn, text: str) -> str:
    """Beside a clip: what is wanted meanwhile, or the change without asking whether it is still possible."""
    meanwhile = turn.desk.tables.pointers.first(text, Pointing.MEANWHILE)
    if meanwhile is not None:
        return meanwhile.parts["rest"]
    idea = turn.desk.tables.pointers.first(text, Pointing.NEXT_IDEA)
    if idea is not None and is_another(turn, idea.parts["rest"]):
        return idea.parts["rest"]
    meant = turn.desk.tables.pointers.first(text, Pointing.I_MEAN)
    if meant is not None and not _is_about_it(turn, meant.parts["rest"]):
        return meant.parts["rest"]
    pointers = turn.desk.tables.pointers
    # "Use that one and make it again" means a model that was just named.
    is_model = bool(turn.talk.named) and pointers.says(text, Pointing.TAKES)
    mine = None if is_model else pointers.first(text, Pointing.OF_MINE)
    said = beside_clip(turn, mine.parts["rest"]) if mine is not None else None
    if mine is not None and said is not None and said.action is Act.GENERATE and said.edit:
        return mine.parts["rest"]
    kept = [clause + mark for clause, mark in clauses(text)]
    if len(kept) > 1 and turn.desk.tables.pointers.says(kept[-1], Pointing.STILL):
        return "".join(kept[:-1]).strip()
    return text


def _is_purpose(turn: Turn, clause: str) -> bool:
    """Whether a clause only tells where or for whom the video is, and names no value."""
    tables = turn.desk.tables
    if not tables.pointers.says(clause, Pointing.PURPOSE):
        return False
    if not tables.talk.is_of_people(clause) and not tables.pointers.says(clause, Pointing.PLACE_OF_USE):
        return False
    if any(one.new and one.read(clause) is not None for one in tables.paraphrases):
        return False  # "for TikTok" tells a shape
    read = _read(turn, clause.strip(MARKS))
    return not read.names_something


def _is_about_it(turn: Turn, words: str) -> bool:
    """Whether words beside a clip ask for nothing, or name another thing of a kind that it shows: a correction."""
    base = base_of(turn)
    if base is None or beside_clip(turn, words).action is not Act.GENERATE:
        return True
    return continuity.is_about_it(base.order.prompt, words, turn.desk.tables.revisions, base.language)


def _read(turn: Turn, words: str) -> Intent:
    return turn.desk.parser.parse(words, ParseContext())
