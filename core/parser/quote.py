"""Stage "quote": hides what is content or code whatever it says (quotes, addresses), and reads flags of other bots."""

import re

from core.parser.figures import Figures
from core.parser.marks import QUOTED, STOPS
from core.parser.names import Names
from core.parser.sheet import Quote, Sheet, Span
from core.parser.versions import UNKNOWN_VERSION
from core.tables.patterns import any_of
from core.tables.words import Words

_SIGNS = "\"`\u201c\u300c\u300e\u300a'"
_DASH = ("-", "\u2014")
_QUOTES = re.compile(
    "```(?:[a-z]+\n)?(?P<block>[^`]*)```|`(?P<code>[^`\n]+)`"
    "|\u201c(?P<curly>[^\u201c\u201d]*)\u201d|\u300c(?P<corner>[^\u300c\u300d]*)\u300d"
    "|\u300e(?P<double>[^\u300e\u300f]*)\u300f|(?P<title>\u300a[^\u300a\u300b]*\u300b)"
    "|\"(?P<plain>[^\"\n]*)\"|(?<![a-z0-9])'(?P<single>[^'\n]{2,})'(?![a-z0-9])"
)
_BLOCK = re.compile("```(?:[a-z]+\n)?(?P<inside>[^`]*)```")
_URL = re.compile("https?://[a-z0-9._~:/?#@!$&*+;=%-]+", re.IGNORECASE)
_PICTURE = re.compile(r"^https://[^?#]+\.(?:png|jpe?g|webp|gif|bmp|heic)(?:[?#]|$)", re.IGNORECASE)
_FLAG = re.compile("(?<![a-z0-9-])(?P<dash>--?|\u2014{1,2})(?P<name>[a-z][a-z-]*)(?=[ =:]|$|\n|[^a-z])[ =:]*")
_DASHES = re.compile("(?:^|[^a-z0-9-])(?:-|\u2014)-?[a-z]")
_ANY_SEED = -1  # the studio draws one
_SHAPES = frozenset(("aspect_ratio", "resolution", "duration"))
_TOKEN = re.compile(r"[^ \n,;]+")


