"""`python -m app.gui.texts`: collect every text into the catalogues, list what is missing, take in translations."""

from __future__ import annotations

import json
from pathlib import Path

import click

from app.gui.texts import catalogue
from app.gui.texts.collecting import collect

Language = click.Choice(sorted(catalogue.LANGUAGES))


@click.command()
@click.option("--missing", type=Language, help="Print the texts without a translation as JSON lines; write nothing.")
@click.option("--fill", type=(Language, click.Path(exists=True, dir_okay=False, path_type=Path)),
              help="Take in JSON lines with `source` and `translation`.")  # fmt: skip
def main(missing: str | None, fill: tuple[str, Path] | None) -> None:
    """Write the catalogues of all languages anew from the sources; translations of texts that still exist stay."""
    texts = collect()
    if missing:
        known = catalogue.read(missing)
        for text in sorted(texts):
            if not known.get(text):
                row = {"context": ", ".join(sorted(texts[text])), "source": text}
                click.echo(json.dumps(row, ensure_ascii=False))
        return
    for language in catalogue.LANGUAGES:
        known = catalogue.read(language)
        if fill and fill[0] == language:
            rows = [json.loads(line) for line in fill[1].read_text(encoding="utf-8").splitlines() if line.strip()]
            known |= {row["source"]: row["translation"] for row in rows}
        catalogue.write(language, texts, known)
        done = sum(bool(known.get(text)) for text in texts)
        click.echo(f"{language}: {done:,} of {len(texts):,} texts are translated.", err=True)


if __name__ == "__main__":
    main()
