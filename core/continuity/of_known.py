"""Tells a scene of its own of whom the description shows: "now the cat knocks a mug off the desk" is the ginger cat."""

from core.continuity.labels import DEED, PLACE, WHO
from core.continuity.parts import parts_of
from core.punctuation import clauses
from core.tables.parted import Parted
from core.tagging import words_of


def elsewhere(shown: str, added: str, parted: Parted) -> str | None:
    """The scene that English words tell of the only one whom the description shows, who looks as told there; None where they tell none.

    What only goes on where it was, "the cat wakes up", is no scene of its own.
    """
    begins = parted.muddle.known_there.match(added)
    if (
        begins is None
        or not added.isascii()
        or len(clauses(added)) != 1
        or parted.around.happens.search(added)
    ):
        return None
    scene = added[begins.start("who") :]
    was, now = parts_of(shown, parted), parts_of(scene, parted)
    who = next((one for one in was if one.label == WHO), None)
    deed = next((one for one in was if one.label == DEED), None)
    if who is None or who.start or deed is None or not any(one.label == PLACE for one in was):
        return None
    if [one.label for one in now[:2]] != [WHO, DEED] or all(one.label != PLACE for one in now):
        return None
    looks, place = shown[: deed.start].strip(), next(one for one in now if one.label == PLACE)
    told = [one.text.casefold() for one in words_of(looks)]
    where = words_of(scene[place.start : place.end])[-1].text.casefold()
    name = begins["name"].casefold()
    if told.count(name) != 1 or sum(one in parted.articles for one in told[: told.index(name)]) > 1:
        return None  # one of two
    if scene[: now[0].end] != begins["who"] or where in shown.casefold():
        return None
    return f"{looks} {scene[now[0].end :].strip()}"
