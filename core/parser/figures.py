"""Numbers that ask for something: seconds, ratios, resolutions, in figures and in words of both languages."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from core.model import LONGEST_CLIP_S
from core.parser.marks import ENDS, STOPS
from core.parser.shapes import shape_of, with_a_stop
from core.tables.letters import Letters
from core.tables.patterns import any_of, unit_of

MINUTE_S = 60
_FOLLOW = ("second", "second_slip", "minute", "short_minute")  # units that a number in Chinese may have
_TOO_LONG_S = 1000  # "1970s" is no length
_TWO = 2
_OFFERED = (5, 10, 15)  # seconds that most models make
_SECONDS = "[a-z] s(?![a-z])"  # "ten s"
_DIGIT = re.compile("[0-9]")
_DECADE = re.compile("[4-9]0s")
_BY = (" by ", "-by-", " to ")
_NO_MINUTES = ("0", "00")  # of a length on a clock: "0:08"
_WITH_A_SLASH = ("16:9", "9:16")  # "1/2" is a half
_ARROW = "\u2192|[=-]>"
_GOES_ON = re.compile(r"[0-9a-z:%-]|\.[0-9]")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in the folded text; `is_bare` marks a number that only its neighbours can explain."""

    start: int
    end: int
    kind: str
    value: int | str
    is_bare: bool = False


