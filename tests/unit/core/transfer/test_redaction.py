"""Names on the person's list leave in no form and at no place."""

import json
import zipfile

import pytest

from app.core.journal.values import SafetyPlan
from app.core.transfer.choice import Choice, found_by
from app.core.transfer.export import Parcel, export
from app.core.transfer.formats import FORMATS
from app.core.transfer.redaction import Redactions, read
from app.core.transfer.sealed import Seal


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("Mei", "MEI; _Mei_ **Mei** Mei's Meine Mei2 Mei", "X; _X_ **X** X's Meine X2 X"),
        ("Mei", "Ｍｅｉ ｍｅｉ", "X X"),
        ("Mei Lin", "Mei\nLin, Mei\u00a0 Lin", "X, X"),
        ("Ali", "AL\u0130, ali, Alice", "X, X, Alice"),
        ("José", "Jose\u0301 JOSÉ", "X X"),
        ("Jose", "José's JOSE\u0301, Josef", "X's X, Josef"),
        ("José", "Jose", "X"),
        ("Lukasz", "\u0141ukasz", "X"),
        ("Søren", "Soren", "X"),
        ("かな", "がな かな", "がな X"),
        ("O'Brien", "O\u2019Brien", "X"),
        ("Jean-Luc", "Jean\u2011Luc", "X"),
        ("张伟", "张伟說：張偉", "X說：X"),
        ("张伟", "小张伟哥和Anna张伟b", "小X哥和AnnaXb"),
        ("미경", "미경이는", "X이는"),
        ("12", "12, 2012, Room 12b", "X, 2012, Room Xb"),
        ("C++", "C++ c++x", "X Xx"),
        ("a.b", "a.b axb", "X axb"),
    ],
)
def test_a_name_is_found_however_it_is_written(name, text, told):
    assert Redactions(((name, "X"),)).apply(text) == told


def test_what_overlaps_and_what_is_put_instead():
    several = read(["Mei -> Lin", "Lin -> Mei", "Mei Lin -> ", "# none", r"Bo -> \1\g<0>"])
    assert several.apply("Mei, Lin, Mei Lin!") == "Lin, Mei, !"
    assert several.apply("Bo") == r"\1\g<0>"


def test_of_names_that_overlap_nothing_stays():
    names = read(["小梅 -> 某", "梅花 -> 她", "Lin Mei -> L.", "Mei Wang -> M.", "Mei -> X"])
    assert names.apply("小梅花, Lin Mei Wang, Mei Wang, Mei") == "某她, L.M., M., X"


@pytest.fixture
def named(journal) -> str:
    """The id of a conversation that tells of 欧阳雪梅 and Alexandra at every place."""
    names = "欧阳雪梅 Alexandra"
    said = journal.add_message(
        None,
        "user",
        "I have to tell somebody of Alexandra, and of 欧阳雪梅",
        title="I have to tell somebody of Alexan",
    )
    home = said.conversation_id
    reply = journal.add_message(home, "assistant", names, weights=r"C:\Users\Alexandra\tiny.gguf")
    journal.know_weights(r"C:\Users\Alexandra\tiny.gguf", "Tiny of Alexandra", "ab" * 32)
    journal.rate_reply(reply.id, -1, names)
    journal.add_note(names, home)
    journal.save_check_in(2, names, conversation=home)
    journal.save_summary(home, reply.id, names)
    journal.tag(home, names)
    journal.save_draft(home, names)
    journal.save_draft(None, names)
    journal.save_safety_plan(SafetyPlan(people_to_ask=names))
    return home


@pytest.mark.parametrize("key", FORMATS)
def test_no_form_tells_a_name(journal, named, tmp_path, key):
    target = tmp_path / "out"
    choice = Choice(redactions=read(["欧阳雪梅 -> 某", "Alexandra -> A."]))
    export(journal, Parcel(choice, FORMATS[key], target, steps=("",) * 6))
    for name, text in contents(target):
        assert "Alexan" not in name + text and "雪梅" not in name + text
        assert named not in text
    written = "".join(text for _name, text in contents(target))
    assert "A." in written or key == "csv"


def contents(target) -> list[tuple[str, str]]:
    """Names and texts of what was written."""
    if target.is_dir():
        return [(file.name, file.read_text()) for file in target.iterdir()]
    if zipfile.is_zipfile(target):
        with zipfile.ZipFile(target) as made:
            return [(name, made.read(name).decode()) for name in made.namelist()]
    return [("", target.read_text())]


def test_a_title_tells_nothing_that_is_left_out(journal, named, tmp_path):
    """It was made of the first words, and those were not chosen."""
    later = journal.add_message(named, "user", "Only this may leave.")
    one = Choice(items=frozenset([later.id]), notes=False)
    export(journal, Parcel(one, FORMATS["md"], tmp_path / "md"))
    ((name, text),) = contents(tmp_path / "md")
    assert "Only this" in text
    assert "tell somebody" not in name + text and "Alexan" not in name + text
    journal.rename_conversation(named, "A name of my own")
    export(
        journal, Parcel(Choice(items=found_by(journal, "may leave")), FORMATS["md"], tmp_path / "b")
    )
    ((name, _text),) = contents(tmp_path / "b")
    assert "A name of my own" in name


def test_a_summary_tells_of_more_than_was_chosen(journal, named, tmp_path):
    reply = journal.messages(named)[1]
    for number, choice in enumerate((Choice(items=frozenset([reply.id])), Choice(replies=False))):
        export(journal, Parcel(choice, FORMATS["json"], tmp_path / f"{number}"))
        (home,) = json.loads((tmp_path / f"{number}").read_text())["conversations"]
        assert "summaries" not in home


def test_a_sealed_zip_shows_no_title(journal, named, tmp_path):
    seal = Seal("five words of a night")
    export(journal, Parcel(Choice(), FORMATS["md"], tmp_path / "out.zip", "zip", seal))
    with zipfile.ZipFile(tmp_path / "out.zip") as made:
        assert made.namelist() == ["0001.md", "0002.md"]
