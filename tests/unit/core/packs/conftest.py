"""Makes packaging's maker of packs importable."""

import tests.support.packs  # noqa: F401
