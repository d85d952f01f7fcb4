"""What is a picture, by its first bytes, and how large one may be."""

PICTURE_LIMIT_BYTES = 20 * 1024 * 1024
HEAD_BYTES = 12  # as many of the first bytes tell the kind

_STARTS = {
    b"\x89PNG\r\n\x1a\n": "png",
    b"\xff\xd8\xff": "jpg",
    b"GIF87a": "gif",
    b"GIF89a": "gif",
    b"BM": "bmp",
    b"II*\0": "tiff",
    b"MM\0*": "tiff",
}
_BRANDS = dict.fromkeys((b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"), "heic")
_BRANDS[b"avif"] = "avif"


def picture_kind(head: bytes) -> str:
    """The kind of a picture by its first `HEAD_BYTES`, as files of it are named; "" for what is none."""
    for start, kind in _STARTS.items():
        if head.startswith(start):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    return _BRANDS.get(head[8:12], "") if head[4:8] == b"ftyp" else ""
