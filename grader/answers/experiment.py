"""An experiment: what was built and what came out, read off code, logs and text; its figures have to agree."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

from grader.experiments import Architecture, Figure, Results, architectures, images_of, results
from grader.model.answers import Answer, Candidate, Match, Unreadable
from grader.model.documents import Segment
from grader.patterns import lazily

_CODE = lazily(r"\b(?:Dense|Linear|Conv2[dD]|Convolution2D|Sequential|add)\s*\(")


class Built(NamedTuple):
    """What was handed in: the networks that the code builds, in order, and the figures of logs and text."""

    networks: tuple[Architecture, ...]
    results: Results

    @property
    def network(self) -> Architecture | None:
        """The network, where there is exactly one."""
        return self.networks[0] if len(set(self.networks)) == 1 else None


class Goal(NamedTuple):
    """What an experiment has to reach.

    accuracy : the least final test accuracy. hidden_units : the most in all; the last dense layer does not count.
    hidden_layers : the fewest and the most. epochs : of training. needs : kinds of layers ("dropout",
    "normalisation"). parameters : the most. test, training : how many images those sets have.
    """

    accuracy: Fraction | None = None
    hidden_units: int | None = None
    hidden_layers: tuple[int, int | None] | None = None
    epochs: int | None = None
    needs: tuple[str, ...] = ()
    parameters: int | None = None
    test: int = 10_000
    training: int = 60_000


class Experiment:
    """Code, its log and what is said of them. Figures that contradict each other are never scored, a person decides."""

    kind = "experiment"

    @property
    def hint(self) -> str:
        """What is wanted."""
        return "the code of the network, its log, and the final test accuracy, such as “Test accuracy: 0.9312”"

    def read(self, text: str) -> Answer[Built]:
        """What the text says. Raises Unreadable where it holds neither code nor figures."""
        value = Built(tuple(architectures(text)) if _CODE.search(text) else (), results(text))
        if value == Built((), Results()):
            raise Unreadable(f"neither code nor an accuracy was found: {self.hint}", (0, len(text)), text)
        return Answer(value)

    def find(self, segment: Segment) -> list[Candidate[Built]]:
        """All of the segment in one: the code of its code blocks, or of its lines; the figures of everything else."""
        text = segment.text
        code = "\n".join(block.text for block in segment.blocks if block.kind == "code")
        if not _CODE.search(code):
            code = text if _CODE.search(text) else ""
        networks = tuple(architectures(code)) if code else ()
        read = results(_without_code(segment))
        if not networks and read == Results():
            return []
        span = read.final.span if read.final else read.claims[-1].span if read.claims else (0, len(text))
        return [Candidate(Answer(Built(networks, read)), span, 0.9, "its code and its figures")]

    def match(self, given: Answer[Built], key: Goal) -> Match:
        """Whether the goal is reached, as far as that is beyond doubt."""
        value = given.value
        doubts = [*_contradictions(value.results, key), *_unclear(value, key)]
        if doubts:
            return Match(None, " ".join(doubts), "contradiction" if _contradictions(value.results, key) else "unclear")
        missed = _missed(value, key)
        asked = 1 if key.accuracy is None else 2
        if missed:
            code = missed[0][0]
            share = Fraction(max(asked - len(missed), 0), asked) if asked > 1 else Fraction(0)
            return Match(False, " ".join(text for _, text in missed), code, credit=share)
        return Match(True)

    def show(self, value: Built | Goal) -> str:
        """A summary for people."""
        if isinstance(value, Goal):
            return _asked(value)
        said = []
        if value.network is not None:
            hidden = value.network.hidden
            said.append("hidden units: " + (", ".join(map(str, hidden)) if hidden is not None else "unclear"))
        if value.results.final is not None:
            said.append(f"test accuracy: {float(value.results.final.value):.6g}")
        return "; ".join(said) or "neither a network nor an accuracy"

    def overlap(self, key: Goal, other: Goal) -> bool:
        """Whether both ask for the same."""
        return key == other


def _without_code(segment: Segment) -> str:
    """The text with its code blanked, every character in its place."""
    pieces = [
        re.sub(r"[^\n]", " ", block.text) if block.kind == "code" and _CODE.search(block.text) else block.text
        for block in segment.blocks
    ]
    return "\n\n".join(pieces)


def _asked(goal: Goal) -> str:
    said = []
    if goal.accuracy is not None:
        said.append(f"a final test accuracy of at least {float(goal.accuracy):g}")
    if goal.hidden_units is not None:
        said.append(f"at most {goal.hidden_units} hidden units")
    if goal.hidden_layers is not None:
        low, high = goal.hidden_layers
        said.append(f"{low} hidden layers" if low == high else f"at least {low} hidden layers")
    if goal.epochs is not None:
        said.append(f"{goal.epochs} epochs")
    return ", ".join(said) or "a test accuracy"


def _shown(figure: Figure) -> str:
    return f"{float(figure.value):.6g}"


def _contradictions(read: Results, goal: Goal) -> list[str]:
    """Figures that can't all be true, with the likely cause."""
    final = read.final
    found = []
    curve = [figure for figure in read.test if figure is not final]
    if final is not None:
        for claim in read.claims:
            if not any(claim.equals(figure) for figure in (final, *read.test)):
                found.append(f"The text says {_shown(claim)}, the log {_shown(final)}.{_cause(claim, read)}")
            elif not claim.equals(final):
                found.append(f"The text says {_shown(claim)}, the log ends with {_shown(final)}.{_cause(claim, read)}")
        evaluated = len(curve) > 1 and read.test[-1] is final and read.epochs == len(curve)
        if evaluated and not final.equals(curve[-1]):
            found.append(f"The log ends with {_shown(curve[-1])}, but {_shown(final)} is given.{_cause(final, read)}")
        sizes = images_of(final, (goal.test, goal.training))
        if final.of is None and goal.training in sizes and goal.test not in sizes:
            found.append(
                f"{_shown(final)} can't be a share of {goal.test} test images; of {goal.training} training images it "
                "can. Is it the training accuracy?"
            )
        elif final.of is None and not sizes and final.unit <= Fraction(1, 10**5):
            found.append(f"{_shown(final)} can't be a share of {goal.test} images: is a digit misread?")
    return list(dict.fromkeys(found))


