"""What `import solutions` offers: functions by chapter and nothing else, and nothing before it is asked for."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections import Counter
from pathlib import Path
from types import FunctionType

import pytest

import solutions
from solutions import __main__ as command
from solutions._chapters import chapters, first_line, index, load, solvers

EXPORTED_IN_THE_FIRST_VERSION = """
    Formula Conv Pool Dense Row Normalised LENET_5 MNIST_TEST_COUNTS TABLES RELU_OR RELU_XOR
    sigmoid sigmoid_derivative tanh_derivative relu relu_derivative leaky_relu elu softmax formulas
    dense_parameters layer_table network_parameters alexnet_layers alexnet_parameters vgg_parameters
    googlenet_parameters googlenet_published_parameters mlp_parameters
    conv2d_parameters conv2d_output_shape cross_correlate2d convolve2d conv2d feature_map_bytes prediction_bytes
    training_bytes confusion_matrix accuracy recall precision most_confused
    sigmoid_chain_output sigmoid_chain_gradient sgd_step numerical_gradient relative_error
    xavier_variance he_variance uniform_variance xavier_uniform he_normal
    dense_forward dense_backward max_pool average_pool max_pool_backward average_pool_backward
    collapsed run failing_inputs log_sum_exp cross_entropy terminal_velocity momentum_updates momentum_step
    average_pool2d max_pool2d batch_norm batch_norm_training dropout_training dropout_at_test dropout
"""


def in_a_new_process(program: str) -> str:
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.mark.parametrize("name", EXPORTED_IN_THE_FIRST_VERSION.split())
def test_what_was_exported_still_is(name: str) -> None:
    assert getattr(solutions, name) is not None
    assert name in dir(solutions)


@pytest.mark.parametrize("chapter", chapters())
def test_a_chapter_states_its_public_names_where_the_index_reads_them(chapter: str) -> None:
    module = load(chapter)
    assert sorted(module.__all__) == sorted(name for name, home in index().items() if home == chapter)
    assert dir(getattr(solutions, chapter)) == sorted(module.__all__)
    own = {
        name
        for name, thing in vars(module).items()
        if isinstance(thing, FunctionType | type) and thing.__module__ == module.__name__
    }
    assert {name for name in own if not name.startswith("_")} <= set(module.__all__)


def test_no_two_chapters_share_a_name_and_no_name_hides_a_chapter() -> None:
    names = Counter(name for chapter in chapters() for name in load(chapter).__all__)
    names.update(chapters())
    names.update(["explain"])
    assert [name for name, count in names.items() if count > 1] == []


def test_type_checkers_see_every_chapter() -> None:
    tree = ast.parse(Path(solutions.__file__).read_text(encoding="utf-8"))
    seen = {
        (node.module or "").removeprefix("solutions.")
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.names[0].name == "*"
    }
    assert seen == set(chapters())


def test_completion_offers_chapters_and_functions_and_nothing_else() -> None:
    offered = in_a_new_process("import solutions; print(*dir(solutions))").split()
    assert set(offered) == {*chapters(), *index(), "explain"}
    assert len(offered) == len(set(offered)) > 60


@pytest.mark.parametrize(
    "way",
    [
        "import solutions",
        "import solutions; dir(solutions)",
        "import solutions; from solutions import max_pool2d",
        "import solutions.pooling; dir(solutions)",
    ],
)
def test_completion_in_a_chapter_offers_its_functions_and_nothing_else(way: str) -> None:
    assert in_a_new_process(f"{way}; print(*dir(solutions.pooling))") == "average_pool2d max_pool2d"


def test_a_star_import_brings_every_function() -> None:
    program = "from solutions import *; print(explain(he_variance, 4), softmax, 'sys' in dir(), 'pooling' in dir())"
    shown = in_a_new_process(program)
    assert shown.startswith("2/4 = 1/2 variance of a weight <function softmax")
    assert shown.endswith("False False")


def test_a_name_loads_its_own_chapter_alone() -> None:
    loaded = in_a_new_process(
        "import sys, solutions; dir(solutions); solutions.he_variance(4); from solutions import max_pool2d\n"
        "print(*(name for name in sys.modules if name.startswith('solutions.')))\n"
        "assert not {'numpy', 'sympy', 'importlib.resources'} & set(sys.modules)"
    )
    assert set(loaded.split()) == {"solutions._chapters", "solutions.initialisation", "solutions.pooling"}


@pytest.mark.parametrize("chapter", chapters())
def test_a_chapter_is_imported_without_sympy(chapter: str) -> None:
    assert in_a_new_process(f"import sys, solutions.{chapter}; print('sympy' in sys.modules)") == "False"


def test_the_import_takes_less_than_20_milliseconds() -> None:
    timed = "import time; t = time.process_time(); import solutions; print(1000 * (time.process_time() - t))"
    assert min(float(in_a_new_process(timed)) for _ in range(5)) < 20


def test_an_unknown_name_says_where_the_list_is() -> None:
    with pytest.raises(AttributeError, match="python -m solutions"):
        _ = solutions.conv9d_parameters
    with pytest.raises(ImportError):
        from solutions import conv9d_parameters  # noqa: F401


def test_every_solver_says_what_it_returns() -> None:
    for chapter in chapters():
        for name, solver in solvers(load(chapter)).items():
            text = solver.__doc__ or ""
            assert first_line(solver), name
            assert text.count("\n") > 2 or ">>>" in text, name


def test_the_command_lists_all(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([]) == 0
    shown = capsys.readouterr().out
    assert all(f"solutions.{chapter}  " in shown for chapter in chapters())
    assert (
        "  conv2d_parameters(in_channels, filters, kernel, *, bias=True, groups=1) [steps]\n      Number of learned"
        in shown
    )


def test_the_command_searches_names_first_then_mentions(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["DROPOUT"]) == 0
    shown = capsys.readouterr().out
    assert "dropout_training(" in shown
    assert "max_pool2d(" not in shown
    assert command.main(["max_pool"]) == 0
    shown = capsys.readouterr().out
    assert shown.index("  max_pool_backward(") < shown.index("  average_pool(")
    assert command.main(["no such solver"]) == 1
    assert "‘no such solver’" in capsys.readouterr().err
