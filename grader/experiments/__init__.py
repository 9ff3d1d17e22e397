"""What was built and what came out, read off code and logs without running anything."""

from grader.experiments.architecture import Architecture, Layer, architectures
from grader.experiments.results import Figure, Results, images_of, results

__all__ = ["Architecture", "Figure", "Layer", "Results", "architectures", "images_of", "results"]
