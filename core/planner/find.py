"""Finds the live product that a name of ours means, and the other way round."""

import re
from collections.abc import Iterable, Sequence

from core.model import Order, Product, TaskType
from core.tables import ModelRow, Tables

_SHORTEST_NAME = 3  # a shorter one would be found inside ordinary words


def product_of_row(products: Sequence[Product], row: ModelRow, task_type: TaskType) -> Product | None:
    """The live leaf of a model: by id and name, since several models may share one id.

    If the name is not in the list but the id belongs to just one model of ours, the last leaf with that id is taken:
    leaves of one id stand oldest first.
    """
    model_id = row.ids.get(task_type)
    if model_id is None:
        return None
    same_id = [one for one in products if one.model_id == model_id]
    wanted = _plain(row.name_for(task_type))
    for one in same_id:
        if _plain(one.name) == wanted:
            return one
    if row.shares_id or not same_id:
        return None
    return same_id[-1]


def product_of_order(products: Sequence[Product], order: Order) -> Product | None:
    """The live leaf that an earlier order was for."""
    for one in products:
        if one.leaf_id == order.leaf_id and one.model_id == order.model_id:
            return one
    for one in products:
        if one.model_id == order.model_id and _plain(one.name) == _plain(order.model_name):
            return one
    return None


def row_of(tables: Tables, product: Product) -> ModelRow:
    """What we know about a live leaf; for a leaf that the tables do not have, the row for unknown ones."""
    for row in tables.models.values():
        if row.ids.get(product.task_type) != product.model_id:
            continue
        if _plain(row.name_for(product.task_type)) == _plain(product.name):
            return row
    for row in tables.models.values():
        if row.ids.get(product.task_type) == product.model_id and not row.shares_id:
            return row
    return tables.unknown


def unknown_named(tables: Tables, products: Iterable[Product], text: str) -> Product | None:
    """A live leaf that our tables do not know and that the text names exactly; the longest name wins."""
    lowered = text.casefold()
    found: Product | None = None
    for one in products:
        name = one.name.casefold()
        if len(name) < _SHORTEST_NAME or name not in lowered or row_of(tables, one) is not tables.unknown:
            continue
        if not re.search(rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])", lowered):
            continue
        if found is None or len(one.name) > len(found.name):
            found = one
    return found


def _plain(name: str) -> str:
    return re.sub(r"[\s_-]+", "", name).casefold()
