"""Numbers that ask for something: seconds, ratios, resolutions, in figures and in words of both languages."""

import re
from dataclasses import dataclass

from core.tables.words import Letters

MINUTE_S = 60
_EDGE = "(?<![0-9a-z])(?<![0-9][.:])"
_END = "(?![a-z0-9])"


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

    def __init__(self, letters: Letters) -> None:
        self._letters = letters
        chinese = f"[{''.join((*letters.digits, *letters.tens))}]{{1,4}}"
        digits = r"[0-9]{1,3}(?:\.[0-9]{1,2})?"
        second = _any(letters.units["second"]) + "(?![a-z])"
        minute = _any(letters.units["minute"]) + "(?![a-z])"
        short, half = _any(letters.units["short_minute"]), _any(letters.units["half"])
        upto = _any(letters.units["range"])
        number = f"(?:{digits}|{chinese})"
        self._figure = re.compile(
            rf"(?:(?P<size>{_EDGE}[0-9]{{3,4}}[ ]?[x*][ ]?[0-9]{{3,4}}{_END})"
            rf"|{_EDGE}(?P<lines>[0-9]{{3,4}})[ ]?[pi]{_END}"
            rf"|{_EDGE}(?P<kilo>[248])[ ]?k{_END}"
            rf"|{_EDGE}(?P<wide>[0-9]{{1,2}})[ ]?(?:{'|'.join(map(re.escape, letters.between))})[ ]?"
            rf"(?P<high>[0-9]{{1,2}})(?![0-9:]|\.[0-9])"
            rf"|(?P<wide_zh>{chinese})(?:{'|'.join(map(re.escape, letters.between))})(?P<high_zh>{chinese})"
            rf"|(?P<half>{_any(letters.units['half_minute'])})"
            rf"|{_EDGE}(?P<min>{number})[ -]?"
            rf"(?:(?:{minute})(?P<rest>{half}|[ ]?{number}[ ]?(?:{second}))?"
            rf"|(?:{short})(?P<rest2>{half}|{number}(?:{second})?))"
            rf"|{_EDGE}(?P<from>{number})(?:[ ]?(?:{second}))?[ ]?(?:{upto})[ ]?{number}[ -]?(?:{second})"
            rf"|{_EDGE}(?P<sec>{number})[ -]?(?:{second})"
            rf"|{_EDGE}(?P<bare>{'|'.join(letters.bare_resolutions)})(?![0-9a-z:%-]|\.[0-9]))"
        )
        self._labelled = re.compile(
            rf"(?:{_any(letters.units['length'])})[ ]?[:=\u662f\u4e3a]?[ ]?(?P<number>[0-9]{{1,3}})(?![ ]?[0-9a-z:%.\u5206\u79d2\u6bd4])"
        )
        spelled = "|".join(
            re.escape(one).replace(r"\ ", "[ -]") for one in sorted(letters.numbers, key=len, reverse=True)
        )
        self._spelled = re.compile(
            rf"(?<![a-z0-9])(?:(?P<half>{_any(letters.units['half_minute'])})"
            rf"|(?P<number>{spelled})(?P<and> and a half)?[ -](?:(?P<second>{second})|(?P<minute>{minute})))"
        )
        self._half_words = frozenset(letters.units["half"])

    def find(self, text: str) -> list[Figure]:
        """All figures in folded text, in order."""
        found: list[Figure] = []
        for match in self._figure.finditer(text):
            figure = self._read(match)
            if figure is not None:
                found.append(figure)
        if " sec" in text or "-sec" in text or " min" in text or "-min" in text:
            for match in self._spelled.finditer(text):
                found.append(self._read_spelled(match))
        for match in self._labelled.finditer(text):
            found.append(Figure(match.start(), match.end(), "duration", max(1, int(match["number"]))))
        return found

    def number(self, text: str) -> float | None:
        """What a number in figures or in Chinese is worth; nothing when it is no number."""
        try:
            return float(text)
        except ValueError:
            pass
        total, last = 0, None
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

    def resolution(self, typed: str) -> str | None:
        """The resolution that was meant, in the studio's spelling."""
        name = typed.upper().replace(" ", "")
        name = self._letters.same_resolution.get(name, name)
        return name if name in self._letters.resolutions else None

    def _read(self, match: re.Match[str]) -> Figure | None:
        start, end = match.span()
        kind = match.lastgroup
        if match["lines"] or match["kilo"]:
            value = self.resolution(f"{match['lines']}P" if match["lines"] else f"{match['kilo']}K")
            return Figure(start, end, "resolution", value) if value else None
        if match["wide"] or match["wide_zh"]:
            value = self.ratio(match["wide"] or match["wide_zh"], match["high"] or match["high_zh"])
            return Figure(start, end, "aspect_ratio", value) if value else None
        if match["size"]:
            shorter = min(int(one) for one in re.findall("[0-9]+", match["size"]))
            value = self.resolution(f"{shorter}P")
            return Figure(start, end, "resolution", value) if value else None
        if match["bare"]:
            value = self.resolution(f"{match['bare']}P")
            return Figure(start, end, "resolution", value, is_bare=True) if value else None
        seconds = self._seconds(match)
        if seconds is None or kind is None:
            return None
        typed = match.group()
        decade = bool(re.fullmatch("[2-9]0s", typed)) and typed not in ("20s", "30s")
        return Figure(start, end, "duration", seconds, is_bare=decade)

    def _seconds(self, match: re.Match[str]) -> int | None:
        if match["half"]:
            return MINUTE_S // 2
        if match["min"]:
            minutes = self.number(match["min"])
            rest = match["rest"] or match["rest2"] or ""
            if minutes is None:
                return None
            more: float | None = 0
            if rest in self._half_words:
                more = MINUTE_S / 2
            elif rest:
                more = self.number(rest.strip().rstrip("".join(self._letters.units["second"])).strip())
            return _whole(minutes * MINUTE_S + (more or 0))
        seconds = self.number(match["from"] or match["sec"])
        return _whole(seconds) if seconds else None

    def _read_spelled(self, match: re.Match[str]) -> Figure:
        if match["half"]:
            seconds = MINUTE_S // 2
        else:
            name = match["number"].replace("-", " ")
            amount = self._letters.numbers[name] + (0.5 if match["and"] else 0)
            seconds = _whole(amount * (MINUTE_S if match["minute"] else 1))
        return Figure(*match.span(), "duration", seconds)


def _whole(seconds: float) -> int:
    """Seconds as the studio takes them: halves up, at least one."""
    return max(1, int(seconds + 0.5))


def _any(words: tuple[str, ...]) -> str:
    return f"(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})"
