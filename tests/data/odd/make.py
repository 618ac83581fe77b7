"""Makes the odd files of this folder: `python tests/data/odd/make.py`. Each is small and stands for a kind of trouble.

The picture in all of them is `scene`: 48 x 32, a colour of its own in every quarter. `expected.csv` says what must
become of each: the size after orientation, or the code of the problem.
"""

from __future__ import annotations

import csv
import io
import struct
import zipfile
import zlib
from pathlib import Path

from PIL import Image, ImageCms

HERE = Path(__file__).parent
RED, GREEN, BLUE, WHITE = (220, 20, 20), (20, 200, 20), (20, 20, 220), (250, 250, 250)


def scene() -> Image.Image:
    """Red, green / blue, white."""
    image = Image.new("RGB", (48, 32), RED)
    image.paste(GREEN, (24, 0, 48, 16))
    image.paste(BLUE, (0, 16, 24, 32))
    image.paste(WHITE, (24, 16, 48, 32))
    return image


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)  # type: ignore[arg-type]
    return buffer.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_bomb() -> bytes:
    """A header of 60000 x 60000 over a few bytes of pixels."""
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return png(header, bytes(999))


def png(header: bytes, rows: bytes) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def with_gps() -> Image.Exif:
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0112] = "Maker", "Model", 6
    exif.get_ifd(0x8825).update({1: "S", 2: (33.0, 51.0, 31.68), 3: "E", 4: (151.0, 12.0, 54.0)})
    return exif


