"""“A cat in three styles: …”, “3 cat videos: sleeping, eating, …”: one new clip for each of what is listed."""

from core.desk.turn import Turn
from core.tables import Said

_MOST = 6


def without_list(turn: Turn, text: str) -> str:
    """The message without the styles that it wants a new clip in each of, or with what each clip shows told in full."""
    table = turn.desk.tables.several
    listed, rest = table.in_styles(text)
    if listed and len(listed) <= _MOST and turn.question is None:
        turn.each = tuple(listed)
        return rest
    two = turn.desk.tables.sayings.find(text, Said.IN_VERSIONS) if turn.question is None else None
    if two is not None:
        joint = turn.desk.tables.revisions.look_mark
        both = [f"{two[one]}{joint}{two['what']}" for one in ("old", "new")]
        return turn.desk.tables.sayings.listed.told_in_full(len(both), both, is_english=False)
    what, shown = table.of_one(text)
    if not what:
        return text
    lists, is_english = turn.desk.tables.sayings.listed, text.isascii()
    who = f"{lists.with_article(what)} " if is_english else what
    return lists.told_in_full(
        len(shown), [one if one.startswith(what) else f"{who}{one}" for one in shown], is_english=is_english
    )
