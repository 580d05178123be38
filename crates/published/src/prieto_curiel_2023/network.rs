//! Who fights whom: groups in rank order, rivalries, and the strength of alliances.

use std::collections::HashMap;

/// A conflict network. Groups are numbered from zero by rank.
#[derive(Clone, Debug, PartialEq)]
pub struct Network {
    /// Where it comes from, in words.
    pub label: String,
    /// Whether it is made up.
    pub is_synthetic: bool,
    node_ids: Vec<String>,
    /// For each group its rivals and the weight of the rivalry, by ascending number.
    rivals: Vec<Vec<(usize, f64)>>,
    ally_strength: Vec<f64>,
    /// 1/(A_i + 1), kept because the equations need it at every step.
    shield: Vec<f64>,
}

/// An undirected tie between two groups, by number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tie {
    /// One group.
    pub a: usize,
    /// The other.
    pub b: usize,
    /// Weight, positive.
    pub weight: f64,
}

/// What is wrong with a network file.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum NetworkError {
    /// The file is no CSV table with the columns needed.
    #[error("{file}: the first line must name the columns {expected}; found {found}")]
    Header {
        /// File.
        file: String,
        /// Columns needed.
        expected: &'static str,
        /// What the first line says.
        found: String,
    },
    /// A row cannot be read.
    #[error("{file}, line {line}: {reason}")]
    Row {
        /// File.
        file: String,
        /// Line, from 1.
        line: u64,
        /// What is wrong.
        reason: String,
    },
    /// A value is wrong.
    #[error("{file}, line {line}, column {column}: `{found}` is not {expected}")]
    Value {
        /// File.
        file: String,
        /// Line, from 1.
        line: u64,
        /// Column name.
        column: &'static str,
        /// The text found.
        found: String,
        /// What is accepted.
        expected: String,
    },
    /// There are no groups.
    #[error("{file}: the table has no rows, at least two groups are needed")]
    Empty {
        /// File.
        file: String,
    },
}

/// The text of a file and its name for messages.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// Name for messages.
    pub name: &'a str,
    /// Content.
    pub text: &'a str,
}

impl Network {
    /// A network of groups, in rank order, with undirected ties given once each.
    ///
    /// Ties must join two different groups of the network.
    pub(super) fn new(
        label: String,
        is_synthetic: bool,
        node_ids: Vec<String>,
        rivalries: &[Tie],
        alliances: &[Tie],
    ) -> Self {
        let n = node_ids.len();
        let mut rivals = vec![Vec::new(); n];
        for tie in rivalries {
            rivals[tie.a].push((tie.b, tie.weight));
            rivals[tie.b].push((tie.a, tie.weight));
        }
        for list in &mut rivals {
            list.sort_by_key(|&(j, _)| j);
        }
        let mut ally_strength = vec![0.0; n];
        for tie in alliances {
            ally_strength[tie.a] += tie.weight;
            ally_strength[tie.b] += tie.weight;
        }
        let shield = ally_strength.iter().map(|a| 1.0 / (a + 1.0)).collect();
        Self {
            label,
            is_synthetic,
            node_ids,
            rivals,
            ally_strength,
            shield,
        }
    }

    /// Reads the three tables: `rank,node_id,…` (one row a group, ranks 1, 2, 3, …) and the
    /// undirected edges `node_a,node_b,weight` of rivalries and alliances, each pair once.
    pub fn from_csv(
        label: &str,
        nodes: Source<'_>,
        rivals: Source<'_>,
        allies: Source<'_>,
    ) -> Result<Self, NetworkError> {
        let node_ids = read_nodes(nodes)?;
        let numbers: HashMap<&str, usize> = node_ids
            .iter()
            .enumerate()
            .map(|(i, id)| (id.as_str(), i))
            .collect();
        let rivalries = read_ties(rivals, &numbers)?;
        let alliances = read_ties(allies, &numbers)?;
        drop(numbers);
        let network = Self::new(label.to_owned(), false, node_ids, &rivalries, &alliances);
        // The rank decides the size at the start, so a table in another order is another model.
        let strength = |i| network.rival_strength(i) + network.ally_strength(i);
        match (1..network.groups()).find(|&i| strength(i) > strength(i - 1)) {
            Some(i) => Err(NetworkError::Row {
                file: nodes.name.to_owned(),
                line: i as u64 + 2,
                reason: format!(
                    "rank {} is stronger (rivalries and alliances {}) than rank {i} ({}): ranks go from the strongest down",
                    i + 1,
                    strength(i),
                    strength(i - 1)
                ),
            }),
            None => Ok(network),
        }
    }

    /// Number of groups.
    pub fn groups(&self) -> usize {
        self.node_ids.len()
    }

    /// Identifiers of the groups in rank order.
    pub fn node_ids(&self) -> &[String] {
        &self.node_ids
    }

    /// Rivals of a group and weights r_ij, by ascending number.
    #[inline(always)]
    pub fn rivals(&self, i: usize) -> &[(usize, f64)] {
        &self.rivals[i]
    }

