"""Any JSON at all may come as an answer: it is read or refused, and never crashes the reader."""

import contextlib
import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from adapters.ima.codes import load_codes
from adapters.ima.wire import Reply, read_data, read_look, read_products, read_slot, read_task_id
from core.errors import StudioError
from core.model import TaskType
from core.ports import LookState

CODES = load_codes()

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(
        ["3", "2", "pixverse", "Pixverse V5", "5s", "failed", "https://a/b", "default", "enabled"]
    )
)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
)


def _mostly(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """An object of about this shape: any field may be missing or anything else."""
    return st.fixed_dictionaries({}, optional={name: one | ANYTHING for name, one in fields.items()})


UI = st.lists(_mostly(field=st.just("quality"), value=st.just("720p"), options=ANYTHING), max_size=2)
MAPPING = _mostly(
    source_params=st.just(["quality"]),
    target_param=st.just("mode"),
    mapping_rules=st.lists(
        _mostly(source_values=st.just({"quality": "720p"}), target_value=st.just("std")), max_size=2
    ),
)
FORM = st.lists(
    _mostly(
        field=st.sampled_from(["mode", "model", "duration"]),
        value=SCALARS,
        options=st.lists(_mostly(label=SCALARS, value=SCALARS), max_size=2),
        is_ui_virtual=st.booleans(),
        ui_params=UI,
        value_mapping=MAPPING,
    ),
    max_size=3,
)
RULES = st.lists(
    _mostly(
        attribute_id=st.integers(),
        points=st.integers(),
        attributes=st.dictionaries(st.sampled_from(["default", "duration"]), SCALARS, max_size=2),
    ),
    max_size=3,
)
LEAF = _mostly(
    id=st.text(max_size=4),
    type=st.sampled_from(["3", 3]),
    name=st.sampled_from(["Pixverse V5", "Wan"]),
    model_id=st.sampled_from(["pixverse", "wan"]),
    credit_rules=RULES,
    form_config=FORM,
)
NODES = st.lists(LEAF | _mostly(type=st.just("2"), children=st.lists(LEAF, max_size=2)), max_size=3)
MEDIA = _mostly(
    resource_status=st.sampled_from([0, 1, 2, 3, "", None, "1"]),
    status=st.sampled_from(["pending", "success", "failed"]),
    url=st.just("https://a/b"),
    cover=SCALARS,
    duration_str=SCALARS,
    error_msg=SCALARS,
    remark=SCALARS,
)


@given(NODES | ANYTHING)
def test_any_list_is_read(data: Any) -> None:
    listing = read_products(data, TaskType.TEXT)
    for product in listing.products:
        assert product.leaf_id
        assert product.rules
        assert all(rule.attribute_id > 0 and rule.points >= 0 for rule in product.rules)
        names = [one.name for one in product.fields]
        assert len(names) == len(set(names))


@given(_mostly(medias=st.lists(MEDIA, max_size=3)))
def test_any_detail_is_read(data: Any) -> None:
    look = read_look(data, CODES)
    assert (look.state is LookState.READY) == bool(look.url)
    assert (look.state is LookState.FAILED) == bool(look.failure)


@given(
    st.integers(100, 599),
    st.binary(max_size=40)
    | _mostly(code=SCALARS, message=SCALARS, data=ANYTHING).map(json.dumps).map(str.encode),
)
def test_any_answer_is_data_or_a_studio_error(status: int, body: bytes) -> None:
    with contextlib.suppress(StudioError):
        data = read_data(Reply(status, body, retry_after="x", date="y"), CODES)
        with contextlib.suppress(StudioError):
            assert read_task_id(data)
        with contextlib.suppress(StudioError):
            assert read_slot(data).put_url


def test_endless_nesting_and_endless_numbers_are_broken_answers() -> None:
    for body in (b"[" * 100_000, b'{"code": ' + b"9" * 10_000 + b"}", b'{"code": 1e999}'):
        with contextlib.suppress(StudioError):
            read_data(Reply(200, body), CODES)
            raise AssertionError("it was taken for an answer")


def test_a_tree_of_any_depth_is_walked() -> None:
    node: Any = {"type": "3", "id": "a", "name": "A", "model_id": "a"}
    node["credit_rules"] = [{"attribute_id": 1, "points": 1}]
    for _ in range(50_000):
        node = {"type": "2", "children": [node]}
    assert len(read_products([node], TaskType.TEXT).products) == 1
