//! The page of robust portfolios.

use super::document;
use answers::flagship::portfolios::Portfolios;
use maud::html;

/// The front: one self-contained HTML document that loads nothing and works without script.
pub fn portfolios_page(answer: &Portfolios, command: &str) -> String {
    document(
        "Robust portfolios",
        "",
        &html! { main { p { (command) } @for f in &answer.findings { p { (f) } } } },
    )
}
