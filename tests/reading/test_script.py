"""Python scripts: comments and texts are read, code is code."""

from __future__ import annotations

import pytest

import grader
from grader.reading import read

SCRIPT = '''#!/usr/bin/env python3
"""My homework."""
import numpy as np

# 3.B.i
#
# 608 parameters

x = np.zeros(3)  # 3.B.ii

"""
3.B.ii

28×28×8
"""
q1_C_ii = "2 layers"
'''

CELLS = """# %% [markdown]
# ## 3.B.i
#
# 608 parameters

# %% 3.B.ii below
# 3.B.ii

# (28, 28, 8)

# %%
q1_C_ii = "2 layers"
"""


def test_comments_and_texts_are_read_where_they_stand() -> None:
    report = grader.check("hw4", "hw4.py", data=SCRIPT.encode())
    assert report["3.B.i"].outcome == "correct"
    assert str(report["3.B.i"].source) == "line 7"
    assert report["3.B.ii"].outcome == "correct"
    assert str(report["3.B.ii"].source) == "line 14"
    assert report["1.C.ii"].outcome == "correct"


def test_cells_are_counted_and_markdown_cells_read_as_such() -> None:
    report = grader.check("hw4", "hw4.py", data=CELLS.encode())
    assert report["3.B.i"].outcome == "correct"
    assert str(report["3.B.i"].source) == "cell 1, line 4"
    assert str(report["3.B.ii"].source) == "cell 2, line 4"
    assert report["1.C.ii"].outcome == "correct"


def test_code_stays_code_with_its_line() -> None:
    blocks = read("a.py", data=SCRIPT.encode()).blocks
    code = [(block.line, block.text) for block in blocks if block.kind == "code"]
    assert code[0] == (1, "#!/usr/bin/env python3")
    assert (3, "import numpy as np") in code
    assert (9, "x = np.zeros(3)  # 3.B.ii") in code


def test_an_open_text_reaches_the_end() -> None:
    assert read("a.py", data=b'"""\n3.B.i\n\n608').blocks[-1].text == "608"


BROKEN = """import numpy as np

def relu(x):
    return np.maximum(x, 0)

@np.vectorize
def sign(x):
    return x > 0

TEXT = '''
one
two
'''
{bad}
def sigmoid(x):
    return 1 / (1 + np.exp(-x))
"""


@pytest.mark.parametrize(
    "bad", ['print("done"', "%matplotlib inline", "def softmax(x)\n    return x\n", "x = = 3", "$$"]
)
def test_a_bad_line_spoils_its_own_statement_alone(bad: str) -> None:
    document = read("lab1.py", data=BROKEN.replace("{bad}", bad).encode())
    good = [cell for cell in document.cells if bad.split("\n")[0] not in cell.source]
    for cell in good:
        compile(cell.source, "cell", "exec")
        first = cell.source.split("\n")[0]
        assert BROKEN.replace("{bad}", bad).split("\n")[cell.line - 1] == first
    assert ["def relu" in good[0].source, "def sign" in good[0].source, "two" in good[0].source] == [True] * 3
    assert "def sigmoid" in good[-1].source


def test_a_script_in_order_is_one_cell() -> None:
    assert [cell.line for cell in read("lab1.py", data=BROKEN.replace("{bad}", "").encode()).cells] == [1]
