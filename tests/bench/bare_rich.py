"""The floor for what draws: the bare program, with a Rich table of one line on its console."""

import typer
from rich.console import Console
from rich.table import Table

app = typer.Typer()


@app.command()
def one(words: list[str]) -> None:
    """Print a table."""
    Console().print(Table("words"))


@app.command()
def two(words: list[str]) -> None:
    """Do nothing."""


if __name__ == "__main__":
    app()
