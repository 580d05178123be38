//! Standard output, error messages, and folders that appear whole or not at all.

use crate::interrupt;
use crate::passport::Request;
use anyhow::{Context, Result, bail};
use report::UserFile;
use sha2::{Digest, Sha256};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Writes text to standard output. A reader that has gone away is an error here, and ends the
/// program quietly in `main`.
pub fn print(text: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(())
}

/// SHA-256 of a text, hexadecimal.
pub fn sha256(text: &str) -> String {
    Sha256::digest(text.as_bytes())
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect()
}

/// Whether an error is a reader of our output that has gone away, as after `| head`.
pub fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause
            .downcast_ref::<std::io::Error>()
            .is_some_and(|e| e.kind() == std::io::ErrorKind::BrokenPipe)
    })
}

/// Shows an error on standard error: one message, with its causes.
pub fn show_error(error: &anyhow::Error) {
    if let Some(problems) = error.downcast_ref::<scenario::Problems>() {
        super::commands::scenarios::show_problems(problems);
        return;
    }
    let mut text = format!("error: {error}");
    for cause in error.chain().skip(1).map(ToString::to_string) {
        // Many messages tell their cause already.
        if !text.ends_with(&cause) {
            text += &format!("\n  because: {cause}");
        }
    }
    say(&text);
}

