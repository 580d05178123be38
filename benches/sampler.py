"""Our tempered SMC against `particles` (the same algorithm, other moves) and emcee, on the same reduced problem.

    python3 -m venv /tmp/peers && /tmp/peers/bin/pip install -r benches/requirements.txt
    /tmp/peers/bin/python benches/sampler.py          # about a quarter of an hour

The problem and our runs come from `crates/inference/examples/reduced.rs`; data, prior and likelihood are the same here,
written for whole arrays in numpy. No sampler is taken at its own word: each runs with several seeds, and its effective
sample size is the posterior variance over the mean squared error of its posterior means, so that a sampler that has not
arrived is charged for it. The truth is a long run of `particles`, less its own error. The median over all quantities is
shown. One thread each; compare ratios, not times.
"""

import os

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

import json
import subprocess
import time
import warnings
from pathlib import Path

import emcee
import numpy as np
import particles
from particles import distributions as dists
from particles import smc_samplers as smc

np.float = float  # `particles` 0.3 uses a name that numpy has dropped.

ROOT = Path(__file__).resolve().parent.parent
CHAINS = 1000
RUNS = 10
LONG_RUNS, LONG_MOVES = 6, 640
WALKERS, BURN_IN, STEPS = 128, 5_000, 20_000


def quantities(z):
    """μ, σ, φ and the course w, a column each."""
    mu = np.log(15_000) + 0.7 * z[:, 0]
    sigma = 0.15 * np.exp(0.5 * z[:, 1])
    phi = 1 / (1 + np.exp(-2 - z[:, 2]))
    columns = [mu, sigma, phi, sigma / np.sqrt(1 - phi**2) * z[:, 3]]
    for k in range(4, z.shape[1]):
        columns.append(phi * columns[-1] + sigma * z[:, k])
    return np.column_stack(columns)


class Problem(smc.StaticModel):
    """Counts of the years, given z; without what depends on the counts alone."""

    def __init__(self, counts, size):
        d = len(counts) + 3
        super().__init__(data=counts, prior=dists.MvNormal(loc=np.zeros(d), cov=np.eye(d)))
        self.counts, self.size, self.d = counts, size, d

    def loglik(self, z, t=None):
        q = quantities(z)
        ln_mean = q[:, :1] + q[:, 3:]
        return (self.counts * ln_mean - (self.counts + self.size) * np.log(np.exp(ln_mean) + self.size)).sum(axis=1)

    def ln_posterior(self, z):
        # Far out numbers overflow; nothing is there.
        return np.nan_to_num(self.loglik(z) - 0.5 * (z**2).sum(axis=1), nan=-np.inf)


def tempered(problem, moves, wastefree=False):
    """One run of `particles`: as many chains as ours; waste-free keeps every step of them."""
    model = smc.AdaptiveTempering(model=problem, wastefree=wastefree, len_chain=moves + 1)
    run = particles.SMC(fk=model, N=CHAINS)
    run.run()
    q = quantities(run.X.theta)
    return run.W @ q, run.W @ q**2, run.logLt


def ensemble(problem):
    """One run of emcee, with its moves for more than a few dimensions."""
    moves = [(emcee.moves.DEMove(), 0.8), (emcee.moves.DESnookerMove(), 0.2)]
    sampler = emcee.EnsembleSampler(WALKERS, problem.d, problem.ln_posterior, vectorize=True, moves=moves)
    state = sampler.run_mcmc(np.random.randn(WALKERS, problem.d), BURN_IN)
    sampler.reset()
    sampler.run_mcmc(state, STEPS)
    q = quantities(sampler.get_chain(flat=True))
    return q.mean(axis=0), (q**2).mean(axis=0), np.nan


def repeat(work, runs=RUNS):
    results = []
    for seed in range(runs):
        np.random.seed(seed)
        began = time.perf_counter()
        mean, square, ln_evidence = work()
        seconds = time.perf_counter() - began
        results.append({"mean": mean, "square": square, "ln_evidence": ln_evidence, "seconds": seconds})
    return results


def ours(moves):
    command = "cargo run --release --quiet --package aftermath-inference --example reduced --".split()
    arguments = [str(n) for n in (CHAINS, moves, RUNS)]
    return json.loads(subprocess.run(command + arguments, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout)


def of(runs, key):
    return np.array([r[key] for r in runs])


def show(name, runs, truth):
    means = of(runs, "mean")
    error = ((means - truth["mean"]) ** 2).mean(axis=0) - truth["error"] ** 2
    size = np.median(truth["variance"] / np.maximum(error, 1e-12))
    seconds = np.median(of(runs, "seconds"))
    sd = np.sqrt(of(runs, "square").mean(axis=0) - means.mean(axis=0) ** 2)
    # Of the mean over all runs, in standard errors of both; the quantities are correlated, so few of them count.
    apart = (means.mean(axis=0) - truth["mean"]) / np.hypot(means.std(axis=0, ddof=1) / np.sqrt(len(runs)), truth["error"])
    evidence = of(runs, "ln_evidence")
    print(
        f"{name:<34} {seconds:6.1f} s  effective sample {size:5.0f}  {1000 * seconds / size:7.1f} s for 1,000  "
        f"means off {np.sqrt((apart**2).mean()):4.1f} standard errors  sd {np.median(sd / truth['sd']):.2f} of the truth  "
        f"σ {means[:, 1].mean():.4f} ± {means[:, 1].std(ddof=1):.4f}  "
        f"ln evidence {evidence.mean():.2f} ± {evidence.std(ddof=1):.2f}",
        flush=True,
    )


def main():
    warnings.filterwarnings("ignore")
    short, longer = ours(10), ours(40)
    problem = Problem(np.array(short["counts"]), short["size"])
    print(f"{len(problem.counts)} years, {problem.d} dimensions, {CHAINS} particles; ± is the scatter of one run")
    long = repeat(lambda: tempered(problem, LONG_MOVES), LONG_RUNS)
    means = of(long, "mean")
    variance = of(long, "square").mean(axis=0) - means.mean(axis=0) ** 2
    truth = {
        "mean": means.mean(axis=0),
        "error": means.std(axis=0, ddof=1) / np.sqrt(len(long)),
        "variance": variance,
        "sd": np.sqrt(variance),
    }
    evidence = of(long, "ln_evidence")
    print(
        f"truth, particles with {LONG_MOVES} moves: {np.median(of(long, 'seconds')):.1f} s, "
        f"effective sample {np.median(variance / means.var(axis=0, ddof=1)):.0f} a run, σ {truth['mean'][1]:.4f}, "
        f"ln evidence {evidence.mean():.2f} ± {evidence.std(ddof=1):.2f}",
        flush=True,
    )
    show("ours, 10 moves a stage", short["runs"], truth)
    show("ours, 40 moves", longer["runs"], truth)
    for moves in (40, 160):
        show(f"particles, {moves} moves", repeat(lambda: tempered(problem, moves)), truth)
    show("particles, waste-free, 160 moves", repeat(lambda: tempered(problem, 160, wastefree=True), LONG_RUNS), truth)
    show(f"emcee, {WALKERS} walkers, {STEPS:,} steps", repeat(lambda: ensemble(problem), LONG_RUNS), truth)


main()