class Quoting:
    """Finds quotes, addresses and flags."""

    def __init__(self, words: Words, names: Names, figures: Figures) -> None:
        self._names = names
        self._figures = figures
        self._flags = words.flags
        self._seeds = words.plain["seed.names"]
        self._drawn = words.plain["seed.random_value"]
        self._seed, self._random_seed = _seed(words), _random_seed(words)
        self._mention = _mention(words)
        self._before_name = (*words.parts["use"], *words.parts["switch_zh"], ":", "=")
        # Most messages have nothing of all this.
        self._anything = re.compile(any_of(("@", "http", *_SIGNS, *self._seeds, *_DASH)))
        self._signs = re.compile(any_of(_SIGNS))

    def read(self, sheet: Sheet) -> None:
        """Hide what is not to be read as words."""
        text = sheet.text
        if self._anything.search(text) is None:
            return
        if text.startswith("@"):
            self._read_mention(sheet)
        if "http" in text:
            self._read_addresses(sheet)
        if self._signs.search(text):
            self._read_quotes(sheet)
        if any(one in text for one in self._seeds):
            self._read_seed(sheet)
        if any(one in text for one in _DASH) and _DASHES.search(text):
            self._read_flags(sheet)

    def _read_mention(self, sheet: Sheet) -> None:
        """Hide a mention in front ("@bot make ...")."""
        called = self._names.pattern.match(sheet.text, 1)
        entry = self._names.entry(called.group()) if called is not None else None
        if entry is not None and entry.kind == "model":  # "@Kling a fox in the snow"
            sheet.cuts.append((0, 1))
            sheet.hide([(0, 1)], " ")
            return
        name = self._mention.match(sheet.text)
        end = min((name.end() if name else 0, *sheet.folded.gaps))
        if 1 < end < len(sheet.text) and (end in sheet.folded.gaps or sheet.text[end] in ", \n"):
            sheet.cuts.append((0, end))
            sheet.hide([(0, end)], QUOTED)

    def _read_addresses(self, sheet: Sheet) -> None:
        hidden: list[tuple[int, int]] = []
        for match in _URL.finditer(sheet.text):
            start, end = match.span()
            while end > start and sheet.text[end - 1] in ".,;:!?":
                end -= 1
            address = sheet.folded.typed(start, end)
            hidden.append((start, end))
            if _PICTURE.match(address):
                sheet.image_urls.append(address)
                sheet.cuts.append((start, end))
        sheet.hide(hidden, QUOTED)

    def _read_quotes(self, sheet: Sheet) -> None:
        hidden: list[tuple[int, int]] = []
        block = _BLOCK.fullmatch(sheet.text)
        begin, stop = block.span("inside") if block is not None else (0, len(sheet.text))
        if block is not None:
            # The whole message is pasted as code: that means nothing, but quotes within it do.
            sheet.cuts += [(0, begin), (stop, len(sheet.text))]
        for match in _QUOTES.finditer(sheet.text, begin, stop):
            group = match.lastgroup or ""
            start, end = match.span()
            inner_start, inner_end = match.span(group)
            name = self._names.pattern.match(sheet.text, inner_start)
            if name and self._is_tool(sheet.text, start, name, inner_end):
                continue
            if not sheet.text[inner_start:inner_end].strip():
                continue
            sheet.quotes.append(Quote(start, end, inner_start, inner_end))
            hidden.append((start, end))
        sheet.hide(hidden, QUOTED)

    def _is_tool(self, text: str, start: int, name: re.Match[str], end: int) -> bool:
        """Whether the quotes hold a model's name alone, behind a verb of use."""
        entry = self._names.entry(name.group())
        if entry is None or entry.kind != "model" or not text[:start].rstrip().endswith(self._before_name):
            return False
        return self._names.versions.behind(entry.value, text, name.end()).end == end

    def _read_seed(self, sheet: Sheet) -> None:
        """A seed said in words: "seed 42" at the end of a clause."""
        match = self._seed.search(sheet.text)
        drawn = self._random_seed.search(sheet.text) if match is None else match
        if drawn is not None:
            sheet.seed = int(match["number"]) if match is not None else _ANY_SEED
            sheet.cuts.append(drawn.span())
            sheet.hide([drawn.span()], QUOTED)

    def _read_flags(self, sheet: Sheet) -> None:
        flags = [
            match
            for match in _FLAG.finditer(sheet.text)
            if match["name"] in self._flags or match["dash"] == "--"
        ]
        hidden: list[tuple[int, int]] = []
        for index, match in enumerate(flags):
            limit = flags[index + 1].start() if index + 1 < len(flags) else len(sheet.text)
            line = sheet.text.find("\n", match.end(), limit)
            limit = line if line >= 0 else limit
            end = self._read_flag(sheet, match, limit)
            hidden.append((match.start(), end))
        sheet.cuts += hidden
        sheet.hide(hidden, QUOTED)

    def _read_flag(self, sheet: Sheet, flag: re.Match[str], limit: int) -> int:
        """Take one flag's value; returns where it ends."""
        kind = self._flags.get(flag["name"])
        start = flag.end()
        if kind == "negative_prompt":
            limit = min(
                (cut for cut, _ in sheet.cuts if start <= cut < limit), default=limit
            )  # "-neg blur seed 42"
            limit = self._without_values(sheet, start, limit)
            sheet.negative.append(sheet.folded.typed(start, limit).strip(" ,.;"))
            return limit
        token = _TOKEN.match(sheet.text, start, limit)
        if token is None:
            return start
        # In Chinese the blank behind a value is no longer there.
        end = min((gap for gap in sheet.folded.gaps if start < gap < token.end()), default=token.end())
        value = sheet.text[start:end].strip()
        if kind == "model":
            return self._read_model(sheet, start, end)
        if kind is None and not value[0].isdecimal() and sheet.text[end:limit].strip():
            return start  # an unknown flag before words has no value
        if kind == "seed":
            sheet.seed = int(value) if value.isdecimal() else _ANY_SEED if value in self._drawn else None
        elif kind:
            meant = self._value(kind, value)
            if meant is not None:
                sheet.spans.append(_taken(start, end, kind, meant))
        return end

    def _without_values(self, sheet: Sheet, start: int, limit: int) -> int:
        """Where the list of what must not appear ends in front of values: "-neg blur, text vertical 10s"."""
        text, gaps = sheet.text, sheet.folded.gaps
        is_listed = False  # behind it stands a value: else a Latin word may be a noun, "in the square"
        while limit > start:
            end = start + len(text[start:limit].rstrip(" "))
            begin = max((text.rfind(" ", start, end) + 1, *(gap for gap in gaps if start < gap < end)))
            may_be_named = is_listed or begin in gaps or text[start:begin].rstrip().endswith(",")
            if begin <= start or not self._is_value(text[begin:end], may_be_named=may_be_named):
                return limit
            limit, is_listed = begin, True
        return limit

    def _is_value(self, word: str, *, may_be_named: bool) -> bool:
        """Whether a word is nothing but a value of the clip."""
        name = self._names.pattern.fullmatch(word)
        entry = self._names.entry(name.group()) if name is not None else None
        if entry is not None:
            return may_be_named and entry.kind in _SHAPES
        return any((one.start, one.end) == (0, len(word)) for one in self._figures.find(word))

    def _value(self, kind: str, typed: str) -> int | str | None:
        """What a flag's value means for this parameter."""
        if kind in ("aspect_ratio", "resolution"):
            return next((one.value for one in self._figures.find(typed) if one.kind == kind), None)
        if kind == "duration":
            number = self._figures.number(typed.rstrip("s"))
            return max(1, round(number)) if number else None
        return typed if kind == "mode" and typed in ("std", "pro") else None

    def _read_model(self, sheet: Sheet, start: int, end: int) -> int:
        name = self._names.pattern.match(sheet.text, start)
        entry = self._names.entry(name.group()) if name else None
        if name is None or entry is None or entry.kind != "model":
            return end
        version = self._names.versions.behind(entry.value, sheet.text, name.end())
        span = _taken(start, version.end, "model", version.key or UNKNOWN_VERSION + entry.value)
        span.role = "name"
        sheet.spans.append(span)
        return max(end, version.end)


