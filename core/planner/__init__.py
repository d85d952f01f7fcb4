"""Intent and live products to an order, or to the nearest that can be had; all arithmetic, no I/O."""

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
