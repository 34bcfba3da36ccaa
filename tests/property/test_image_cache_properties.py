"""Whatever is kept and asked for, in whatever order: what comes back is what was put last."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from openimr.adapters.image_cache import ImageCache

PUT = st.tuples(st.integers(0, 6), st.binary(min_size=1, max_size=300))


@settings(max_examples=60, deadline=None)
@given(puts=st.lists(PUT, max_size=40), room=st.integers(40, 900))
def test_a_cache_forgets_and_never_mixes_up(puts: list[tuple[int, bytes]], room: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        cache = ImageCache(Path(folder), most=room)
        last: dict[str, bytes] = {}
        for key, content in puts:
            cache.put(str(key), content)
            if len(content) + 28 <= room:
                last[str(key)] = content
                assert cache.get(str(key)) == content
            for one in range(7):
                assert cache.get(str(one)) in {None, last.get(str(one))}
        cache.close()