    /// 1/(A_i + 1): how much the alliances of a group shield it.
    #[inline(always)]
    pub fn shield(&self, i: usize) -> f64 {
        self.shield[i]
    }

    /// A_i, the summed weight of the alliances of a group.
    pub fn ally_strength(&self, i: usize) -> f64 {
        self.ally_strength[i]
    }

    /// R_i, the summed weight of the rivalries of a group.
    pub fn rival_strength(&self, i: usize) -> f64 {
        self.rivals[i].iter().map(|&(_, w)| w).sum()
    }

    /// c_ij, the rate at which members of j kill members of i, relative to θ.
    pub fn conflict(&self, i: usize, j: usize) -> f64 {
        if i == j {
            return 0.0;
        }
        let rivalry = self.rivals[i]
            .iter()
            .find(|&&(k, _)| k == j)
            .map_or(0.0, |&(_, w)| w);
        (rivalry + 1.0) / (self.ally_strength[i] + 1.0)
    }

    /// Everything that results depend on, as text, for a hash.
    pub fn canonical(&self) -> String {
        let mut text = String::new();
        for (i, id) in self.node_ids.iter().enumerate() {
            text += &format!("{id} {}", self.ally_strength[i]);
            for (j, weight) in &self.rivals[i] {
                text += &format!(" {j}:{weight}");
            }
            text += "\n";
        }
        text
    }
}

fn table<'a>(
    source: Source<'a>,
    expected: &'static str,
    columns: &[&str],
) -> Result<(csv::Reader<&'a [u8]>, Vec<usize>), NetworkError> {
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_reader(source.text.trim_start_matches('\u{feff}').as_bytes());
    let header_error = |found: String| NetworkError::Header {
        file: source.name.to_owned(),
        expected,
        found,
    };
    let header = reader
        .headers()
        .map_err(|e| header_error(e.to_string()))?
        .clone();
    let places = columns
        .iter()
        .map(|c| header.iter().position(|h| h == *c))
        .collect::<Option<Vec<usize>>>()
        .ok_or_else(|| {
            let found = header.iter().collect::<Vec<_>>().join(",");
            header_error(if found.is_empty() {
                "nothing".to_owned()
            } else {
                format!("`{found}`")
            })
        })?;
    Ok((reader, places))
}

fn row(
    file: &str,
    record: Result<csv::StringRecord, csv::Error>,
) -> Result<(u64, csv::StringRecord), NetworkError> {
    record
        .map(|r| (r.position().map_or(0, csv::Position::line), r))
        .map_err(|e| NetworkError::Row {
            file: file.to_owned(),
            line: e.position().map_or(0, csv::Position::line),
            reason: match e.kind() {
                csv::ErrorKind::UnequalLengths {
                    expected_len, len, ..
                } => {
                    format!("{len} fields where the first line has {expected_len}")
                }
                _ => e.to_string(),
            },
        })
}

fn read_nodes(source: Source<'_>) -> Result<Vec<String>, NetworkError> {
    let (mut reader, at) = table(source, "rank,node_id", &["rank", "node_id"])?;
    let mut ids: Vec<String> = Vec::new();
    for record in reader.records() {
        let (line, record) = row(source.name, record)?;
        let wrong = |column, found: &str, expected: String| NetworkError::Value {
            file: source.name.to_owned(),
            line,
            column,
            found: found.to_owned(),
            expected,
        };
        let (rank, id) = (&record[at[0]], &record[at[1]]);
        if rank.parse() != Ok(ids.len() + 1) {
            return Err(wrong(
                "rank",
                rank,
                format!("{}: ranks run 1, 2, 3, … down the table", ids.len() + 1),
            ));
        }
        if id.is_empty() || ids.iter().any(|known| known == id) {
            return Err(wrong(
                "node_id",
                id,
                "a new, non-empty identifier".to_owned(),
            ));
        }
        ids.push(id.to_owned());
    }
    if ids.len() < 2 {
        return Err(NetworkError::Empty {
            file: source.name.to_owned(),
        });
    }
    Ok(ids)
}

