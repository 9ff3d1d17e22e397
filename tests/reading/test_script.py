"""Python scripts: comments and texts are read, code is code."""

from __future__ import annotations

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
