"""``jujur sample``: write the synthetic regency and say what to do with it."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from schemas.text import Language, Text
from simulation.sample import write_sample


def write(directory: Path, seed: int, year: int, language: Language) -> None:
    """Write the sample below ``directory``, with progress."""
    console = Console()
    working = Text("Menulis kabupaten contoh (SINTETIS)", "Writing the sample regency (SYNTHETIC)").of(language)
    with console.status(working) as status:
        report = write_sample(
            directory, seed=seed, year=year, progress=lambda done, total: status.update(f"{working} {done}/{total}")
        )
    console.print(
        Text(
            f"{report.files} berkas di {directory / 'inbox'}. Nilai dengan: jujur run --inbox {directory / 'inbox'}"
            f" --as-of {report.as_of}",
            f"{report.files} files in {directory / 'inbox'}. Judge them: jujur run --inbox {directory / 'inbox'}"
            f" --as-of {report.as_of}",
        ).of(language),
        highlight=False,
    )
