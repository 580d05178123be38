//! `aftermath calibrate plan|run|status|collect`

use super::Outcome;
use super::assumptions::{forms, ledger};
use crate::args::{Calibrate, CalibrationSize, Common};
use crate::interrupt;
use crate::output::{print, say, write_file};
use crate::tables::table;
use anyhow::{Context, Result, bail};
use inference::calibration::{CalibrationError, PLAN, Plan, Progress, Size};
use inference::diagnostics::SILENT;
use inference::inputs::FIRST_YEAR;
use inference::panel::Panel;
use inference::posterior::Posterior;
use inference::sbc::{Sbc, Task, sbc};
use sha2::{Digest, Sha256};
use std::path::Path;
use system::parameters::PARAMETERS;

/// Runs the command.
pub fn run(command: &Calibrate, common: &Common) -> Result<Outcome> {
    match command {
        Calibrate::Plan {
            file,
            column,
            out,
            size,
            until,
            form,
            seed,
        } => {
            forms(form)?;
            let form: Vec<String> = form.iter().map(|(m, f)| format!("{m}={f}")).collect();
            plan(file, column, out, *size, *until, &form, *seed)?;
        }
        Calibrate::Run { folder, shard } => run_shards(folder, *shard, common)?,
        Calibrate::Status { folder } => status(folder)?,
        Calibrate::Sbc {
            datasets,
            years,
            seed,
            json,
        } => simulated(*datasets, *years, *seed, json.as_deref(), common)?,
        Calibrate::Collect { folder, out } => collect(folder, out)?,
    }
    Ok(Outcome::Done)
}

/// Reads a panel of homicides by state and month from a long CSV file; also a line that names the data.
pub fn panel(file: &Path, column: &str) -> Result<(Panel, String)> {
    let bytes =
        std::fs::read(file).with_context(|| format!("{}: cannot be read", file.display()))?;
    let name = file.display().to_string();
    let table = record::long_csv::parse_state_months(&name, bytes.as_slice())?;
    let panel = Panel::from_table(&name, &table, column, FIRST_YEAR)?;
    let sum: String = Sha256::digest(&bytes)[..8]
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect();
    let short = file
        .file_name()
        .map_or(name.clone(), |n| n.to_string_lossy().into_owned());
    let data = format!(
        "{short}, column {column}, {}-{}, sha256 {sum}…",
        panel.first_year,
        panel.last_year()
    );
    Ok((panel, data))
}

/// How much work.
pub fn size(of: CalibrationSize) -> Size {
    match of {
        CalibrationSize::Full => Size::FULL,
        CalibrationSize::Reduced => Size::REDUCED,
    }
}

fn plan(
    file: &Path,
    column: &str,
    out: &Path,
    size: CalibrationSize,
    until: Option<u16>,
    form: &[String],
    seed: u64,
) -> Result<()> {
    if out.join(PLAN).exists() {
        bail!(
            "{} holds a calibration already; take another folder, or go on with `aftermath calibrate run {}`",
            out.display(),
            out.display()
        );
    }
    let (mut panel, data) = panel(file, column)?;
    if let Some(year) = until {
        let (first, last) = (panel.first_year + 4, panel.last_year());
        if !(first..=last).contains(&year) {
            bail!("--until {year}: the file allows {first} to {last}");
        }
        panel = panel.until(year);
    }
    let ledger = ledger()?;
    let plan = Plan::new(
        &ledger,
        form,
        data,
        panel.quarters(),
        seed,
        self::size(size),
    );
    plan.write(out)?;
    say(&format!(
        "{} parameters of {} change what the model expects of these counts; {} shards of {} particles.\n\
         Next: aftermath calibrate run {}",
        plan.active.len(),
        PARAMETERS.len(),
        plan.shards,
        plan.particles,
        out.display()
    ));
    Ok(())
}

fn run_shards(folder: &Path, only: Option<u32>, common: &Common) -> Result<()> {
    let ledger = ledger()?;
    let plan = Plan::read(folder, &ledger)?;
    if let Some(k) = only.filter(|k| *k >= plan.shards) {
        bail!("--shard {k}: the plan has shards 0 to {}", plan.shards - 1);
    }
    let target = plan.target(&ledger);
    let cancel = interrupt::watch_and_say("every stage that is done is kept")?;
    let shards = only.map_or(0..plan.shards, |k| k..k + 1);
    let began = std::time::Instant::now();
    for shard in shards {
        let report = |p: Progress| {
            if !common.quiet {
                say(&format!(
                    "shard {} of {}: stage {}, {:.1} % of the way (β = {:.4}), {:.0} s",
                    p.shard + 1,
                    plan.shards,
                    p.stage,
                    100.0 * (p.beta / plan.learning_rate).sqrt(),
                    p.beta,
                    began.elapsed().as_secs_f64()
                ));
            }
        };
        let run = plan.run_shard(folder, shard, &target, cancel, report);
        // Most often the disk is full.
        if let Err(error @ CalibrationError::File { .. }) = run {
            return Err(error).context(format!(
                "shard {shard} has stopped; every stage that was written is kept. Mend what is said below, then go on: \
                 `aftermath calibrate run {}`",
                folder.display()
            ));
        }
        run?;
    }
    say(&format!(
        "Done. Next: aftermath calibrate collect {} --out FILE",
        folder.display()
    ));
    Ok(())
}

