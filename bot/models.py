"""`python -m bot models`: the live list as a table."""

from adapters.ima.client import ImaStudio
from core.model import Product, TaskType
from core.planner import row_of
from core.planner.values import as_text, field_of, number, values_in_rules
from core.tables import Tables


async def list_models(studio: ImaStudio, tables: Tables, task_types: list[TaskType]) -> str:
    """Name, id, price range, resolutions, durations, estimate, for each task (raises StudioError)."""
    lines: list[str] = []
    for task_type in task_types:
        products = await studio.products(task_type)
        lines += ["", f"{task_type} ({len(products)})"] if lines else [f"{task_type} ({len(products)})"]
        rows = [("name", "model id", "points", "resolution", "seconds", "takes")]
        for one in products:
            points = sorted(rule.points for rule in one.rules)
            low, high = row_of(tables, one).estimate_s
            rows.append(
                (
                    one.name,
                    one.model_id,
                    _span([str(points[0]), str(points[-1])]) if points else "-",
                    _values(one, "resolution"),
                    _values(one, "duration"),
                    f"{low}~{high}s",
                )
            )
        widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
        lines += [
            "  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
            for row in rows
        ]
    return "\n".join(lines)


def _values(product: Product, name: str) -> str:
    one = field_of(product, name)
    options = [as_text(value) for value in one.options] if one is not None else []
    options = options or list(values_in_rules(product, name))
    return _span(sorted(options, key=lambda value: number(value) or 0)) if options else "-"


def _span(values: list[str]) -> str:
    return values[0] if values[0] == values[-1] else f"{values[0]}-{values[-1]}"
