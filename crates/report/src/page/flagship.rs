//! The parts that only a model of states, markets and relationships has; each is left out when the
//! answer has no data for it.

use super::results::first_horizon;
use crate::figures::matrix;
use crate::strings;
use answers::comparison::Comparison;
use maud::{Markup, PreEscaped, html};

/// All options against the key outcomes, one table a horizon.
pub(super) fn matrix(comparison: &Comparison) -> Option<Markup> {
    if !comparison.outcomes.iter().any(|o| o.is_key) {
        return None;
    }
    let first = first_horizon(&comparison.horizons_years);
    Some(html! {
        p { (strings::MATRIX_NOTE) }
        (matrix::key())
        fieldset.tabs {
            legend.unseen { (strings::HORIZON) }
            @for (h, horizon) in comparison.horizons_years.iter().enumerate() {
                @let id = format!("matrix-{h}");
                input type="radio" name="matrix" id=(id) checked[h == first];
                label for=(id) { (strings::years(*horizon)) }
            }
            @for horizon in &comparison.horizons_years {
                div.panel { (PreEscaped(matrix::table(comparison, *horizon))) }
            }
        }
    })
}
