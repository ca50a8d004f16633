"""How right handleplan is, beside pdfplumber and camelot, on documents whose content is known.

uv run python benchmarks/accuracy.py --known ../shared/known
uv run python benchmarks/accuracy.py --known ../shared/known --write docs/accuracy.md

The folder of known documents holds gold/, pdf/ and score.py (plans), icdar/ and table_score.py (tables of any
kind); HANDLEPLAN_KNOWN names it if --known does not. The peers get the naive wrapper of ``naive``.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import sys
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from kinds import kind_report, scored
from naive import activities
from peers import PEERS, Box, PeerTable, by_camelot_in
from report import measured, publish, table

from ingest.export.plan_json import plan_json
from ingest.export.tables_json import tables_json
from ingest.extraction import extract, read_tables
from ingest.settings import Second, Settings

ROOM = 3.0  # points around a true table, whose box is tight around its text
ENGINES: tuple[Second, ...] = ("pdfplumber", "camelot")
PLAN_PEERS = ("pdfplumber", "camelot lattice")
Score = dict[str, Any]


@dataclass(frozen=True)
class Known:
    """The folder of known documents and its scorers."""

    folder: Path
    score: ModuleType
    table_score: ModuleType

    @classmethod
    def at(cls, folder: Path) -> Known:
        """The folder with its two scorers imported."""
        return cls(folder, _module(folder / "score.py"), _module(folder / "table_score.py"))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--known", type=Path, default=os.environ.get("HANDLEPLAN_KNOWN"), help="the folder")
    parser.add_argument("--write", type=Path, metavar="PAGE", help="put the tables into this page")
    parser.add_argument("--part", choices=PARTS, help="measure this part only")
    asked = parser.parse_args()
    if asked.known is None or not (Path(asked.known) / "score.py").exists():
        parser.error("name the folder of known documents with --known or HANDLEPLAN_KNOWN")
    known = Known.at(Path(asked.known))
    for part in PARTS if asked.part is None else [asked.part]:
        publish(f"{measured()}\n{PARTS[part](known)}", asked.write, part)
    return 0


def plan_report(known: Known) -> str:
    """Cells right in the plans: a row for each document, a column for each reader."""
    readers: dict[str, Callable[[Path], Score]] = {"handleplan": plan_of}
    readers |= {f"handleplan --engine {name}": _with_engine(name) for name in ENGINES}
    readers |= {f"{name}, naive wrapper": naive(name, known.score.HEADINGS) for name in PLAN_PEERS}
    scores = {name: plan_scores(known, read) for name, read in readers.items()}
    rows = [[stem, *(_cells(scores[name][stem]) for name in readers)] for stem in scores["handleplan"]]
    rows.append(["**all cells**", *(f"**{pooled(scores[name].values()):.1%}**" for name in readers)])
    ours = scores["handleplan"].values()
    found, gold, extra, lost, words = (
        sum(score[key] for score in ours) for key in ("found", "gold", "extra", "lost", "words")
    )
    meta = min(score["meta"] for score in ours)
    said = (
        f"handleplan found {found} of {gold} activities and {extra} that are none, and lost {lost} of "
        f"{words} words. In its worst file {meta:.1%} of municipalities, sections, selected flags and status "
        "colours are right.\n"
    )
    return f"{table(['document', *readers], rows)}\n{said}"


def plan_scores(known: Known, read: Callable[[Path], Score]) -> dict[str, Score]:
    """Each PDF's score by ``score.py``, with the words that its audit counts."""
    found = {}
    for path in sorted((known.folder / "pdf").glob("*.pdf")):
        gold = known.folder / "gold" / f"{path.stem.rsplit('.', 1)[0]}.json"
        said = read(path)
        audit = said.get("audit", {"words": 0, "lost": 0})
        score = known.score.score(json.loads(gold.read_text(encoding="utf-8")), said)
        found[path.stem] = {**score, "words": audit["words"], "lost": audit["lost"]}
    return found


