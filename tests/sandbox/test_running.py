"""What becomes of cells and calls: in order, whatever fails, with reasons that a student can use."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np
import pytest

from grader.model.executions import Call, Cell, Execution, Failure, Returned
from grader.sandbox import Limits, Sandbox


def executed(sandbox: Sandbox, *sources: str, calls: list[Call] | None = None, **limits: Any) -> Execution:
    """The cells, numbered from 1, run."""
    cells = [Cell(source, number) for number, source in enumerate(sources, 1)]
    return sandbox.run(cells, calls or [], limits=Limits(**limits))


def looked(sandbox: Sandbox, name: str, *sources: str) -> Any:
    """The value of a variable after the cells."""
    outcome = executed(sandbox, *sources, calls=[Call("it", name, None)]).results["it"]
    return outcome.value if isinstance(outcome, Returned) else outcome


def failure(outcome: object) -> Failure:
    assert isinstance(outcome, Failure), outcome
    return outcome


def test_cells_share_one_namespace_and_the_next_submission_has_another(sandbox: Sandbox) -> None:
    assert looked(sandbox, "b", "a = 20", "b = a + 1") == 21
    assert failure(looked(sandbox, "a", "")).kind == "undefined"


def test_a_cell_that_fails_does_not_stop_the_next(sandbox: Sandbox) -> None:
    execution = executed(sandbox, "def f():\n    return 1 / 0\n\nf()", "x = 3", calls=[Call("x", "x", None)])
    assert execution.cells[0].failure == Failure("error", "ZeroDivisionError: division by zero", 1, 2)
    assert execution.cells[1].failure is None
    assert execution.results["x"] == Returned(3)


def test_what_needs_a_failed_cell_is_skipped_and_names_it(sandbox: Sandbox) -> None:
    execution = executed(sandbox, "1 / 0\nweights = [1]", "print(weights)", "print(wheights)")
    assert failure(execution.cells[1].failure).kind == "skipped"
    assert "cell 1 did not get that far" in failure(execution.cells[1].failure).message
    assert failure(execution.cells[2].failure).kind == "error"


def test_a_cell_that_repairs_a_name_ends_the_excuse(sandbox: Sandbox) -> None:
    execution = executed(sandbox, "1 / 0\nw = 1", "w = 2", "print(w)")
    assert [ran.failure is None for ran in execution.cells] == [False, True, True]


def test_lines_count_in_the_file_where_a_cell_begins_later(sandbox: Sandbox) -> None:
    execution = sandbox.run([Cell("x = 1\ny = x.gone", None, 41), Cell("if:", None, 7)], [])
    assert failure(execution.cells[0].failure).line == 42
    assert failure(execution.cells[1].failure).line == 7


@pytest.mark.parametrize(
    ("source", "skipped", "x"),
    [
        ("%matplotlib inline\nx = 1", ("%matplotlib inline",), 1),
        ("!pip install torch\nx = 1", ("!pip install torch",), 1),
        ("%%time\nx = 1", ("%%time",), 1),
        ("%time x = 1", (), 1),
        ("if True:\n    %load_ext autoreload\n    x = 1", ("%load_ext autoreload",), 1),
        ("x = 7 \\\n% 4", (), 3),
        ("x = (7\n% 4)\n%pylab", ("%pylab",), 3),
        ('x = """\n%not magic\n"""\n%who', ("%who",), "\n%not magic\n"),
        ("x = 1\nlen?", ("len?",), 1),
        ("files = !ls\nx = 1", ("files = !ls",), 1),
        ("get_ipython().run_line_magic('matplotlib', 'inline')\nx = 1", ("matplotlib inline",), 1),
        ("%%bash\nrm -rf /", ("%%bash",), "undefined"),
    ],
)
def test_magics_are_skipped_and_reported(sandbox: Sandbox, source: str, skipped: tuple[str, ...], x: object) -> None:
    execution = executed(sandbox, source, calls=[Call("x", "x", None)])
    assert execution.cells[0].failure is None
    assert execution.cells[0].skipped == skipped
    assert execution.remarks == tuple(f"{magic} in cell 1 was skipped." for magic in skipped)
    outcome = execution.results["x"]
    assert (outcome.value if isinstance(outcome, Returned) else outcome.kind) == x


def test_an_import_that_is_not_there_costs_only_what_needs_it(sandbox: Sandbox) -> None:
    execution = executed(
        sandbox,
        "import numpy as np, torch\nfrom tensorflow.keras import layers\nx = np.ones(2).sum()",
        "model = torch.nn.Linear(1, 1)",
        "print(layers)",
        "y = model(x)",
        "def g():\n    import keras",
        calls=[Call("x", "x", None), Call("g", "g")],
    )
    assert [ran.failure.kind if ran.failure else "" for ran in execution.cells] == ["", *["skipped"] * 3, ""]
    assert "torch is not installed here; what needs it was skipped." in execution.remarks
    assert "tensorflow is not installed here; what needs it was skipped." in execution.remarks
    assert execution.results["x"] == Returned(np.float64(2.0))
    assert failure(execution.results["g"]).kind == "skipped"


def test_input_says_that_nobody_is_there(sandbox: Sandbox) -> None:
    execution = executed(sandbox, "n = int(input('How many? '))")
    assert "input() has nobody to ask here" in failure(execution.cells[0].failure).message


def test_what_is_printed_is_kept_up_to_a_bound(sandbox: Sandbox) -> None:
    execution = executed(sandbox, "print('loss', 0.5)\nimport sys\nprint('\\x1b[31mred', file=sys.stderr)", printed=100)
    assert execution.cells[0].printed == "loss 0.5\n[31mred\n"
    long = executed(sandbox, "for _ in range(1000): print('x' * 100)", "print('next')", printed=100)
    assert long.cells[0].printed == "x" * 100 + "…"
    assert long.cells[1].printed == "next\n"
    assert long.incidents == ()


def test_randomness_is_the_same_in_every_run_and_in_every_call(sandbox: Sandbox) -> None:
    source = "import random\nimport numpy as np\ndef f(): return [random.random(), float(np.random.rand())]\nx = f()"
    calls = [Call("a", "f"), Call("b", "f"), Call("x", "x", None)]
    first, second = (executed(sandbox, source, calls=calls).results for _ in range(2))
    assert first == second
    assert first["a"] == first["b"]


def test_plots_are_drawn_nowhere(sandbox: Sandbox) -> None:
    backend = looked(sandbox, "b", "import os\nb = os.environ['MPLBACKEND']")
    assert backend == "Agg"


def test_a_class_in_the_notebook_can_be_a_dataclass_and_its_source_be_shown(sandbox: Sandbox) -> None:
    source = "from dataclasses import dataclass\nimport inspect\n@dataclass\nclass P:\n    x: int\nn = P(3).x"
    assert looked(sandbox, "n", source) == 3
    assert looked(sandbox, "s", "import inspect\ndef f():\n    return 1\ns = inspect.getsource(f)").startswith("def f")


@pytest.mark.parametrize(
    ("source", "name", "kind", "message"),
    [
        ("f = 3", "f", "not_callable", "f is no function but of type int"),
        ("", "f", "undefined", "f is not defined"),
        ("1 / 0\ndef f(): pass", "f", "undefined", "f is not defined: cell 1 did not get that far"),
        ("def f(): return object()", "f", "unsendable", "it is of type object"),
        ("def f(): return {1, 2}", "f", "unsendable", "it is of type set"),
        ("import numpy as np\ndef f(): return np.ma.zeros(3)", "f", "unsendable", "it is of type numpy.ma.MaskedArray"),
        ("def f(a): return a", "f", "error", "TypeError: f() missing 1 required positional argument: 'a'"),
        ("def f(): raise SystemExit(3)", "f", "error", "SystemExit: 3"),
        ("def f(): raise ValueError('a\\n\\x1b[0mb')", "f", "error", "ValueError: a [0mb"),
    ],
)
def test_a_call_without_a_value_says_why(sandbox: Sandbox, source: str, name: str, kind: str, message: str) -> None:
    found = failure(executed(sandbox, source, calls=[Call("it", name)]).results["it"])
    assert (found.kind, found.message) == (kind, message)


def test_values_cross_with_their_exact_types(sandbox: Sandbox) -> None:
    given: list[Any] = [None, True, 3, 0.5, 2j, "é", [1], (1,), {"a": 1}, np.float32(2), np.bool_(True)]
    given += [np.arange(6, dtype=">i4").reshape(2, 3), np.zeros((0, 4)), np.array(3.0), float("inf")]
    execution = executed(
        sandbox, "def f(x): return x", calls=[Call(str(index), "f", (value,)) for index, value in enumerate(given)]
    )
    for index, value in enumerate(given):
        outcome = execution.results[str(index)]
        assert isinstance(outcome, Returned)
        assert type(outcome.value) is type(value)
        assert getattr(outcome.value, "dtype", None) == getattr(value, "dtype", None)
        assert np.array_equal(outcome.value, value)
        assert outcome.arguments is None


def test_keywords_reach_the_function(sandbox: Sandbox) -> None:
    call = Call("it", "f", (1,), {"stride": 2})
    assert executed(sandbox, "def f(x, *, stride):\n    return x + stride", calls=[call]).results["it"] == Returned(3)


def test_an_argument_that_the_call_changed_comes_back_and_the_next_call_has_its_own(sandbox: Sandbox) -> None:
    source = "def f(a, b):\n    a += 1\n    return b"
    calls = [Call("one", "f", (np.zeros(2), 5)), Call("two", "f", (np.zeros(2), 5))]
    results = executed(sandbox, source, calls=calls).results
    for outcome in results.values():
        assert isinstance(outcome, Returned)
        assert outcome.arguments is not None
        assert outcome.arguments[0].tolist() == [1, 1]
        assert outcome.arguments[1] == 5


def test_steps_count_the_students_lines_only_up_to_a_bound(sandbox: Sandbox) -> None:
    source = (
        "import statistics\ndef loop(n):\n    total = 0\n    for i in range(n):\n        total += i\n    return total\n"
        "def other(n):\n    return statistics.mean(range(n))"
    )
    inputs = {"10": ("loop", 10), "100": ("loop", 100), "many": ("loop", 10**6), "other": ("other", 1000)}
    calls = [Call(key, name, (n,), counted=True) for key, (name, n) in inputs.items()]
    results = executed(sandbox, source, calls=[*calls, Call("not", "loop", (9,))], steps=5000).results
    steps = {key: outcome.steps for key, outcome in results.items() if isinstance(outcome, Returned)}
    assert steps["100"] - steps["10"] == 180
    assert steps["many"] == 5000
    assert steps["other"] == 1
    assert steps["not"] == 0  # nobody asked


def test_a_call_that_takes_too_long_leaves_the_others_their_turn(sandbox: Sandbox) -> None:
    source = "def slow():\n    while True:\n        pass\ndef stuck(): return sum(range(10**13))\ndef fine(): return 1"
    calls = [Call("a", "slow"), Call("b", "fine"), Call("c", "stuck"), Call("d", "fine")]
    execution = executed(sandbox, source, calls=calls, seconds=0.5)
    kinds = [outcome.kind if isinstance(outcome, Failure) else outcome.value for outcome in execution.results.values()]
    assert kinds == ["time", 1, "time", 1]
    found = failure(execution.results["a"])
    assert found.message == "stopped after 0.5 seconds"
    assert (found.number, found.line in (2, 3)) == (1, True)


def test_every_call_has_an_entry_when_the_time_of_all_is_used_up(sandbox: Sandbox) -> None:
    source = "\n".join(f"def slow{n}():\n    while True: pass" for n in range(9))
    execution = executed(
        sandbox, source, calls=[Call(str(n), f"slow{n}") for n in range(9)], seconds=0.3, total_seconds=0.8
    )
    assert list(execution.results) == [str(n) for n in range(9)]
    assert failure(execution.results["8"]).kind == "lost"
    assert failure(execution.results["0"]).kind == "time"


def test_a_function_that_took_too_long_gets_no_second_turn(sandbox: Sandbox) -> None:
    source = "def slow():\n    while True: pass\ndef quick():\n    return 1"
    calls = [*(Call(str(n), "slow") for n in range(9)), Call("quick", "quick")]
    execution = executed(sandbox, source, calls=calls, seconds=0.3, total_seconds=2.0)
    assert [failure(execution.results[str(n)]).kind for n in range(9)] == ["time"] * 9
    assert isinstance(execution.results["quick"], Returned)


def test_sympy_is_there_for_those_who_import_it(sandbox: Sandbox) -> None:
    assert looked(sandbox, "x", "import sympy\nx = str(sympy.diff('y**2', 'y'))") == "2*y"


def test_a_jail_that_died_is_started_anew() -> None:
    with Sandbox() as own:
        assert looked(own, "x", "x = 1") == 1
        for jail in own._jails.values():
            jail.close()
        assert looked(own, "x", "x = 2") == 2


def test_threads_take_turns(sandbox: Sandbox) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda n: looked(sandbox, "x", f"x = {n} ** 2"), range(12)))
    assert found == [n**2 for n in range(12)]


def test_arguments_that_are_no_plain_data_are_our_own_mistake(sandbox: Sandbox) -> None:
    with pytest.raises(TypeError, match="it is of type set"):
        executed(sandbox, "", calls=[Call("it", "f", ({1},))])


def test_the_python_inside_is_ours(sandbox: Sandbox) -> None:
    assert looked(sandbox, "v", "import sys\nv = sys.version") == sys.version
