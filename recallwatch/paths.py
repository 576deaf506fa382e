"""Where the program's own files lie: beside the package in a checkout, inside it once installed."""

from pathlib import Path

_HERE = Path(__file__).parent

#: True when this is an installed wheel, which carries the four root folders inside the package.
BUNDLED = (_HERE / "store").is_dir()

ROOT = _HERE if BUNDLED else _HERE.parent
TEMPLATES = ROOT / "templates"
