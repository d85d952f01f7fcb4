"""What fingers and input methods make of a word: one Latin letter off, or characters of the same sound."""

from collections.abc import Container, Iterator, Mapping
from itertools import product
from string import ascii_lowercase

from core.tables.letters import Letters


def one_letter_off(word: str) -> Iterator[str]:
    """The word with a letter missing, two swapped, one wrong or one too many; some spellings come twice."""
    for at in range(len(word) + 1):
        head, tail = word[:at], word[at:]
        if tail:
            yield head + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        for letter in ascii_lowercase:
            yield head + letter + tail
            if tail:
                yield head + letter + tail[1:]


def spellings(letters: Letters, known: Container[str]) -> Mapping[str, str]:
    """Every mistyped word by letters.toml, and the word it means; a known word is never one of them."""
    found = dict(letters.meant)
    for word in letters.often_mistyped:
        for one in one_letter_off(word):
            if one not in letters.often_mistyped and one not in letters.no_slips and one not in known:
                found.setdefault(one, word)
    return found


def of_same_sound(letters: Letters) -> Iterator[tuple[str, str]]:
    """Every spelling with characters of the same sound by letters.toml, and the word it means."""
    for word in letters.same_sound_words:
        alike = [next((row for row in letters.same_sound if one in row), one) for one in word]
        for typed in map("".join, product(*alike)):
            if typed != word and typed not in letters.same_sound_no_slips:
                yield typed, word
