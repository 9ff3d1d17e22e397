"""Arrays of numbers handed in as .npy, .npz or .mat, or as JSON; compared with those of a reference."""

from __future__ import annotations

import io
import itertools
import json
import math
import struct
import zipfile
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from grader.model.answers import Answer, Candidate, Match, Unreadable
from grader.model.documents import Segment

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MAX_BYTES = 64 * 2**20
"""Of all arrays together once unpacked."""

MAX_ARRAYS = 100


class Array(NamedTuple):
    """A named array of finite numbers: its shape, and its entries row by row as 64-bit floats."""

    name: str
    shape: tuple[int, ...]
    entries: bytes

    def values(self) -> NDArray[np.float64]:
        """As a NumPy array."""
        import numpy as np

        return np.frombuffer(self.entries, dtype=float).reshape(self.shape)


Given = tuple[Array, ...]


class Arrays:
    """Named arrays of these shapes.

    tolerance : how much an entry may differ, relative to the largest entry of the reference.
    The key maps each name to a nested sequence or a NumPy array.
    """

    kind = "arrays"

    def __init__(self, *, tolerance: float = 1e-4, **shapes: tuple[int, ...]) -> None:
        self.shapes, self.tolerance = shapes, tolerance

    @property
    def hint(self) -> str:
        """The names and shapes."""
        listed = ", ".join(f"{name} ({'×'.join(map(str, shape))})" for name, shape in self.shapes.items())
        return f"the arrays {listed} in a file .npz or .mat, or as JSON"

    def load(self, name: str, data: bytes) -> Answer[Given]:
        """The arrays in the bytes of a .npy, .npz or .mat file. Raises Unreadable; nothing is ever unpickled."""
        if len(data) > MAX_BYTES:
            raise Unreadable(f"{name} is larger than {MAX_BYTES // 2**20} MB")
        ending = name.rpartition(".")[2].casefold()
        if ending == "npz":
            return self._checked(dict(_unzipped(name, data)))
        if ending == "npy":
            first = next(iter(self.shapes))
            return self._checked({first: _npy(name, data)})
        if ending == "mat":
            return self._checked(_mat(name, data))
        raise Unreadable(f"{name}: arrays are read from .npz, .npy and .mat files")

    def read(self, text: str) -> Answer[Given]:
        """The arrays in a JSON object of nested lists by name. Raises Unreadable."""
        if len(text) > MAX_BYTES or not text.lstrip().startswith("{"):
            raise Unreadable(f"a JSON object was expected: {self.hint}", (0, min(len(text), 60)), text[:1000])
        try:
            made = json.loads(text, parse_constant=_refused)
        except (ValueError, RecursionError):
            raise Unreadable("this is no JSON", (0, min(len(text), 60)), text[:1000]) from None
        import numpy as np

        arrays = {}
        for name, nested in itertools.islice(made.items(), MAX_ARRAYS):
            try:
                arrays[name] = np.array(nested)
            except (ValueError, RecursionError):
                raise Unreadable(f"the rows of {name[:60]} differ in length") from None
        return self._checked(arrays)

    def find(self, segment: Segment) -> list[Candidate[Given]]:
        """A JSON object that is a block of its own."""
        found = []
        offset = 0
        for block in segment.blocks:
            try:
                answer = self.read(block.text)
            except Unreadable:
                pass
            else:
                found.append(Candidate(answer, (offset, offset + len(block.text)), 0.95, "arrays by name"))
            offset += len(block.text) + 2
        return found

    def _checked(self, arrays: Mapping[str, Any]) -> Answer[Given]:
        import numpy as np

        given = []
        for name, shape in self.shapes.items():
            if name not in arrays:
                there = ", ".join(sorted(map(str, arrays))[:6]) or "none"
                raise Unreadable(f"there is no array {name}; there are: {there}")
            array = arrays[name]
            if array.dtype.kind not in "iufb":
                raise Unreadable(f"{name} holds {array.dtype}, not real numbers")
            values = np.ascontiguousarray(array, dtype=float)
            if values.size != math.prod(shape):
                raise Unreadable(f"{name} has the shape {values.shape}, not {shape}")
            if not np.all(np.isfinite(values)):
                raise Unreadable(f"{name} holds NaN or infinity")
            given.append(Array(name, values.shape, values.tobytes()))
        return Answer(tuple(given))

    def match(self, given: Answer[Given], key: Mapping[str, Any]) -> Match:
        """Equal within the tolerance, also with the channels first; says which array differs, and how."""
        import numpy as np

        references = {name: np.asarray(key[name], dtype=float) for name in self.shapes}
        mine = {array.name: array.values() for array in given.value}
        wrong = [name for name in self.shapes if self._order(mine[name], references[name]) is None]
        if not wrong:
            turned = [name for name in self.shapes if self._order(mine[name], references[name])]
            return Match(True, f"{', '.join(turned)}: read with the axes in another order." if turned else "")
        for name in wrong:
            others = [other for other in self.shapes if other != name and self._near(mine[name], references[other])]
            if others:
                return Match(False, f"{name} is what {others[0]} should be: are two layers exchanged?", "order")
            if self._near(mine[name], np.maximum(references[name], 0)):
                return Match(False, f"{name} was taken after the ReLU, not before it.", "activation")
        said = f"{', '.join(wrong)} differ{'s' if len(wrong) == 1 else ''} from the forward pass."
        return Match(False, said, "different")

    def _near(self, mine: NDArray[np.float64], reference: NDArray[np.float64]) -> bool:
        import numpy as np

        if mine.shape != reference.shape:
            return False
        scale = float(np.max(np.abs(reference), initial=0)) or 1.0
        return bool(np.max(np.abs(mine - reference), initial=0) <= self.tolerance * scale)

    def _order(self, mine: NDArray[np.float64], reference: NDArray[np.float64]) -> tuple[int, ...] | None:
        """The order of axes in which both are equal, () for the reference's own; None where they are not."""
        if self._near(mine, reference):
            return ()
        if mine.ndim != reference.ndim or mine.ndim > 4:
            return None
        orders = itertools.permutations(range(mine.ndim))
        return next((order for order in orders if self._near(mine.transpose(order), reference)), None)

    def show(self, value: Given | Mapping[str, Any]) -> str:
        """As JSON; of a key only what it asks for."""
        if isinstance(value, tuple):
            return json.dumps({array.name: array.values().tolist() for array in value})
        return self.hint

    def overlap(self, key: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
        """Whether both are equal within the tolerance."""
        import numpy as np

        return all(self._near(np.asarray(key[name], float), np.asarray(other[name], float)) for name in self.shapes)


def _refused(constant: str) -> float:
    raise ValueError(constant)


def _npy(name: str, data: bytes) -> NDArray[Any]:
    import numpy as np

    try:
        stream = io.BytesIO(data)
        version = np.lib.format.read_magic(stream)
        reader = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
        shape, _, dtype = reader(stream, max_header_size=10_000)
        fits = not dtype.hasobject and math.prod(shape) * dtype.itemsize <= MAX_BYTES
        if fits:
            return np.lib.format.read_array(io.BytesIO(data), allow_pickle=False)
    except (ValueError, EOFError, OSError, TypeError, SyntaxError, MemoryError, struct.error):
        raise Unreadable(f"{name} can't be read as a NumPy array") from None
    raise Unreadable(f"{name} holds Python objects, or too many numbers")


def _unzipped(name: str, data: bytes) -> Iterator[tuple[str, NDArray[Any]]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > MAX_ARRAYS or sum(entry.file_size for entry in entries) > MAX_BYTES:
                raise Unreadable(f"{name} holds too many numbers")
            for entry in entries:
                with archive.open(entry) as member:
                    unpacked = member.read(entry.file_size + 1)
                if entry.filename.endswith(".npy"):
                    yield entry.filename[:-4], _npy(f"{name}: {entry.filename}", unpacked)
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError, ValueError) as trouble:
        if isinstance(trouble, Unreadable):
            raise
        raise Unreadable(f"{name} can't be read as .npz") from None


def _mat(name: str, data: bytes) -> dict[str, Any]:
    try:
        from scipy.io import loadmat
    except ImportError:
        raise Unreadable(f"{name}: .mat files are read where SciPy is installed; .npz files always") from None
    try:
        loaded = loadmat(io.BytesIO(data), struct_as_record=True, squeeze_me=False)
    except Exception:  # noqa: BLE001 - a reader of a foreign format may fail in any way
        raise Unreadable(f"{name} can't be read as .mat (version 5; save with -v6 or -v7)") from None
    return {key: value for key, value in loaded.items() if not key.startswith("__")}
