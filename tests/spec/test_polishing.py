"""An assistant may word, never say: a suggestion is taken only where it states the same."""

import http.server
import json
import threading

import pytest

from openimr.adapters.assistant import ADDRESS, KEY, MODEL, Assistant, named_assistant
from openimr.review.model import GuidelinePlace, RationaleSentence
from openimr.review.polish import polish, says_the_same
from openimr.vocabulary.errors import BadInput
from openimr.vocabulary.places import PageSpan

PLACE = PageSpan(file="notes.pdf", page=3, start=0, end=60)
RECORD = "Completed 6 of 6 visits on 5/4/2016. Pain 3/10, was 7/10. No weakness."
DRAFT = "By May 4, 2016 she had had 6 visits, and pain had fallen from 7/10 to 3/10."


def sentence(words, *, record=(PLACE,)):
    place = GuidelinePlace(guideline="MTUS", section="Acupuncture")
    return RationaleSentence(sentence=words, record=record, guideline=() if record else (place,))


@pytest.mark.parametrize(
    "wording",
    [
        "By May 4, 2016 she had had 6 visits, and her pain had fallen from 7/10 to 3/10.",
        "She had had 6 visits by May 4, 2016; pain fell from 7/10 to 3/10.",
    ],
)
def test_a_wording_that_says_the_same_is_taken(wording):
    assert says_the_same(wording, DRAFT, [RECORD])


@pytest.mark.parametrize(
    "wording",
    [
        "By May 4, 2016 she had had 8 visits, and pain had fallen from 7/10 to 3/10.",
        "By May 5, 2016 she had had 6 visits, and pain had fallen from 7/10 to 3/10.",
        "She had had 6 visits by May 4, 2016, and pain had fallen.",
        "By May 4, 2016 she had had 6 visits with naproxen, and pain fell from 7/10 to 3/10.",
        "By May 4, 2016 she had had 6 visits, pain fell from 7/10 to 3/10 and function, strength, "
        "endurance, sleeping and mood improved greatly.",
        "By May 4, 2016 she had had 6 visits with Dr. Hollister; pain fell from 7/10 to 3/10.",
        "By May 4, 2016 she had never had 6 visits, and pain had fallen from 7/10 to 3/10.",
        "",
    ],
    ids=["count", "day", "numbers lost", "drug", "claims", "name", "negation", "nothing"],
)
def test_a_wording_that_says_more_less_or_other_is_refused(wording):
    assert not says_the_same(wording, DRAFT, [RECORD])


def test_what_was_taken_and_refused_is_counted_and_disclosed():
    drafts = [sentence(DRAFT), sentence("A trial of 3 to 6 visits is supported.", record=())]

    def assistant(sentences):
        return [
            "She had had 6 visits by May 4, 2016; pain fell from 7/10 to 3/10.",
            "A trial of 12 visits is supported.",
        ]

    polished = polish(drafts, assistant, lambda place: RECORD)
    assert (polished.changed, polished.refused) == ((0,), (1,))
    assert polished.sentences[0].record == (PLACE,)
    assert polished.sentences[1] == drafts[1]
    assert polished.disclosure.startswith("The wording of 1 sentence was generated")


def test_an_answer_of_another_length_changes_nothing():
    polished = polish([sentence(DRAFT)], lambda sentences: [], lambda place: RECORD)
    assert polished.sentences == (sentence(DRAFT),)
    assert polished.disclosure == ""


@pytest.fixture
def endpoint():
    """A small endpoint that upper-cases nothing and answers as such services do."""
    asked = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            asked.append((self.path, self.headers.get("Authorization"), body))
            sentences = json.loads(body["messages"][-1]["content"])
            content = json.dumps([words.replace("had had", "had received") for words in sentences])
            if body["model"] == "broken":
                content = "Certainly! Here is a better wording."
            reply = json.dumps({"choices": [{"message": {"content": content}}]}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(reply)))
            self.end_headers()
            self.wfile.write(reply)

        def log_message(self, *words):
            """Keep the test's output quiet."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1", asked
    server.shutdown()
    server.server_close()


def test_any_compatible_endpoint_serves(endpoint):
    address, asked = endpoint
    assistant = Assistant(address, "small", "secret")
    polished = polish([sentence(DRAFT)], assistant, lambda place: RECORD)
    assert polished.sentences[0].sentence == DRAFT.replace("had had", "had received")
    path, token, body = asked[0]
    assert (path, token, body["model"]) == ("/v1/chat/completions", "Bearer secret", "small")


def test_an_answer_that_is_no_list_leaves_the_draft(endpoint):
    address, _ = endpoint
    polished = polish([sentence(DRAFT)], Assistant(address, "broken"), lambda place: RECORD)
    assert not polished.changed


def test_an_endpoint_that_is_not_there_says_what_to_do():
    with pytest.raises(BadInput, match="cannot be reached"):
        Assistant("http://127.0.0.1:9/v1", "small")(["One sentence."])


def test_the_assistant_is_off_unless_the_environment_names_it():
    assert named_assistant({}) is None
    named = named_assistant({ADDRESS: "http://localhost:1/v1", MODEL: "small", KEY: ""})
    assert isinstance(named, Assistant)
    with pytest.raises(BadInput, match="no http address"):
        named_assistant({ADDRESS: "file:///etc/passwd"})
