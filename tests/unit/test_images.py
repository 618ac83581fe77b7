"""Files into pictures: orientation, modes, transparency, and a name for everything that is wrong."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.core.jobs import Job
from app.core.reading.colour import GROUND
from app.core.reading.files import BadImage, content_hash, opened
from app.core.reading.images import count_frames, decoded, read_image
from app.core.reading.scanning import scan

RED, GREEN, BLUE, WHITE = (220, 20, 20), (20, 200, 20), (20, 20, 220), (250, 250, 250)


def corners() -> Image.Image:
    """60 x 40 with a colour of its own in every quarter: red, green / blue, white."""
    image = Image.new("RGB", (60, 40), RED)
    image.paste(GREEN, (30, 0, 60, 20))
    image.paste(BLUE, (0, 20, 30, 40))
    image.paste(WHITE, (30, 20, 60, 40))
    return image


def looks_like(image: Image.Image, expected: Image.Image, tolerance: float = 12) -> bool:
    gap = np.abs(np.asarray(image, np.float32) - np.asarray(expected, np.float32))
    return image.size == expected.size and float(np.median(gap)) <= tolerance and float(gap.mean()) <= tolerance


# How a picture must be stored so that the orientation brings it back: the inverse of each turn.
STORED = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


@pytest.mark.parametrize("suffix", ["jpg", "png", "webp", "tif"])
@pytest.mark.parametrize("orientation", list(STORED))
def test_every_exif_orientation_is_undone(tmp_path: Path, orientation: int, suffix: str) -> None:
    turn = STORED[orientation]
    stored = corners() if turn is None else corners().transpose(turn)
    exif = Image.Exif()
    exif[0x0112] = orientation
    path = tmp_path / f"a.{suffix}"
    stored.save(path, exif=exif, quality=95)
    assert looks_like(read_image(path), corners())
    with opened(path) as file:
        header, _ = decoded(file)
    assert (header.width, header.height, header.orientation) == (60, 40, orientation)


def test_a_senseless_orientation_is_none(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 77
    corners().save(tmp_path / "a.jpg", exif=exif, quality=95)
    assert looks_like(read_image(tmp_path / "a.jpg"), corners())


def test_transparency_lies_over_grey(tmp_path: Path) -> None:
    image = corners().convert("RGBA")
    image.putalpha(Image.new("L", image.size, 0))
    image.paste((0, 0, 0, 255), (0, 0, 30, 40))
    image.save(tmp_path / "a.png")
    seen = read_image(tmp_path / "a.png")
    assert seen.mode == "RGB" and seen.getpixel((5, 5)) == (0, 0, 0) and seen.getpixel((50, 5)) == GROUND


def test_half_transparency_is_mixed(tmp_path: Path) -> None:
    Image.new("RGBA", (4, 4), (255, 255, 255, 128)).save(tmp_path / "a.png")
    assert read_image(tmp_path / "a.png").getpixel((0, 0)) == (192, 192, 192)


@pytest.mark.parametrize("mode", ["LA", "PA", "La", "RGBa"])
def test_rare_alpha_modes_convert(tmp_path: Path, mode: str) -> None:
    plain = Image.new("RGBA", (8, 8), (255, 255, 255, 0))
    image = plain.convert("RGBA").convert({"La": "LA", "RGBa": "RGBA"}.get(mode, mode))
    image.save(tmp_path / "a.tif")
    assert read_image(tmp_path / "a.tif").getpixel((3, 3)) == GROUND


def test_a_palette_with_a_transparent_colour(tmp_path: Path) -> None:
    image = Image.new("P", (10, 10), 0)
    image.putpalette([255, 0, 0, 0, 255, 0])
    image.paste(1, (5, 0, 10, 10))
    image.save(tmp_path / "a.gif", transparency=1)
    image.save(tmp_path / "b.png", transparency=1)
    image.save(tmp_path / "c.png")
    for name, right in (("a.gif", GROUND), ("b.png", GROUND), ("c.png", (0, 255, 0))):
        seen = read_image(tmp_path / name)
        assert (seen.getpixel((1, 1)), seen.getpixel((8, 1))) == ((255, 0, 0), right), name


def test_sixteen_bits_keep_their_range(tmp_path: Path) -> None:
    ramp = np.linspace(0, 65535, 256).astype(np.uint16).reshape(1, -1).repeat(4, 0)
    for name in ("a.png", "a.tif"):
        Image.fromarray(ramp).save(tmp_path / name)
        seen = np.asarray(read_image(tmp_path / name))
        assert np.array_equal(seen[0, :, 0], ramp[0] >> 8), name


def test_floats_are_stretched(tmp_path: Path) -> None:
    values = np.array([[-3.0, 0.0, 3.0, np.nan]], np.float32)
    Image.fromarray(values).save(tmp_path / "a.tif")
    assert np.asarray(read_image(tmp_path / "a.tif"))[0, :, 0].tolist() == [0, 128, 255, 128]


def test_a_flat_float_picture_is_black(tmp_path: Path) -> None:
    Image.fromarray(np.full((2, 2), 7.0, np.float32)).save(tmp_path / "a.tif")
    assert not np.asarray(read_image(tmp_path / "a.tif")).any()


@pytest.mark.parametrize("mode", ["CMYK", "L", "1", "YCbCr", "LAB"])
def test_other_colour_spaces_become_rgb(tmp_path: Path, mode: str) -> None:
    image = Image.new("RGB", (20, 20), (200, 200, 200))
    if mode == "LAB":
        from PIL import ImageCms

        profiles = ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB")
        image = ImageCms.profileToProfile(image, *profiles, outputMode="LAB")
    else:
        image = image.convert(mode, dither=Image.Dither.NONE)
    image.save(tmp_path / ("a.jpg" if mode in ("CMYK", "YCbCr") else "a.tif"))
    seen = read_image(next(tmp_path.iterdir()))
    level = 255 if mode == "1" else 200
    assert seen.mode == "RGB" and all(abs(value - level) <= 4 for value in seen.getpixel((9, 9)))  # type: ignore[union-attr]


@pytest.mark.parametrize("suffix", ["gif", "tif", "webp", "png"])
def test_of_several_pictures_the_first_counts(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a.{suffix}"
    rest = [Image.new("RGB", (16, 16), colour) for colour in (GREEN, BLUE)]
    Image.new("RGB", (16, 16), RED).save(path, save_all=True, append_images=rest)
    assert looks_like(read_image(path), Image.new("RGB", (16, 16), RED))
    with opened(path) as file:
        assert count_frames(file) == 3


def test_the_content_decides_and_not_the_suffix(tmp_path: Path) -> None:
    corners().save(tmp_path / "a.jpg", "PNG")
    assert looks_like(read_image(tmp_path / "a.jpg"), corners(), 0)


def test_a_jpeg_is_read_reduced_but_not_below_what_is_asked(tmp_path: Path) -> None:
    Image.effect_noise((1600, 1000), 40).convert("RGB").save(tmp_path / "a.jpg", quality=60)
    assert read_image(tmp_path / "a.jpg").size == (1600, 1000)
    for side in (1, 100, 124, 126, 448, 501, 999, 1000, 5000):
        size = read_image(tmp_path / "a.jpg", short_side=side).size
        assert min(size) >= min(side, 1000), side
    assert read_image(tmp_path / "a.jpg", short_side=448).size == (800, 500)
    with opened(tmp_path / "a.jpg") as file:
        header, picture = decoded(file, long_side=320)
    assert picture.size == (400, 250) and (header.width, header.height) == (1600, 1000)


def bad(path: Path, **options: float) -> BadImage:
    with pytest.raises(BadImage) as caught:
        read_image(path, **options)  # type: ignore[arg-type]
    return caught.value


def test_too_large_is_told_from_the_header(tmp_path: Path) -> None:
    Image.new("1", (30_000, 20_000)).save(tmp_path / "a.png")
    error = bad(tmp_path / "a.png", max_megapixels=250)
    assert error.code == "too-large" and "30000 x 20000" in str(error) and "250" in str(error)
    assert bad(tmp_path / "a.png", max_megapixels=599.9).code == "too-large"
    Image.new("RGB", (100, 100)).save(tmp_path / "b.png")
    assert read_image(tmp_path / "b.png", max_megapixels=0.01).size == (100, 100)


@pytest.mark.parametrize("suffix", ["jpg", "png", "bmp"])
def test_a_truncated_file_says_so(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a.{suffix}"
    Image.effect_noise((300, 300), 60).convert("RGB").save(path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert bad(path).code == "truncated"
    assert bad(path, short_side=64).code == "truncated"


def test_what_is_no_image_says_so(tmp_path: Path) -> None:
    (tmp_path / "empty.jpg").touch()
    (tmp_path / "text.jpg").write_text("hello" * 100)
    (tmp_path / "folder.jpg").mkdir()
    (tmp_path / "page.jpg").write_bytes(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n")
    assert bad(tmp_path / "empty.jpg").code == "empty"
    assert bad(tmp_path / "text.jpg").code == bad(tmp_path / "page.jpg").code == "unreadable"
    assert bad(tmp_path / "folder.jpg").code == "not-a-file"
    assert bad(tmp_path / "gone.jpg").code == "missing"


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
def test_a_broken_exif_block_does_not_cost_the_picture(tmp_path: Path) -> None:
    exif = b"Exif\0\0II*\0\x08\0\0\0\xff\xff" + bytes(range(200))
    corners().save(tmp_path / "a.jpg", exif=exif, quality=95)
    assert looks_like(read_image(tmp_path / "a.jpg"), corners())


def test_camera_and_time_are_read(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "Kodak\0\0", "DC 40"
    exif.get_ifd(0x8769)[0x9003] = "2004:01:02 03:04:05"
    exif.get_ifd(0x8769)[0x9291] = "678"
    corners().save(tmp_path / "a.jpg", exif=exif)
    with opened(tmp_path / "a.jpg") as file:
        header, _ = decoded(file)
    assert (header.camera, header.taken_at) == ("Kodak DC 40", "2004:01:02 03:04:05.678")
    corners().save(tmp_path / "b.jpg")
    with opened(tmp_path / "b.jpg") as file:
        header, _ = decoded(file)
    assert (header.camera, header.taken_at) == (None, None)


def test_the_content_hash_is_of_the_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    with opened(tmp_path / "a") as file:
        file.read(2)
        assert content_hash(file) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        assert file.read() == b"abc"


def test_bad_images_travel_between_processes(tmp_path: Path) -> None:
    import pickle

    error = pickle.loads(pickle.dumps(BadImage("the file is {how}", code="empty", how="empty")))
    assert isinstance(error, BadImage) and error.code == "empty" and str(error) == "the file is empty"


def test_scan_finds_images_below_a_folder_in_order(tmp_path: Path) -> None:
    for name in ("b/2.JPG", "b/1.png", "a.webp", "note.txt", ".hidden.jpg", "b/.cache/3.png", "x.nearpair/thumbs/4.jpg",
                 "c.jpg.part", "ü 한.tiff", "c/d/e.gif"):  # fmt: skip
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())
    (tmp_path / "folder.jpg").mkdir()
    found = scan(tmp_path)
    assert [file.path for file in found] == ["a.webp", "b/1.png", "b/2.JPG", "c/d/e.gif", "ü 한.tiff"]
    assert found[1].size == 7 and found[1].mtime_ns == (tmp_path / "b/1.png").stat().st_mtime_ns


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
def test_scan_follows_links_without_going_in_circles(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "o.jpg").write_bytes(b"1")
    root = tmp_path / "root"
    (root / "sub").mkdir(parents=True)
    (root / "sub" / "s.jpg").write_bytes(b"2")
    (root / "sub" / "up").symlink_to(root, target_is_directory=True)
    (root / "there").symlink_to(outside, target_is_directory=True)
    (root / "link.jpg").symlink_to(outside / "o.jpg")
    (root / "dangling.jpg").symlink_to(root / "nothing")
    os.mkfifo(root / "pipe.jpg")
    (root / "circle.jpg").symlink_to(root / "circle.jpg")
    found = scan(root)
    assert [file.path for file in found if not file.problem] == ["link.jpg", "sub/s.jpg", "there/o.jpg"]
    problems = {file.path: (file.problem, file.detail) for file in found if file.problem}
    assert {path: code for path, (code, _) in problems.items()} == {
        "circle.jpg": "link-circle", "dangling.jpg": "missing", "pipe.jpg": "not-a-file",
    }  # fmt: skip
    assert "named pipe" in problems["pipe.jpg"][1] and "not there" in problems["dangling.jpg"][1]


@pytest.mark.skipif(os.name == "nt", reason="file names are Unicode there")
def test_a_name_that_is_no_text_is_a_warning(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.jpg")).write_bytes(b"1")
    (tmp_path / "a.jpg").write_bytes(b"1")
    warnings: list[str] = []
    assert [file.path for file in scan(tmp_path, Job(on_warning=warnings.append))] == ["a.jpg"]
    assert len(warnings) == 1 and "not valid text" in warnings[0]