/// Writes a line to standard error; a standard error that cannot be written to is no reason to stop.
pub fn say(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// Refuses a file that exists, unless it may be replaced: before work is done for it.
pub fn refuse_existing(path: Option<&Path>, force: bool) -> Result<()> {
    match path.filter(|p| p.exists() && !force) {
        Some(path) => bail!(
            "{} exists; choose another name, or --force to replace it",
            path.display()
        ),
        None => Ok(()),
    }
}

/// Writes a file whole or not at all.
pub fn write_file(path: &Path, text: &str) -> Result<()> {
    Ok(inference::calibration::write_whole(path, text.as_bytes())?)
}

/// The file by which an earlier answer is known; only such a folder is ever replaced.
const MARK: &str = "answer.json";

/// A folder that is filled under a temporary name beside its own and renamed when it is complete.
#[derive(Debug)]
pub struct NewFolder {
    temporary: tempfile::TempDir,
    target: PathBuf,
    replace: bool,
}

impl NewFolder {
    /// Starts a folder. An existing one that is not empty is refused unless `replace` is set; it is
    /// left as it is until [`NewFolder::finish`].
    pub fn create(target: &Path, replace: bool) -> Result<Self> {
        if target.is_symlink() {
            bail!("`{}` is a link: give the folder itself", target.display());
        }
        if target.exists() {
            if !target.is_dir() {
                bail!("`{}` exists and is not a folder", target.display());
            }
            let empty = std::fs::read_dir(target)
                .with_context(|| format!("cannot read `{}`", target.display()))?
                .next()
                .is_none();
            if !empty && !replace {
                bail!(
                    "`{}` exists: choose another folder, or replace it with --force",
                    target.display()
                );
            }
            if !empty && !target.join(MARK).is_file() {
                bail!(
                    "`{}` holds no earlier answer (no {MARK}): --force replaces earlier answers only",
                    target.display()
                );
            }
        }
        let parent = match target.parent() {
            Some(p) if !p.as_os_str().is_empty() => p,
            _ => Path::new("."),
        };
        let Some(name) = target.file_name() else {
            bail!("`{}` is no name for a new folder", target.display());
        };
        let temporary = tempfile::Builder::new()
            .prefix(&format!(".{}.part-", name.to_string_lossy()))
            .tempdir_in(parent)
            .with_context(|| format!("cannot write to `{}`", parent.display()))?;
        Ok(Self {
            temporary,
            target: target.to_owned(),
            replace,
        })
    }

    /// Starts the folder that was asked for, if one was.
    pub fn asked(target: Option<&Path>, replace: bool) -> Result<Option<Self>> {
        target.map(|dir| Self::create(dir, replace)).transpose()
    }

    /// Where to put files for now.
    pub fn path(&self) -> &Path {
        self.temporary.path()
    }

    /// Writes a file.
    pub fn write(&self, name: &str, content: &str) -> Result<()> {
        let path = self.path().join(name);
        std::fs::write(&path, content).with_context(|| format!("cannot write `{}`", path.display()))
    }

    /// Writes the user's sets of assumptions, each under the name of its file.
    pub fn write_assumptions(&self, request: &Request) -> Result<()> {
        let is_set = |file: &&UserFile| {
            let named = ["--assume", file.name.as_str()];
            request.arguments.windows(2).any(|w| *w == named)
        };
        for file in request.files.iter().filter(is_set) {
            let name = Path::new(&file.name).file_name().unwrap_or_default();
            let folder = self.path().join("assumptions");
            std::fs::create_dir_all(&folder)
                .with_context(|| format!("cannot write `{}`", folder.display()))?;
            self.write(
                &format!("assumptions/{}", name.to_string_lossy()),
                &file.text,
            )?;
        }
        Ok(())
    }

    /// Gives the folder that was asked for its name, and says what is in it and which page to open; not after Ctrl-C.
    pub fn complete(asked: Option<Self>, quiet: bool, what: &str, page: &str) -> Result<()> {
        if interrupt::happened() {
            bail!("stopped before the folder was complete");
        }
        let Some(folder) = asked else {
            return Ok(());
        };
        let place = folder.target.display().to_string();
        folder.finish()?;
        if !quiet {
            say(&format!("{what} are in `{place}`: open {page}."));
        }
        Ok(())
    }

    /// Gives the folder its name. What it replaces is removed only after that.
    pub fn finish(self) -> Result<()> {
        let named = |what| format!("{what} `{}`", self.target.display());
        #[cfg(unix)]
        {
            // Temporary folders are private; a result is for reading.
            use std::os::unix::fs::PermissionsExt;
            std::fs::set_permissions(self.path(), std::fs::Permissions::from_mode(0o755))
                .with_context(|| named("cannot open up"))?;
        }
        let mut old = None;
        if self.target.exists() {
            if self.replace {
                let parked = tempfile::Builder::new()
                    .prefix(".old-")
                    .tempdir_in(self.temporary.path().parent().unwrap_or(Path::new(".")))
                    .with_context(|| named("cannot move away"))?;
                std::fs::rename(&self.target, parked.path().join("old"))
                    .with_context(|| named("cannot move away"))?;
                old = Some(parked);
            } else {
                std::fs::remove_dir(&self.target).with_context(|| named("cannot replace"))?;
            }
        }
        let path = self.temporary.keep();
        let renamed = std::fs::rename(&path, &self.target);
        if renamed.is_err()
            && let Some(parked) = &old
        {
            // Put back what was there; if even that fails, it must not be deleted.
            if std::fs::rename(parked.path().join("old"), &self.target).is_err() {
                let kept = old.map(tempfile::TempDir::keep);
                bail!(
                    "cannot write `{}`; its former content is in {kept:?}",
                    self.target.display()
                );
            }
        }
        renamed.with_context(|| named("cannot write"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_appears_whole_and_replaces_only_when_asked() {
        let base = tempfile::tempdir().unwrap();
        let target = base.path().join("answer");
        let first = NewFolder::create(&target, false).unwrap();
        first.write("a.txt", "one").unwrap();
        first.write(MARK, "{}").unwrap();
        assert!(!target.exists());
        first.finish().unwrap();
        assert_eq!(
            std::fs::read_to_string(target.join("a.txt")).unwrap(),
            "one"
        );

        let refused = NewFolder::create(&target, false).unwrap_err().to_string();
        assert!(refused.contains("--force"), "{refused}");

        let abandoned = NewFolder::create(&target, true).unwrap();
        abandoned.write("b.txt", "never").unwrap();
        drop(abandoned);
        assert!(target.join("a.txt").exists());

        let thesis = base.path().join("thesis");
        std::fs::create_dir(&thesis).unwrap();
        std::fs::write(thesis.join("thesis.txt"), "mine").unwrap();
        let refused = NewFolder::create(&thesis, true).unwrap_err().to_string();
        assert!(
            refused.contains("replaces earlier answers only"),
            "{refused}"
        );
        std::fs::remove_dir_all(&thesis).unwrap();

        let second = NewFolder::create(&target, true).unwrap();
        second.write("b.txt", "two").unwrap();
        second.finish().unwrap();
        assert!(!target.join("a.txt").exists());
        assert_eq!(
            std::fs::read_dir(base.path()).unwrap().count(),
            1,
            "nothing is left behind"
        );
    }

    #[test]
    fn a_file_in_the_way_is_refused() {
        let base = tempfile::tempdir().unwrap();
        let target = base.path().join("answer");
        std::fs::write(&target, "mine").unwrap();
        assert!(NewFolder::create(&target, true).is_err());
        assert_eq!(std::fs::read_to_string(&target).unwrap(), "mine");
    }
}
