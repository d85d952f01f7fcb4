"""The studio's JSON, read and written: pure, and safe against any answer."""

from adapters.ima.wire.answers import Reply, harmless, read_data, read_skew_s, read_task_id
from adapters.ima.wire.looks import read_look
from adapters.ima.wire.orders import write_order
from adapters.ima.wire.products import Listing, read_list, read_products
from adapters.ima.wire.uploads import Kind, Slot, read_slot, sniff, write_token_query

__all__ = [
    "Kind",
    "Listing",
    "Reply",
    "Slot",
    "harmless",
    "read_data",
    "read_list",
    "read_look",
    "read_products",
    "read_skew_s",
    "read_slot",
    "read_task_id",
    "sniff",
    "write_order",
    "write_token_query",
]