def table_report(known: Known) -> str:
    """Pooled F1 of the structure of tables: ruled ones, and all."""
    readers: dict[str, Callable[[Path], list[PeerTable]]] = {"handleplan": _own_tables, **PEERS}
    rows = []
    for name, read in readers.items():
        structure = table_scores(known, read)["structure"]
        rows.append(
            [
                name,
                *(f"{structure[group]['pooled']['f1']:.3f}" for group in ("grid", "all")),
                f"{structure['all']['document']['f1']:.3f}",
            ]
        )
    return table(["reader", "F1, ruled grids", "F1, all tables", "F1 by document, all tables"], rows)


def table_scores(known: Known, read: Callable[[Path], list[PeerTable]]) -> Score:
    """The report of ``table_score.py`` on the ICDAR part."""
    documents = _truth(known)
    predictions = {stem: scored(known.table_score, read(_icdar_pdf(known, stem))) for stem in documents}
    report, _ = known.table_score.score(documents, predictions)
    return dict(report)


def place_report(known: Known) -> str:
    """Pooled F1 of camelot's flavours on the tables that are no ruled grids, each told where they are."""
    rows = []
    for flavour in ("stream", "network", "hybrid"):
        correct = whole = 0
        for stem, readings in _truth(known).items():
            truth = [one for one in readings[0] if "grid" not in one.groups]
            places: dict[int, list[Box]] = {}
            for one in truth:
                x0, top, x1, bottom = one.box
                places.setdefault(one.page, []).append((x0 - ROOM, top - ROOM, x1 + ROOM, bottom + ROOM))
            if places:
                found = scored(known.table_score, by_camelot_in(_icdar_pdf(known, stem), places, flavour))
                right, predicted, true = known.table_score.structure(truth, found, "strict")["all"]
                correct, whole = correct + right, whole + predicted + true
        rows.append([f"camelot {flavour}", f"{2 * correct / whole:.3f}"])
    return table(["flavour", "F1"], rows)


def unruled_report(known: Known) -> str:
    """Pooled F1 on random plans without upright rules, by kind."""
    return kind_report(known.table_score, _own_tables)


PARTS: dict[str, Callable[[Known], str]] = {
    "plans": plan_report,
    "tables": table_report,
    "places": place_report,
    "kinds": unruled_report,
}


def _truth(known: Known) -> dict[str, list[list[Any]]]:
    """Document → its true tables, in alternative readings."""
    folder = known.folder
    documents = known.table_score.load_icdar(
        folder / "icdar" / "gt.json", folder / "icdar_page_sizes.json", folder / "icdar_ruling.json"
    )
    return dict(documents)


def _icdar_pdf(known: Known, stem: str) -> Path:
    return known.folder / "icdar" / "pdf" / f"{stem}.pdf"


def plan_of(path: Path) -> Score:
    """What ``handleplan extract`` writes."""
    return dict(json.loads(plan_json(extract(path))))


def naive(name: str, headings: dict[str, str]) -> Callable[[Path], Score]:
    """A peer with the naive wrapper around it."""
    return lambda path: {"activities": activities([found.rows for found in PEERS[name](path)], headings)}


def _with_engine(name: Second) -> Callable[[Path], Score]:
    """Handleplan with the cells of a second reader."""
    return lambda path: dict(json.loads(plan_json(extract(path, settings=Settings(engine=name)))))


def _own_tables(path: Path) -> list[PeerTable]:
    return [
        PeerTable(
            part["page"],
            tuple(part["bbox"]),
            tuple((c["row"], c["column"], c["row_span"], c["column_span"], c["text"]) for c in part["cells"]),
        )
        for part in json.loads(tables_json(read_tables(path)))["tables"]
    ]


def _cells(score: Score) -> str:
    if not score["gold"]:
        return f"{score['extra']} extra" if score["extra"] else "none, rightly"
    return f"{score['cells']:.1%}"


def pooled(scores: Collection[Score]) -> float:
    """Cells right of all that gold has, and of those invented."""
    whole = sum(score["filled"] + score["invented"] for score in scores)
    return sum(score["right"] for score in scores) / whole


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None and spec.loader is not None  # the path ends in .py
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    sys.exit(main())
