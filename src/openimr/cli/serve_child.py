"""A child of ``openimr serve``: a worker or the web server; it stops when its parent is gone."""

from __future__ import annotations

import sys


def main(part: str, *words: str) -> None:
    """Run a part of the installation.

    Args:
        part: ``work``, with the options of ``openimr work``; or ``web``, with where to listen as
            JSON.
        words: what comes with it.
    """
    from openimr.adapters.kept_running import stop_with_parent

    stop_with_parent()
    if part == "web":
        import msgspec

        from openimr.adapters.web_server import Listening, run_web

        run_web(msgspec.json.decode(words[0], type=Listening, dec_hook=_path))
        return
    from openimr.cli import main as openimr

    sys.argv = ["openimr", part, *words]
    openimr()


def _path(kind: type, written: str) -> object:
    return kind(written)


if __name__ == "__main__":
    main(*sys.argv[1:])
