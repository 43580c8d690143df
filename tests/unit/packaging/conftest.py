"""Makes the modules of packaging/ importable: it is a folder of scripts, not a package."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path.append(str(ROOT / "packaging"))
