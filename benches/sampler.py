"""Our tempered SMC against `particles` (the same algorithm, other moves) and emcee, on the same reduced problem.

    python3 -m venv target/peers && target/peers/bin/pip install -r benches/requirements.txt
    target/peers/bin/python benches/sampler.py          # some ten minutes

The problem and our runs come from `crates/inference/examples/reduced.rs`; data, prior and likelihood are the same here,
written for whole arrays in numpy. No sampler is taken at its own word: each runs with several seeds, and its effective
sample size is the posterior variance over the mean squared error of its posterior means (mean over all quantities), so
that a sampler that has not arrived is charged for it. The truth needs no sampling: logarithms of such large counts are
as good as normal, so that a Kalman smoother over a grid of μ, σ and φ gives it. One thread each; compare ratios, not times.
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
RUNS, FEW_RUNS = 10, 3
WALKERS, BURN_IN, STEPS = 128, 5_000, 10_000
GRID = np.linspace(-3.5, 3.5, 41)


def quantities(z):
    """μ, σ, φ and the course w, a column each."""
    mu = np.log(15_000) + 0.7 * z[:, 0]
    sigma = 0.15 * np.exp(0.5 * z[:, 1])
    phi = 1 / (1 + np.exp(-2 - z[:, 2]))
    columns = [mu, sigma, phi, sigma / np.sqrt(1 - phi**2) * z[:, 3]]
    for k in range(4, z.shape[1]):
        columns.append(phi * columns[-1] + sigma * z[:, k])
    return np.column_stack(columns)


def truth(counts, size):
    """Posterior means and variances of all quantities."""
    z = np.array(np.meshgrid(GRID, GRID, GRID, indexing="ij")).reshape(3, -1)
    mu, sigma, phi = quantities(np.column_stack([*z, np.zeros(z.shape[1])]))[:, :3].T
    noise = 1 / size + 1 / counts
    mean, variance = np.zeros_like(mu), sigma**2 / (1 - phi**2)
    ln_weight = -0.5 * (z**2).sum(axis=0)
    means, variances = [], []
    for t, y in enumerate(np.log(counts)):
        if t:
            mean, variance = phi * mean, phi**2 * variance + sigma**2
        total, miss = variance + noise[t], y - mu - mean
        ln_weight -= 0.5 * (np.log(total) + miss**2 / total)
        gain = variance / total
        mean, variance = mean + gain * miss, (1 - gain) * variance
        means.append(mean)
        variances.append(variance)
    for t in range(len(counts) - 2, -1, -1):
        ahead = phi**2 * variances[t] + sigma**2
        back = phi * variances[t] / ahead
        means[t] = means[t] + back * (means[t + 1] - phi * means[t])
        variances[t] = variances[t] + back**2 * (variances[t + 1] - ahead)
    weight = np.exp(ln_weight - ln_weight.max())
    weight /= weight.sum()
    of_all = np.array([mu, sigma, phi, *means])
    mean = of_all @ weight
    within = np.array([np.zeros_like(mu)] * 3 + variances)
    return {"mean": mean, "variance": (of_all**2 + within) @ weight - mean**2}


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
    q = quantities(sampler.get_chain(flat=True, thin=10))
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
    size = 1 / np.mean(((means - truth["mean"]) ** 2).mean(axis=0) / truth["variance"])
    seconds = np.median(of(runs, "seconds"))
    sd = np.sqrt((of(runs, "square") - means**2).mean(axis=0) / truth["variance"])
    evidence = of(runs, "ln_evidence")
    print(
        f"{name:<34} {seconds:6.1f} s  effective sample {size:4.0f}  {100 * seconds / size:7.1f} s for 100  "
        f"sd {np.median(sd):.2f} of the truth  σ {means[:, 1].mean():.4f} ± {means[:, 1].std(ddof=1):.4f}  "
        f"ln evidence {evidence.mean():.2f} ± {evidence.std(ddof=1):.2f}",
        flush=True,
    )


def main():
    warnings.filterwarnings("ignore")
    short, longer = ours(10), ours(40)
    problem = Problem(np.array(short["counts"]), short["size"])
    exact = truth(problem.counts, problem.size)
    sd = np.sqrt(exact["variance"])
    print(f"{len(problem.counts)} years, {problem.d} dimensions, {CHAINS} particles; ± is the scatter of one run")
    print("truth: " + ", ".join(f"{n} {exact['mean'][k]:.4f} (sd {sd[k]:.4f})" for k, n in enumerate("μσφ")))
    show("ours, 10 moves a stage", short["runs"], exact)
    show("ours, 40 moves", longer["runs"], exact)
    for moves in (40, 160):
        show(f"particles, {moves} moves", repeat(lambda: tempered(problem, moves)), exact)
    show("particles, waste-free, 160 moves", repeat(lambda: tempered(problem, 160, wastefree=True), FEW_RUNS), exact)
    show(f"emcee, {WALKERS} walkers, {STEPS:,} steps", repeat(lambda: ensemble(problem), FEW_RUNS), exact)


main()
