"""Archives and folders are opened as files are, and nothing in them is trusted."""

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from moderation.errors import ImportRefused
from moderation.exchange.encoding import head_text, utf8_file
from moderation.exchange.opening import opened
from moderation.exchange.source import NO_WISHES, Notes
from moderation.exchange.trees import Archive, Folder

ONE = """<?xml version="1.0"?><rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Harbour</title><wp:wxr_version>1.2</wp:wxr_version>
<wp:base_blog_url>https://{site}</wp:base_blog_url>
<item><title>Bridge</title><wp:post_id>{post}</wp:post_id><wp:comment>
<wp:comment_id>{post}1</wp:comment_id><wp:comment_author>Ana</wp:comment_author>
<wp:comment_content>It opened.</wp:comment_content></wp:comment></item></channel></rss>"""


def parts(site: str = "example.org", other: str = "example.org") -> dict[str, bytes]:
    return {
        "readme.txt": b"Two parts.",
        "a/part-1.xml": ONE.format(site=site, post=1).encode(),
        "a/part-2.xml": ONE.format(site=other, post=2).encode(),
    }


def zipped(target: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return target


def laid_out(folder: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def count(path: Path) -> int:
    with opened(path) as source:
        return len(list(source.read(Notes(), NO_WISHES).drafts))


def test_an_export_in_parts_is_one_source_zipped_or_in_a_folder(tmp_path: Path) -> None:
    assert count(zipped(tmp_path / "a.dat", parts())) == 4
    assert count(laid_out(tmp_path / "folder", parts())) == 4


def test_parts_of_two_sites_are_not_one_import(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match="another site"):
        count(zipped(tmp_path / "a.zip", parts(other="example.com")))


def test_an_archive_without_comments_says_so(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match="holds no file of comments"):
        count(zipped(tmp_path / "a.zip", {"a.txt": b"hello"}))
    with pytest.raises(ImportRefused, match="holds no file of comments"):
        count(laid_out(tmp_path / "empty", {"b/.hidden.xml": b"hello"}))


def test_a_zip_that_grows_without_end_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    bomb = zipped(tmp_path / "a.zip", {"a.xml": b"\0" * (300 * 1024 * 1024)})
    with pytest.raises(ImportRefused, match="grows without end"):
        count(bomb)


def test_a_zip_cut_anywhere_is_refused(tmp_path: Path) -> None:
    whole = zipped(tmp_path / "a.zip", parts()).read_bytes()
    for length in range(4, len(whole) - 1, 97):
        cut = tmp_path / "cut.zip"
        cut.write_bytes(whole[:length])
        with pytest.raises(ImportRefused, match="damaged"):
            count(cut)


def test_links_out_of_a_folder_are_not_followed(tmp_path: Path) -> None:
    laid_out(tmp_path / "secret", parts())
    folder = laid_out(tmp_path / "folder", {"note.txt": b"hello"})
    (folder / "link").symlink_to(tmp_path / "secret")

    assert Folder(folder).files() == ["note.txt"]


def test_an_archive_tells_its_files_without_what_is_hidden() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in ("b.yml", "a/c.yml", "__MACOSX/b.yml", ".git/x"):
            archive.writestr(name, name)
    tree = Archive(packed, "comments.zip")

    assert tree.files() == ["a/c.yml", "b.yml"]
    with tree.open("a/c.yml") as file:
        assert file.read() == b"a/c.yml"
    assert tree.read_so_far == len("a/c.yml")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_is_read_as_utf_8_whatever_it_was_written_in(encoding: str) -> None:
    text = "Bücher, 本\n" * 20_000
    data = text.encode(encoding)

    assert utf8_file(io.BytesIO(data), Notes()).read().decode() == text
    assert utf8_file(io.BytesIO(gzip.compress(data)), Notes()).read().decode() == text
    assert head_text(data[:100]).startswith("Bücher, 本\n")


def test_an_archive_within_an_archive_is_refused_by_its_name(tmp_path: Path) -> None:
    """Also where it is only stored in there, so that what it holds could be guessed at."""
    inner = zipped(tmp_path / "inner.zip", {"export.xml": parts()["a/part-1.xml"]})
    outer = tmp_path / "outer.zip"
    with zipfile.ZipFile(outer, "w", zipfile.ZIP_STORED) as archive:
        archive.write(inner, "inner.zip")
        archive.writestr("readme.txt", "Hello")

    with pytest.raises(ImportRefused, match=r"inner\.zip is an archive within an archive"):
        count(outer)


def test_exports_among_the_files_of_a_site_are_named_in_the_report(tmp_path: Path) -> None:
    (tmp_path / "one.yml").write_text("_id: a1\nname: Ana\nmessage: Hi\ndate: 2024-01-02\n")
    (tmp_path / "export.xml").write_bytes(parts()["a/part-1.xml"])
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0")

    with opened(tmp_path) as source:
        notes = Notes()
        drafts = list(source.read(notes, NO_WISHES).drafts)

    assert len(drafts) > 0
    (warned,) = [one for one in notes.warnings() if one.kind == "left-out"]
    assert warned.places == ["export.xml"]
