"""The order to send again after a definite refusal: never dearer, never changed in silence."""

from dataclasses import replace

from core.model import Change, Order, Product, Rule, Told, Value
from core.planner.plan import Plan
from core.planner.rules import completing_rule, exact_rule, fits, spell_as_rule
from core.planner.values import as_text, number, values_in_rules

_LOWERED = ("resolution", "duration")


def lower(order: Order, product: Product) -> Plan | None:
    """After a server fault: the next lower resolution, else the next lower duration, that has a price."""
    for name in _LOWERED:
        if name not in order.params:
            continue
        current = number(order.params[name])
        below = sorted(
            (size, value)
            for value in values_in_rules(product, name)
            if (size := number(value)) is not None and current is not None and size < current
        )
        for _, value in reversed(below):
            plan = _with(order, product, {name: _typed(order.params[name], value)})
            if plan is not None:
                return plan
    return None


def complete(order: Order, product: Product) -> Plan | None:
    """After "no rule fits": the missing attributes from the cheapest rule that contradicts nothing."""
    rule = completing_rule(product, order.params)
    if rule is None or rule.points > order.points:
        return None
    changed = _by_rule(order, rule, product)
    if changed.params == order.params and changed.attribute_id == order.attribute_id:
        return None
    return Plan(changed, (Told("changed.completed"),))


def reprice(order: Order, product: Product) -> Plan | None:
    """The same order by the list as it is now: its exact price, else the one for everything; None if that is dearer."""
    fallback = next((one for one in product.rules if one.is_fallback and fits(one, order.params)), None)
    rule = exact_rule(product, order.params) or fallback
    if rule is None or rule.points > order.points:
        return None
    return Plan(_by_rule(order, rule, product), (Told("changed.reselected"),))


def _with(order: Order, product: Product, values: dict[str, Value]) -> Plan | None:
    wanted = replace(order, params={**order.params, **values})
    rule = exact_rule(product, wanted.params)
    if rule is None or rule.points > order.points:
        return None
    changed = _by_rule(wanted, rule, product)
    changes = tuple(
        Change(name, as_text(order.params[name]), as_text(changed.params[name])) for name in values
    )
    return Plan(changed, (Told("changed.retry", {}, changes),))


def _by_rule(order: Order, rule: Rule, product: Product) -> Order:
    """The order at this price of the product, spelled as the studio compares it."""
    params = dict(order.params)
    spell_as_rule(params, rule, product)
    return replace(
        order,
        params=params,
        attribute_id=rule.attribute_id,
        points=rule.points,
        leaf_id=product.leaf_id,
        model_name=product.name,
    )


def _typed(like: Value, text: str) -> Value:
    """A rule's text in the type that the parameter had."""
    if isinstance(like, int) and not isinstance(like, bool) and text.isdigit():
        return int(text)
    return text
