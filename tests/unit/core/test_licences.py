from app.core import paths
from app.core.licences import flowing, notices


def test_every_notice_can_be_shown():
    shown = notices(paths.resources() / "licences")
    assert [notice.name for notice in shown] == sorted(
        (notice.name for notice in shown), key=str.casefold
    )
    for notice in shown:
        assert len(notice.text()) > 80, notice.name
        assert notice.licence
        assert notice.home.startswith(("http://", "https://"))


def test_paragraphs_flow_and_lists_stay():
    paragraph = "Permission is hereby granted, free of charge, to any person obtaining a copy\n"
    rest = "of this software.\n"
    names = "Copyright (c) 1998-2026 The Makers of Something Useful Ltd.\nCopyright (c) 2001 Mei\n"
    table = "    1.6            1.5.2       2000          CNRI                  no and yes\n    2\n"
    assert flowing(paragraph + rest) == paragraph.strip() + " " + rest.strip()
    for whole in (names, table, "A heading\n=========\n\n- one\n- two\n"):
        assert flowing(whole) == whole.strip("\n")


def test_flowing_loses_no_word():
    for notice in notices(paths.resources() / "licences"):
        assert notice.text().split() == notice.file.read_text(encoding="utf-8").split()
