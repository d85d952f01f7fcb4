"""What may be ordered: whatever is wished, the order fits the price that it names, and a retry is never dearer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model import FormField, Order, Product, Rule, TaskType, Value, Wishes
from core.planner import Plan, complete, lower, plan, reprice
from core.planner.values import as_text, same
from tests.core import reading

TABLES = reading.tables()
LENGTHS: tuple[Value, ...] = (4, 5, 6, 8, 10, 12, 15)
SIZES: tuple[Value, ...] = ("540P", "720P", "768P", "1080P", "4K")
RATIOS: tuple[Value, ...] = ("16:9", "9:16", "1:1", "4:3")


@st.composite
def products(draw: st.DrawFn) -> Product:
    """A leaf with a form and with prices for some or all combinations of what costs."""
    choices: dict[str, tuple[Value, ...]] = {
        "duration": tuple(draw(st.lists(st.sampled_from(LENGTHS), min_size=1, max_size=3, unique=True))),
    }
    if draw(st.booleans()):
        choices["resolution"] = tuple(draw(st.lists(st.sampled_from(SIZES), min_size=1, unique=True)))
    if draw(st.booleans()):
        choices["mode"] = ("std", "pro")
    if draw(st.booleans()):
        choices["generate_audio"] = (True, False)
    fields = [FormField(name, values[0], values) for name, values in choices.items()]
    if draw(st.booleans()):
        fields.append(FormField("aspect_ratio", "16:9", RATIOS))
    if draw(st.booleans()):
        fields += [FormField("negative_prompt", ""), FormField("seed", -1)]
    priced = draw(st.lists(st.sampled_from(sorted(choices)), min_size=1, unique=True))
    combinations: list[dict[str, str]] = [{}]
    for name in priced:
        combinations = [{**one, name: as_text(value)} for one in combinations for value in choices[name]]
    kept = draw(st.lists(st.sampled_from(range(len(combinations))), min_size=1, unique=True))
    rules = [
        Rule(100 + number, draw(st.integers(1, 400)), combinations[at]) for number, at in enumerate(kept)
    ]
    if draw(st.booleans()):
        rules.append(Rule(999, 25, {}, is_fallback=True))
    return Product(TaskType.TEXT, "leaf", "model", "Some Model", tuple(rules), tuple(fields))


wishes = st.builds(
    Wishes,
    duration_s=st.none() | st.integers(1, 15),
    resolution=st.none() | st.sampled_from(["540P", "720P", "1080P", "2K", "4K"]),
    aspect_ratio=st.none() | st.sampled_from(["16:9", "9:16", "21:9", "1:1"]),
    audio=st.none() | st.booleans(),
    mode=st.none() | st.sampled_from(["std", "pro"]),
    negative_prompt=st.none() | st.just("text"),
    seed=st.none() | st.integers(0, 99),
    shot_type=st.none() | st.sampled_from(["single", "multi"]),
)


def planned(product: Product, wished: Wishes, kept: dict[str, Value] | None = None) -> Plan:
    made = plan(
        product,
        model="",
        wishes=wished,
        prompt="a dog",
        mode_of_resolution=TABLES.advice.mode_of_resolution,
        without=TABLES.advice.left_out["en"],
        kept=kept,
    )
    assert made is not None
    return made


def rule_of(product: Product, order: Order) -> Rule:
    return next(one for one in product.rules if one.attribute_id == order.attribute_id)


@given(products(), wishes)
def test_an_order_names_the_price_that_its_values_have(product: Product, wished: Wishes) -> None:
    order = planned(product, wished).order
    rule = rule_of(product, order)
    assert order.points == rule.points
    assert all(same(order.params[name], value) for name, value in rule.attributes.items())


@given(products(), wishes)
def test_a_price_for_fewer_values_is_not_taken_where_one_for_more_fits(
    product: Product, wished: Wishes
) -> None:
    order = planned(product, wished).order
    taken = rule_of(product, order)
    for one in product.rules:
        fits = all(same(order.params.get(name, ""), value) for name, value in one.attributes.items())
        if fits and not one.is_fallback and not taken.is_fallback:
            assert len(one.attributes) <= len(taken.attributes)


@given(products(), wishes)
def test_a_wish_that_is_not_met_is_told(product: Product, wished: Wishes) -> None:
    made = planned(product, wished)
    got = made.order.params
    unmet = wished.duration_s is not None and not same(got["duration"], wished.duration_s)
    if wished.aspect_ratio is not None:
        unmet = unmet or not same(got.get("aspect_ratio", ""), wished.aspect_ratio)
    if wished.resolution is not None and "resolution" in got:
        unmet = unmet or not same(got["resolution"], wished.resolution)
    assert not unmet or made.told
    assert not unmet or not made.is_as_asked


@given(products(), wishes)
def test_what_is_ordered_again_is_the_same_order(product: Product, wished: Wishes) -> None:
    first = planned(product, wished)
    again = planned(product, wished, kept=dict(first.order.params))
    assert again.order.points == first.order.points
    assert again.order.params == first.order.params


@given(products(), wishes, products())
def test_a_retry_is_never_dearer_and_fits_its_price(product: Product, wished: Wishes, today: Product) -> None:
    order = planned(product, wished).order
    for made, of in (
        (lower(order, product), product),
        (complete(order, product), product),
        (reprice(order, today), today),
    ):
        if made is None:
            continue
        assert made.order.points <= order.points
        assert made.told
        rule = rule_of(of, made.order)
        assert rule.points == made.order.points
        assert all(same(made.order.params[name], value) for name, value in rule.attributes.items())


def test_an_order_sent_again_is_spelled_as_the_list_spells_it_now() -> None:
    def listed(resolution: str) -> Product:
        return Product(
            TaskType.TEXT,
            "leaf",
            "model",
            "Some Model",
            (Rule(1, 30, {"duration": "5", "resolution": resolution}),),
            (FormField("duration", 5, (5,)), FormField("resolution", resolution, (resolution,))),
        )

    order = planned(listed("1080p"), Wishes()).order
    made = reprice(order, listed("1080P"))
    assert made is not None
    assert made.order.params == {"duration": 5, "resolution": "1080P"}


@pytest.mark.parametrize(("length", "is_sent"), [("5", True), ("8", False)])
def test_an_order_is_sent_again_at_the_price_for_everything_only_with_its_own_values(
    length: str, is_sent: bool
) -> None:
    product = Product(TaskType.TEXT, "leaf", "model", "Some Model", (Rule(1, 30, {"duration": "5"}),), ())
    order = planned(product, Wishes(duration_s=5)).order
    rule = Rule(9, 25, {"duration": length}, is_fallback=True)
    made = reprice(order, Product(TaskType.TEXT, "leaf", "model", "Some Model", (rule,), ()))
    assert (made is not None) is is_sent


def test_a_combination_without_a_price_is_told_once_and_as_it_was_asked() -> None:
    product = Product(
        TaskType.TEXT,
        "leaf",
        "model",
        "Some Model",
        (
            Rule(1, 30, {"duration": "5", "resolution": "1080P"}),
            Rule(2, 20, {"duration": "8", "resolution": "720P"}),
        ),
        (FormField("duration", 5, (5, 8)), FormField("resolution", "720P", ("720P", "1080P"))),
    )
    made = planned(product, Wishes(duration_s=7, resolution="4K"))
    assert made.order.attribute_id == 1
    assert [one.key for one in made.told] == ["notice.resolution_nearest", "notice.rule_nearest"]
    assert [(one.name, one.before, one.after) for one in made.told[-1].changes] == [("duration", "7", "5")]


@pytest.mark.parametrize(("language", "said"), [("zh", "，画面中不要出现文字"), ("en", ", without 文字")])
def test_what_must_not_appear_is_never_described_as_if_it_should(language: str, said: str) -> None:
    product = Product(TaskType.TEXT, "leaf", "model", "Some Model", (Rule(1, 5, {}),), ())
    made = plan(
        product,
        model="",
        wishes=Wishes(negative_prompt="文字"),
        prompt="小狗",
        mode_of_resolution={},
        without=TABLES.advice.left_out[language],  # type: ignore[index]
    )
    assert made is not None
    assert made.order.prompt == f"小狗{said}"