def _seed(words: Words) -> re.Pattern[str]:
    """A seed in words, with the group number: "seed 42" at the end of a clause."""
    before, names, number, is_, after = (
        any_of(words.plain[f"seed.{name}"]) for name in ("before", "names", "number", "is", "after")
    )
    return re.compile(
        f"(?:{before}|(?<![a-z-])){names}(?: {number})?[ ]?(?:{is_}|=|:)?[ ]?"
        f"(?P<number>-1|[0-9]{{1,9}})(?=[ ]?(?:$|[,.;!\n]|{after}|(?:--?|\u2014{{1,2}})[a-z]))"
    )


def _random_seed(words: Words) -> re.Pattern[str]:
    """A seed of the studio's choice: "with a random seed" as a clause, or at the end of one."""
    begins = "|".join(f"(?<={re.escape(one)})" for one in words.plain["seed.random_begins"])
    before, articles, drawn, after = (
        any_of(words.plain[f"seed.random{name}"]) for name in ("_before", "_articles", "", "_after")
    )
    return re.compile(
        f"(?:^|(?<=[{STOPS} ])|{begins})(?:{before}[ ]?)?(?:{articles} )?{drawn}(?=[ ]?(?:$|[{STOPS}]|{after}))"
    )


def _mention(words: Words) -> re.Pattern[str]:
    """Somebody who is called by name."""
    return re.compile(f"@(?!{any_of(words.plain['mention.everybody'])}(?![a-z0-9_]))[^ \n,:]{{1,24}}")


def _taken(start: int, end: int, kind: str, value: int | str) -> Span:
    return Span(start, end, kind, value, taken=True, has_version=True)