def _cause(figure: Figure, read: Results) -> str:
    """Where the figure may come from instead."""
    others = list(read.test)
    if any(figure.equals(other) for other in read.training):
        return " Is it the training accuracy?"
    if any(figure.equals(other) for other in read.losses):
        return " Is it the loss?"
    if len(others) > 1 and read.best is not None and figure.equals(read.best):
        return " Is it the best epoch instead of the last?"
    if len(others) > 1 and figure.equals(others[-2]):
        return " Is it the epoch before the last?"
    if any(figure.equals(other._replace(value=other.value / 100)) for other in others):
        return " Is it a percentage, without its sign?"
    return ""


def _unclear(value: Built, goal: Goal) -> list[str]:
    """What is asked for and could not be told."""
    said = []
    built = goal.hidden_units is not None or goal.hidden_layers is not None or goal.needs or goal.parameters is not None
    if built:
        if not value.networks:
            said.append("No code of the network was found to count its units.")
        elif value.network is None:
            said.append(f"The code builds {len(set(value.networks))} networks; which one do the figures belong to?")
        elif value.network.unclear:
            said.append(f"The network can't be told from its code alone: {value.network.unclear[0]}.")
        elif (goal.hidden_units is not None or goal.hidden_layers is not None) and value.network.hidden is None:
            said.append("The hidden layers can't be told from the code alone.")
    if (
        goal.epochs is not None
        and value.results.epochs is None
        and (value.network is None or value.network.epochs is None)
    ):
        said.append(f"Neither code nor log shows that it was trained for {goal.epochs} epochs.")
    if value.results.final is None:
        claims = value.results.claims
        said.append(
            f"Only a sentence gives {_shown(claims[-1])}; no log shows it." if claims else "No test accuracy was found."
        )
    return said


def _missed(value: Built, goal: Goal) -> list[tuple[str, str]]:
    """The goals that are missed for certain."""
    missed = []
    network, final = value.network, value.results.final
    hidden = network.hidden if network else None
    if hidden is not None and goal.hidden_units is not None and sum(hidden) > goal.hidden_units:
        missed.append(
            (
                "units",
                f"The network has {' + '.join(map(str, hidden))} = {sum(hidden)} hidden units; at most "
                f"{goal.hidden_units} are allowed.",
            )
        )
    if hidden is not None and goal.hidden_layers is not None:
        low, high = goal.hidden_layers
        if len(hidden) < low or (high is not None and len(hidden) > high):
            wanted = f"{low}" if low == high else f"at least {low}"
            missed.append(("layers", f"The network has {len(hidden)} hidden layers; {wanted} were asked for."))
    if network is not None:
        missed += [("needs", f"The network has no {kind} layer.") for kind in goal.needs if not network.has(kind)]
        if goal.parameters is not None and (network.parameters or 0) >= goal.parameters:
            missed.append(
                ("parameters", f"It has {network.parameters} parameters; fewer than {goal.parameters} were asked for.")
            )
        if goal.epochs is not None and network.epochs is not None and network.epochs < goal.epochs:
            missed.append(("epochs", f"It is trained for {network.epochs} epochs; {goal.epochs} were asked for."))
    if final is not None and goal.accuracy is not None and final.value + final.unit <= goal.accuracy:
        missed.append(
            (
                "threshold",
                f"A final test accuracy of {_shown(final)} was read; at least {float(goal.accuracy):g} was asked for.",
            )
        )
    return missed
