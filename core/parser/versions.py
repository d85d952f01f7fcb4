"""The version beside a brand's name: behind it, in front of it, or as a correction of a wrong one."""

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from core.tables.letters import Letters
from core.tables.patterns import any_of
from core.tables.words import Brand, Words

UNKNOWN_VERSION = "?"  # before a brand's name: a version that the tables do not know
JOINTS = re.compile("[ ._,;\u3002-]+")  # between the parts of a name, and in the place of a dot
_REACH = 12  # characters in front of a name in which its version is looked for
_FIGURE = re.compile("[0-9]")
_AWAY = 24  # characters behind a name in which another version of it is looked for
_WHOLE = re.compile("(?P<before>[a-z]?)(?P<number>[0-9])(?P<behind>(?: [a-z]+)*)")  # "2", "2 pro", "q2"
_LETTERED = re.compile("[a-z][0-9]")
_IN_FRONT = r"(?:(?:v ?)?(?P<version>[0-9]\.[0-9]|o[1-3]|q[1-3])|v ?(?P<whole>[0-9]))"


@dataclass(frozen=True, slots=True)
class Version:
    """A model with its version: our key, or empty for one that our tables do not know."""

    end: int
    key: str
    mode: str = ""
    mode_end: int = 0


class Versions:
    """The versions of all brands of aliases.toml, compiled once; the words around them stand in [version] there."""

    def __init__(self, words: Words) -> None:
        self._brands = words.brands
        said = {
            name: {**brand.versions, **_spoken(brand.versions, words.letters)}
            for name, brand in words.brands.items()
        }
        self._keys = {
            name: {JOINTS.sub("", one): key for one, key in versions.items()}
            for name, versions in said.items()
        }
        pattern = _Patterns(words)
        # Those of a brand take a twentieth of a second to compile, so each waits for the first message that names it.
        self._behind = _Compiled(
            {name: pattern.of(brand, said[name]) for name, brand in words.brands.items()}
        )
        around = {name: any_of(words.plain[f"version.{name}"]) for name in ("behind", "of", "other", "tails")}
        modes = "|".join(f"(?P<{mode}>{any_of(words.plain[f'version.{mode}'])})" for mode in ("std", "pro"))
        settled, denials = (any_of(words.typed[f"frame.{name}"]) for name in ("settled", "denial"))
        corrections = any_of((*words.typed["frame.correction"], *words.typed["frame.lone_correction"]))
        self._in_front = re.compile(rf"(?<![a-z0-9.]){_IN_FRONT}[ ]?{around['behind']}?{around['of']}?[ ]?$")
        self._other = re.compile(f"[ -]?{around['other']}(?![a-z0-9])")
        self._tail = re.compile(f"[ -]?{around['tails']}(?![a-z0-9])")
        self._mode = re.compile(f"[ -]?{around['of']}?(?:{modes})(?![a-z0-9])")
        lines, steps = words.plain["version.lines"], f"(?:[ -]?{any_of(words.plain['version.steps'])})*"
        self._of_maker = {
            everyday: re.compile(pattern.of_maker(lines, everyday=everyday) + steps + pattern.guard)
            for everyday in (False, True)
        }
        instead = any_of(words.typed["frame.rather"])
        settles = any_of(words.plain["version.settles"])
        # Only of a name that was said before: "not Hailuo 2.3 but 2.0", "2.3 is too dear, 2.0 will do".
        self._instead = re.compile(
            rf"(?:(?<![a-z]){instead}(?:[ ]the)?[ ]?|(?P<lone>[,.;!\u2026\u2014][ ]?))(?=v ?[0-9]|[0-9]\.|[oq][1-3])"
        )
        self._settles = re.compile(f"[ ]?{settles}")
        self._denials = words.typed["frame.denial"]
        self._denial = re.compile(rf"{settled}?[ ,.!]*{denials}[ ]?")
        self._correction = re.compile(
            rf"{settled}?[ ,.;!\u2026\u2014-]*(?!{denials}[^ ,.!\u2026-]){corrections}[ ,.!\u2026-]*"
        )

    def behind(self, brand: str, text: str, end: int) -> Version:
        """The version that follows a brand's name ending at `end`; without one the brand's default."""
        match = self._behind[brand].match(text, end)
        key, stop = self._brands[brand].default, end
        if match is not None:
            stop = match.end()
            key = self._keys[brand][JOINTS.sub("", match["known"])] if match["known"] else ""
            other = self._other.match(text, stop)
            if other is not None:
                return Version(other.end(), "")
        tail = self._tail.match(text, stop)
        if tail is not None:
            stop = tail.end()
        mode = self._mode.match(text, stop)
        if mode is None:
            return Version(stop, key)
        return Version(stop, key, mode.lastgroup or "", mode.end())

    def of_maker(self, text: str, end: int, *, everyday: bool) -> int:
        """Where the version ends that follows another maker's name ending at `end`: "Gen-4", "2.2 pro"; else `end`."""
        match = self._of_maker[everyday].match(text, end)
        return match.end() if match is not None else end

    def in_front(self, brand: str, text: str, start: int) -> tuple[int, str] | None:
        """A version right in front of a brand's name, "V3.5 pixverse": where it begins, and our key."""
        head = text[max(0, start - _REACH) : start]
        match = self._in_front.search(head) if _FIGURE.search(head) else None
        said = (match["version"] or match["whole"]) if match is not None else ""
        key = self._keys[brand].get(JOINTS.sub("", said)) if said else None
        return (start - len(head) + match.start(), key) if match is not None and key is not None else None

    def corrected(self, brand: str, text: str, end: int) -> Version | None:
        """Another version of the same model right behind a correction: "2.0, no, 2.3"."""
        said = self._correction.match(text, end)
        match = self._behind[brand].match(text, said.end()) if said else None
        if match is None or not _is_sure(match):
            return None
        return Version(match.end(), self._keys[brand][JOINTS.sub("", match["known"])])

    def others(self, brand: str, text: str, end: int) -> Iterator[tuple[int, Version, bool]]:
        """Other versions of a model named before: where they begin, and whether they are to be used instead.

        In "not Hailuo 2.3 but 2.0" the latter is, in "Hailuo 2.3, don't use 2.0" it is not.
        """
        for said in self._instead.finditer(text, end, end + _AWAY):
            match = self._behind[brand].match(text, said.end())
            if match is None or not _is_sure(match):
                continue
            if said["lone"] is None or self._settles.match(text, match.end()):
                version = Version(match.end(), self._keys[brand][JOINTS.sub("", match["known"])])
                is_used = not text.endswith(self._denials, 0, said.end())
                yield said.end(), version, is_used
                if is_used:
                    return

    def turned_down(self, brand: str, text: str, end: int) -> int:
        """Where another version of the same model ends that is turned down here: "2.6, not 2.5"; else `end`."""
        said = self._denial.match(text, end)
        match = self._behind[brand].match(text, said.end()) if said else None
        return match.end() if match is not None else end


