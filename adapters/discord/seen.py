"""Remembers recent events, so that none is served twice."""

from collections import OrderedDict

_LIMIT = 4000


class Seen:
    """The ids handled lately: after RESUME Discord sends events again and discord.py passes them on."""

    def __init__(self) -> None:
        self._ids: OrderedDict[object, float] = OrderedDict()

    def before(self, number: object, now: float = 0.0, within_s: float | None = None) -> bool:
        """Whether this came before (lately enough); it has come now."""
        earlier = self._ids.pop(number, None)
        self._ids[number] = now
        if len(self._ids) > _LIMIT:
            self._ids.popitem(last=False)
        return earlier is not None and (within_s is None or now - earlier < within_s)