fn read_ties(source: Source<'_>, numbers: &HashMap<&str, usize>) -> Result<Vec<Tie>, NetworkError> {
    let (mut reader, at) = table(
        source,
        "node_a,node_b,weight",
        &["node_a", "node_b", "weight"],
    )?;
    let mut lines: HashMap<(usize, usize), u64> = HashMap::new();
    let mut ties = Vec::new();
    for record in reader.records() {
        let (line, record) = row(source.name, record)?;
        let wrong = |column, found: &str, expected: String| NetworkError::Value {
            file: source.name.to_owned(),
            line,
            column,
            found: found.to_owned(),
            expected,
        };
        let node = |column, id: &str| {
            numbers
                .get(id)
                .copied()
                .ok_or_else(|| wrong(column, id, "a node_id of the table of nodes".to_owned()))
        };
        let a = node("node_a", &record[at[0]])?;
        let b = node("node_b", &record[at[1]])?;
        if a == b {
            return Err(wrong(
                "node_b",
                &record[at[1]],
                "another group than node_a".to_owned(),
            ));
        }
        let weight = record[at[2]].parse().unwrap_or(f64::NAN);
        if !(weight > 0.0 && weight <= 1e6) {
            return Err(wrong(
                "weight",
                &record[at[2]],
                "a number above 0 and up to 1,000,000".to_owned(),
            ));
        }
        if let Some(first) = lines.insert((a.min(b), a.max(b)), line) {
            return Err(NetworkError::Row {
                file: source.name.to_owned(),
                line,
                reason: format!(
                    "the pair {} and {} stands already on line {first}",
                    &record[at[0]], &record[at[1]]
                ),
            });
        }
        ties.push(Tie { a, b, weight });
    }
    Ok(ties)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NODES: &str = "rank,node_id,rival_strength\n1,B,2\n2,C,1\n3,A,3\n";
    const RIVALS: &str = "node_a,node_b,weight\nA,B,2\nC,A,1\n";
    const ALLIES: &str = "node_a,node_b,weight\nB,C,3\n";

    fn read(nodes: &str, rivals: &str, allies: &str) -> Result<Network, NetworkError> {
        Network::from_csv(
            "test",
            Source {
                name: "nodes.csv",
                text: nodes,
            },
            Source {
                name: "rivals.csv",
                text: rivals,
            },
            Source {
                name: "allies.csv",
                text: allies,
            },
        )
    }

    #[test]
    fn conflict_is_divided_by_the_victims_alliances() {
        let net = read(NODES, RIVALS, ALLIES).unwrap();
        assert_eq!(net.conflict(2, 0), 3.0);
        assert_eq!(net.conflict(0, 2), 3.0 / 4.0);
        assert_eq!(
            net.conflict(0, 1),
            1.0 / 4.0,
            "allies fight at the base rate"
        );
        assert_eq!(net.conflict(2, 2), 0.0);
        assert_eq!(net.rival_strength(2), 3.0);
        let unsorted = read("rank,node_id\n1,A\n2,B\n3,C\n", RIVALS, ALLIES)
            .unwrap_err()
            .to_string();
        assert!(
            unsorted.starts_with("nodes.csv, line 3: rank 2 is stronger"),
            "{unsorted}"
        );
    }

    #[test]
    fn errors_name_file_line_and_column() {
        let message = |n: &str, r: &str, a: &str| read(n, r, a).unwrap_err().to_string();
        assert_eq!(
            message("rank,name\n1,A\n", RIVALS, ALLIES),
            "nodes.csv: the first line must name the columns rank,node_id; found `rank,name`"
        );
        assert_eq!(
            message("", RIVALS, ALLIES),
            "nodes.csv: the first line must name the columns rank,node_id; found nothing"
        );
        assert_eq!(
            message("rank,node_id\n1,A\n3,B\n", RIVALS, ALLIES),
            "nodes.csv, line 3, column rank: `3` is not 2: ranks run 1, 2, 3, … down the table"
        );
        assert_eq!(
            message("rank,node_id\n1,A\n2,A\n", RIVALS, ALLIES),
            "nodes.csv, line 3, column node_id: `A` is not a new, non-empty identifier"
        );
        assert_eq!(
            message("rank,node_id\n1,A\n", RIVALS, ALLIES),
            "nodes.csv: the table has no rows, at least two groups are needed"
        );
        assert_eq!(
            message(NODES, "node_a,node_b,weight\nA,X,1\n", ALLIES),
            "rivals.csv, line 2, column node_b: `X` is not a node_id of the table of nodes"
        );
        assert_eq!(
            message(NODES, RIVALS, "node_a,node_b,weight\nA,B,1\nA,C,many\n"),
            "allies.csv, line 3, column weight: `many` is not a number above 0 and up to 1,000,000"
        );
        assert_eq!(
            message(NODES, "node_a,node_b,weight\nA,B,1\nB,A,1\n", ALLIES),
            "rivals.csv, line 3: the pair B and A stands already on line 2"
        );
        assert_eq!(
            message(NODES, "node_a,node_b,weight\nA,B\n", ALLIES),
            "rivals.csv, line 2: 2 fields where the first line has 3"
        );
        assert_eq!(
            message(NODES, "node_a,node_b,weight\nA,A,1\n", ALLIES),
            "rivals.csv, line 2, column node_b: `A` is not another group than node_a"
        );
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(nodes in ".{0,200}", rivals in "(node_a,node_b,weight\n)?[ABC,0-9.\n-]{0,80}") {
            let _ = read(&nodes, RIVALS, ALLIES);
            if let Ok(net) = read(NODES, &rivals, ALLIES) {
                for i in 0..3 {
                    for j in 0..3 {
                        prop_assert!(net.conflict(i, j).is_finite() && net.conflict(i, j) >= 0.0);
                    }
                }
            }
        }
    }
}