class _Compiled(dict[str, re.Pattern[str]]):
    """Patterns by name, each compiled when it is first asked for."""

    def __init__(self, written: Mapping[str, str]) -> None:
        super().__init__()
        self._written = written

    def __missing__(self, name: str) -> re.Pattern[str]:
        self[name] = re.compile(self._written[name])
        return self[name]


class _Patterns:
    """What may follow a brand's name; a whole number must not count or measure what comes behind it."""

    def __init__(self, words: Words) -> None:
        units = "|".join(
            re.escape(one) + ("(?![a-z])" if one.isascii() else "")
            for name in ("second", "minute", "short_minute")
            for one in words.letters.units[name]
        )
        measured = any_of(words.plain["version.measures"])
        self.guard = rf"(?![a-z])(?![ ]?(?:{units}|{measured}(?![a-z])|%|:[0-9]))(?!\.?[0-9])"
        self._whole = rf"(?![ ]?(?:{'|'.join(words.parts['measure'])}))"
        self._closed = rf"(?=[ ]?(?:$|[,;:!?\n]|{any_of(words.plain['version.ends'])}))"
        self._spoken = _any_spoken(words.letters)
        # A word in front of the number: "v2", "version 2".
        before = words.plain["version.before"]
        self._called = any_of(words.plain["version.called"])
        self._before = any_of(f"{one} " if one.isascii() and len(one) > 1 else one for one in before)

    def of(self, brand: Brand, versions: Mapping[str, str]) -> str:
        """The pattern of one brand, with the groups known and other."""
        ordered = sorted(versions, key=len, reverse=True)
        known = "|".join(
            _spaced(one) + (self._whole if one.isdecimal() else self._closed if len(one) == 1 else "")
            for one in ordered
        )
        letters = "".join(sorted({one[0] for one in versions if _LETTERED.match(one)}))
        other = f"[0-9]{{1,2}}[.][0-9]{{1,2}}|{self._spoken}"
        if letters:
            other += f"|[{letters}][0-9]{{1,2}}"
        if not brand.everyday:
            other += rf"|(?<![ ])[0-9]{{1,2}}{self._whole}(?![ ]?[a-z])"
            other += rf"|[0-9]{{1,2}}{self._closed}"
        else:  # of an everyday word only where a Latin name is written together with it, or a stop follows
            other += rf"|(?:(?<=[a-z])|(?<=[a-z]-))[0-9]{{1,2}}{self._whole}|(?<=[a-z] )[0-9]{{1,2}}(?=[ ]?:)"
        return rf"[ ._-]{{0,2}}{self._before}?[ ]?(?:(?P<known>{known})|(?P<other>{other})){self.guard}"

    def of_maker(self, lines: tuple[str, ...], *, everyday: bool) -> str:
        """The pattern of another maker's name: a line of its products and its number, or the number of a version."""
        named = "|".join(f"(?<={re.escape(one)})" for one in lines)  # the line is a part of the name
        line = rf"(?:[ -]?{any_of(lines)}|{named})[ -]?[0-9]{{1,2}}(?:[.][0-9])?"
        called = f"(?:[ _-]?{self._called})?"
        number = rf"{called}[ _-]?{self._before}?[ ]?(?:[a-z](?=[0-9]))?[0-9]{{1,2}}[.][0-9]{{1,2}}|[ -]?v[ ]?[0-9]{{1,2}}|-[0-9]{{1,2}}"
        whole = "" if everyday else rf"|(?<![ ])[0-9]{{1,2}}{self._whole}|[ ][0-9]{{1,2}}{self._closed}"
        return f"(?:{line}|{number}{whole})"


