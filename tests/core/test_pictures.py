"""What is a picture: one answer for every platform, whatever the studio takes of it."""

import pytest

from core.pictures import picture_kind


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n....", "png"),
        (b"\xff\xd8\xff\xe0", "jpg"),
        (b"GIF87a", "gif"),
        (b"GIF89a", "gif"),
        (b"BM", "bmp"),
        (b"II*\0", "tiff"),
        (b"MM\0*", "tiff"),
        (b"RIFF\0\0\0\0WEBP", "webp"),
        (b"\0\0\0\x18ftypheic", "heic"),
        (b"\0\0\0\x20ftypavif", "avif"),
        (b"", ""),
        (b"B", ""),
        (b"RIFF\0\0\0\0WAVE", ""),
        (b"\0\0\0\x18ftypmp42", ""),
        (b"<html>BM</html>", ""),
    ],
)
def test_the_first_bytes_tell_the_kind_of_a_picture(head: bytes, kind: str) -> None:
    assert picture_kind(head) == kind
