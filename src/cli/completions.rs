//! `sitmap completions`: what a shell has to know to complete the command line.

use std::io::Write;

use clap_complete::{Shell, generate};

use super::{FINE, Failure, told};

/// Print what a shell needs to complete sitmap's command line
#[derive(Debug, clap::Args)]
#[command(after_help = "Where it goes:
  bash  sitmap completions bash > ~/.local/share/bash-completion/completions/sitmap
  zsh   sitmap completions zsh > ~/.zfunc/_sitmap, with ~/.zfunc in $fpath before compinit runs
  fish  sitmap completions fish > ~/.config/fish/completions/sitmap.fish

Exit codes:
  0  fine
  2  nobody takes the output, or the command line makes no sense")]
pub(super) struct Args {
    /// Which shell
    shell: Which,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Which {
    Bash,
    Zsh,
    Fish,
}

/// Prints the script.
pub(super) fn run(args: &Args, out: &mut dyn Write) -> Result<u8, Failure> {
    let shell = match args.shell {
        Which::Bash => Shell::Bash,
        Which::Zsh => Shell::Zsh,
        Which::Fish => Shell::Fish,
    };
    // In memory first: the writer of scripts panics where nobody reads on.
    let mut script = Vec::new();
    generate(shell, &mut told(), "sitmap", &mut script);
    out.write_all(&script)?;
    out.flush()?;
    Ok(FINE)
}
