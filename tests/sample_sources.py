"""The sources of the sample plans, as the script in ``samples`` reads them."""

import importlib.util
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
RAW = ROOT / "data" / "raw"


def _load_source_module():
    """The module is not on the path of the tests; a dataclass needs its module to be known."""
    spec = importlib.util.spec_from_file_location("samples_source", ROOT / "samples" / "source.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


source = _load_source_module()
SOURCES = {plan.stem: plan for plan in source.read_sources()}
