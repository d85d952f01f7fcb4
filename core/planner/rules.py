"""Price rules: which one fits these parameters exactly, and the spelling that the studio compares by."""

from collections.abc import Mapping

from core.model import Product, Rule, Value
from core.planner.values import as_text, exact, field_of, same


def exact_rule(product: Product, params: Mapping[str, Value]) -> Rule | None:
    """The rule whose every attribute is in the parameters with that value; the most specific one, then the cheapest."""
    fitting = [
        rule
        for rule in product.rules
        if not rule.is_fallback
        and all(name in params and same(params[name], value) for name, value in rule.attributes.items())
    ]
    return min(fitting, key=lambda rule: (-len(rule.attributes), rule.points), default=None)


def completing_rule(product: Product, params: Mapping[str, Value]) -> Rule | None:
    """The cheapest rule that contradicts no parameter, though some of its attributes are missing in them."""
    fitting = [rule for rule in product.rules if not rule.is_fallback and fits(rule, params)]
    return min(fitting, key=lambda rule: rule.points, default=None)


def fits(rule: Rule, params: Mapping[str, Value]) -> bool:
    """Whether a rule contradicts no parameter."""
    return all(same(params[name], value) for name, value in rule.attributes.items() if name in params)


def spell_as_rule(params: dict[str, Value], rule: Rule, product: Product) -> None:
    """Write the rule's attributes into the parameters in the spelling that the studio compares by.

    A value that reads the same keeps its own type (5 stays a number, true a boolean); what only differs in case
    takes the rule's spelling (1080p becomes 1080P); what is missing is added.
    """
    for name, value in rule.attributes.items():
        if name in params and as_text(params[name]) == value:
            continue
        one = field_of(product, name)
        typed = exact(value, one.options) if one is not None and one.options else None
        params[name] = typed if typed is not None and as_text(typed) == value else value
