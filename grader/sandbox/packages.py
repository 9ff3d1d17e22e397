"""Which packages student code may import, where they are, and which are worth loading before the fork."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterable
from pathlib import Path

from grader.model.executions import Cell

_TAUGHT = "numpy sympy mpmath scipy pandas matplotlib mpl_toolkits pylab seaborn sklearn tqdm"
_NEEDED_BY_THEM = (
    "contourpy cycler dateutil fontTools kiwisolver packaging PIL pyparsing pytz tzdata six joblib threadpoolctl"
)

_WORTH_LOADING = {
    "sympy": "sympy",
    "matplotlib": "matplotlib.pyplot",
    "seaborn": "matplotlib.pyplot",
    "pylab": "matplotlib.pyplot",
    "scipy": "scipy",
    "pandas": "pandas",
}
_IMPORT = re.compile(r"^[^\S\n]*(?:import|from)\s+([A-Za-z_]\w*)(?:[^\S\n]*,[^\S\n]*([A-Za-z_]\w*))?", re.M)


def places() -> dict[str, Path]:
    """Where the packages that are installed for this interpreter lie, each a folder or a file of its own."""
    found: dict[str, Path] = {}
    for name in f"{_TAUGHT} {_NEEDED_BY_THEM}".split():
        spec = importlib.util.find_spec(name)
        if spec is not None and spec.origin and spec.origin.endswith(".py"):
            file = Path(spec.origin)
            found[name] = file.parent if file.name == "__init__.py" else file
        elif spec is not None and spec.submodule_search_locations:
            found[name] = Path(next(iter(spec.submodule_search_locations)))
    return found


def libraries(places: Iterable[Path]) -> list[Path]:
    """The folders of shared libraries that wheels put beside their packages ("numpy.libs")."""
    return [beside for place in places if (beside := place.with_name(f"{place.name}.libs")).is_dir()]


def worth_loading(cells: Iterable[Cell], there: Iterable[str]) -> tuple[str, ...]:
    """The modules that the cells import and that take long, in order; "numpy" is always the first."""
    named = {name for cell in cells for found in _IMPORT.findall(cell.source) for name in found if name in there}
    return ("numpy", *sorted({_WORTH_LOADING[name] for name in named if name in _WORTH_LOADING}))
