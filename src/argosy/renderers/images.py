"""What a picture file says of itself."""

from __future__ import annotations

_PNG = b"\x89PNG\r\n\x1a\n"
_FRAMES = (0xC0, 0xC1, 0xC2)


def image_size(data: bytes) -> tuple[int, int]:
    """Width and height of a PNG or JPEG file in pixels."""
    if data[:8] == _PNG:
        return int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
    at = 2
    while data[at + 1] not in _FRAMES:
        at += 2 + int.from_bytes(data[at + 2 : at + 4])
    return int.from_bytes(data[at + 7 : at + 9]), int.from_bytes(data[at + 5 : at + 7])
