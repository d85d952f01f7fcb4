"""Turns an intent and the live products into an order, or into the nearest one possible; no I/O."""

from core.planner.find import product_of_order, product_of_row, row_of, unknown_named
from core.planner.plan import Plan, plan
from core.planner.retry import complete, lower, reprice

__all__ = [
    "Plan",
    "complete",
    "lower",
    "plan",
    "product_of_order",
    "product_of_row",
    "reprice",
    "row_of",
    "unknown_named",
]
