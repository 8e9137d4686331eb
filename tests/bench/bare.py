"""The floor: what any Typer program of two commands costs before it does a thing."""

import typer

app = typer.Typer()


@app.command()
def one(words: list[str]) -> None:
    """Do nothing."""


@app.command()
def two(words: list[str]) -> None:
    """Do nothing either."""


if __name__ == "__main__":
    app()
