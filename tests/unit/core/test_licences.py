from app.core import paths
from app.core.licences import notices


def test_every_notice_can_be_shown():
    shown = notices(paths.resources() / "licences")
    assert [notice.name for notice in shown] == sorted(
        (notice.name for notice in shown), key=str.casefold
    )
    for notice in shown:
        assert len(notice.text()) > 80, notice.name
        assert notice.licence
        assert notice.home.startswith(("http://", "https://"))