class Figures:
    """Finds figures; all words come from letters.toml."""

    def __init__(self, letters: Letters, typed: Mapping[str, Sequence[str]]) -> None:
        units = letters.units
        self._letters = letters
        numerals = "".join((*letters.digits, *letters.tens))
        number = rf"(?:[0-9]{{1,3}}(?:\.[0-9]{{1,2}})?|[{numerals}]{{1,4}})"
        second, minute = unit_of(units["second"]), unit_of(units["minute"])
        half, quarter = any_of(units["half"]), any_of(units["quarter_minute"])
        between = any_of(letters.between)
        frames, whole, ish = (any_of(units[name]) for name in ("frame_rate", "whole", "ish"))
        follows = {word[0] for name in _FOLLOW for word in units[name]}
        follows |= {word[0] for word in (*letters.between, *units["range"])}
        # The first character alone tells most positions from a number: a pattern that begins with a set is fast.
        half_minutes = "|".join(
            f"(?<={one[0]}){re.escape(one[1:])}"
            for one in sorted(units["half_minute"], key=len, reverse=True)
        )
        self._number = re.compile(
            rf"[0-9{numerals}{''.join(sorted({one[0] for one in units['half_minute']}))}]"
            rf"(?:(?<=[0-9])[0-9]*(?:\.[0-9]+)?"
            rf"|(?<=[{numerals}])[{numerals}]{{0,3}}(?=[{re.escape(''.join(sorted(follows)))}])|{half_minutes})"
        )
        self._behind = re.compile(
            rf"(?P<lines>[ ]?[pi](?:(?![a-z0-9])|(?=[0-9]{{3,4}}[pi])|(?=[0-9]{{1,3}}[ ]?(?:{frames}|{second}|:))))|(?P<kilo>[ ]?k(?![a-z0-9]))"
            rf"|[ ]?[x*][ ]?(?P<size>[0-9]{{3,4}})(?![a-z0-9])"
            rf"|[ ]?{between}[ ]?(?P<high>[0-9]{{1,2}}|[{numerals}]{{1,4}})(?![0-9]|[:.][0-9])"
            rf"|[ -]?(?:{whole} )?(?P<minute>{minute})(?P<rest>{half}|[ ]?{number}[ ]?{second})?"
            rf"|(?P<short>{any_of(units['short_minute'])})(?P<more>{half}|{number}(?:{second})?)"
            rf"|(?:[ ]?{second})?[ ]?{any_of(units['range'])}[ ]?(?P<upper>{number})[ -]?{second}"
            rf"|{ish}?[ -]?(?:{whole} )?(?P<second>{second})"
            rf"|[ ]?(?:(?P<slip>{any_of(units['second_slip'])})|(?P<line_slip>{unit_of(letters.lines_slip)}))"
        )
        self._half_minute = frozenset(units["half_minute"])
        self._half = frozenset(units["half"])
        self._seconds = "".join(units["second"])
        self._labelled = re.compile(
            rf"(?:{any_of(units['length'])})[ ]?(?:\({second}\))?(?:[:=\u3011\]]|{any_of(units['length_is'])})?[ ]?(?:00?:)?(?P<number>[0-9]{{1,3}})"
            rf"(?![ ]?(?:[0-9%]|[:.][0-9]|{second}|{minute}|{between}[0-9]|{unit_of(units['no_length'])}))"
        )
        changed, to, enough = (any_of(units[f"changed_{name}"]) for name in ("length", "to", "enough"))
        self._changed = re.compile(
            rf"(?<![a-z]){changed}(?:[ ,.!:\u2026]*{to}(?![a-z]))*[ ,.!:\u2026]*(?P<number>[0-9]{{1,2}})"
            rf"(?=[ ]*(?:$|[{STOPS}]|{enough}))"
        )
        spelled = "|".join(
            re.escape(one).replace(r"\ ", "[ -]") for one in sorted(letters.numbers, key=len, reverse=True)
        )
        self._spelled = re.compile(
            rf"(?<![a-z0-9])(?:(?P<half>{any_of(units['half_minute'])})|(?P<ninety>{any_of(units['minute_and_half'])})|(?P<quarter>{quarter})(?![a-z])"
            rf"|(?P<most>{any_of(units['three_quarters'])})|(?P<one>{any_of(units['one_minute'])})(?![a-z])"
            rf"|(?:(?P<lower>{spelled})(?: to | or |-to-))?(?P<number>{spelled})(?P<and> {any_of(units['and_half'])})?[ -](?:{whole} )?(?:(?P<second>{second})|(?P<minute>{minute})))"
        )
        self._by = re.compile(
            rf"(?<![a-z0-9-])(?P<wide>{spelled})(?:[ -]by[ -]| to (?=nine\b|sixteen\b|three\b|four\b|one\b))(?P<high>{spelled})(?![a-z0-9-])"
        )
        self._spelled_signs = tuple(f"{mark}{one}" for mark in " -" for one in units["spelled"])
        signs = any_of((*_BY, *self._spelled_signs))  # which most messages have not, as little as "ten s"
        self._in_words = re.compile(f"{signs}|{_SECONDS}")
        wrong, made, to = (
            any_of(typed[f"frame.{name}"]) for name in ("correction", "corrects", "corrects_to")
        )
        in_front, behind = letters.around_decade
        self._of_decade = (re.compile(f"{any_of(in_front)}$"), re.compile(any_of(behind)))
        bare = rf"[0-9]{{1,2}}|[{numerals}]{{1,3}}|{spelled}"
        self._corrected = re.compile(
            rf"(?:[ ,.(\u2014\u2026-]|{_ARROW})*(?:{wrong}|{made}(?= )|(?<=\u2192)|(?<=[=-]>))[ ,]*(?:(?:{made}|{to}) )?"
            rf"(?P<number>{bare})[ ]*(?=$|[{STOPS}])(?!:[0-9])"
        )

    def corrected(self, text: str, end: int) -> tuple[int, Figure] | None:
        """A bare number that corrects the length ending here ("6 sec, no, 9"), with the end of the correction."""
        match = self._corrected.match(text, end)
        amount = self.number(match["number"]) if match else None
        if match is None or not amount:
            return None
        return match.start("number"), Figure(*match.span("number"), "duration", _whole(amount))

    def find(self, text: str) -> list[Figure]:
        """All figures in folded text."""
        found: list[Figure] = []
        done = 0
        for match in self._number.finditer(text):
            start, end = match.span()
            if start < done or (start and start != done and not _begins(text, start)):
                continue
            figure = self._read(text, start, end, match.group())
            if figure is not None:
                found += self._with_shape(text, figure)
                done = figure.end
        if self._in_words.search(text):
            if any(one in text for one in _BY):
                found += filter(None, map(self._read_ratio, self._by.finditer(text)))
            found += map(self._read_spelled, self._spelled.finditer(text))
        if _DIGIT.search(text):
            for match in self._labelled.finditer(text):
                found.append(Figure(match.start(), match.end(), "duration", max(1, int(match["number"]))))
            for match in self._changed.finditer(text):
                found.append(Figure(*match.span("number"), "duration", max(1, int(match["number"]))))
        return found

    def _with_shape(self, text: str, figure: Figure) -> list[Figure]:
        """The figure, and of a size in pixels ("1080 x 1920") the shape as well."""
        size = shape_of(text, figure.start, figure.end) if figure.kind == "resolution" else None
        if size is None:
            return [figure]
        high, shape = size
        return [replace(figure, end=high), Figure(high, figure.end, "aspect_ratio", shape)]

    def number(self, text: str) -> float | None:
        """What a number in figures or in Chinese is worth; nothing when it is no number."""
        try:
            return float(text)
        except ValueError:
            pass
        total, last = 0, None
        if (
            len(text) == _TWO
            and (span := [self._letters.digits.get(one) for one in text])
            and None not in span
        ):
            # "five, six seconds": the longer of the two
            low, high = (one or 0 for one in span)
            return float(high) if 0 < low < high <= low + _TWO else None
        for one in text:
            if one in self._letters.tens:
                total += 10 * (1 if last is None else last)
                last = None
            elif one in self._letters.digits:
                if last is not None:
                    return None
                last = self._letters.digits[one]
            else:
                return self._letters.numbers.get(text)
        return float(total + (last or 0))

    def ratio(self, wide: str, high: str) -> str | None:
        """The ratio of two numbers, when it is one that videos have."""
        first, second = self.number(wide), self.number(high)
        if first is None or second is None:
            return None
        ratio = f"{first:.0f}:{second:.0f}"
        return ratio if ratio in self._letters.ratios else None

    def _read_ratio(self, match: re.Match[str]) -> Figure | None:
        """A ratio in English words: "four by three", but not "one by one"."""
        value = self.ratio(match["wide"].replace("-", " "), match["high"].replace("-", " "))
        is_counted = match["wide"] == match["high"]
        return (
            Figure(*match.span(), "aspect_ratio", value, is_bare=True) if value and not is_counted else None
        )

    def resolution(self, typed: str) -> str | None:
        """The resolution that was meant, in the studio's spelling."""
        name = typed.upper().replace(" ", "")
        name = self._letters.same_resolution.get(name, name)
        return name if name in self._letters.resolutions else None

    def _read(self, text: str, start: int, end: int, number: str) -> Figure | None:
        """The figure that begins with this number, if it is one."""
        if number in self._half_minute:
            return Figure(start, end, "duration", MINUTE_S // 2)
        match = self._behind.match(text, end)
        if match is None or (match["high"] and number in self._letters.bare_resolutions):
            return self._alone(text, start, end, number)
        end = match.end()
        is_last = text[end : end + 1] in ENDS or end == len(text)
        if match["line_slip"]:
            value = self.resolution(f"{number}P")
            return Figure(start, end, "resolution", value, is_bare=not is_last) if value else None
        if match["lines"] or match["kilo"] or match["size"]:
            shorter = min(int(number), int(match["size"])) if match["size"] and number.isdecimal() else number
            value = self.resolution(f"{shorter}{'K' if match['kilo'] else 'P'}")
            return Figure(start, end, "resolution", value) if value else None
        if match["high"]:
            return self._of_two(start, number, match)
        amount = self.number(number)
        if not amount or not 1 <= amount < _TOO_LONG_S:
            return None
        if match["minute"] or match["short"]:
            rest = match["rest"] or match["more"] or ""
            more = (
                MINUTE_S / 2
                if rest in self._half
                else self.number(rest.strip(f" {self._seconds}"))
                if rest
                else 0
            )
            return Figure(start, end, "duration", _whole(amount * MINUTE_S + (more or 0)))
        typed = text[start:end]
        if match["upper"]:
            amount = _of_range(amount, self.number(match["upper"]) or 0)
        is_sure = not match["slip"] or (is_last and typed.isascii())
        is_decade = _DECADE.fullmatch(typed) is not None
        if is_decade and self._is_of_decade(text, start, end):
            return None
        is_bare = not is_sure or is_decade
        return Figure(start, end, "duration", _whole(amount), is_bare=is_bare)

    def _alone(self, text: str, start: int, end: int, number: str) -> Figure | None:
        """A number that nothing explains: "16.9" typed for a ratio, or lines; "1080 / 10s" is no ratio."""
        if ratio := with_a_stop(number, self._letters.ratios):
            return Figure(start, end, "aspect_ratio", ratio, is_bare=True)
        bare = number in self._letters.bare_resolutions and not _GOES_ON.match(text, end)
        value = self.resolution(f"{number}P") if bare else None
        return Figure(start, end, "resolution", value, is_bare=True) if value else None

    def _of_two(self, start: int, number: str, match: re.Match[str]) -> Figure | None:
        """A ratio, or a length as a player shows it ("0:08")."""
        high, end = match["high"], match.end()
        if number in _NO_MINUTES and match.group().startswith(":") and len(high) == _TWO:
            seconds = self.number(high)
            return Figure(start, end, "duration", _whole(seconds), is_bare=True) if seconds else None
        value = self.ratio(number, high)
        if ("/" in match.group() and value not in _WITH_A_SLASH) or high.startswith("0"):
            return None  # a half, a time of day
        return Figure(start, end, "aspect_ratio", value) if value else None

    def _is_of_decade(self, text: str, start: int, end: int) -> bool:
        """Whether "90s" is the decade by the words around it: like a film of it, or its style."""
        in_front, behind = self._of_decade
        return in_front.search(text, 0, start) is not None or behind.match(text, end) is not None

    def _read_spelled(self, match: re.Match[str]) -> Figure:
        if match["quarter"]:
            seconds = MINUTE_S // 4
        elif match["most"]:
            seconds = MINUTE_S * 3 // 4
        elif match["one"]:
            return Figure(*match.span(), "duration", MINUTE_S, is_bare=True)
        elif match["half"] or match["ninety"]:
            seconds = MINUTE_S // 2 if match["half"] else MINUTE_S * 3 // 2
        else:
            name = match["number"].replace("-", " ")
            amount = self._letters.numbers[name] + (0.5 if match["and"] else 0)
            if match["lower"]:
                amount = _of_range(self._letters.numbers[match["lower"].replace("-", " ")], amount)
            seconds = _whole(amount * (MINUTE_S if match["minute"] else 1))
        return Figure(*match.span(), "duration", seconds)


def _begins(text: str, start: int) -> bool:
    """Whether a number may begin here: not inside a word, a decimal or a time of day."""
    before = text[start - 1]
    if before.isascii() and before.isalnum() and text[start].isascii():
        return False
    return before not in ".:" or start == 1 or not text[start - 2].isdecimal()


def _of_range(shorter: float, longer: float) -> float:
    """Of "five to eight seconds" the end that most models offer, else the longer one; no longer than there is."""
    longer = max(shorter, min(longer, LONGEST_CLIP_S))
    return shorter if shorter in _OFFERED and longer not in _OFFERED else longer


def _whole(seconds: float) -> int:
    """Seconds as the studio takes them: halves up, at least one."""
    return max(1, int(seconds + 0.5))
