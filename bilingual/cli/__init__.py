"""The command. The only place that prints, and the only one that turns errors into exit codes.

0 done · 1 a clear one-line error on standard error · 2 wrong usage
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import typer

from bilingual.cli import articles, stock
from bilingual.errors import BilingualError

app = typer.Typer(
    name="bilingual",
    help="Turn French articles into bilingual reading editions, entirely offline.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for command in (articles.translate, articles.align, articles.segment, articles.quotes, articles.convert):
    app.command()(command)
app.command("formats")(stock.list_formats)
app.add_typer(stock.models, name="models")
app.command()(stock.evaluate)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code."""
    try:
        app(args=list(sys.argv[1:] if argv is None else argv), prog_name="bilingual")
    except SystemExit as stop:
        return int(stop.code or 0)
    except BilingualError as error:
        print(f"bilingual: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:  # the reader of our output has gone: say nothing, and keep Python from saying it at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        print("bilingual: interrupted; what was being written has been left out.", file=sys.stderr)
        return 130
    return 0
