"""What the first bytes of a file say: whether it is a picture of a kind in use."""

_STARTS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"BM")
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1", b"avif"})
ENOUGH_BYTES = 12


def is_picture(head: bytes) -> bool:
    """Whether these first bytes (`ENOUGH_BYTES` of them) are a png, jpeg, gif, bmp, webp, heic or avif."""
    if head.startswith(_STARTS):
        return True
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return True
    return head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS
