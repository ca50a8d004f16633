"""PDFium's C functions with prototypes of our own, for speed.

pypdfium2 brings the library and opens documents; its ready-made bindings cost two to four times more a call. Here
every pointer is a ``c_void_p``, so that plain integers go straight in and no ctypes object is made a call. ``PyDLL``
keeps the interpreter's lock: PDFium is not thread-safe, so it is also the lock that it needs. Results are written
into arrays whose addresses are taken once.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2_raw

_LIBRARY_NAMES = ("libpdfium.so", "libpdfium.dylib", "pdfium.dll")


def _library() -> ctypes.PyDLL:
    folder = Path(pypdfium2_raw.__file__).parent
    for name in _LIBRARY_NAMES:
        if (folder / name).exists():
            return ctypes.PyDLL(str(folder / name))
    raise ImportError(f"pypdfium2 brings no PDFium library in {folder}")


_pdfium = _library()
_Ptr, _Int, _UInt, _Float, _Double, _ULong = (
    ctypes.c_void_p,
    ctypes.c_int,
    ctypes.c_uint,
    ctypes.c_float,
    ctypes.c_double,
    ctypes.c_ulong,
)


def _function(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    function = _pdfium[name]  # item access makes a new function object; pypdfium2's own stays as it is
    function.restype, function.argtypes = result, arguments
    return function


# pages
load_page = _function("FPDF_LoadPage", _Ptr, _Ptr, _Int)
close_page = _function("FPDF_ClosePage", None, _Ptr)
count_annotations = _function("FPDFPage_GetAnnotCount", _Int, _Ptr)
annotation = _function("FPDFPage_GetAnnot", _Ptr, _Ptr, _Int)
annotation_type = _function("FPDFAnnot_GetSubtype", _Int, _Ptr)
close_annotation = _function("FPDFPage_CloseAnnot", None, _Ptr)
flatten = _function("FPDFPage_Flatten", _Int, _Ptr, _Int)
page_rotation = _function("FPDFPage_GetRotation", _Int, _Ptr)
turn_page = _function("FPDFPage_SetRotation", None, _Ptr, _Int)
page_box = _function("FPDF_GetPageBoundingBox", _Int, _Ptr, _Ptr)
page_objects = _function("FPDFPage_CountObjects", _Int, _Ptr)
page_object = _function("FPDFPage_GetObject", _Ptr, _Ptr, _Int)

# text
load_text = _function("FPDFText_LoadPage", _Ptr, _Ptr)
close_text = _function("FPDFText_ClosePage", None, _Ptr)
count_chars = _function("FPDFText_CountChars", _Int, _Ptr)
get_text = _function("FPDFText_GetText", _Int, _Ptr, _Int, _Int, _Ptr)
char_code = _function("FPDFText_GetUnicode", _UInt, _Ptr, _Int)
char_box = _function("FPDFText_GetLooseCharBox", _Int, _Ptr, _Int, _Ptr)
char_origin = _function("FPDFText_GetCharOrigin", _Int, _Ptr, _Int, _Ptr, _Ptr)
char_guessed = _function("FPDFText_HasUnicodeMapError", _Int, _Ptr, _Int)
char_object = _function("FPDFText_GetTextObject", _Ptr, _Ptr, _Int)

# page objects
object_type = _function("FPDFPageObj_GetType", _Int, _Ptr)
object_bounds = _function("FPDFPageObj_GetBounds", _Int, _Ptr, _Ptr, _Ptr, _Ptr, _Ptr)
object_matrix = _function("FPDFPageObj_GetMatrix", _Int, _Ptr, _Ptr)
object_mcid = _function("FPDFPageObj_GetMarkedContentID", _Int, _Ptr)
fill_colour = _function("FPDFPageObj_GetFillColor", _Int, _Ptr, _Ptr, _Ptr, _Ptr, _Ptr)
stroke_colour = _function("FPDFPageObj_GetStrokeColor", _Int, _Ptr, _Ptr, _Ptr, _Ptr, _Ptr)
stroke_width = _function("FPDFPageObj_GetStrokeWidth", _Int, _Ptr, _Ptr)
form_objects = _function("FPDFFormObj_CountObjects", _Int, _Ptr)
form_object = _function("FPDFFormObj_GetObject", _Ptr, _Ptr, _ULong)
path_mode = _function("FPDFPath_GetDrawMode", _Int, _Ptr, _Ptr, _Ptr)
path_segments = _function("FPDFPath_CountSegments", _Int, _Ptr)
path_segment = _function("FPDFPath_GetPathSegment", _Ptr, _Ptr, _Int)
segment_point = _function("FPDFPathSegment_GetPoint", _Int, _Ptr, _Ptr, _Ptr)
segment_type = _function("FPDFPathSegment_GetType", _Int, _Ptr)
segment_closes = _function("FPDFPathSegment_GetClose", _Int, _Ptr)

# fonts
text_size = _function("FPDFTextObj_GetFontSize", _Int, _Ptr, _Ptr)
text_font = _function("FPDFTextObj_GetFont", _Ptr, _Ptr)
text_mode = _function("FPDFTextObj_GetTextRenderMode", _Int, _Ptr)
font_name = _function("FPDFFont_GetBaseFontName", _ULong, _Ptr, _Ptr, _ULong)
font_flags = _function("FPDFFont_GetFlags", _Int, _Ptr)
font_weight = _function("FPDFFont_GetWeight", _Int, _Ptr)

TEXT, PATH, IMAGE, FORM = 1, 2, 3, 5  # FPDF_PAGEOBJ_*
LINE_TO, CURVE_TO, MOVE_TO = 0, 1, 2  # FPDF_SEGMENT_*
INVISIBLE = 3  # FPDF_TEXTRENDERMODE_INVISIBLE
FREE_TEXT, STAMP, WIDGET = 3, 13, 20  # FPDF_ANNOT_*: those that show text on the page
FLATTENED = 1  # FLATTEN_SUCCESS
LINE_END_HYPHEN = 2  # the code that PDFium gives a hyphen at a line's end
UNMAPPED = 0xFFFD