def deep_png() -> bytes:
    """16-bit grey from black to white."""
    rows = b"".join(b"\0" + b"".join(struct.pack(">H", x * 65535 // 47) for x in range(48)) for _ in range(32))
    header = struct.pack(">IIBBBBB", 48, 32, 16, 0, 0, 0, 0)
    return png(header, rows)


def palette_png() -> bytes:
    image = scene().quantize(4)
    return encoded(image, "PNG", transparency=image.getpixel((40, 24)))


def dng(preview: bytes) -> bytes:
    """A raw file: the JPEG preview in the first directory, 48 x 32 sensor values (not turned: 8) in another."""
    pixels = struct.pack("<1536H", *(i % 4096 for i in range(1536)))
    identity = [number for i in range(9) for number in (int(i % 4 == 0), 1)]

    def directory(at: int, entries: list[tuple[int, int, int, bytes]]) -> bytes:
        extra_at, listed, extra = at + 2 + 12 * len(entries) + 4, b"", b""
        for tag, kind, count, value in sorted(entries):
            if len(value) > 4:
                place = struct.pack("<I", extra_at + len(extra))
                extra += value + b"\0" * (len(value) % 2)
            else:
                place = value.ljust(4, b"\0")
            listed += struct.pack("<HHI", tag, kind, count) + place
        return struct.pack("<H", len(entries)) + listed + struct.pack("<I", 0) + extra

    def short(*values: int) -> bytes:
        return struct.pack(f"<{len(values)}H", *values)

    def long(value: int) -> bytes:
        return struct.pack("<I", value)

    def sensor(at: int, data_at: int) -> bytes:
        return directory(at, [
            (254, 4, 1, long(0)), (256, 4, 1, long(48)), (257, 4, 1, long(32)), (258, 3, 1, short(16)),
            (259, 3, 1, short(1)), (262, 3, 1, short(32803)), (273, 4, 1, long(data_at)), (277, 3, 1, short(1)),
            (278, 4, 1, long(32)), (279, 4, 1, long(len(pixels))), (33421, 3, 2, short(2, 2)),
            (33422, 1, 4, bytes([0, 1, 1, 2])), (50717, 4, 1, long(4095)),
        ])  # fmt: skip

    def first(sub_at: int, preview_at: int) -> bytes:
        return directory(8, [
            (254, 4, 1, long(1)), (256, 4, 1, long(48)), (257, 4, 1, long(32)), (258, 3, 3, short(8, 8, 8)),
            (259, 3, 1, short(7)), (262, 3, 1, short(6)), (271, 2, 6, b"Maker\0"), (272, 2, 6, b"Model\0"),
            (273, 4, 1, long(preview_at)), (274, 3, 1, short(8)), (277, 3, 1, short(3)), (278, 4, 1, long(32)),
            (279, 4, 1, long(len(preview))), (330, 4, 1, long(sub_at)), (50706, 1, 4, bytes([1, 4, 0, 0])),
            (50708, 2, 6, b"Model\0"), (50721, 10, 9, struct.pack("<18i", *identity)),
            (50728, 5, 3, struct.pack("<6I", 1, 1, 1, 1, 1, 1)), (50778, 3, 1, short(21)),
        ])  # fmt: skip

    sub_at = 8 + len(first(0, 0))
    data_at = sub_at + len(sensor(sub_at, 0))
    preview_at = data_at + len(pixels)
    return b"II*\0" + long(8) + first(sub_at, preview_at) + sensor(sub_at, data_at) + pixels + preview


def hostile_zip() -> bytes:
    """Names that lead out, a link, a lie about the size, an encrypted file, a zip file; and one good picture."""
    good = encoded(scene(), "PNG")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        def add(name: str, data: bytes, mode: int = 0o644) -> None:
            info = zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0))
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, mode << 16
            made.writestr(info, data)

        add("inner/good.png", good)
        add("../../escape.png", good)
        add("/tmp/absolute.png", good)
        add("link.png", b"/etc/passwd", 0o120777)
        add("nested.zip", encoded_zip(good))
        add("liar.png", good + bytes(4000))
        add("secret.png", good)
        add("notes.txt", b"no picture")
    data = bytearray(buffer.getvalue())
    for name, place, value in ((b"liar.png", 24, len(good)), (b"secret.png", 8, 1)):
        entry = data.rindex(b"PK\1\2", 0, data.rindex(name))
        struct.pack_into("<I" if place == 24 else "<H", data, entry + place, value)
    return bytes(data)


def encoded_zip(data: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        made.writestr(zipfile.ZipInfo("a.png"), data)
    return buffer.getvalue()


def files() -> dict[str, tuple[bytes, str]]:
    """Name: (content, what becomes of it)."""
    picture, size = scene(), "48x32"
    pages = [Image.new("RGB", (48, 32), colour) for colour in (GREEN, BLUE)]
    whole = encoded(picture, "PNG")
    jpeg = encoded(picture, "JPEG", quality=90)
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    return {
        "empty.jpg": (b"", "empty"),
        "text.png": (b"no picture at all\n" * 9, "unreadable"),
        "truncated.png": (whole[: len(whole) // 2], "truncated"),
        "truncated.jpg": (jpeg[: len(jpeg) // 2], "truncated"),
        "bomb.png": (png_bomb(), "too-large"),
        "page.jpg": (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "unreadable"),
        "cmyk.jpg": (encoded(picture.convert("CMYK"), "JPEG", quality=95), size),
        "progressive.jpg": (encoded(picture, "JPEG", quality=75, progressive=True), size),
        "deep.png": (deep_png(), size),
        "palette.png": (palette_png(), size),
        "pages.tif": (encoded(picture, "TIFF", save_all=True, append_images=pages, compression="tiff_lzw"), size),
        "moving.png": (encoded(picture, "PNG", save_all=True, append_images=pages, duration=100), size),
        "moving.gif": (encoded(picture, "GIF", save_all=True, append_images=pages), size),
        "two.mpo": (encoded(picture, "MPO", save_all=True, append_images=pages[:1]), size),
        "wavelet.jp2": (encoded(picture, "JPEG2000", irreversible=False), size),
        "plain.ppm": (encoded(picture, "PPM"), size),
        "modern.avif": (encoded(picture, "AVIF", quality=90), size),
        "placed.jpg": (encoded(picture, "JPEG", quality=80, exif=with_gps()), "32x48"),
        "no_suffix": (whole, size),
        "profile.png": (encoded(picture, "PNG", icc_profile=srgb), size),
        "wrong_profile.png": (encoded(picture, "PNG", icc_profile=lab), size),
        "broken_profile.png": (encoded(picture, "PNG", icc_profile=b"no profile" * 20), size),
        "camera.dng": (dng(jpeg), "32x48"),
        "hostile.zip": (hostile_zip(), "unsafe-name"),
        "damaged.zip": (b"PK\3\4" + bytes(100), "unreadable"),
    }  # fmt: skip


def main() -> None:
    made = files()
    for name, (content, _) in made.items():
        (HERE / name).write_bytes(content)
    with (HERE / "expected.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["file", "outcome"])
        table.writerows([name, outcome] for name, (_, outcome) in made.items())


if __name__ == "__main__":
    main()
