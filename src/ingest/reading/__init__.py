"""Reading: a PDF file → ``Reading`` (pages of words, rules and fills, and the structure tree).

PDFium reads the pages, pikepdf the structure tree. What PDFium refuses is saved anew by pikepdf, which mends
what can be mended, and tried once more. Nothing here knows what a table is.
"""

from __future__ import annotations

import ctypes
import io
from collections import Counter
from pathlib import Path

import pypdfium2
import pypdfium2.raw

from ingest import errors
from ingest.reading import pdfium
from ingest.reading.frame import Frame
from ingest.reading.page import Element, Page, Reading
from ingest.reading.paths import page_drawing
from ingest.reading.styles import StyleReader
from ingest.reading.words import page_words

HEADER_WITHIN = 1024  # bytes; where readers look for %PDF-
AT_SPACES = ("Skia/PDF", "ReportLab")  # producers (Skia is Chromium) that break no line behind a slash
MOST = 2 / 3  # of a page's characters; a table's sideways header cells are fewer

__all__ = ["open_document", "read"]


def read(path: Path) -> Reading:
    """Read a whole PDF.

    Raises:
        errors.MissingFile: no such file.
        errors.UnreadableFile: it is a folder, or may not be read.
        errors.EmptyFile: it holds no byte.
        errors.NotAPdf: it has no PDF header.
        errors.EncryptedDocument: it opens only with a password.
        errors.DamagedDocument: neither PDFium nor pikepdf's repair makes sense of it.
    """
    document, data, repaired = open_document(path)
    try:
        return _read(path, document, data, repaired)
    finally:
        document.close()


def open_document(path: Path) -> tuple[pypdfium2.PdfDocument, bytes, bool]:
    """A PDF for PDFium, its bytes, and whether those had to be mended. Who asks closes it; errors as ``read``."""
    data = _bytes(path)
    try:
        return _open(path, data), data, False
    except errors.DamagedDocument:
        data = _resaved(path, data)
        return _open(path, data), data, True


def _bytes(path: Path) -> bytes:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise errors.MissingFile(path) from None
    except OSError as error:
        raise errors.UnreadableFile(path, str(error)) from None
    if not data:
        raise errors.EmptyFile(path)
    if b"%PDF-" not in data[:HEADER_WITHIN]:
        raise errors.NotAPdf(path)
    return data


def _open(path: Path, data: bytes) -> pypdfium2.PdfDocument:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pypdfium2.raw.FPDF_ERR_PASSWORD:
            raise errors.EncryptedDocument(path) from None
        raise errors.DamagedDocument(path, str(error)) from None
    if len(document) == 0:
        document.close()
        raise errors.DamagedDocument(path, "no pages")
    return document


def _resaved(path: Path, data: bytes) -> bytes:
    import pikepdf

    out = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            pdf.save(out)
    except pikepdf.PasswordError:
        raise errors.EncryptedDocument(path) from None
    except (pikepdf.PdfError, RuntimeError, ValueError, KeyError, TypeError, OverflowError) as error:
        raise errors.DamagedDocument(path, str(error)) from None
    return out.getvalue()


def _read(path: Path, document: pypdfium2.PdfDocument, data: bytes, repaired: bool) -> Reading:
    tree, soft = _tree(document, data)
    handle = ctypes.cast(document.raw, ctypes.c_void_p).value
    producer = _said(document, "Producer")
    at_spaces = producer.startswith(AT_SPACES)
    pages: list[Page] = []
    broken: list[int] = []
    for index in range(len(document)):
        page = _page(handle, index, soft.get(index + 1, frozenset()), at_spaces)
        if page is None:
            broken.append(index + 1)
        else:
            pages.append(page)
    if not pages:
        raise errors.DamagedDocument(path, "no page can be read")
    return Reading(
        tuple(pages),
        tree,
        title=_said(document, "Title"),
        author=_said(document, "Author"),
        subject=_said(document, "Subject"),
        keywords=_said(document, "Keywords"),
        producer=producer,
        repaired=repaired,
        unreadable_pages=tuple(broken),
    )


def _said(document: pypdfium2.PdfDocument, key: str) -> str:
    """What a document says of itself; "" where it cannot be read: half of a character that needs two numbers."""
    try:
        return str(document.get_metadata_value(key))
    except UnicodeDecodeError:
        return ""


def _tree(document: pypdfium2.PdfDocument, data: bytes) -> tuple[Element | None, dict[int, frozenset[int]]]:
    """The structure tree, where the catalogue promises one; a broken tree is no tree."""
    if not pypdfium2.raw.FPDFCatalog_IsTagged(document.raw):
        return None, {}
    import pikepdf  # 60 ms, and half of all PDFs have no tree

    from ingest.reading.structure import soft_hyphens, structure_tree

    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            tree = structure_tree(pdf)
    except (pikepdf.PdfError, RuntimeError, ValueError, KeyError, TypeError, OverflowError):
        return None, {}
    return tree, soft_hyphens(tree)


def _page(document: int | None, index: int, soft: frozenset[int], at_spaces: bool) -> Page | None:
    handle = _loaded(document, index)
    if not handle:
        return None
    try:
        page = _as_it_lies(handle, index + 1, soft, at_spaces)
        if page is not None and (angle := _main_angle(page)):
            pdfium.turn_page(handle, (page.rotation + angle) % 360 // 90)
            page = _as_it_lies(handle, index + 1, soft, at_spaces)
        return page
    finally:
        pdfium.close_page(handle)


def _as_it_lies(handle: int, number: int, soft: frozenset[int], at_spaces: bool) -> Page | None:
    frame = _frame(handle)
    drawn = page_drawing(handle, frame)
    text = pdfium.load_text(handle)
    if not text:
        return None
    try:
        words, unreadable = page_words(text, frame, StyleReader(drawn.own_texts, frame), soft, at_spaces)
    finally:
        pdfium.close_text(text)
    width, height = frame.size
    return Page(number, width, height, words, drawn.rules, drawn.fills, drawn.images, unreadable, frame.rotation)


def _main_angle(page: Page) -> int:
    """The direction of most of a page's text: a wide table is often set sideways on an upright page."""
    if all(not word.angle for word in page.words):
        return 0
    letters: Counter[int] = Counter()
    for word in page.words:
        letters[word.angle] += len(word.text)
    angle, count = letters.most_common(1)[0]
    return angle if count > MOST * letters.total() else 0


def _loaded(document: int | None, index: int) -> int | None:
    """A page of PDFium's, with the text boxes, stamps and form fields that were laid over it made part of it."""
    page: int | None = pdfium.load_page(document, index)
    if page and _is_written_over(page) and pdfium.flatten(page, 0) == pdfium.FLATTENED:
        pdfium.close_page(page)  # it shows the change only when loaded anew
        page = pdfium.load_page(document, index)
    return page


def _is_written_over(page: int) -> bool:
    for index in range(pdfium.count_annotations(page)):
        annotation = pdfium.annotation(page, index)
        if annotation:
            kind = pdfium.annotation_type(annotation)
            pdfium.close_annotation(annotation)
            if kind in (pdfium.FREE_TEXT, pdfium.STAMP, pdfium.WIDGET):
                return True
    return False


def _frame(page: int) -> Frame:
    box = (ctypes.c_float * 4)()  # left, top, right, bottom
    pdfium.page_box(page, ctypes.addressof(box))
    return Frame(box[0], box[3], box[2], box[1], 90 * pdfium.page_rotation(page))
