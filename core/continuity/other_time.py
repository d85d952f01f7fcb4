"""Puts another hour, season or weather in the place of one."""

from core.continuity.ends import join
from core.continuity.labels import DEED, ELSE, TIME
from core.continuity.removal import cut_out
from core.continuity.scene import Scene, first_of, has_preposition
from core.punctuation import ENDS
from core.tagging import Stretch


def at_other_time(scene: Scene, new: str) -> str | None:
    """Another time in the place of the first of its kind, as an hour, a season, or a weather; else beside what is told."""
    if scene.language == "zh" and not _ends_in_a_time(scene, new):
        return None  # "the maple leaves of autumn"
    kind, deeds = scene.parted.kind_of_time(new), {one.end for one in scene.all_of(DEED)}
    # The rain that somebody looks at is no weather.
    there = [one for one in scene.all_of(TIME) if scene.language == "en" or one.start not in deeds]
    there += [one for one in scene.all_of(ELSE) if _is_clause(scene, one)]  # "golden hour"
    kinds = [(one, scene.parted.kind_of_time(scene.words(one))) for one in there]
    old = next((one for one, was in kinds if was and was == kind), None)
    if scene.language == "en" and _is_look(scene, new):  # "snowy"
        is_gone = old is not None and _stands_alone(scene, old) and _is_against(scene, scene.words(old), new)
        rest = cut_out(scene.text, old.start, old.end) if old is not None and is_gone else None
        return join(rest or scene.text, new, scene.revisions, scene.language)
    if old is None or not _stands_alone(scene, old):
        return scene.with_added(new)
    return scene.with_instead(old, _with_lead(scene, scene.words(old), new))


def _is_look(scene: Scene, new: str) -> bool:
    """Whether English words tell what something looks like at a time: "snowy", and not "foggy morning"."""
    if (
        has_preposition(scene, new)
        or new.casefold() in scene.parted.when
        or first_of(new) in scene.parted.articles
    ):
        return False
    return not scene.parted.classes.are(new.casefold().split()[-1], "hour", "season")


def _ends_in_a_time(scene: Scene, new: str) -> bool:
    """Whether the last word of a Chinese time names one, as far as it is known."""
    last = scene.parted.classes.of(list(new))[-1]
    return not last or not scene.parted.classes.codes("hour", "season", "weather", "sky", "light").isdisjoint(
        last
    )


def _is_against(scene: Scene, old: str, new: str) -> bool:
    """Whether one of two weathers is clear and the other is not."""
    clear = scene.parted.clear
    return clear.isdisjoint(old.casefold().split()) != clear.isdisjoint(new.casefold().split())


def _is_clause(scene: Scene, part: Stretch) -> bool:
    before, behind = scene.text[: part.start].rstrip(), scene.text[part.end :].lstrip()
    return (not before or before[-1] in ENDS) and (not behind or behind[0] in ENDS)


def _stands_alone(scene: Scene, part: Stretch) -> bool:
    """Whether an English part is a clause, or begins with its preposition: "snowy" in "a snowy forest" does neither."""
    before = scene.text[: part.start].rstrip()
    is_clause = not before or before[-1] in ENDS
    return scene.language == "zh" or is_clause or has_preposition(scene, scene.words(part))


def _with_lead(scene: Scene, old: str, new: str) -> str:
    """An English time with what stands in front of it, where it is told without."""
    prepositions = scene.parted.prepositions
    if scene.language == "zh" or has_preposition(scene, new):
        return new
    lead = scene.parted.when.get(new.casefold())
    if lead is None and first_of(new) in (
        scene.revisions.english.one,
        scene.revisions.english.one_before_vowel,
    ):
        lead = "on " if first_of(old) in prepositions else ""
    return (lead or "") + new
