//! Reads the conflict network from a folder, or makes the synthetic one.

use anyhow::{Context, Result, bail};
use published::prieto_curiel_2023::network::{Network, Source};
use published::prieto_curiel_2023::synthetic;
use std::path::Path;

const FILES: [&str; 3] = [
    "pc2023_nodes.csv",
    "pc2023_rival_edges.csv",
    "pc2023_ally_edges.csv",
];

/// The network of the folder; without one, the synthetic network.
pub fn load(folder: Option<&Path>) -> Result<Network> {
    let Some(folder) = folder else {
        return Ok(synthetic::network());
    };
    if !folder.is_dir() {
        bail!(
            "`{}` is not a folder: --network takes a folder with {}",
            folder.display(),
            FILES.join(", ")
        );
    }
    let mut texts = Vec::new();
    for file in FILES {
        let path = folder.join(file);
        let text = std::fs::read_to_string(&path).with_context(|| {
            format!(
                "cannot read `{}`: --network takes a folder with {}",
                path.display(),
                FILES.join(", ")
            )
        })?;
        texts.push((path.display().to_string(), text));
    }
    let source = |k: usize| Source {
        name: &texts[k].0,
        text: &texts[k].1,
    };
    let label = "conflict network of 2020 read from tables (PPD/CentroGeo compilation in the \
                 authors' public repository)";
    Ok(Network::from_csv(label, source(0), source(1), source(2))?)
}
