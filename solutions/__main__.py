"""List every solver by module, with its arguments and the first line of its docstring."""

from __future__ import annotations

import inspect

from solutions import modules, solvers


def main() -> None:
    """Print the list."""
    for module in modules():
        print(f"\n{module.__name__}  {(module.__doc__ or '').splitlines()[0]}")
        for name, solver in solvers(module).items():
            arguments = ", ".join(inspect.signature(solver).parameters)
            print(f"  {name}({arguments})\n      {(solver.__doc__ or '').splitlines()[0]}")


if __name__ == "__main__":
    main()