fn status(folder: &Path) -> Result<()> {
    let plan = Plan::read(folder, &ledger()?)?;
    let mut rows = Vec::new();
    for shard in 0..plan.shards {
        let progress = plan.progress(folder, shard)?;
        rows.push(match progress {
            None => vec![
                shard.to_string(),
                "not begun".to_owned(),
                String::new(),
                String::new(),
            ],
            Some(p) => vec![
                shard.to_string(),
                if p.is_done { "done" } else { "under way" }.to_owned(),
                p.stage.to_string(),
                format!("{:.4}", p.beta),
            ],
        });
    }
    print(&format!(
        "{}\n{}\n",
        plan.data,
        table(&["shard", "state", "stages", "β"], 2, rows)
    ))
}

fn collect(folder: &Path, out: &Path) -> Result<()> {
    let ledger = ledger()?;
    let plan = Plan::read(folder, &ledger)?;
    let target = plan.target(&ledger);
    let posterior = Posterior::collect(&plan, &ledger, &target, folder)?;
    posterior.write(out)?;
    print(&describe(&posterior))
}

fn simulated(
    datasets: u32,
    years: u16,
    seed: u64,
    json: Option<&Path>,
    common: &Common,
) -> Result<()> {
    let ledger = ledger()?;
    let task = Task {
        ledger: &ledger,
        size: Size::ONE_OF_MANY,
        years: years.into(),
        datasets,
        seed,
    };
    let began = std::time::Instant::now();
    let result = sbc(&task, interrupt::watch()?, |done| {
        if !common.quiet && done % 10 == 0 {
            say(&format!(
                "{done} of {datasets} records ({:.0} s)",
                began.elapsed().as_secs_f64()
            ));
        }
    })?;
    if let Some(path) = json {
        write_file(path, &serde_json::to_string(&result)?)?;
    }
    let rows = result.policies.iter().chain(&result.parameters).map(|c| {
        vec![
            c.quantity.clone(),
            format!("{:.0} %", 100.0 * c.within_50),
            format!("{:.0} %", 100.0 * c.within_90),
            c.ranks
                .iter()
                .map(u32::to_string)
                .collect::<Vec<_>>()
                .join(" "),
        ]
    });
    let (p50, p90) = Sbc::mean(&result.parameters);
    let (e50, e90) = Sbc::mean(&result.policies);
    print(&format!(
        "{}\nMean of parameters: {:.0} % within the 50 % interval, {:.0} % within the 90 % interval; of policy effects: \
         {:.0} % and {:.0} %\n",
        table(
            &["truth", "in 50 %", "in 90 %", "ranks, by eighth"],
            1,
            rows
        ),
        100.0 * p50,
        100.0 * p90,
        100.0 * e50,
        100.0 * e90
    ))
}

/// How a calibration went and what the record said, as text.
pub fn describe(posterior: &Posterior) -> String {
    let m = &posterior.manifest;
    let d = &m.diagnostics;
    let rows: Vec<Vec<String>> = d
        .parameters
        .iter()
        .map(|p| {
            let number = |x: f64| crate::numbers::precise(x);
            vec![
                p.parameter.clone(),
                format!(
                    "{} ({} to {})",
                    number(p.quantiles[1]),
                    number(p.quantiles[0]),
                    number(p.quantiles[2])
                ),
                format!("{:.2}", p.overlap),
                format!("{:.2}", p.r_hat),
                if p.overlap > SILENT {
                    "the record is silent"
                } else {
                    ""
                }
                .to_owned(),
            ]
        })
        .collect();
    format!(
        "{}\n{} draws, {} distinct, {} courses of chance; worst R̂ {:.2}; η {}; ln ∫ L^η π by shard: {}\n{}\n",
        m.data,
        m.draws,
        d.distinct,
        d.courses_of_chance,
        d.worst_r_hat,
        m.learning_rate,
        d.ln_evidence
            .iter()
            .map(|e| format!("{e:.0}"))
            .collect::<Vec<_>>()
            .join(", "),
        table(
            &[
                "parameter",
                "posterior median (5 to 95 %)",
                "overlap with prior",
                "R̂",
                ""
            ],
            1,
            rows
        )
    )
}
