"""argosy hs: suggestions, learning, decisions and their review, as a person at a shell meets them."""

from __future__ import annotations

import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
KEYS = ["code", "score", "title_en", "title_zh", "because"]


@pytest.fixture
def as_person(people, monkeypatch):
    """Act as a login by a token."""
    from argosy.records.people.tokens import issue_token

    def act(login: str) -> None:
        issued = issue_token(actor=people[login], name=f"test {login}", scopes=("read", "write"))
        monkeypatch.setenv("ARGOSY_TOKEN", issued.secret)

    return act


@pytest.fixture(scope="module")
def cached(tmp_path_factory):
    """One home for the module, so that the index of what the package ships is built once."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture
def store(settings, tmp_path, cached, monkeypatch):
    """An empty warehouse beside the test store."""
    monkeypatch.setenv("ARGOSY_HOME", str(cached))
    (cached / "argosy.sqlite3").touch()
    settings.ARGOSY_WAREHOUSE_URL = tmp_path.as_uri()


@pytest.mark.usefixtures("store")
def test_suggestions_in_both_languages_have_code_score_titles_and_reasons(argosy):
    for text in ("手機殼", "phone case"):
        found = argosy("hs", "suggest", text, "--top", 3, "--json").json
        assert len(found) == 3
        assert list(found[0]) == KEYS
        assert found[0]["code"] == "392690"
        assert found[0]["because"][0]["matched"]


@pytest.mark.usefixtures("store")
def test_a_vague_text_gets_an_empty_list_and_a_question_on_stderr(argosy):
    ran = argosy("hs", "suggest", "spare parts", "--json")
    assert (ran.code, ran.json) == (0, [])
    assert "does not say what the goods are" in ran.err
    assert "Of which machine" in ran.err or "of which machine" in ran.err


def test_a_fresh_install_without_a_store_answers(argosy, monkeypatch, cached, tmp_path):
    monkeypatch.setenv("ARGOSY_HOME", str(tmp_path))
    monkeypatch.delenv("ARGOSY_DATABASE_URL", raising=False)
    if (cached / "hs").is_dir():
        (tmp_path / "hs").symlink_to(cached / "hs")
    assert argosy("hs", "suggest", "wood screws", "--json").json[0]["code"] == "731812"
    assert not (tmp_path / "argosy.sqlite3").exists()


@pytest.mark.usefixtures("store")
def test_an_unknown_jurisdiction_is_refused(argosy):
    assert argosy("hs", "suggest", "boots", "--jurisdiction", "QQ").code != 0


@pytest.mark.usefixtures("store")
def test_a_file_is_previewed_refused_whole_or_loaded_without_its_bad_rows(argosy, as_person, tmp_path):
    as_person("cs1")
    file = tmp_path / "old.csv"
    file.write_text("description,hs6\nblorpwidget,392690\nboots,999999\n", encoding="utf-8")
    assert argosy("hs", "learn", file, "--dry-run", "--json").json == {
        "edition": None,
        "texts": 1,
        "passed": 0,
        "rejected": [{"row": 3, "field": "code", "message": "999999 is no subheading of HS 2022"}],
    }
    assert argosy("hs", "learn", file).code == 2
    assert argosy("hs", "learn", file, "--skip-bad", "--json").json["edition"].startswith("file-")


@pytest.mark.usefixtures("store")
def test_a_decision_is_reviewed_by_another_and_then_suggested_first(argosy, as_person):
    as_person("cs1")
    made = argosy("hs", "decide", "phone case", "--code", "4202.32", "--rationale", "ruling 1", "--ruling", "R-1", "--json").json
    assert (made["code"], made["ruling"], made["reviewer"]) == ("420232", "R-1", None)
    assert made["candidates"][0]["code"] == "392690"
    assert argosy("hs", "review", made["id"]).code == 3
    as_person("cs2")
    assert [row["id"] for row in argosy("hs", "review", "--json").json] == [made["id"]]
    assert argosy("hs", "review", made["id"], "--json").json["reviewer"] == "cs2"
    first = argosy("hs", "suggest", "phone case", "--json").json[0]
    assert (first["code"], first["because"][0]["kind"]) == ("420232", "decision")
    assert "cs2" in first["because"][0]["note"]


@pytest.mark.usefixtures("store")
def test_a_decision_names_a_product_or_words_but_not_both(argosy, as_person):
    as_person("cs1")
    assert argosy("hs", "decide", "boots", "--sku", "K-1", "--code", "640399", "--rationale", "x").code == 2
    assert argosy("hs", "decide", "--code", "640399", "--rationale", "x").code == 2
