"""Draw a plan document, typeset it, know the truth: the tool behind the property tests (docs/typesetting.md).

    document = random_document(Random(1), "dashed")
    Path("plan.pdf").write_bytes(PRODUCERS["reportlab"](document))
    table_differences(Path("plan.pdf"), document)        # [] when every cell is exactly right

``words`` → ``plan`` (the values) → ``drawing`` (chance) → ``setting``, ``breaking``, ``ruling`` (pages of marks)
→ ``canvas``, ``producers`` (PDFs) → ``comparing``; ``python -m typeset`` does it by the thousand.
"""
