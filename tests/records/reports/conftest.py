import pytest


@pytest.fixture(autouse=True)
def own_archive(settings, tmp_path):
    """An archive for each test, so that one may spoil it."""
    settings.ARGOSY_ARCHIVE_URL = (tmp_path / "archive").as_uri()
