"""Student code in, data out: it runs in a process that is shut in, and what it says is not trusted.

    with Sandbox() as sandbox:
        execution = sandbox.run([Cell("def double(x): return 2 * x")], [Call("a", "double", (21,))])
    execution.results["a"]  # Returned(value=42, …)

`inner` is the program in the jail; what it sends comes through `zygote` and is read by `record`.
"""

from grader.sandbox.boxes import Offer, Sandbox, available, run
from grader.sandbox.limits import Limits
from grader.sandbox.refusals import Refused

__all__ = ["Limits", "Offer", "Refused", "Sandbox", "available", "run"]
