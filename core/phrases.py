"""Turns a message key, a language and blanks into the text that a person reads."""

from collections.abc import Iterable, Mapping

from core.model import SYNONYMS, Change, Draft, Failure, Language, Told
from core.tables import Catalogue, ModelRow

RECORDS_PAGE = "https://www.imastudio.com/ai-creation/text-to-video"
_HEAD_OF_PROMPT = 80

_CALLED = {name: called for called, names in SYNONYMS.items() for name in names}
"""Parameters that people know by another name."""

_SPOKEN = {
    **{("audio", value): "name.on" for value in ("on", "true", "enabled")},
    **{("audio", value): "name.off" for value in ("off", "false", "disabled")},
    ("shot_type", "single"): "name.single",
    ("shot_type", "multi"): "name.multi",
    ("negative_prompt", ""): "name.nothing",
    ("seed", "-1"): "name.random",
}
"""Values that people say in other words."""

_TOLD = ("duration", *SYNONYMS["resolution"], "mode", *SYNONYMS["aspect_ratio"], *SYNONYMS["audio"])
_BARE = frozenset({"duration", "resolution", "aspect_ratio"})
"""Of the parameters that are told of a clip, those whose value says what it is."""


class Phrases:
    """The catalogues with their blanks filled."""

    def __init__(self, catalogues: Mapping[Language, Catalogue]) -> None:
        self._catalogues = catalogues

    def say(self, key: str, language: Language, /, **blanks: object) -> str:
        """One sentence of the catalogue (KeyError for a key or blank that does not exist: a programmer's mistake)."""
        return self._catalogues[language][key].format_map(blanks)

    def lines(self, *texts: str) -> str:
        """Several sentences, one a line; empty ones fall out."""
        return "\n".join(text for text in texts if text)

    def told(self, told: Told, language: Language) -> str:
        """A notice, with its changes written out."""
        if not told.changes:
            return self.say(told.key, language, **told.blanks)
        return self.say(told.key, language, changes=self.changes(told.changes, language), **told.blanks)

    def changes(self, changes: Iterable[Change], language: Language) -> str:
        """Changed values in words: length 10 s → 5 s, resolution 1080P → 720P."""
        return self.say("changed.join", language).join(self._change(one, language) for one in changes)

    def values(self, params: Mapping[str, object], language: Language) -> str:
        """What an order asks for, in the words that people use: 10 s, 720P, 9:16, mode std, sound on."""
        spoken = []
        for key in _TOLD:
            if params.get(key) in (None, ""):
                continue
            name = _CALLED.get(key, key)
            value = self._value(name, str(params[key]), language)
            label = self._name(name, language)
            spoken.append(value if name in _BARE else f"{label} {value}")
        return self.say("changed.join", language).join(spoken)

    def _change(self, one: Change, language: Language) -> str:
        name = _CALLED.get(one.name, one.name)
        if name == "picture":
            return self.say("changed.picture", language, n=one.after)
        if name == "picture_kept":
            return self.say("changed.picture_kept", language, n=one.after, of=one.before)
        if name == "picture_earlier":
            return self.say("changed.picture_earlier", language, n=one.after)
        if name in ("frames", "look", "look_only", "picture_first", "picture_last"):
            return self.say(f"changed.{name}", language)
        if name == "negative_prompt" and one.after:
            return self.say("changed.left_out", language, words=one.after)
        if name == "prompt" and not one.before:
            return self.say("changed.added", language, words=one.after)
        if name == "prompt" and not one.after:
            return self.say("changed.removed", language, words=one.before)
        if not one.before:
            value = self._value(name, one.after, language)
            return self.say("changed.set", language, name=self._name(name, language), value=value)
        return self.say(
            "changed.value",
            language,
            name=self._name(name, language),
            before=self._value(name, one.before, language),
            after=self._value(name, one.after, language),
        )

    def _name(self, name: str, language: Language) -> str:
        return self._catalogues[language].get(f"name.{name}", name)

    def _value(self, name: str, value: str, language: Language) -> str:
        """A value as people say it: 10 seconds, on, several shots."""
        if name == "duration" and value.isdigit():
            return self.say("name.seconds", language, n=value)
        key = _SPOKEN.get((name, value.casefold()))
        return self.say(key, language) if key is not None else value

    def start(self, row: ModelRow, model: str, points: int, language: Language, intro: Iterable[str]) -> str:
        """The start message; `intro` are further lines below it."""
        low, high = row.estimate_s
        text = self.say(
            "start.text",
            language,
            model=model,
            points=points,
            low=low,
            high=high,
            low_min=_minutes(low),
            high_min=_minutes(high),
        )
        more = [line for line in intro if line]
        return text + ("\n\n" + "\n".join(more) if more else "")

    def caption(
        self,
        row: ModelRow,
        model: str,
        points: int,
        language: Language,
        *,
        elapsed_s: int | None,
        preferred: bool,
        prompt: str,
        hint: str,
        one_of: str = "",
    ) -> str:
        """The success message: model, times (None = nobody measured them), points, the head of the prompt, the hint.

        `one_of` says which of several clips it is.
        """
        low, high = row.estimate_s
        named = self.say("media.preferred", language, model=model) if preferred else model
        if elapsed_s is None:
            text = self.say("media.untimed", language, model=named, points=points)
        else:
            text = self.say(
                "media.text", language, model=named, low=low, high=high, elapsed=elapsed_s, points=points
            )
        blocks = [text]
        if prompt.strip():
            one_of = self.lines(one_of, self.say("media.quote", language, prompt=head(prompt)))
        if one_of:
            blocks.append(one_of)
        if hint:
            blocks.append(hint)
        return "\n\n".join(blocks)

    def one_of(self, draft: Draft) -> str:
        """Which shot of a series, or which clip of a list, this makes; empty where it stands alone."""
        one = draft.one_of
        if one is None:
            return ""
        key = "series.shot" if one.is_shot else "listed.clip"
        return self.say(key, draft.language, n=one.number, total=one.total)

    def failure_reason(self, failure: Failure, row: ModelRow, language: Language) -> str:
        """The row of the error table; some models have words of their own for what their moderation refuses."""
        return self.say(f"failure.{row.moderation if failure is Failure.MODERATION else failure}", language)


def head(prompt: str, limit: int = _HEAD_OF_PROMPT) -> str:
    """The beginning of a prompt on one line, cut between words where they are written apart."""
    line = " ".join(prompt.split())
    if len(line) <= limit:
        return line
    cut = line[: limit - 1]
    if cut.isascii() and line[limit - 1].isalnum() and cut.rfind(" ") > limit // 2:
        cut = cut[: cut.rfind(" ")]
    return cut.rstrip(" ,;:.") + "…"


def _minutes(seconds: int) -> str:
    minutes = round(seconds / 60, 1)
    return str(int(minutes)) if minutes == int(minutes) else str(minutes)
