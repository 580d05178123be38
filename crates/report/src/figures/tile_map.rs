//! The 32 states as equal squares, laid out roughly as on the map, coloured by difference.

use crate::number::{Digits, interval_90, of_unit, percent, plain, probability};
use crate::scale::Ticks;
use crate::strings;
use crate::svg::{Anchor, Path, Svg};
use answers::comparison::{Comparison, StateMap, StateTile};
use engine::describe::Better;

/// Maps shown of an outcome.
pub const MOST_MAPS: usize = 6;
const WIDTH: f64 = 340.0;
const TILE: f64 = 34.0;
const TOP: f64 = 2.0;
/// Probability of worse from which a state has a heavy frame.
const SURE: f64 = 0.9;
/// Shares of the scale at which the depth of the colour changes.
const STEPS: [f64; 3] = [0.05, 1.0 / 3.0, 2.0 / 3.0];

/// Column and row of each state by its INEGI code, 1 to 32.
const PLACES: [(u8, u8); 32] = [
    (3, 2), // 1 Aguascalientes
    (0, 0), // 2 Baja California
    (0, 1), // 3 Baja California Sur
    (8, 4), // 4 Campeche
    (3, 0), // 5 Coahuila
    (2, 4), // 6 Colima
    (7, 5), // 7 Chiapas
    (2, 0), // 8 Chihuahua
    (5, 3), // 9 Mexico City
    (2, 1), // 10 Durango
    (4, 2), // 11 Guanajuato
    (4, 4), // 12 Guerrero
    (6, 2), // 13 Hidalgo
    (2, 3), // 14 Jalisco
    (4, 3), // 15 State of Mexico
    (3, 3), // 16 Michoacan
    (5, 4), // 17 Morelos
    (2, 2), // 18 Nayarit
    (4, 0), // 19 Nuevo Leon
    (6, 5), // 20 Oaxaca
    (6, 4), // 21 Puebla
    (5, 2), // 22 Queretaro
    (9, 4), // 23 Quintana Roo
    (4, 1), // 24 San Luis Potosi
    (1, 1), // 25 Sinaloa
    (1, 0), // 26 Sonora
    (7, 4), // 27 Tabasco
    (5, 0), // 28 Tamaulipas
    (6, 3), // 29 Tlaxcala
    (7, 3), // 30 Veracruz
    (9, 3), // 31 Yucatan
    (3, 1), // 32 Zacatecas
];

/// Column and row of a state by its INEGI code; `None` for a code that is not 1 to 32.
pub fn place(code: u8) -> Option<(u8, u8)> {
    usize::from(code)
        .checked_sub(1)
        .and_then(|k| PLACES.get(k).copied())
}

/// The map: in each square the abbreviation and the median difference a year and 100,000
/// inhabitants; the colours are shared by the maps shown of the outcome and horizon.
pub fn figure(comparison: &Comparison, map: &StateMap) -> String {
    let outcome = super::outcome(comparison, &map.outcome);
    let better = outcome.map_or(Better::Neither, |o| o.better);
    let outcome_title = outcome.map_or(map.outcome.as_str(), |o| o.title.as_str());
    let reach = reach(comparison, map);
    let title = strings::map_title(
        outcome_title,
        super::title(comparison, &map.option),
        &strings::after(map.horizon_years).to_lowercase(),
    );
    let bottom = TOP + 6.0 * TILE;
    let extremes = extremes(map);
    let mut svg = Svg::named(
        "tiles",
        (WIDTH, bottom + 62.0),
        &format!("{title}. {extremes}"),
    );
    for tile in &map.tiles {
        if let Some((column, row)) = place(tile.code) {
            let at = (f64::from(column) * TILE, TOP + f64::from(row) * TILE);
            draw(&mut svg, tile, at, reach, better, comparison.draws);
        }
    }
    legend(&mut svg, reach, better, bottom + 12.0);
    svg.finish()
}

/// The maps to show of an outcome and horizon: those of the option of each group with the largest
/// effect, then the largest of the rest, in the order of the options.
pub fn shown<'a>(comparison: &'a Comparison, outcome: &str, horizon: f64) -> Vec<&'a StateMap> {
    let maps = || {
        comparison
            .maps
            .iter()
            .filter(|m| m.outcome == outcome && m.horizon_years == horizon)
    };
    if maps().count() <= MOST_MAPS {
        return maps().collect();
    }
    super::drawn(comparison, outcome, MOST_MAPS + 1)
        .into_iter()
        .filter_map(|option| maps().find(|m| m.option == option.id))
        .take(MOST_MAPS)
        .collect()
}

/// The median difference at which the colours are deepest: a round number.
fn reach(comparison: &Comparison, map: &StateMap) -> f64 {
    let largest = shown(comparison, &map.outcome, map.horizon_years)
        .into_iter()
        .chain([map])
        .flat_map(|m| &m.tiles)
        .map(|t| t.difference_per_100k.q50.abs())
        .filter(|v| v.is_finite())
        .fold(0.0, f64::max);
    if largest > 0.0 {
        Ticks::covering(0.0, largest, 4)
            .values
            .last()
            .copied()
            .unwrap_or(largest)
    } else {
        1.0
    }
}

