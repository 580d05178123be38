//! Who fights whom: a triangle of deaths by pair of blocs under the baseline.

use super::matrix::tint;
use crate::number::{Digits, interval_90, plain};
use crate::strings;
use crate::svg::{Anchor, Svg};
use answers::comparison::{Dyad, Dyads};

const CELL: f64 = 40.0;
const LEFT: f64 = 200.0;
/// Deaths a year from which the colours deepen.
const DEPTHS: [f64; 3] = [50.0, 200.0, 800.0];

/// The triangle: rows and columns are blocs, a square the mean deaths a year in the fights of two.
pub fn figure(dyads: &Dyads) -> String {
    let n = dyads.blocs.len();
    let size = (LEFT + CELL * n as f64 + 4.0, CELL * n as f64 + 30.0);
    let mut svg = Svg::named("tiles dyads", size, &name(dyads));
    for (row, bloc) in dyads.blocs.iter().enumerate() {
        let y = CELL * row as f64;
        let label = format!("{} {bloc}", row + 1);
        svg.text("tick", (LEFT - 8.0, y + 0.6 * CELL), Anchor::End, &label);
        let x = LEFT + CELL * (row as f64 + 0.5);
        let below = CELL * n as f64 + 18.0;
        svg.text("tick", (x, below), Anchor::Middle, &(row + 1).to_string());
    }
    for pair in &dyads.pairs {
        let x = LEFT + CELL * pair.first as f64;
        let y = CELL * pair.second as f64;
        svg.open_group("tile", &sentence(dyads, pair));
        let mean = pair.baseline.mean;
        let depth = DEPTHS.iter().filter(|d| mean >= **d).count();
        let class = tint(false, depth).unwrap_or("b0");
        svg.rect(class, (x + 1.0, y + 1.0), (CELL - 2.0, CELL - 2.0));
        let at = (x + CELL / 2.0, y + 0.6 * CELL);
        svg.text("amount", at, Anchor::Start, &amount(mean));
        svg.close_group();
    }
    svg.finish()
}

/// The pairs with the most deaths under the baseline, in falling order.
pub fn largest(dyads: &Dyads, most: usize) -> Vec<&Dyad> {
    let mut pairs: Vec<&Dyad> = dyads.pairs.iter().collect();
    pairs.sort_by(|a, b| b.baseline.mean.total_cmp(&a.baseline.mean));
    pairs.truncate(most);
    pairs
}

/// "Sinaloa and Jalisco", "within Sinaloa".
pub fn label(dyads: &Dyads, pair: &Dyad) -> String {
    let of = |k: usize| dyads.blocs.get(k).map_or("", String::as_str);
    strings::dyad(of(pair.first), of(pair.second))
}

fn sentence(dyads: &Dyads, pair: &Dyad) -> String {
    let digits = Digits::of(&pair.baseline, strings::PEOPLE);
    strings::dyad_deaths(
        &label(dyads, pair),
        &digits.show(pair.baseline.mean),
        &interval_90(&pair.baseline, |v| digits.show(v)),
    )
}

fn name(dyads: &Dyads) -> String {
    let first = largest(dyads, 3);
    let told: Vec<String> = first.iter().map(|p| sentence(dyads, p)).collect();
    format!("{}. {}", strings::DYADS, told.join("; "))
}

/// A mean in few characters; under half a death a year nothing.
fn amount(mean: f64) -> String {
    if mean < 0.5 {
        String::new()
    } else {
        plain(mean, 0)
    }
}
