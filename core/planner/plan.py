"""One order from wishes and one live product: values first, then the price rule that fits them exactly."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.model import Change, FormField, Order, Product, Rule, Told, Value, Wishes
from core.planner.rules import completing_rule, exact_rule, spell_as_rule
from core.planner.values import (
    as_text,
    exact,
    field_of,
    nearest_number,
    nearest_shape,
    number,
    same,
    values_in_rules,
)

_AUDIO = ("generate_audio", "sound", "audio", "with_audio")
_NOT_PARAMETERS = frozenset({"prompt", "n", "input_images", "cast", "default"})


@dataclass(frozen=True, slots=True)
class Plan:
    """An order that the live list allows, and what has to be told of it."""

    order: Order
    told: tuple[Told, ...] = ()


class _Values:
    """The parameters under construction, with the wishes that were met."""

    def __init__(self, product: Product, mode_of_resolution: Mapping[str, str]) -> None:
        self.product = product
        self.mode_of_resolution = mode_of_resolution
        self.params: dict[str, Value] = {
            one.name: one.default
            for one in product.fields
            if one.default is not None and one.name not in _NOT_PARAMETERS
        }
        self.wished: dict[str, Value] = {}
        self.told: list[Told] = []

    def tell(self, key: str, **blanks: str) -> None:
        self.told.append(Told(f"notice.{key}", {"model": self.product.name, **blanks}))

    def take(self, name: str, value: Value) -> None:
        self.params[name] = value
        self.wished[name] = value

    def options(self, one: FormField | None, name: str) -> Sequence[Value]:
        """What may be asked for: the form's options, else the values that have a price."""
        if one is not None and one.options:
            return one.options
        return values_in_rules(self.product, name)


def plan(
    product: Product,
    *,
    model: str,
    wishes: Wishes,
    prompt: str,
    mode_of_resolution: Mapping[str, str],
) -> Plan | None:
    """The order for these wishes, each value exact or the nearest there is; None when the leaf has no price at all."""
    values = _Values(product, mode_of_resolution)
    _duration(values, wishes)
    _resolution(values, wishes)
    _aspect_ratio(values, wishes)
    _audio(values, wishes)
    _mode(values, wishes)
    prompt = _words(values, wishes, prompt)
    _numbers(values, wishes)
    rule = _choose_rule(values)
    if rule is None:
        return None
    order = Order(
        task_type=product.task_type,
        model=model,
        model_name=product.name,
        model_id=product.model_id,
        leaf_id=product.leaf_id,
        attribute_id=rule.attribute_id,
        points=rule.points,
        params=values.params,
        prompt=prompt,
    )
    return Plan(order, tuple(values.told))


# --- one wish after the other ------------------------------------------------


def _duration(values: _Values, wishes: Wishes) -> None:
    if wishes.duration_s is None:
        return
    one = field_of(values.product, "duration")
    options = values.options(one, "duration")
    if one is None and not options:
        return
    got = (
        (exact(wishes.duration_s, options) or nearest_number(wishes.duration_s, options)) if options else None
    )
    if got is None:
        got = wishes.duration_s
    values.take("duration", got)
    if number(got) != wishes.duration_s:
        seconds = sorted({size for value in options if (size := number(value)) is not None})
        listed = "/".join(as_text(size) for size in seconds)
        values.tell("duration_nearest", options=listed, got=as_text(number(got) or got))


def _resolution(values: _Values, wishes: Wishes) -> None:
    asked = wishes.resolution
    if asked is None:
        return
    one = field_of(values.product, "resolution")
    if one is not None and one.name == "resolution" and not one.mapping:
        _pick_resolution(values, asked, one)
        return
    virtual = one or field_of(values.product, "quality")
    if virtual is not None and virtual.mapping:
        choice = exact(asked, virtual.mapping) or nearest_number(asked, virtual.mapping)
        if choice is None:
            values.tell("resolution_none", asked=asked)
            return
        values.take(virtual.name, virtual.mapping[str(choice)])
        if not same(choice, asked):
            values.tell("resolution_nearest", asked=asked, got=as_text(choice).upper())
        return
    mode = field_of(values.product, "mode")
    options = values.options(mode, "mode")
    meant = values.mode_of_resolution.get(asked.upper())
    if meant is not None and (got := exact(meant, options)) is not None:
        values.take("mode", got)
        values.tell("resolution_mode", asked=asked, got=as_text(got))
        return
    if values_in_rules(values.product, "resolution"):
        _pick_resolution(values, asked, None)
        return
    values.tell("resolution_none", asked=asked)


