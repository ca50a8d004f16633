"""``python -m typeset``: typeset random plans, extract them, and count what is exactly right.

PYTHONPATH=tests uv run python -m typeset --count 2000 --seed 1 --kind strokes,dashed --out DIR
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from random import Random

from typeset.comparing import Difference, activity_differences, table_differences
from typeset.drawing import random_document
from typeset.plan import RULE_KINDS, PlanDocument, RuleKind, table_truths
from typeset.producers import IN_PROCESS, PRODUCERS, Impossible
from typeset.shrinking import shrunk

PARAGRAPHS = "paragraphs"


def main() -> None:
    """Run the tool."""
    arguments = _arguments()
    kinds = [k for k in RULE_KINDS if k in arguments.kind.split(",")] if arguments.kind else list(RULE_KINDS)
    producers = arguments.producer.split(",") if arguments.producer else list(IN_PROCESS)
    counts: Counter[tuple[RuleKind, str, str]] = Counter()
    failures: Counter[tuple[str, str]] = Counter()
    for seed, kind, producer in _plan(arguments.seed, arguments.count, kinds, producers):
        document = random_document(Random(f"{kind} {seed}"), kind)
        outcome, differences = _tried(producer, document, arguments.activities)
        counts[kind, producer, outcome] += 1
        if differences:
            failures.update({(producer, d.kind) for d in differences})
        if outcome == "wrong" and arguments.out:
            if arguments.shrink:
                document, differences = _smallest(producer, document, arguments.activities)
            name = f"{kind}-{producer}-{seed}"
            _save(arguments.out, name, producer, document, differences)
            print(name, "|", differences[0].kind, "|", differences[0].where, flush=True)
    _report(kinds, producers, counts, failures)


def _plan(seed: int, count: int, kinds: list[RuleKind], producers: list[str]) -> Iterator[tuple[int, RuleKind, str]]:
    """So many documents in all, the kinds and producers by turns."""
    pairs = [(kind, producer) for kind in kinds for producer in producers if PRODUCERS[producer].sets(kind)]
    for at in range(count):
        yield (seed + at // len(pairs), *pairs[at % len(pairs)])


def _tried(producer: str, document: PlanDocument, activities: bool) -> tuple[str, list[Difference]]:
    """right, paragraphs (only they differ), wrong, or unset."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.pdf"
        try:
            made = PRODUCERS[producer].set(document)
        except Impossible:
            return "unset", []
        path.write_bytes(made.content)
        differences = table_differences(path, made.document)
        if activities and all(d.kind == PARAGRAPHS for d in differences):
            differences += activity_differences(path, made.document)
    if not differences:
        return "right", []
    return (PARAGRAPHS if all(d.kind == PARAGRAPHS for d in differences) else "wrong"), differences


def _smallest(producer: str, document: PlanDocument, activities: bool) -> tuple[PlanDocument, list[Difference]]:
    """A wrong document made smaller, and what is wrong with it."""
    small = shrunk(document, lambda tried: _tried(producer, tried, activities)[0] == "wrong")
    return small, _tried(producer, small, activities)[1]


def _save(folder: Path, name: str, producer: str, document: PlanDocument, differences: list[Difference]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    made = PRODUCERS[producer].set(document)
    (folder / f"{name}.pdf").write_bytes(made.content)
    content = {
        "differences": [asdict(d) for d in differences],
        "style": asdict(made.document.style),
        "tables": [asdict(truth) for truth in table_truths(made.document)],
    }
    text = json.dumps(content, ensure_ascii=False, indent=1)
    (folder / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def _report(
    kinds: list[RuleKind],
    producers: list[str],
    counts: Counter[tuple[RuleKind, str, str]],
    failures: Counter[tuple[str, str]],
) -> None:
    print(f"\n{'kind':18}" + "".join(f"{p:>26}" for p in producers))
    print(" " * 18 + "".join(f"{'right/paragraphs/wrong':>26}" for _ in producers))
    for kind in kinds:
        cells = [[counts[kind, p, o] for o in ("right", PARAGRAPHS, "wrong")] for p in producers]
        print(f"{kind:18}" + "".join(f"{'/'.join(map(str, cell)):>26}" for cell in cells))
    for outcome in ("right", PARAGRAPHS, "wrong", "unset"):
        print(f"{outcome}: {sum(n for (_, _, o), n in counts.items() if o == outcome)}")
    for (producer, kind), number in failures.most_common():
        print(f"  {producer:12} {kind:24} {number}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m typeset", description=__doc__.split("\n")[0])
    parser.add_argument("--count", type=int, default=200, help="documents in all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kind", default="", help=f"of {', '.join(RULE_KINDS)}; all without it")
    parser.add_argument("--producer", default="", help=f"of {', '.join(PRODUCERS)}; those in process without it")
    parser.add_argument("--activities", action="store_true", help="compare the activities of a plan too (slower)")
    parser.add_argument("--shrink", action="store_true", help="save the smallest document that is still wrong")
    parser.add_argument("--out", type=Path, help="a folder for the PDFs that are wrong, each with the truth")
    return parser.parse_args()


if __name__ == "__main__":
    main()
