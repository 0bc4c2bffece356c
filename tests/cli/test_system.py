"""init, doctor and serve."""

from __future__ import annotations

import pytest

from argosy.cli import doctor, system


@pytest.mark.django_db
def test_doctor_tells_versions_database_and_fonts(argosy):
    found = argosy("doctor", "--json").json
    assert found["ok"], found["problems"]
    assert found["database"]["pending"] == []
    assert {font["ok"] for font in found["fonts"]} == {True}


@pytest.mark.django_db
def test_doctor_speaks_to_people_too(argosy):
    assert "No problems" in argosy("doctor").out


def test_what_stops_one_section_is_a_problem_not_the_end(argosy, monkeypatch):
    def broken():
        raise RuntimeError("disk gone")

    monkeypatch.setattr(doctor, "SECTIONS", {"archive": broken, "versions": doctor.versions})
    ran = argosy("doctor", "--json")
    assert (ran.code, ran.json["problems"]) == (0, ["archive: RuntimeError: disk gone"])
    assert argosy("doctor", "--strict").code == 1


def test_a_changed_font_is_found(monkeypatch):
    monkeypatch.setattr("hashlib.sha256", lambda data: type("Digest", (), {"hexdigest": lambda self: "0"})())
    assert len(doctor.fonts()[1]) == len(doctor.fonts()[0])


@pytest.mark.django_db
def test_serve_refuses_a_store_of_an_older_shape(argosy, monkeypatch):
    monkeypatch.setattr("argosy.records.boot.pending_migrations", lambda: ["people.0002"])
    ran = argosy("serve")
    assert ran.code == 3
    assert "argosy init" in ran.err


@pytest.mark.django_db
def test_serve_starts_where_it_is_told(argosy, monkeypatch):
    monkeypatch.setattr("argosy.records.boot.pending_migrations", list)
    started = []
    monkeypatch.setattr("argosy.cli.system.start", lambda *given: started.append(given))
    assert argosy("serve", "--port", "8123", "--workers", "1").code == 0
    assert started == [("127.0.0.1", 8123, 1)]


def test_server_processes_share_no_threads_with_the_one_that_loaded_the_sample(monkeypatch):
    import multiprocessing

    began = []
    server = type(
        "Server",
        (),
        {"__init__": lambda self, *given, **named: None, "serve": lambda self: began.append(multiprocessing.get_start_method())},
    )
    monkeypatch.setattr("granian.server.Server", server)
    monkeypatch.setattr("argosy.cli.system.free", lambda host, port: None)
    system.start("127.0.0.1", 8123, 1)
    assert began == ["spawn"]
