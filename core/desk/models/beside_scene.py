"""The model that was just named or priced, told beside a scene or within it: "a frog on a leaf with that model"."""

from core.desk.reading import said_in
from core.desk.turn import QUESTION_STANDS_S, Turn
from core.model import Act
from core.punctuation import clauses
from core.tables import Found, Pointing

_OTHERWISE = frozenset({"nth", "again", "cheap"})


def _model_priced(turn: Turn) -> str:
    """The model that waits with its price, if it was asked for by its name and none was named since; else empty."""
    question = turn.order_in_question
    if question is None or question.intent is None or question.intent.action is not Act.QUOTE:
        return ""
    model = question.drafts[0].order.model
    return model if model == question.intent.model and not turn.named_since(question) else ""


def scene_with_it(turn: Turn) -> tuple[str, str] | None:
    """The model that is meant and the scene without the words that point at it; None where either is missing."""
    talk = turn.talk
    is_fresh = bool(talk.named) and turn.now - talk.named_at <= QUESTION_STANDS_S
    key = _model_priced(turn) or (talk.named_it if is_fresh else "")
    rest, within = _scene(turn) if key else ("", None)
    if within is not None and "nth" in within.parts:
        place = turn.desk.tables.sayings.place(within.parts, len(talk.named)) if is_fresh else None
        key, rest = (talk.named[place], rest) if place is not None else ("", "")
    return (key, rest) if rest and said_in(turn, rest, turn.question).prompt else None


def _scene(turn: Turn) -> tuple[str, Found | None]:
    """The message without the words that point at a model, and these; empty where it has none that are read here."""
    pointers, parts = turn.desk.tables.pointers, clauses(turn.typed)
    if pointers.says(turn.typed, Pointing.GOES_FOR_IT):
        return "", None  # "I trust you, that one" tells no scene
    for place, (clause, mark) in enumerate(parts):
        before, behind = (
            "".join(one + end for one, end in some) for some in (parts[:place], parts[place + 1 :])
        )
        within = pointers.first(clause, Pointing.MODEL_WITHIN)
        if within is not None and "rest" in within.parts:
            return f"{before}{within.parts['rest']}{mark}{behind}", within
        if place and (within is not None or _is_alone(pointers.first(clause, Pointing.TAKES))):
            return f"{before}{behind}", None
    found = pointers.first(turn.typed, Pointing.TAKES) if _model_priced(turn) else None
    is_plain = found is not None and not _OTHERWISE & found.parts.keys()
    return (found.parts.get("rest", "") if found is not None and is_plain else ""), None


def _is_alone(found: Found | None) -> bool:
    """Whether a clause does nothing but take the model: "with that one"."""
    return found is not None and not (_OTHERWISE | {"rest"}) & found.parts.keys()
