"""Versions of libraries, as students give them."""

from __future__ import annotations

import re

import pytest

from problems.hw4.mnist import VERSION


@pytest.mark.parametrize(
    "text",
    [
        "keras 2.2.4",
        "Keras version is 2.2.4 and for backend I have used Tensorflow 1.13.1 (python 3.6.8)",
        "tf 2.4.1 keras 2.4.0 py3.8",
        "PyTorch's version was 1.7",
        "tensorflow-gpu==1.15.0",
        "torch: 1.13.1+cu117",
        "print(tf.__version__); print(keras.__version__)\n\n1.4.1\n2.1.3",
        ">>> torch.__version__, torchvision.__version__\n('1.13.1+cu117', '0.14.1+cu117')",
        "Package          Version\n---------------- -------\nKeras            2.3.1",
        "python=3.7.6 / torch=1.4.0+cu101",
        "Versión de scikit-learn: 1.3.0",
        "'2.16.1'\n\n(that is tf.__version__)",
        "3.10.9\ntensorflow 2.11.0",
    ],
)
def test_a_library_with_its_version(text: str) -> None:
    assert re.search(VERSION, text)


@pytest.mark.parametrize(
    "text",
    [
        "Python 3.9",
        "Ubuntu 20.04",
        "Windows 10.0.19 and Python 3.8.5, tensorflow",
        "tensorflow, keras\nPython: 3.8",
        "Tensorflow in Python 3.9",
        "Ubuntu 20.04, keras in its newest version",
        "we used keras and reached 0.98",
        "numpy 1.19",
        "Keras and TensorFlow on Google Colab",
        "macOS 12.6, torch, torchvision",
        "",
    ],
)
def test_another_version_is_none_of_a_library(text: str) -> None:
    assert not re.search(VERSION, text)


@pytest.mark.parametrize("text", ["tf " * 3_000, "keras" + " " * 9_000, "1.2.3" * 2_000, "version of " * 900])
def test_hostile_text_is_harmless(text: str) -> None:
    assert not re.search(VERSION, text)
