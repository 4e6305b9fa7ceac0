"""What a process must know of its machine before numpy and torch are loaded."""
import os
import sys

KERNELS = {'avx512f': 'SkylakeX', 'avx2': 'Haswell'}


def environment():
    """OpenBLAS takes slow kernels on CPUs that it does not know, malloc gives pages back that are soon needed again."""
    wanted = {'OMP_NUM_THREADS': '1', 'MALLOC_MMAP_THRESHOLD_': '4294967296', 'MALLOC_TRIM_THRESHOLD_': '17179869184',
              'MALLOC_TOP_PAD_': '268435456'}
    try:
        with open('/proc/cpuinfo', encoding='utf8') as f:
            flags = next(l for l in f if l.startswith('flags')).split()
        wanted['OPENBLAS_CORETYPE'] = next(k for flag, k in KERNELS.items() if flag in flags)
    except (OSError, StopIteration):
        pass
    missing = {k: v for k, v in wanted.items() if k not in os.environ}
    if missing:
        os.execve(sys.executable, [sys.executable, *sys.argv], os.environ | missing)
