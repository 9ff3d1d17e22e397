"""A small network given by its weights and biases, judged by running it: formulas, matrices, named weights, prose."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from grader.cues import is_denied, is_taken_back
from grader.model.answers import Answer, Candidate, Match, Unreadable
from grader.model.documents import Segment
from grader.networks import Net, Unit, readings, shown
from grader.networks.dumps import contradicted
from grader.patterns import lazily

Inputs = tuple[int, ...]

DOUBTFUL = 0.5
"""A reading that is no surer is of a formula of which a part could not be read."""


class Truth(NamedTuple):
    """What a network has to compute: its output is at least 1 for these inputs and 0 for all others.

    units : the fewest units that do, None where their number does not count. threshold : for units that step from 0
    to 1 instead of ReLUs.
    """

    fires: frozenset[Inputs]
    inputs: tuple[Inputs, ...]
    units: int | None = None
    threshold: bool = False


def truth(*fires: Inputs, units: int | None = None, threshold: bool = False) -> Truth:
    """The truth table of a function of two bits that is 1 for these.

    >>> sorted(truth((1, 1)).fires), len(truth((1, 1)).inputs)
    ([(1, 1)], 4)
    """
    return Truth(frozenset(fires), ((0, 0), (0, 1), (1, 0), (1, 1)), units, threshold)


_OTHER_UNITS = lazily(
    r"\b(?:identity|linear|sigmoid|tanh)\b[^.;]{0,25}\b(?:activation|units?|functions?|neurons?)"
    r"|\bactivations?\b[^.;]{0,30}\b(?:identity|linear|sigmoid|tanh|none)\b",
    re.I,
)
"""Other units than ReLU are spoken of."""


_UNSURE = lazily(
    r"(?<!\w)(?:not (?:quite |so |really )?sure|unsure|maybe|perhaps|i guess|i don'?t know|or should|which of|"
    r"vielleicht|nicht sicher|peut-être|quizás?|no estoy segur\w)(?!\w)",
    re.I,
)
"""The text doubts itself: which network is meant is not said."""


class Network:
    """A feed-forward network of two inputs; any that computes what was asked for is right."""

    kind = "network"

    @property
    def hint(self) -> str:
        """Two ways to write it."""
        return (
            "weights and biases as numbers, such as “w1 = 3, w2 = -1, b = 0.5” or “h1 = relu(3*x1 - x2), y = 2*h1 + 1”"
        )

    def read(self, text: str) -> Answer[Net]:
        """The network. Raises Unreadable where none, or more than one, is given."""
        nets = dict.fromkeys(net for net, _, confidence in readings(text) if confidence > DOUBTFUL)
        if len(nets) != 1:
            hint = "two different networks are given" if nets else f"a network was expected: {self.hint}"
            raise Unreadable(hint, (0, len(text)), text)
        return _answer(next(iter(nets)))

    def find(self, segment: Segment) -> list[Candidate[Net]]:
        """Every network that is given in full."""
        text = segment.text
        found = []
        for net, span, confidence in readings(text):
            if _OTHER_UNITS.search(text):
                confidence = min(confidence, 0.6)
            if _UNSURE.search(text):
                confidence = min(confidence, 0.5)
            if is_denied(text, *span) or is_taken_back(text, span[1]):
                confidence = min(confidence, 0.45)
            evidence = "a network given by its weights"
            if not net.biases_said and _BIAS.search(text):
                confidence, evidence = min(confidence, 0.45), "it gives a bias that could not be read"
            if _outputs_differ(text):
                confidence, evidence = min(confidence, 0.45), "its output is given in two ways"
            if contradicted(text, span, _outputs(net)):
                confidence = min(confidence, 0.45)
                evidence = "the outputs that are printed are not those of its weights"
            found.append(Candidate(_answer(net), span, confidence, evidence))
        return found

    def match(self, given: Answer[Net], key: Truth) -> Match:
        """Whether it computes what was asked for; otherwise the first input for which it does not."""
        net = given.value
        said = {unit.activation for unit in net.units}
        if ("threshold" in said) != key.threshold:
            return Match(False, "These are threshold units, no ReLUs." if not key.threshold else "", "threshold")
        failures = [failure for failure in (_failure(run, net, key) for run in _runs(key, net)) if failure is not None]
        if len(failures) == len(_runs(key, net)):
            if said == {""} and _failure(("above", "above"), net, key) is None:
                return Match(None, f"{failures[0]} With threshold units it would do: say which you mean.", "threshold")
            linear = len(net.units) > 1 and not any(unit.activation for unit in net.units[:-1])
            hint = " Without an activation in between, several layers are one linear layer." if linear else ""
            return Match(False, failures[0] + hint, "linear" if linear else "truth table")
        if key.units is not None and len(net.units) > key.units:
            return Match(False, "It computes it, but fewer units would do.", "units", credit=Fraction(1, 2))
        return Match(True)

    def show(self, value: Net | Truth) -> str:
        """Its formulas; of a truth table, the inputs for which it fires."""
        if isinstance(value, Net):
            return shown(value)
        fires = ", ".join(str(inputs) for inputs in sorted(value.fires)) or "no input"
        return f"any network that fires for {fires} only"

    def overlap(self, key: Truth, other: Truth) -> bool:
        """Whether both ask for the same function."""
        return key.fires == other.fires


_BIAS = lazily(r"(?<![^\W_])(?:b|bias(?:es)?)(?:_?\{?\w?\}?)?\s*(?:=|:|\bis\b)\s*\S")
_OUTPUT = lazily(r"(?<![^\W_])y\s*=\s*(?P<said>[^,;=\n]*?h[^,;=\n]*?)(?=[.,;\n=]|\s+(?:or|and|which|with|but|is)\b|$)")


def _outputs_differ(text: str) -> bool:
    """Return whether a text gives its output by two formulas."""
    return len({re.sub(r"[\s*·×]", "", found["said"]) for found in _OUTPUT.finditer(text)}) > 1


def _answer(net: Net) -> Answer[Net]:
    notes = () if net.biases_said else ("Where no bias is given, 0 was taken.",)
    return Answer(net, notes=notes)


_Run = tuple[str, str]
"""How units act whose activation was not said: the hidden ones, and the output."""


def _runs(key: Truth, net: Net) -> list[_Run]:
    if key.threshold:
        return [("above", "above"), ("from", "from")]
    hidden = "relu" if not any(unit.activation for unit in net.units) else "linear"
    return [(hidden, "relu"), (hidden, "linear")]


def _outputs(net: Net) -> dict[Inputs, tuple[Fraction, ...]]:
    """What it gives for each two bits, by each way in which units act whose activation was not said."""
    ways = [("relu", "relu"), ("relu", "linear"), ("linear", "linear"), ("above", "above"), ("from", "from")]
    return {inputs: tuple(_output(net, inputs, way) for way in ways) for inputs in truth().inputs}


def _failure(run: _Run, net: Net, key: Truth) -> str | None:
    for inputs in key.inputs:
        output = _output(net, inputs, run)
        fires = inputs in key.fires
        if fires and output >= 1:
            continue
        if not fires and output == 0:
            continue
        wanted = "at least 1" if fires else "0"
        return f"For the input {inputs} its output is {output}; it should be {wanted}."
    return None


def _output(net: Net, inputs: Inputs, run: _Run) -> Fraction:
    values: dict[str, Fraction] = {f"x{place}": Fraction(bit) for place, bit in enumerate(inputs, 1)}
    value = Fraction(0)
    for place, unit in enumerate(net.units):
        unsaid = run[1] if place == len(net.units) - 1 else run[0]
        value = _acted(_sum(unit, values), unit, unsaid)
        values[unit.name] = value
    return value


def _sum(unit: Unit, values: Mapping[str, Fraction]) -> Fraction:
    return sum((weight * values[name] for name, weight in unit.weights), unit.bias)


def _acted(value: Fraction, unit: Unit, unsaid: str) -> Fraction:
    if unsaid in ("above", "from"):
        return Fraction(value > 0 if unsaid == "above" else value >= 0)
    activation = unit.activation or unsaid
    return max(value, Fraction(0)) if activation == "relu" else value
