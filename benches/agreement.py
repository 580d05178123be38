"""Our Sobol' indices and PRIM boxes against SALib and ema_workbench, on the same samples.

    python3 -m venv target/peers && target/peers/bin/pip install -r benches/requirements.txt
    target/peers/bin/python benches/agreement.py

The samples and our answers come from `crates/answers/examples/agreement.rs`. Ends with status 1 where an estimator is
the same and the answers differ by more than 1e-6. One thread each, fastest of five runs; compare ratios, not times.
"""

import json
import logging
import subprocess
import sys
import time
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
from ema_workbench.analysis import prim as ema
from SALib.analyze import sobol

ROOT = Path(__file__).resolve().parent.parent
RUNS = 5
RESAMPLES = 300
AGREE = 1e-6
# As in `crates/answers/src/prim.rs`.
DENSITIES = [0.9, 0.8, 0.7, 0.6]
LEAST_COVERAGE = 0.25
MOST_VARIABLES = 3


def timed(work):
    """The result, and the seconds that the fastest run took."""
    best = None
    for _ in range(RUNS):
        began = time.perf_counter()
        result = work()
        seconds = time.perf_counter() - began
        if best is None or seconds < best:
            best = seconds
    return result, best


def differ(ours, theirs):
    return float(np.max(np.abs(np.asarray(ours) - np.asarray(theirs))))


def variance(sample):
    """Indices of one sample; returns the largest difference where the estimator is the same."""
    a, b, ab = (np.array(sample[k]) for k in ("a", "b", "ab"))
    n, d = len(a), len(ab)
    first = [i["first"]["value"] for i in sample["indices"]]
    total = [i["total"]["value"] for i in sample["indices"]]

    # 1. SALib's estimators on outputs centred as ours: the mean of f(A) and f(B).
    mean = np.mean([a, b])
    columns = [(a - mean, column - mean, b - mean) for column in ab]
    same = max(
        differ(first, [sobol.first_order(*c) for c in columns]),
        differ(total, [sobol.total_order(*c) for c in columns]),
    )

    # 2. SALib's whole analysis, which also takes f(A_B) into the mean, with its intervals.
    y = np.column_stack([a, *ab, b]).ravel()
    problem = {"num_vars": d, "names": [f"x{k}" for k in range(d)], "bounds": [[0, 1]] * d}
    analyse = lambda: sobol.analyze(  # noqa: E731
        problem, y, calc_second_order=False, num_resamples=RESAMPLES, conf_level=0.9, seed=1
    )
    whole, seconds = timed(analyse)
    half = {
        o: np.array([(i[k]["high"] - i[k]["low"]) / 2 for i in sample["indices"]])
        for k, o in (("first", "S1"), ("total", "ST"))
    }
    widths = np.concatenate([half[o] / whole[f"{o}_conf"] for o in half if np.all(whole[f"{o}_conf"] > 0)])

    print(f"{sample['name']}")
    print(f"  the same estimator                  largest difference {same:.1e}")
    print(f"  whole analysis, first order         largest difference {differ(first, whole['S1']):.1e}")
    print(f"  whole analysis, total order         largest difference {differ(total, whole['ST']):.1e}")
    print(f"  half-widths of 90 % intervals       ours / SALib {widths.min():.2f} to {widths.max():.2f}")
    print(
        f"  time with {RESAMPLES} resamples            ours {1e3 * sample['seconds']:.1f} ms, "
        f"SALib {1e3 * seconds:.1f} ms, ratio {seconds / sample['seconds']:.1f}\n"
    )
    return max(same, differ(total, whole["ST"]))


def inside(x, limits):
    """Members within limits, each a variable with its least and greatest value (None: none)."""
    within = np.ones(x.shape[1], dtype=bool)
    for k, low, high in limits:
        within &= (low is None or x[int(k)] >= low) & (high is None or x[int(k)] <= high)
    return within


def catch(within, case):
    return {"density": case[within].mean(), "coverage": case[within].sum() / case.sum(), "support": within.mean()}


def theirs_at_its_best(box):
    """The box of their path that our rule would take: the widest that is dense enough with few variables."""
    path = box.peeling_trajectory
    few = path[path["res_dim"] <= MOST_VARIABLES]
    for density in DENSITIES:
        dense = few[(few["density"] >= density) & (few["coverage"] >= LEAST_COVERAGE)]
        if len(dense):
            return int(dense["coverage"].idxmax())
    dense = few[few["density"] > 0.5]
    return int(dense["density"].idxmax()) if len(dense) else None


def scenario(sample):
    """Boxes of one sample; returns how far what we say of our box is from what it is."""
    x, case = np.array(sample["x"]), np.array(sample["is_case"], dtype=float)
    training, held_out = slice(0, None, 2), slice(1, None, 2)
    print(sample["name"])

    def show(who, limits, within):
        words = ", ".join(
            (f"{low:.4g} ≤ " if low is not None else "") + f"x{int(k)}" + (f" ≤ {high:.4g}" if high is not None else "")
            for k, low, high in limits
        )
        print(f"  {who}: {words or 'no box'}")
        for name, part in (("found with", training), ("held out", held_out)):
            c = catch(within[part], case[part])
            print(f"    {name:<11} density {c['density']:.3f}  coverage {c['coverage']:.3f}  support {c['support']:.3f}")

    off = 0.0
    ours = None
    if sample["found"]:
        limits = sorted(sample["found"]["limits"])
        ours = inside(x, limits)
        for name, part in (("training", training), ("held_out", held_out)):
            c = catch(ours[part], case[part])
            off = max(off, *(abs(sample["found"][name][k] - v) for k, v in c.items()))
        show("ours", limits, ours)
        print(f"    what we say of it, counted again in numpy: largest difference {off:.1e}")
    frame = pd.DataFrame(x[:, training].T, columns=[f"x{k}" for k in range(len(x))])
    for name, objective in (
        ("density (Friedman & Fisher)", ema.PRIMObjectiveFunctions.ORIGINAL),
        ("gain by mass (its default)", ema.PRIMObjectiveFunctions.LENIENT1),
    ):
        def search():
            found = ema.Prim(frame, case[training], threshold=0.5, obj_function=objective, peel_alpha=0.05, mass_min=0.05)
            return found, found.find_box()

        (found, box), seconds = timed(search)
        chosen = theirs_at_its_best(box)
        limits = []
        if chosen is not None:
            for k, column in enumerate(frame.columns):
                (low, high), (least, most) = box.box_lims[chosen][column], found.box_init[column]
                if low > least or high < most:
                    limits.append((k, low if low > least else None, high if high < most else None))
        within = inside(x, limits)
        show(f"ema_workbench, {name}", limits, within)
        if ours is not None:
            print(f"    members in both boxes, of those in either: {(ours & within).sum() / (ours | within).sum():.3f}")
        print(
            f"    time: ours {1e3 * sample['seconds']:.1f} ms, ema_workbench {1e3 * seconds:.0f} ms, "
            f"ratio {seconds / sample['seconds']:.0f}"
        )
    print()
    return off


def main():
    warnings.filterwarnings("ignore")
    logging.disable(logging.WARNING)
    ours = subprocess.run(
        "cargo run --release --quiet --package aftermath-answers --example agreement".split(),
        cwd=ROOT, check=True, stdout=subprocess.PIPE,
    )
    samples = json.loads(ours.stdout)
    worst = max([variance(s) for s in samples["variance"]] + [scenario(s) for s in samples["scenario"]])
    print(f"Largest difference where the same is computed: {worst:.1e} (at most {AGREE:.0e})")
    sys.exit(worst > AGREE)


main()
