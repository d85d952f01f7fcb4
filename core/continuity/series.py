"""An idea longer than one clip, as a series of shots."""

from collections.abc import Sequence


def shots(asked_s: int, lengths_s: Sequence[int]) -> tuple[int, ...]:
    """The lengths of a series of shots for an idea longer than one clip, of the lengths that can be had."""
    ordered = sorted(lengths_s, reverse=True)
    found: list[int] = []
    left_s = asked_s
    while left_s > 0:
        one = next((length for length in ordered if length <= left_s), ordered[-1])
        found.append(one)
        left_s -= one
    return tuple(found)