/// Class of a difference: neutral, or better or worse in three depths.
fn shade(difference: f64, reach: f64, better: Better) -> &'static str {
    let depth = STEPS
        .iter()
        .filter(|s| difference.abs() > **s * reach)
        .count();
    let is_better = (difference < 0.0) == (better != Better::Higher);
    super::matrix::tint(is_better, depth).unwrap_or("b0")
}

fn draw(
    svg: &mut Svg,
    tile: &StateTile,
    (x, y): (f64, f64),
    reach: f64,
    better: Better,
    draws: u64,
) {
    let d = &tile.difference_per_100k;
    let digits = Digits::two_of(d, strings::PEOPLE);
    let sentence = if d.q50.is_finite() {
        strings::state(
            &tile.name,
            &digits.signed(d.q50),
            &interval_90(d, |v| digits.signed(v)),
            &of_unit(tile.baseline_per_100k, strings::PEOPLE),
            &probability(&tile.worse, draws),
        )
    } else {
        format!("{}: {}", tile.name, strings::NOT_DRAWN)
    };
    svg.open_group("tile", &sentence);
    let is_sure = tile.worse.value >= SURE;
    let inset = if is_sure { 2.0 } else { 1.0 };
    let class = format!(
        "{}{}",
        shade(d.q50, reach, better),
        if is_sure { " sure" } else { "" }
    );
    svg.rect(
        &class,
        (x + inset, y + inset),
        (TILE - 2.0 * inset, TILE - 2.0 * inset),
    );
    let middle = x + TILE / 2.0;
    let abbreviation: String = tile.abbreviation.chars().take(4).collect();
    // Both classes are centred by the style.
    svg.text(
        "abbreviation",
        (middle, y + 15.0),
        Anchor::Start,
        &abbreviation,
    );
    svg.text("amount", (middle, y + 27.5), Anchor::Start, &amount(d.q50));
    svg.close_group();
}

/// A difference in at most five characters: one decimal below ten, none above.
fn amount(value: f64) -> String {
    if !value.is_finite() {
        return strings::NO_VALUE.to_owned();
    }
    let text = if value.abs() < 9.95 {
        format!("{:.1}", value.abs())
    } else {
        plain(value.abs(), 0)
    };
    let sign = match (value < 0.0, text == "0.0") {
        (_, true) => "",
        (true, _) => "−",
        (false, _) => "+",
    };
    format!("{sign}{text}")
}

/// Lowest and highest state in words.
fn extremes(map: &StateMap) -> String {
    let value = |t: &&StateTile| t.difference_per_100k.q50;
    let finite = || map.tiles.iter().filter(|t| value(t).is_finite());
    let low = finite().min_by(|a, b| value(a).total_cmp(&value(b)));
    let high = finite().max_by(|a, b| value(a).total_cmp(&value(b)));
    match (low, high) {
        (Some(low), Some(high)) => strings::extremes(
            (&low.name, &amount(value(&low))),
            (&high.name, &amount(value(&high))),
        ),
        _ => strings::NOT_DRAWN.to_owned(),
    }
}

/// Swatches from the most negative to the most positive with the limits between them.
fn legend(svg: &mut Svg, reach: f64, better: Better, top: f64) {
    let limits: Vec<f64> = STEPS
        .iter()
        .rev()
        .map(|s| -s * reach)
        .chain(STEPS.iter().map(|s| s * reach))
        .collect();
    let width = 44.0;
    let left = (WIDTH - 7.0 * width) / 2.0;
    for k in 0..7 {
        let middle = match k {
            0 => -reach,
            6 => reach,
            _ => (limits[k - 1] + limits[k]) / 2.0,
        };
        let x = left + width * k as f64;
        svg.rect(shade(middle, reach, better), (x, top), (width, 12.0));
    }
    let mut ticks = Path::default();
    for (k, limit) in limits.iter().enumerate() {
        let x = left + width * (k as f64 + 1.0);
        ticks.polyline([(x, top), (x, top + 15.0)]);
        svg.text(
            "tick",
            (x, top + 27.0),
            Anchor::Middle,
            &limit_label(*limit),
        );
    }
    svg.path("axis", &ticks);
    svg.text(
        "tick",
        (WIDTH / 2.0, top + 45.0),
        Anchor::Middle,
        strings::MAP_UNIT,
    );
}

/// A limit with two significant digits.
fn limit_label(value: f64) -> String {
    let decimals = (1.0 - value.abs().log10().floor()).clamp(0.0, 4.0);
    let text = plain(value.abs(), decimals as usize);
    format!("{}{text}", if value < 0.0 { "−" } else { "+" })
}

/// What a heavy frame means.
pub(crate) fn note() -> String {
    strings::map_note(&percent(SURE))
}
