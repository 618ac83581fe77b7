"""The fastest linear algebra that faiss has on this processor: it does not always choose it by itself.

faiss-cpu brings an OpenBLAS of 2021 along, which falls back to its slowest kernel on processors it does not know.
`OPENBLAS_CORETYPE` names another one; a kernel the processor cannot run ends the process.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

KERNELS = ("", "Haswell", "SkylakeX", "Zen")  # "": as faiss chooses
PROBE = """
import sys, time, numpy as np, faiss
faiss.omp_set_num_threads(int(sys.argv[1]))
rng = np.random.default_rng(0)
x, q = (rng.standard_normal((n, 256), dtype=np.float32) for n in (20000, 1000))
index = faiss.IndexFlatIP(256)
index.add(x)
spent = []
for _ in range(3):
    began = time.perf_counter()
    index.search(q, 5)
    spent.append(time.perf_counter() - began)
print(min(spent))
"""


def in_child(kernel: str, *command: str) -> Any:
    """What a Python command prints as JSON with this kernel; None where the processor cannot run it."""
    environment = {k: v for k, v in os.environ.items() if k != "OPENBLAS_CORETYPE"}
    if kernel:
        environment["OPENBLAS_CORETYPE"] = kernel
    done = subprocess.run([sys.executable, *command], env=environment, stdout=subprocess.PIPE, text=True, check=False)
    return json.loads(done.stdout) if done.returncode == 0 else None


def fastest(threads: int) -> str:
    """The name of the kernel on which a small flat search takes least; empty: the one faiss chooses."""
    spent = {kernel: in_child(kernel, "-c", PROBE, str(threads)) for kernel in KERNELS}
    return min((kernel for kernel in KERNELS if spent[kernel] is not None), key=lambda kernel: spent[kernel])
