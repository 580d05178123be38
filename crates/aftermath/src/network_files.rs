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

/// Hash of the network of the publication, by which tables are known to be it.
const PUBLISHED_NETWORK: &str = "3da214a98ff43fcea2bd814b7738d5727c6238962d4f3b8196fa3e5a896dd7dc";

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
    let mut network = Network::from_csv(
        "network read from tables that are not the published ones",
        source(0),
        source(1),
        source(2),
    )?;
    if crate::output::sha256(&network.canonical()) == PUBLISHED_NETWORK {
        network.label = "the published conflict network of 2020 (PPD/CentroGeo compilation in the authors' public repository)".to_owned();
    }
    Ok(network)
}
