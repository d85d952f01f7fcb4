"""One order from wishes and one live product: values first, then the price rule that fits them exactly."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from core.model import SYNONYMS, FormField, Order, Product, TaskType, Told, Value, Wishes
from core.planner.building import Values, choose_rule
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

# What is told of an order that has every value as it was asked for.
_AS_GOOD = ("notice.resolution_mode", "notice.negative_none", "notice.negative_look")
_SHAPED_BY_PICTURE = (TaskType.IMAGE, TaskType.FRAMES)


@dataclass(frozen=True, slots=True)
class Plan:
    """An order that the live list allows, and what has to be told about it."""

    order: Order
    told: tuple[Told, ...] = ()

    @property
    def is_as_asked(self) -> bool:
        """Whether every wish is met; a resolution that only has another name here counts as met."""
        return all(one.key == "notice.resolution_mode" for one in self.told)

    @property
    def has_values(self) -> bool:
        """Whether every value is as it was asked for, whatever becomes of what must not appear."""
        return all(one.key in _AS_GOOD for one in self.told)


def plan(
    product: Product,
    *,
    model: str,
    wishes: Wishes,
    prompt: str,
    mode_of_resolution: Mapping[str, str],
    without: str,
    is_look: bool = False,
    kept: Mapping[str, Value] | None = None,
    said: Wishes | None = None,
) -> Plan | None:
    """The order for these wishes, each value exact or the nearest there is; None when the leaf has no price at all.

    `without` is the sentence, with the blank {what}, that tells a model in its prompt what must not appear, or with
    `is_look` how it must not look. `kept` are parameters of an earlier order; they stay where no wish says otherwise and
    the product has them. `said` are the wishes of the last message; they win over earlier ones where not all can be had
    together.
    """
    values = Values(product, mode_of_resolution)
    values.keep(kept or {})
    _take(values, wishes)
    prompt = _words(values, wishes, prompt, without, is_look=is_look)
    if said is not None:
        last = Values(product, mode_of_resolution)
        _take(last, said)
        values.latest = frozenset(last.asked)
        if wishes.audio is False and said.audio is None:
            values.told.pop("audio_none", None)  # silent from before: so it is again
    rule = choose_rule(values)
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
    return Plan(order, tuple(values.told.values()))


# --- one wish after the other ------------------------------------------------


def _take(values: Values, wishes: Wishes) -> None:
    _duration(values, wishes)
    _resolution(values, wishes)
    _aspect_ratio(values, wishes)
    _audio(values, wishes)
    _mode(values, wishes)
    _numbers(values, wishes)


def _duration(values: Values, wishes: Wishes) -> None:
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
    values.take("duration", got, wishes.duration_s)
    if number(got) != wishes.duration_s:
        _tell_lengths(values, got, options)


def _tell_lengths(values: Values, got: Value, options: Iterable[Value]) -> None:
    """Tell which lengths there are, and which one was taken."""
    seconds = sorted({size for value in options if (size := number(value)) is not None})
    taken = as_text(number(got) or got)
    if len(seconds) == 1:
        values.tell("duration_only", "duration", got=taken)
        return
    listed = "/".join(as_text(size) for size in seconds)
    values.tell("duration_nearest", "duration", options=listed, got=taken)


def _resolution(values: Values, wishes: Wishes) -> None:
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
        values.take(virtual.name, virtual.mapping[str(choice)], asked)
        if same(choice, asked):
            values.tell(
                "resolution_mode", virtual.name, asked=asked, got=as_text(virtual.mapping[str(choice)])
            )
        else:
            values.tell("resolution_nearest", virtual.name, asked=asked, got=as_text(choice).upper())
        return
    mode = field_of(values.product, "mode")
    options = values.options(mode, "mode")
    meant = values.mode_of_resolution.get(asked.upper())
    if meant is not None and (got := exact(meant, options)) is not None:
        values.take("mode", got, asked)
        values.tell("resolution_mode", "mode", asked=asked, got=as_text(got))
        return
    if values_in_rules(values.product, "resolution"):
        _pick_resolution(values, asked, None)
        return
    values.tell("resolution_none", asked=asked)


def _pick_resolution(values: Values, asked: str, one: FormField | None) -> None:
    options = values.options(one, "resolution")
    got = (exact(asked, options) or nearest_number(asked, options)) if options else asked
    if got is None:
        values.tell("resolution_none", asked=asked)
        return
    values.take("resolution", got, asked)
    if not same(got, asked):
        values.tell("resolution_nearest", "resolution", asked=asked, got=as_text(got))


def _aspect_ratio(values: Values, wishes: Wishes) -> None:
    asked = wishes.aspect_ratio
    if asked is None:
        return
    one = field_of(values.product, *SYNONYMS["aspect_ratio"])
    options = values.options(one, "aspect_ratio")
    missing = "aspect_ratio_none" if values.product.task_type in _SHAPED_BY_PICTURE else "aspect_ratio_free"
    if one is None and not options:
        values.tell(missing, asked=asked)
        return
    name = one.name if one is not None else "aspect_ratio"
    got = (exact(asked, options) or nearest_shape(asked, options)) if options else asked
    if got is None:
        values.tell(missing, asked=asked)
        return
    values.take(name, got, asked)
    if not same(got, asked):
        values.tell("aspect_ratio_nearest", name, asked=asked, got=as_text(got))


def _audio(values: Values, wishes: Wishes) -> None:
    if wishes.audio is None:
        return
    for name in SYNONYMS["audio"]:
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
                # A rule spells a boolean as text; where the form has a real boolean, it must be sent as one.
                if one is not None and isinstance(one.default, bool):
                    got = bool(wishes.audio)
                values.take(one.name if one is not None else name, got, got)
                return
        values.tell("audio_always")
        return
    values.tell("audio_none")


def _mode(values: Values, wishes: Wishes) -> None:
    if wishes.mode is None:
        return
    one = field_of(values.product, "mode")
    options = values.options(one, "mode") or (tuple(one.mapping.values()) if one is not None else ())
    got = exact(wishes.mode, options)
    if got is None:
        values.tell("mode_none", asked=wishes.mode)
        return
    values.take("mode", got, got)


def _words(values: Values, wishes: Wishes, prompt: str, without: str, *, is_look: bool) -> str:
    """Put what must not appear into its own field where there is one, else into the prompt; returns the prompt."""
    if not wishes.negative_prompt:
        return prompt
    if field_of(values.product, "negative_prompt") is not None:
        values.params["negative_prompt"] = wishes.negative_prompt
        return prompt
    said = without.format(what=wishes.negative_prompt)
    values.tell("negative_look" if is_look else "negative_none", asked=wishes.negative_prompt)
    return prompt if said in prompt else prompt + said


def _numbers(values: Values, wishes: Wishes) -> None:
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
            values.take("shot_type", got, got)
