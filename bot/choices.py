"""What a form may offer while somebody types: models and values from the lists in memory, at once."""

from collections.abc import Sequence

from adapters.discord.ports import Field, ModelChoice
from adapters.ima.client import ImaStudio
from core.drafts import Drafter, Wanted
from core.model import Language, TaskType, Wishes
from core.phrases import Phrases
from core.planner.values import as_text, field_of, number, values_in_rules
from core.tables import Tables


class LiveChoices:
    """Models by our advice with live prices; values as the live forms have them."""

    def __init__(self, studio: ImaStudio, drafter: Drafter, tables: Tables, phrases: Phrases) -> None:
        self._studio, self._drafter, self._tables, self._phrases = studio, drafter, tables, phrases

    def models(self, task: TaskType, language: Language) -> Sequence[ModelChoice]:
        """The models that do this task now, best advice first."""
        wanted = Wanted(task_type=task, prompt="", language=language, wishes=Wishes())
        priced = self._drafter.price_all(self._studio.known(task), wanted)
        rank = self._tables.advice.rank
        ordered = sorted(priced, key=lambda key: rank.index(key) if key in rank else len(rank))
        return [
            ModelChoice(
                priced[key].product.name,
                self._phrases.say(
                    "button.alternative",
                    language,
                    model=priced[key].product.name,
                    points=priced[key].points,
                ),
                self._other_names(key),
            )
            for key in ordered
        ]

    def _other_names(self, key: str) -> str:
        brands = self._tables.words.brands.values()
        return " ".join(
            word
            for brand in brands
            if key == brand.default or key in brand.versions.values()
            for word in brand.words
        )

    def values(self, field: Field, task: TaskType, model: str) -> Sequence[str]:
        """The values of one field for this task, and for this model when one is named."""
        found: dict[str, None] = {}
        for product in self._studio.known(task):
            if model and product.name.casefold() != model.casefold():
                continue
            one = field_of(product, field)
            options = (
                tuple(one.options) if one is not None and one.options else values_in_rules(product, field)
            )
            if one is not None and one.mapping:
                options = tuple(one.mapping)
            found |= dict.fromkeys(as_text(value) for value in options)
        return sorted(found, key=lambda value: (number(value) or 0, value))
