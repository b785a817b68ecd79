"""How long the main job takes, step by step, and how light the package is to import.

Bar: `import workbench` under 0.3 s.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

BAR = 0.3
RUNS = 5


def seconds(code: str) -> float:
    """The best of RUNS fresh interpreters on that code."""
    best = float("inf")
    for _ in range(RUNS):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True)
        best = min(best, time.perf_counter() - start)
    return best


def main() -> None:
    bare, ours, command = seconds("pass"), seconds("import workbench"), seconds("import workbench.cli")
    print(f"import workbench      {ours - bare:.3f} s above a bare interpreter ({bare:.3f} s); bar {BAR} s")
    print(f"import workbench.cli  {command - bare:.3f} s")
    from workbench.demo import make

    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        made = make(Path(folder) / "study")
        for step in made:
            print(f"{step.seconds:7.2f} s  {step.step}: {step.outcome}")
        print(f"{time.perf_counter() - start:7.2f} s  in all")


if __name__ == "__main__":
    main()