def _pick_resolution(values: _Values, asked: str, one: FormField | None) -> None:
    options = values.options(one, "resolution")
    got = (exact(asked, options) or nearest_number(asked, options)) if options else asked
    if got is None:
        values.tell("resolution_none", asked=asked)
        return
    values.take("resolution", got)
    if not same(got, asked):
        values.tell("resolution_nearest", asked=asked, got=as_text(got))


def _aspect_ratio(values: _Values, wishes: Wishes) -> None:
    asked = wishes.aspect_ratio
    if asked is None:
        return
    one = field_of(values.product, "aspect_ratio", "ratio")
    options = values.options(one, "aspect_ratio")
    if one is None and not options:
        values.tell("aspect_ratio_none", asked=asked)
        return
    name = one.name if one is not None else "aspect_ratio"
    got = (exact(asked, options) or nearest_shape(asked, options)) if options else asked
    if got is None:
        values.tell("aspect_ratio_none", asked=asked)
        return
    values.take(name, got)
    if not same(got, asked):
        values.tell("aspect_ratio_nearest", asked=asked, got=as_text(got))


def _audio(values: _Values, wishes: Wishes) -> None:
    if wishes.audio is None:
        return
    for name in _AUDIO:
        one = field_of(values.product, name)
        options = values.options(one, name)
        if one is None and not options:
            continue
        spellings: tuple[Value, ...] = (True, "on", "enabled") if wishes.audio else (False, "off", "disabled")
        if not options and one is not None and isinstance(one.default, bool):
            options = (True, False)
        for spelling in spellings:
            got = exact(spelling, options)
            if got is not None:
                # A rule spells a boolean as text; a form that has one as a boolean wants it back as one.
                if one is not None and isinstance(one.default, bool):
                    got = bool(wishes.audio)
                values.take(one.name if one is not None else name, got)
                return
        values.tell("audio_always")
        return
    values.tell("audio_none")


def _mode(values: _Values, wishes: Wishes) -> None:
    if wishes.mode is None:
        return
    one = field_of(values.product, "mode")
    options = values.options(one, "mode") or (tuple(one.mapping.values()) if one is not None else ())
    got = exact(wishes.mode, options)
    if got is None:
        values.tell("mode_none", asked=wishes.mode)
        return
    values.take("mode", got)


def _words(values: _Values, wishes: Wishes, prompt: str) -> str:
    """What must not appear: in its own field where there is one, else said in the prompt."""
    if not wishes.negative_prompt:
        return prompt
    if field_of(values.product, "negative_prompt") is not None:
        values.params["negative_prompt"] = wishes.negative_prompt
        return prompt
    values.tell("negative_none", asked=wishes.negative_prompt)
    return f"{prompt}\n{wishes.negative_prompt}" if wishes.negative_prompt not in prompt else prompt


def _numbers(values: _Values, wishes: Wishes) -> None:
    if wishes.seed is not None:
        if field_of(values.product, "seed") is not None:
            values.params["seed"] = wishes.seed
        else:
            values.tell("seed_none")
    if wishes.shot_type is not None:
        one = field_of(values.product, "shot_type")
        if one is None:
            values.tell("shot_none")
            return
        got = exact(wishes.shot_type, one.options) if one.options else wishes.shot_type
        if got is None:
            values.tell("shot_none")
        else:
            values.take("shot_type", got)


# --- the price ---------------------------------------------------------------


def _choose_rule(values: _Values) -> Rule | None:
    product, params = values.product, values.params
    rule = exact_rule(product, params) or completing_rule(product, params)
    if rule is None:
        rule = next((one for one in product.rules if one.is_fallback), None)
    if rule is None:
        rule = _nearest_rule(values)
    if rule is not None:
        spell_as_rule(params, rule, product)
    return rule


def _nearest_rule(values: _Values) -> Rule | None:
    """No price for this combination: keep what was asked before what was not, and tell what gave way."""
    params, wished = values.params, values.wished

    def distance(rule: Rule) -> tuple[int, int, float, int]:
        differing = [
            name
            for name, value in rule.attributes.items()
            if name in params and not same(params[name], value)
        ]
        of_wishes = [name for name in differing if name in wished]
        far = sum(
            abs((number(rule.attributes[name]) or 0) - (number(params[name]) or 0)) for name in differing
        )
        return len(of_wishes), len(differing), far, rule.points

    rule = min((one for one in values.product.rules if not one.is_fallback), key=distance, default=None)
    if rule is None:
        return None
    changes = tuple(
        Change(name, as_text(params[name]), value)
        for name, value in rule.attributes.items()
        if name in wished and not same(params[name], value)
    )
    if changes:
        values.told.append(Told("notice.rule_nearest", {"model": values.product.name}, changes))
    return rule
