//! How far an effect travels along the drug market: a row for each stage, one panel an option.

use super::intervals::{Row, WIDTH, panel};
use super::strips::Scale;
use crate::number::{PERCENT, in_percent};
use crate::strings;
use answers::comparison::{Comparison, MarketChain, Summary};

/// The panel of one option and horizon; the scale, per cent of the baseline, is shared by all panels
/// of that horizon.
pub fn figure(comparison: &Comparison, chain: &MarketChain) -> String {
    let all: Vec<Summary> = comparison
        .chains
        .iter()
        .filter(|c| c.horizon_years == chain.horizon_years)
        .flat_map(|c| c.stages.iter().map(|s| in_percent(&s.relative_difference)))
        .collect();
    let scale = Scale::of(all.iter(), WIDTH);
    let rows: Vec<Row> = chain
        .stages
        .iter()
        .enumerate()
        .map(|(k, stage)| Row {
            label: format!("{} {}", k + 1, stage.title),
            summary: in_percent(&stage.relative_difference),
            unit: PERCENT,
            after: " %",
        })
        .collect();
    let title = format!(
        "{}: {}, {}",
        strings::MARKET,
        super::title(comparison, &chain.option),
        strings::after(chain.horizon_years).to_lowercase()
    );
    let ends = (strings::LESS, strings::MORE);
    panel(&scale, &rows, &title, ends, strings::MARKET_AXIS)
}
