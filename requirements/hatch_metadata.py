"""Reads the package's dependencies from runtime.in, so that they are named in one place."""

from pathlib import Path

from hatchling.metadata.plugin.interface import MetadataHookInterface


class RuntimeRequirements(MetadataHookInterface):
    """Gives hatchling the dependencies of runtime.in."""

    def update(self, metadata: dict) -> None:
        """Fill in ``dependencies``."""
        lines = (
            Path(self.root, "requirements", "runtime.in").read_text(encoding="utf-8").splitlines()
        )
        metadata["dependencies"] = [line for line in lines if line and not line.startswith("#")]
