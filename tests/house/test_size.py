"""The size budget: short files, short functions."""

from __future__ import annotations

from statistics import median, quantiles

from tests.house.tree import SOURCE, exceptions, functions, length, parsed, python, short

FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc", "lib", "base", "core"}


def test_half_of_the_files_have_at_most_100_lines():
    assert median(length(file) for file in python()) <= 100


def test_no_source_file_has_more_than_400_lines():
    over = {short(file) for file in python() if length(file) > 400}
    assert over == {name for name in exceptions("size") if ":" not in name and name.startswith("src/")}


def test_no_test_file_has_more_than_700_lines():
    assert [short(file) for file in (*python("tests"), *python("benchmarks")) if length(file) > 700] == []


def test_half_of_the_functions_have_at_most_8_lines():
    assert median(function.lines for function in functions()) <= 8


def test_nine_in_ten_functions_have_at_most_25_lines():
    assert quantiles([function.lines for function in functions()], n=10)[-1] <= 25


def test_no_function_has_more_than_50_lines():
    over = {f"{short(f.file)}:{f.node.name}" for f in functions() if f.lines > 50}
    assert over == {name for name in exceptions("size") if ":" in name}


def test_half_of_the_tests_have_at_most_8_lines():
    tests = [f.lines for f in functions("tests") if f.node.name.startswith("test_")]
    assert median(tests) <= 8


def test_modules_are_named_for_what_they_hold():
    vague = {short(file) for file in python() if {file.stem, file.parent.name} & FORBIDDEN_NAMES}
    assert vague == set(exceptions("names"))


def test_every_source_file_is_parsed_and_belongs_to_the_package():
    assert all(SOURCE in file.parents and parsed(file) for file in python())