def _is_sure(match: re.Match[str]) -> bool:
    """Whether a version without a name is one that we know; a whole number alone could count anything, but for "v5"."""
    known = match["known"]
    return bool(known) and (not known.isdecimal() or match.string[match.start("known") - 1] == "v")


def _spoken(versions: Mapping[str, str], letters: Letters) -> dict[str, str]:
    """Versions as they are said: "two point six", in both languages and half in figures; "Q two" in Chinese."""
    found: dict[str, str] = {}
    for version, key in versions.items():
        number = _WHOLE.fullmatch(version)
        if number is not None:
            said = [one for one, worth in letters.digits.items() if worth == int(number["number"])]
            found.update({f"{number['before']}{one}{number['behind']}": key for one in said})
        whole, point, part = version.partition(".")
        if point and whole.isdecimal() and part.isdecimal():
            for point in letters.units["point"]:
                ways = [
                    f" {point} ".join(pair) if point.isascii() else point.join(pair)
                    for pair in itertools.product(_digit(whole, letters), _digit(part, letters))
                ]
                found.update(dict.fromkeys(ways, key))
    return found


def _digit(figure: str, letters: Letters) -> list[str]:
    """A figure and the words for it."""
    worth = int(figure)
    listed = (letters.digits, letters.numbers)
    return [figure, *(word for words in listed for word, value in words.items() if value == worth)]


def _any_spoken(letters: Letters) -> str:
    """A version said in Chinese, whichever it is."""
    digit = f"[{''.join(letters.digits)}]"
    return f"{digit}(?:{'|'.join(one for one in letters.units['point'] if not one.isascii())}){digit}"


def _spaced(version: str) -> str:
    """A version as people type it: blanks, dots, hyphens and slips for a dot between its parts count as the same."""
    pieces = re.findall(r"[0-9]+|[a-z]+|[^0-9a-z. ]+", version)
    # A character set with a Chinese character takes long to compile, and there are hundreds of these.
    return "(?: ?[._-]? ?|[,;](?=[0-9])|\u3002(?=[0-9]))".join(re.escape(one) for one in pieces)
