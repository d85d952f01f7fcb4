"""An order's parameters under construction, and the price rule that fits them or comes nearest."""

from collections.abc import Mapping, Sequence

from core.model import Change, FormField, Product, Rule, Told, Value
from core.planner.rules import completing_rule, exact_rule, spell_as_rule
from core.planner.values import as_text, exact, field_of, number, same, values_in_rules

_NOT_PARAMETERS = frozenset({"prompt", "n", "input_images", "cast", "default"})
_KEPT = ("duration", "resolution", "aspect_ratio", "ratio")  # what stays as it was when a job is changed


class Values:
    """The parameters under construction, with the wishes that were met and what to tell about each."""

    def __init__(self, product: Product, mode_of_resolution: Mapping[str, str]) -> None:
        self.product = product
        self.mode_of_resolution = mode_of_resolution
        self.params: dict[str, Value] = {
            one.name: one.default
            for one in product.fields
            if one.default is not None and one.name not in _NOT_PARAMETERS
        }
        self.asked: dict[str, Value] = {}  # by parameter: the value as the person said it
        self.latest: frozenset[str] = frozenset()  # those of `asked` that the last message named
        self.told: dict[str, Told] = {}  # by subject, so that a later sentence replaces an earlier one

    def tell(self, key: str, about: str = "", **blanks: str) -> None:
        """Say this of the product; a later sentence about the same replaces an earlier one."""
        self.told[about or key] = Told(f"notice.{key}", {"model": self.product.name, **blanks})

    def take(self, name: str, value: Value, asked: Value) -> None:
        """Set a parameter that somebody asked for, as they said it."""
        self.params[name] = value
        self.asked[name] = asked

    def keep(self, kept: Mapping[str, Value]) -> None:
        """Take over what an earlier order had and nobody wants changed, where this product has exactly that."""
        for name in _KEPT:
            if name not in kept or name not in self.params:
                continue
            got = exact(kept[name], self.options(field_of(self.product, name), name))
            if got is not None:
                self.params[name] = got

    def options(self, one: FormField | None, name: str) -> Sequence[Value]:
        """What may be asked for: the form's options, else the values that have a price."""
        if one is not None and one.options:
            return one.options
        return values_in_rules(self.product, name)


def choose_rule(values: Values) -> Rule | None:
    """The price rule for these parameters, which are then spelled as the studio compares them; None without a price."""
    product, params = values.product, values.params
    rule = exact_rule(product, params) or completing_rule(product, params)
    if rule is None:
        rule = next((one for one in product.rules if one.is_fallback), None)
    if rule is None:
        rule = _nearest_rule(values)
    if rule is not None:
        spell_as_rule(params, rule, product)
    return rule


def _nearest_rule(values: Values) -> Rule | None:
    """The nearest rule where this combination has no price; what gave way is told.

    What the last message asked for is kept first, then what was asked earlier, then what nobody asked for.
    """
    params, asked = values.params, values.asked

    def distance(rule: Rule) -> tuple[int, int, int, float, int]:
        differing = [
            name
            for name, value in rule.attributes.items()
            if name in params and not same(params[name], value)
        ]
        of_wishes = [name for name in differing if name in asked]
        far = sum(
            abs((number(rule.attributes[name]) or 0) - (number(params[name]) or 0)) for name in differing
        )
        of_latest = len(values.latest.intersection(of_wishes))
        return of_latest, len(of_wishes), len(differing), far, rule.points

    rule = min((one for one in values.product.rules if not one.is_fallback), key=distance, default=None)
    if rule is None:
        return None
    changes = tuple(
        Change(name, as_text(asked[name]), value)
        for name, value in rule.attributes.items()
        if name in asked and not same(params[name], value)
    )
    if changes:
        # What was told about these values before the search for a price no longer holds.
        for one in changes:
            values.told.pop(one.name, None)
        values.told["rule"] = Told("notice.rule_nearest", {"model": values.product.name}, changes)
    return rule
