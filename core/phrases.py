"""Message key, language and blanks to the text that a person reads."""

from collections.abc import Iterable, Mapping

from core.model import Change, Failure, Language, Told
from core.tables import Catalogue, ModelRow

RECORDS_PAGE = "https://www.imastudio.com/ai-creation/text-to-video"
_HEAD_OF_PROMPT = 80


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
        """Changed values in words: length 10 → 5, resolution 1080P → 720P."""
        return self.say("changed.join", language).join(
            self.say(
                "changed.value",
                language,
                name=self._name(one.name, language),
                before=one.before,
                after=one.after,
            )
            for one in changes
        )

    def _name(self, name: str, language: Language) -> str:
        return self._catalogues[language].get(f"name.{name}", name)

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
    ) -> str:
        """The success message: model, times (None = nobody measured them), points, the head of the prompt, the hint."""
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
            blocks.append(self.say("media.quote", language, prompt=head(prompt)))
        if hint:
            blocks.append(hint)
        return "\n\n".join(blocks)

    def failure_reason(self, failure: Failure, model: str, language: Language) -> str:
        """The row of the error table; moderation speaks of Sora only where Sora refused."""
        if failure is Failure.MODERATION and not model.startswith("sora"):
            return self.say("failure.moderation_other", language)
        return self.say(f"failure.{failure}", language)


def head(prompt: str, limit: int = _HEAD_OF_PROMPT) -> str:
    """The beginning of a prompt on one line."""
    line = " ".join(prompt.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def _minutes(seconds: int) -> str:
    minutes = round(seconds / 60, 1)
    return str(int(minutes)) if minutes == int(minutes) else str(minutes)
