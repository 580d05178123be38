//! A small builder of SVG text: elements with classes, escaping, and text that fits.
//!
//! Colours and weights are in the page's style sheet, which knows about light, dark and print.

use crate::number::plain;
use std::fmt::Write;

/// Size of text in figures, in units of the figure (pixels at its natural size).
pub const TEXT: f64 = 13.0;

/// How much wider bold text is than [`text_width`] says.
pub const BOLD: f64 = 1.12;

/// Which side of the point a text stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The text starts at the point, or where the style of its class says: said once there, it is not said of each.
    Start,
    /// The point is the text's middle.
    Middle,
    /// The text ends at the point.
    End,
}

/// A figure under construction.
#[derive(Clone, Debug)]
pub struct Svg {
    open: String,
    body: String,
}

impl Svg {
    /// A figure of a class and size; `title` names it and `description` tells its numbers.
    pub fn new(class: &str, (width, height): (f64, f64), title: &str, description: &str) -> Self {
        let (w, h) = (plain(width, 1), plain(height, 1));
        let (class, title, description) = (escape(class), escape(title), escape(description));
        Self {
            open: format!(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"{class}\" \
                 viewBox=\"0 0 {w} {h}\" role=\"img\" aria-label=\"{title}. {description}\""
            ),
            body: format!("<title>{title}</title><desc>{description}</desc>"),
        }
    }

    /// A figure of a class and size whose name also tells its numbers; for pages of many figures.
    pub fn named(class: &str, (width, height): (f64, f64), name: &str) -> Self {
        Self {
            open: format!(
                "<svg class=\"{}\" viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"{}\"",
                escape(class),
                plain(width, 1),
                plain(height, 1),
                escape(name)
            ),
            body: String::new(),
        }
    }

    /// A drawing whose numbers stand beside it as text, so that it need not be read out.
    pub fn decoration((width, height): (f64, f64)) -> Self {
        Self {
            open: format!(
                "<svg viewBox=\"0 0 {} {}\" aria-hidden=\"true\"",
                plain(width, 1),
                plain(height, 1)
            ),
            body: String::new(),
        }
    }

    /// Adds an attribute `data-name` to the figure.
    pub fn data(&mut self, name: &str, value: &str) {
        let _ = write!(self.open, " data-{name}=\"{}\"", escape(value));
    }

    /// A rectangle; one of no width or height is left out.
    pub fn rect(&mut self, class: &str, (x, y): (f64, f64), (w, h): (f64, f64)) {
        if w > 0.0 && h > 0.0 {
            let _ = write!(
                self.body,
                "<rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
                plain(x, 1),
                plain(y, 1),
                plain(w, 1),
                plain(h, 1)
            );
        }
    }

    /// A straight line.
    pub fn line(&mut self, class: &str, (x1, y1): (f64, f64), (x2, y2): (f64, f64)) {
        let _ = write!(
            self.body,
            "<line class=\"{class}\" x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"/>",
            plain(x1, 1),
            plain(y1, 1),
            plain(x2, 1),
            plain(y2, 1)
        );
    }

    /// A path; an empty one is left out.
    pub fn path(&mut self, class: &str, path: &Path) {
        if !path.0.is_empty() {
            let _ = write!(self.body, "<path class=\"{class}\" d=\"{}\"/>", path.0);
        }
    }

    /// Round dots of one diameter, as one element.
    pub fn dots(&mut self, class: &str, centres: &[(f64, f64)], diameter: f64) {
        let mut d = String::new();
        for (x, y) in centres
            .iter()
            .filter(|(x, y)| x.is_finite() && y.is_finite())
        {
            let _ = write!(d, "M{} {}h.1", plain(*x, 1), plain(*y, 1));
        }
        if !d.is_empty() {
            let width = plain(diameter, 1);
            let _ = write!(
                self.body,
                "<path class=\"{class}\" stroke-width=\"{width}\" d=\"{d}\"/>"
            );
        }
    }

    /// A circle.
    pub fn circle(&mut self, class: &str, (x, y): (f64, f64), radius: f64) {
        let _ = write!(
            self.body,
            "<circle class=\"{class}\" cx=\"{}\" cy=\"{}\" r=\"{}\"/>",
            plain(x, 1),
            plain(y, 1),
            plain(radius, 1)
        );
    }

    /// One line of text with its base line at the point.
    pub fn text(&mut self, class: &str, (x, y): (f64, f64), anchor: Anchor, text: &str) {
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let class = if class.is_empty() {
            String::new()
        } else {
            format!(" class=\"{class}\"")
        };
        let _ = write!(
            self.body,
            "<text{class} x=\"{}\" y=\"{}\"{anchor}>{}</text>",
            plain(x, 1),
            plain(y, 1),
            escape(text)
        );
    }

    /// Opens a group whose title is read out when it is pointed at.
    pub fn open_group(&mut self, class: &str, title: &str) {
        let _ = write!(
            self.body,
            "<g class=\"{class}\"><title>{}</title>",
            escape(title)
        );
    }

    /// Closes the group opened last.
    pub fn close_group(&mut self) {
        self.body.push_str("</g>");
    }

    /// Opens a group that is not drawn here but where it is reused by its id.
    pub fn open_definition(&mut self, id: &str) {
        let _ = write!(self.body, "<defs><g id=\"{}\">", escape(id));
    }

    /// Closes the definition.
    pub fn close_definition(&mut self) {
        self.body.push_str("</g></defs>");
    }

