"""A Chinese wish for a clip that shows a whole scene: "one of an astronaut who grows greens on the moon, funny"."""

from core.continuity.labels import DEED, PLACE, WHO
from core.continuity.parts import parts_of
from core.tables.parted import Parted


def own_scene(message: str, shown: str, parted: Parted) -> str | None:
    """The message as a wish for a clip of its own; None where it tells no whole scene, or one of whom is shown already."""
    found = parted.around.own_scene.match(message)
    if found is None:
        return None
    scene = found["scene"]
    parts = parts_of(scene, parted)
    labels = {one.label for one in parts}
    if not {WHO, DEED} <= labels and not {WHO, PLACE} <= labels:
        return None
    who = [parted.measures.sub("", scene[one.start : one.end]) for one in parts if one.label == WHO]
    if any(one and one in shown for one in who):
        return None
    return message[: found.end("scene")] + message[found.end("mark") :]
