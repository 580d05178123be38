//! Sets `shared_data` where the shared reference tables are found, so that the tests that need them
//! run there and are listed as ignored, with the reason, elsewhere.

use std::path::Path;

fn main() {
    println!("cargo::rustc-check-cfg=cfg(shared_data)");
    println!("cargo::rerun-if-env-changed=AFTERMATH_SHARED");
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let folder = std::env::var_os("AFTERMATH_SHARED").map_or(beside, Into::into);
    // A path that does not exist is looked at again by every build.
    println!(
        "cargo::rerun-if-changed={}",
        folder.join("reference").display()
    );
    if folder.join("reference/prieto_curiel_2023.csv").is_file() {
        println!("cargo::rustc-cfg=shared_data");
        println!(
            "cargo::rustc-env=AFTERMATH_SHARED_FOLDER={}",
            folder.display()
        );
    }
}
