"""Somebody introduced by name and in words, without a scene: remembered, and described so in the next request."""

from dataclasses import replace

from core.desk.pictures.of_message import pictures_of, waiting_pictures
from core.desk.reading import goes_on_as
from core.desk.requests import request
from core.desk.subjects.known import with_introduced
from core.desk.subjects.naming import is_taken
from core.desk.turn import Turn
from core.model import Act, Intent
from core.punctuation import ENDS, clauses, comma
from core.tables import Said

_MOST = 8
_FEW_WORDS = 2


async def introduces(turn: Turn) -> bool:
    """Handle "the hero is called Bean, a fox with a scarf": note it, and order nothing but a scene told behind it."""
    found = turn.desk.tables.sayings.find(turn.typed, Said.HERO)
    if found is None or pictures_of(turn.incoming) or waiting_pictures(turn):
        return False
    if turn.order_in_question is not None or ("thing" in found and turn.job is not None):
        return False  # beside a clip it names who is in that
    looks = found.get("mid", "")
    joined = comma(looks) if looks and looks[0] not in f"{ENDS}、 " else ""
    name, what = found["name"], found.get("count", "") + found["what"] + joined + looks
    if await is_taken(turn, name):
        return True
    others = [row for row in turn.talk.introduced if row[0] != name]
    turn.talk = replace(turn.talk, introduced=(*others, (name, what))[-_MOST:])
    if "rest" in found:
        turn.intent = described(turn, goes_on_as(turn, found["rest"]))
        await request(turn)
    else:
        await turn.tell("name_given.introduced", name=name, what=what)
    return True


def described(turn: Turn, intent: Intent) -> Intent:
    """The request with what was told of somebody whom it names, until there is a picture or a clip to know them by."""
    if intent.action not in (Act.GENERATE, Act.QUOTE):
        return intent
    intent = _named_beside(turn, replace(intent, prompt=_uncounted(turn, intent)))
    hero = turn.desk.tables.sayings.find(intent.prompt, Said.HERO_FIRST) if intent.prompt else None
    if hero is not None:
        intent = replace(intent, prompt=hero.get("count", "") + hero["rest"])
    if intent.edit or turn.shots or pictures_of(turn.incoming):
        return intent  # each shot tells it for itself
    own = turn.desk.tables.sayings.find(intent.prompt, Said.OWN_NAMED)
    if own is not None and own["name"] not in intent.known_names:
        intent = replace(intent, names=tuple(dict.fromkeys((*intent.names, own["name"]))))
    scene = with_introduced(turn, intent.prompt)
    told = (
        (name for name, _ in turn.talk.introduced if name in intent.prompt) if scene != intent.prompt else ()
    )
    return replace(intent, prompt=scene, names=tuple(dict.fromkeys((*intent.names, *told))))


def _named_beside(turn: Turn, intent: Intent) -> Intent:
    """The request with who the picture shows by name, without words that only say so: "this is Biscuit. Make him run"."""
    if not (pictures_of(turn.incoming) or waiting_pictures(turn)):
        return intent
    told = intent.prompt and _introduced_in(turn, intent.prompt)
    if told:
        return replace(intent, prompt="", names=(*intent.names, told))
    parts = clauses(turn.raw)
    named = _introduced_in(turn, parts[0][0]) if len(parts) > 1 else ""
    is_new = named and named not in (*intent.names, *intent.known_names)
    return replace(intent, names=(*intent.names, named)) if is_new else intent


def _introduced_in(turn: Turn, words: str) -> str:
    """The name of who is introduced in these words; empty without one."""
    sayings = turn.desk.tables.sayings
    found = sayings.find(words, Said.NAMES) or sayings.find(words, Said.INTRODUCES)
    return found["name"] if found is not None else ""


def _uncounted(turn: Turn, intent: Intent) -> str:
    """The description without a Chinese number in front of a name: it counted the clip, and nobody counts who is known."""
    for pattern in turn.desk.tables.revisions.counted:
        count = pattern.match(intent.prompt)
        rest = intent.prompt[count.end() :] if count is not None else ""
        if rest.startswith(tuple(intent.known_names)):
            return rest
    return intent.prompt


def _with_other_named(turn: Turn, intent: Intent) -> Intent:
    """The request with the name of somebody new beside somebody known: "Pemba meets Otto, a grumpy hedgehog"."""
    found = turn.desk.tables.sayings.find(turn.incoming.text, Said.NAMED_IN) if intent.known_names else None
    if (
        found is None
        or found["what"] not in intent.prompt
        or found["name"] in (*intent.names, *intent.known_names)
    ):
        return intent
    return replace(intent, names=(*intent.names, found["name"]))


def with_who_is_named(turn: Turn, intent: Intent) -> Intent:
    """Keep somebody known in front of a scene that would else show nobody: "now Coco alone, at night"."""
    if intent.edit or not intent.prompt:
        return intent
    intent = _with_other_named(turn, intent)
    if any(one in intent.prompt for one in intent.known_names):
        return intent
    other = intent.names[-1] if intent.names else ""
    for clause, _ in clauses(turn.incoming.text):
        at = next((at for one in intent.known_names if (at := clause.find(one)) >= 0), -1)
        who = clause[at:].strip(ENDS) if at >= 0 else ""
        tells_who = len(who.split()) <= _FEW_WORDS or bool(other and other in who)
        if who and tells_who and who.isascii() is intent.prompt.isascii():
            return replace(intent, prompt=f"{who}{comma(who)}{intent.prompt}")
    return intent
