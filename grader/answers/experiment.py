"""An experiment: what was built and what came out, read off code, logs and text; its figures have to agree."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

from grader.experiments import Architecture, Figure, Results, architectures, described, images_of, results
from grader.model.answers import Answer, Candidate, Match, Unreadable
from grader.model.documents import Segment
from grader.patterns import lazily

_CODE = lazily(r"\b(?:Dense|Linear|Conv2[dD]|Convolution2D|Sequential|add|MLPClassifier)\s*\(")

_FENCED = lazily(r"^```\w*\n(.*?)^```", re.M | re.S)

CHANCE = Fraction(1, 5)
"""A classifier of ten classes that does no better than this has not learnt: the figure is a loss or something else."""


class Built(NamedTuple):
    """What was handed in: the networks that the code builds, in order, and the figures of logs and text.

    printed : a run printed an accuracy (a cell's output, or loss and accuracy in a block of their own), which is a log
    even where it is a single evaluation.
    """

    networks: tuple[Architecture, ...]
    results: Results
    printed: bool = False

    @property
    def network(self) -> Architecture | None:
        """The network, where there is exactly one."""
        return self.networks[0] if len(set(self.networks)) == 1 else None

    @property
    def epochs(self) -> int | None:
        """The epochs that the log shows; those of the code where the log does not count them."""
        return self.results.epochs or (self.network.epochs if self.network else None)


class Goal(NamedTuple):
    """What an experiment has to reach.

    accuracy : the least final test accuracy. hidden_units : the most in all; the last dense layer does not count.
    hidden_layers : the fewest and the most. epochs : of training. convolutional : whether the network has to be, None
    where that is not asked. needs : kinds of layers ("dropout", "normalisation"). parameters : the most.
    test, training : how many images those sets have.
    """

    accuracy: Fraction | None = None
    hidden_units: int | None = None
    hidden_layers: tuple[int, int | None] | None = None
    epochs: int | None = None
    convolutional: bool | None = None
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
        value = Built(_networks(text, text), results(text), any(map(_is_evaluation, _FENCED.findall(text))))
        if value == Built((), Results()):
            raise Unreadable(f"neither code nor an accuracy was found: {self.hint}", (0, len(text)), text)
        return Answer(value)

    def find(self, segment: Segment) -> list[Candidate[Built]]:
        """All of the segment in one: the code of its code blocks, or of its lines; the figures of everything else."""
        text = segment.text
        code = "\n".join(block.text for block in segment.blocks if block.kind == "code")
        networks = _networks(code if _CODE.search(code) else text, text)
        read = results(_without_code(segment))
        read = read.held_out() if "validation_split" in code else read
        if not networks and read == Results():
            return []
        printed = any(
            bool(results(block.text).final) if block.kind == "output" else _is_evaluation(block.text)
            for block in segment.blocks
            if block.kind in ("output", "code")
        )
        span = read.final.span if read.final else read.claims[-1].span if read.claims else (0, len(text))
        alone = read == Results() and not _CODE.search(text)
        confidence, evidence = (0.4, "layers without any figure") if alone else (0.9, "its code and its figures")
        return [Candidate(Answer(Built(networks, read, printed)), span, confidence, evidence)]

    def match(self, given: Answer[Built], key: Goal) -> Match:
        """Whether the goal is reached, as far as that is beyond doubt."""
        value = given.value
        contradictions = [*_contradictions(value, key), *_strange(value.results, key)]
        doubts = [*contradictions, *_unclear(value, key)]
        if doubts:
            return Match(None, " ".join(doubts), "contradiction" if contradictions else "unclear")
        missed = _missed(value, key)
        if missed:
            both = len({code == "threshold" for code, _ in missed}) > 1 or key.accuracy is None
            share = Fraction(0) if both else Fraction(1, 2)
            return Match(False, " ".join(text for _, text in missed), missed[0][0], credit=share)
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


def _networks(code: str, text: str) -> tuple[Architecture, ...]:
    """The networks of the code; where it builds none, those that the text describes."""
    built = architectures(code) if _CODE.search(code) else []
    return tuple(built or described(text))


def _without_code(segment: Segment) -> str:
    """The text with its code blanked, every character in its place."""
    pieces = [
        re.sub(r"[^\n]", " ", block.text) if block.kind == "code" and _only_code(block.text) else block.text
        for block in segment.blocks
    ]
    return "\n\n".join(pieces)


def _is_evaluation(text: str) -> bool:
    """Whether a block that is set off from the text holds what an evaluation prints: a loss and an accuracy."""
    read = results(text)
    return not _CODE.search(text) and bool(read.losses) and read.final is not None


def _only_code(text: str) -> bool:
    """Whether a block of code holds no log besides."""
    return bool(_CODE.search(text)) and results(text).rows < 2


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


def _contradictions(value: Built, goal: Goal) -> list[str]:
    """Figures that can't all be true, with the likely cause."""
    read, final = value.results, value.results.final
    found = []
    if read.differing:
        found.append("There are logs of several trainings that differ: which one is of the final network?")
    if final is None:
        return found
    for claim in read.claims:
        if not claim.equals(final) and not (claim.said and _is_the_bound(claim, goal)):
            ends = "ends with " if any(claim.equals(figure) for figure in read.test) else ""
            found.append(f"The text says {_shown(claim)}, the log {ends}{_shown(final)}.{_cause(claim, read)}")
    logged = read.curve[-1] if read.curve else final
    for said in read.evaluations:
        if not said.equals(logged):
            found.append(f"The log ends with {_shown(logged)}, but {_shown(said)} is given.{_cause(said, read)}")
    if goal.accuracy is not None and final.reaches(goal.accuracy) is False:
        lifted = [said for said in (*read.claims, *read.evaluations) if said.reaches(goal.accuracy)]
        found += [f"The text says {_shown(said)}, the log {_shown(final)}." for said in lifted]
    if goal.epochs is not None and read.epochs is not None:
        if read.planned is not None and read.planned > read.epochs:
            found.append(f"The log breaks off after {read.epochs} of {read.planned} epochs.")
        coded = value.network.epochs if value.network else None
        if coded is not None and coded != read.epochs:
            found.append(f"The code trains for {coded} epochs, the log shows {read.epochs}.")
    return list(dict.fromkeys(found))


def _is_the_bound(claim: Figure, goal: Goal) -> bool:
    """Whether a figure in a sentence is the accuracy that was asked for, to its last digit."""
    return claim.value == goal.accuracy and (claim.value / claim.unit).denominator == 1


def _strange(read: Results, goal: Goal) -> list[str]:
    """What the final accuracy can't be."""
    final = read.final
    if final is None:
        return []
    if final.value < CHANCE:
        return [f"{_shown(final)} is no accuracy of a network that has learnt anything. Is it the loss, or an error?"]
    if len(read.curve) < 2 and read.training and final.equals(read.training[-1]):
        return [f"{_shown(final)} is the accuracy on the training images; what is it on the test images?"]
    sizes = images_of(final, (goal.test, goal.training))
    training = f"of {goal.training} training images it can. Is it the training accuracy?"
    if final.of == goal.training or (final.of is None and goal.training in sizes and goal.test not in sizes):
        return [f"{_shown(final)} can't be a share of {goal.test} test images; {training}"]
    if final.of is None and not sizes and final.unit <= Fraction(1, 10**5):
        return [f"{_shown(final)} can't be a share of {goal.test} images: is a digit misread?"]
    return []


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
    """What is asked for and is missing, or could not be read for certain."""
    said = [*_unclear_network(value, goal)]
    read = value.results
    if goal.epochs is not None and value.epochs is None:
        said.append(f"Neither code nor log shows that it was trained for {goal.epochs} epochs.")
    if read.final is None:
        said.append(f"Only a sentence gives {_shown(read.claims[-1])}; no log shows it." if read.claims else _NONE)
    elif read.rows < 2 and not value.printed:
        said.append(f"{_shown(read.final)} is given, but no log of the training was found.")
    elif goal.accuracy is not None and read.final.reaches(goal.accuracy) is None:
        asked = f"{float(goal.accuracy):g}"
        said.append(f"{_shown(read.final)} has too few digits to tell whether {asked} is reached.")
    return said


_NONE = "No test accuracy was found."


def _unclear_network(value: Built, goal: Goal) -> list[str]:
    network = value.network
    counted = goal.hidden_units is not None or goal.hidden_layers is not None
    if not (counted or goal.needs or goal.parameters is not None or goal.convolutional is not None):
        return []
    if not value.networks:
        return ["No code of the network was found, nor a description of its layers."]
    if network is None:
        return [f"There are {len(set(value.networks))} networks; which one do the figures belong to?"]
    if network.unclear and (counted or goal.parameters is not None):
        return [f"The network can't be read for certain: {network.unclear[0]}."]
    if goal.convolutional is not None and network.has("conv") != goal.convolutional:
        return [f"The network has {'no' if goal.convolutional else 'a'} convolution: does it belong to this question?"]
    if counted and network.hidden is None:
        return ["The sizes of its hidden layers can't be read for certain."]
    return []


def _missed(value: Built, goal: Goal) -> list[tuple[str, str]]:
    """The goals that are missed for certain."""
    missed = []
    network, final = value.network, value.results.final
    hidden = network.hidden if network else None
    if hidden is not None and goal.hidden_units is not None and sum(hidden) > goal.hidden_units:
        total = f"{' + '.join(map(str, hidden))} = {sum(hidden)}" if len(hidden) > 1 else f"{sum(hidden)}"
        text = f"The network has {total} hidden units; at most {goal.hidden_units} are allowed."
        missed.append(("units", text))
    if hidden is not None and goal.hidden_layers is not None:
        low, high = goal.hidden_layers
        if len(hidden) < low or (high is not None and len(hidden) > high):
            wanted = f"{low}" if low == high else f"at least {low}"
            missed.append(("layers", f"The network has {len(hidden)} hidden layers; {wanted} were asked for."))
    if network is not None:
        missed += [("needs", f"The network has no {kind} layer.") for kind in goal.needs if not network.has(kind)]
        if goal.parameters is not None and (network.parameters or 0) >= goal.parameters:
            text = f"It has {network.parameters} parameters; fewer than {goal.parameters} were asked for."
            missed.append(("parameters", text))
    if goal.epochs is not None and value.epochs is not None and value.epochs < goal.epochs:
        missed.append(("epochs", f"It is trained for {value.epochs} epochs; {goal.epochs} were asked for."))
    if final is not None and goal.accuracy is not None and final.reaches(goal.accuracy) is False:
        asked = f"{float(goal.accuracy):g}"
        text = f"A final test accuracy of {_shown(final)} was read; at least {asked} was asked for."
        missed.append(("threshold", text))
    return missed