    /// Draws a definition of this page.
    pub fn reuse(&mut self, id: &str) {
        let _ = write!(self.body, "<use href=\"#{}\"/>", escape(id));
    }

    /// Uses a definition moved to the right.
    pub fn reuse_at(&mut self, id: &str, x: f64) {
        let _ = write!(self.body, "<use href=\"#{id}\" x=\"{}\"/>", plain(x, 1));
    }

    /// The SVG element.
    pub fn finish(self) -> String {
        format!("{}>{}</svg>", self.open, self.body)
    }
}

/// The outline of a path: straight lines between points.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Path(String);

impl Path {
    /// Adds an open line through the points.
    pub fn polyline(&mut self, points: impl IntoIterator<Item = (f64, f64)>) {
        let mut last = (String::new(), String::new());
        let mut commanded = false;
        for (k, (x, y)) in points.into_iter().enumerate() {
            let next = (plain(x, 1), plain(y, 1));
            // Level and upright lines take half the text.
            let _ = match (k, next.0 == last.0, next.1 == last.1) {
                (0, ..) => write!(self.0, "M{} {}", next.0, next.1),
                (_, true, _) => write!(self.0, "V{}", next.1),
                (_, _, true) => write!(self.0, "H{}", next.0),
                _ if commanded => write!(self.0, " {} {}", next.0, next.1),
                _ => write!(self.0, "L{} {}", next.0, next.1),
            };
            commanded = k > 0 && next.0 != last.0 && next.1 != last.1;
            last = next;
        }
    }

    /// Adds a closed shape through the points.
    pub fn polygon(&mut self, points: impl IntoIterator<Item = (f64, f64)>) {
        self.polyline(points);
        self.0.push('Z');
    }

    /// Adds a diamond of half-widths around a point.
    pub fn diamond(&mut self, (x, y): (f64, f64), (w, h): (f64, f64)) {
        let (top, w, h) = (plain(y - h, 1), plain(w, 1), plain(h, 1));
        let _ = write!(self.0, "M{} {top}l{w} {h}-{w} {h}-{w}-{h}z", plain(x, 1));
    }

    /// Adds diagonal lines that fill a rectangle.
    pub fn hatch(&mut self, (x, y): (f64, f64), (w, h): (f64, f64), gap: f64) {
        let mut start = gap / 2.0;
        while start < w + h {
            let (x1, y1) = (start.min(w), (start - w).max(0.0));
            let (x2, y2) = ((start - h).max(0.0), start.min(h));
            self.polyline([(x + x1, y + y1), (x + x2, y + y2)]);
            start += gap;
        }
    }
}

/// Text safe inside elements and double-quoted attributes.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // Characters that XML forbids.
            c if c.is_control() && c != '\n' && c != '\t' => {}
            c => out.push(c),
        }
    }
    out
}

/// Width of a text in the common sans-serif fonts, rounded up: the widest of them decides.
pub fn text_width(text: &str, size: f64) -> f64 {
    let ems: f64 = text
        .chars()
        .map(|c| match c {
            'i' | 'j' | 'l' | 'I' | '.' | ',' | ';' | ':' | '\'' | '|' | '!' => 0.33,
            ' ' | 'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '/' => 0.40,
            'm' | 'w' | 'M' | 'W' | '%' | '@' | '→' | '←' => 0.98,
            '0'..='9' => 0.64,
            '+' | '−' | '±' | '<' | '>' | '=' | '×' => 0.84,
            c if c.is_uppercase() => 0.74,
            _ => 0.61,
        })
        .sum();
    ems * size
}

/// Breaks a text into at most `most` lines of a width; what does not fit ends in an ellipsis.
pub fn wrap(text: &str, width: f64, size: f64, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if text_width(&format!("{line} {word}"), size) <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    let has_more = lines.len() > most.max(1);
    lines.truncate(most.max(1));
    let last = lines.len().saturating_sub(1);
    for (k, line) in lines.iter_mut().enumerate() {
        let mark = if has_more && k == last { "…" } else { "" };
        if text_width(&format!("{line}{mark}"), size) <= width {
            line.push_str(mark);
            continue;
        }
        while !line.is_empty() && text_width(&format!("{line}…"), size) > width {
            line.pop();
        }
        line.truncate(line.trim_end().len());
        line.push('…');
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped() {
        let mut svg = Svg::new("a", (10.0, 5.0), "<script>", "\"quoted\" & 'single'");
        svg.text("", (1.0, 2.04), Anchor::End, "a < b");
        svg.rect("r", (0.0, 0.0), (0.0, 3.0));
        insta::assert_snapshot!(svg.finish());
    }

    #[test]
    fn wrapped_lines_fit() {
        let long = "Double arrests and halve recruitment at the same time, from January 2022 on, everywhere";
        for width in [40.0, 90.0, 180.0, 300.0] {
            for most in 1..4 {
                let lines = wrap(long, width, TEXT, most);
                assert!(lines.len() <= most);
                assert!(
                    lines.iter().all(|l| text_width(l, TEXT) <= width),
                    "{lines:?}"
                );
            }
        }
        assert_eq!(wrap("short", 200.0, TEXT, 2), ["short"]);
        assert!(wrap("", 200.0, TEXT, 2).is_empty());
    }

    #[test]
    fn paths_have_one_decimal() {
        let mut path = Path::default();
        path.polygon([(0.04, 1.26), (2.0, -0.01), (3.55, 4.0)]);
        assert_eq!(path.0, "M0 1.3L2 0 3.5 4Z");
    }
}
