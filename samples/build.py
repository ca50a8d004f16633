"""Set the sample plans: ``uv run python samples/build.py [NAME ...]`` writes data/raw.

Every plan by its own program (``setter`` in its source): LibreOffice (``soffice`` on the path, with the
Danish hyphenation patterns), WeasyPrint or Typst, in the fonts Carlito and Liberation Sans. The same sources,
programs and fonts give the same bytes.
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable
from pathlib import Path

import pikepdf
import typesetting
import web
import word
from source import MARK, Source, read_sources

RAW = Path(__file__).parents[1] / "data" / "raw"
CREATED = "D:20260101000000Z"  # the date that the files carry, or they would change from run to run
LICENCE = "CC0 1.0"  # of our own texts

SETTERS: dict[str, Callable[[Source], bytes]] = {
    "libreoffice": word.set_pdf,
    "typst": typesetting.set_pdf,
    "weasyprint": web.set_pdf,
}

COLUMNS = ("file", "municipality", "title", "edition date", "licence", "source_kind", "note", "plan_id")


def main(names: list[str]) -> None:
    """Set the plans named, or all of them; kilder.csv lists all."""
    RAW.mkdir(parents=True, exist_ok=True)
    sources = read_sources()
    for source in sources:
        if not names or source.stem in names:
            pdf = _settled(SETTERS[source.setter](source))
            (RAW / f"{source.stem}.pdf").write_bytes(pdf)
            print(f"{source.stem}.pdf  {len(pdf) / 1000:.0f} kB")
    _write_sources(sources)


def _settled(pdf: bytes) -> bytes:
    """The same PDF without what changes from run to run, its subject and keywords being the mark."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.docinfo["/Subject"] = document.docinfo["/Keywords"] = pikepdf.String(MARK)
        document.docinfo["/CreationDate"] = CREATED
        for changing in {"/ID", "/DocChecksum"} & set(document.trailer.keys()):
            del document.trailer[changing]
        out = io.BytesIO()
        document.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return out.getvalue()


def _write_sources(sources: list[Source]) -> None:
    with (RAW / "kilder.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, delimiter=";", lineterminator="\n")
        table.writerow(COLUMNS)
        for source in sources:
            table.writerow(
                (
                    f"{source.stem}.pdf",
                    "/".join(source.municipalities),
                    source.title,
                    source.edition_date,
                    LICENCE,
                    "reconstruction",
                    MARK,
                    source.plan_id,
                )
            )


if __name__ == "__main__":
    main(sys.argv[1:])
