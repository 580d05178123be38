//! What makes an answer again, tells whether it is the same, and names it where it is quoted.

use serde::{Deserialize, Serialize};

/// What is needed to make the same answer again, and to tell whether it is the same.
///
/// Hashes are SHA-256, hexadecimal. Fields that an older passport does not have are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Passport {
    /// Version of the program.
    pub version: String,
    /// Commit that it was built from.
    pub commit: String,
    /// Id and hash of each scenario.
    pub scenario_hashes: Vec<(String, String)>,
    /// Hash of the embedded record.
    pub data_hash: String,
    /// Hash of the ledger of assumptions, without overlays.
    pub assumptions_hash: String,
    /// Hash of the posteriors that are part of the program.
    pub posterior_hash: String,
    /// Hash of the conflict network.
    pub network_hash: String,
    /// Hash of the answer.
    pub answer_hash: String,
    /// Seed of all random numbers.
    pub seed: u64,
    /// Parameter draws.
    pub draws: u64,
    /// Replicates for each draw.
    pub replicates: u64,
    /// The command that makes this page again.
    pub command: String,
    /// The same, word by word, without the name of the program.
    pub arguments: Vec<String>,
    /// Files of the user that the answer was made with.
    pub files: Vec<UserFile>,
}

/// A file of the user: what it said when the answer was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserFile {
    /// How the command named it.
    pub name: String,
    /// Hash of the text.
    pub hash: String,
    /// The text; of a scenario, with all that it inherits.
    pub text: String,
}

impl Passport {
    /// The answer's short name.
    pub fn short(&self) -> String {
        self.answer_hash.chars().take(12).collect()
    }

    /// A citation of the exact answer to a question.
    pub fn citation(&self, question: &str) -> String {
        format!(
            "Aftermath {} (commit {}). “{question}” Answer {}, made with: {}",
            self.version,
            self.commit,
            self.short(),
            self.command
        )
    }

    /// The same as a BibTeX entry.
    pub fn bibtex(&self, question: &str) -> String {
        format!(
            "@misc{{aftermath_{},\n  \
               author = {{{{Aftermath}}}},\n  \
               title = {{{{{}}}}},\n  \
               howpublished = {{Computer program Aftermath, version {}, commit {}}},\n  \
               note = {{Answer {}, made with: \\texttt{{{}}}}}\n}}",
            self.short(),
            escaped(question),
            escaped(&self.version),
            escaped(&self.commit),
            escaped(&self.answer_hash),
            escaped(&self.command),
        )
    }
}

/// Text for BibTeX: what TeX takes as a command is written as a character, braces stay in pairs.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\\' => out += "{\\textbackslash}",
            '{' => out += "{\\textbraceleft}",
            '}' => out += "{\\textbraceright}",
            '~' => out += "{\\textasciitilde}",
            '^' => out += "{\\textasciicircum}",
            '#' | '$' | '%' | '&' | '_' => {
                out.push('\\');
                out.push(c);
            }
            // Two hyphens would be set as a dash.
            '-' if out.ends_with('-') => out += "{}-",
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bibtex_survives_any_text() {
        assert_eq!(
            escaped("50 % of a_b {x} #1 & \\cmd ~^$ --draws\n"),
            "50 \\% of a\\_b {\\textbraceleft}x{\\textbraceright} \\#1 \\& {\\textbackslash}cmd {\\textasciitilde}{\\textasciicircum}\\$ -{}-draws "
        );
        let passport = Passport {
            answer_hash: "0123456789abcdef".to_owned(),
            command: "aftermath compare '{mine}.toml' --draws 20".to_owned(),
            ..Passport::default()
        };
        let entry = passport.bibtex("What if } or { or 5 %?");
        let depth = entry.replace("\\%", "").chars().try_fold(0i32, |d, c| {
            let d = d + i32::from(c == '{') - i32::from(c == '}');
            (d >= 0).then_some(d)
        });
        assert_eq!(depth, Some(0), "{entry}");
        assert!(
            entry.starts_with("@misc{aftermath_0123456789ab,"),
            "{entry}"
        );
    }
}
