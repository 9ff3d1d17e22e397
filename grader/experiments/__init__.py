"""What was built and what came out, read off code and logs without running anything."""

from grader.experiments.architecture import architectures
from grader.experiments.described import described
from grader.experiments.figures import Figure, images_of, kind_of, respelled
from grader.experiments.layers import Architecture, Layer
from grader.experiments.results import Results, results

__all__ = [
    "Architecture",
    "Figure",
    "Layer",
    "Results",
    "architectures",
    "described",
    "images_of",
    "kind_of",
    "respelled",
    "results",
]  # fmt: skip
