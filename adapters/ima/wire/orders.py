"""The body of a create: the one request that spends points."""

from collections.abc import Sequence

from core.model import Json, Order

# What we write ourselves, and the marker of the list, which is never a parameter.
_OURS = frozenset({"prompt", "n", "input_images", "cast", "default"})


def write_order(order: Order, pictures: Sequence[str]) -> dict[str, Json]:
    """The create body; the pictures stand in it twice, and so does the price."""
    inner: dict[str, Json] = {name: value for name, value in order.params.items() if name not in _OURS}
    inner |= {
        "prompt": order.prompt,
        "n": 1,
        "input_images": list(pictures),
        "cast": {"points": order.points, "attribute_id": order.attribute_id},
    }
    task_type = str(order.task_type)
    item: dict[str, Json] = {
        "attribute_id": order.attribute_id,
        "model_id": order.model_id,
        "model_name": order.model_name,
        "model_version": order.leaf_id,
        "app": "ima",
        "platform": "web",
        "category": task_type,
        "credit": order.points,
        "parameters": inner,
    }
    return {
        "task_type": task_type,
        "enable_multi_model": False,
        "src_img_url": list(pictures),
        "parameters": [item],
    }
