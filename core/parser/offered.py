"""Which model a name means for a task, or that no such model is offered."""

from dataclasses import replace

from core.model import Act, Intent, TaskType
from core.parser.sheet import Sheet, Span
from core.parser.versions import UNKNOWN_VERSION
from core.tables import Tables

_NAMED = frozenset(("model", "maker"))


class Offered:
    """Knows the models of the tables and what the bare name of a maker means."""

    def __init__(self, tables: Tables) -> None:
        self._models = tables.models
        self._brands = tables.words.brands
        self._brand_of = {brand.default: name for name, brand in self._brands.items()}

    def of(self, sheet: Sheet, span: Span | None, task_type: TaskType) -> tuple[str | None, str, str]:
        """Our key, or the name of what is not offered and the key nearest to it."""
        if span is None:
            return None, "", ""
        typed = sheet.folded.typed(span.start, span.end).strip("\"'` ")
        if span.kind == "maker":
            return None, typed, ""
        key = str(span.value)
        if key.startswith(UNKNOWN_VERSION):
            return None, typed, self._brands[key.removeprefix(UNKNOWN_VERSION)].default
        if not span.has_version:
            key = self._brands[self._brand_of[key]].bare.get(task_type, key)
        row = self._models[key]
        if row.is_offered and task_type in row.ids:
            return key, "", ""
        return None, typed, row.nearest

    def turned_down(self, sheet: Sheet, *, but: str | None) -> tuple[str, ...]:
        """Our keys of the models that a message does not want, but the chosen one; a bare name means all of its brand."""
        found: dict[str, None] = {}
        for span in sheet.spans:
            if span.kind == "model" and span.role == "not":
                key = str(span.value)
                brand = self._brands.get(self._brand_of.get(key, ""))
                whole = not span.has_version and brand is not None
                found |= dict.fromkeys(sorted(brand.models) if whole and brand else [key])
        found.pop(but or "", None)
        return tuple(found)

    def is_missing(self, span: Span) -> bool:
        """Whether this name is another maker's product, or a version that is not offered."""
        row = self._models.get(str(span.value))
        return row is None or not row.is_offered

    def question(self, intent: Intent, sheet: Sheet) -> Intent:
        """A question about models, with the one it names; any other intent as it is."""
        if intent.action is not Act.LIST_MODELS:
            return intent
        named = [one for one in sheet.spans if one.kind in _NAMED and one.role != "not"]
        if len(named) != 1:
            return intent
        key, typed, nearest = self.of(sheet, named[0], TaskType.TEXT)
        row = self._models.get(key or "")
        if row is None:
            return replace(intent, unavailable=typed, nearest=nearest)
        return replace(
            intent, model=key, model_id=row.ids[TaskType.TEXT], model_name=row.name_for(TaskType.TEXT)
        )
