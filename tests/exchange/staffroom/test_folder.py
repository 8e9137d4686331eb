import os
from pathlib import Path

import pytest

from enquiry.errors import NotFound, UsageMistake
from enquiry.exchange.staffroom import folder as room
from enquiry.exchange.staffroom.gift_file import encode_gift
from tests.exchange.staffroom.test_gift_file import BAD, GIFT
from tests.insight.staffroom.gifts import a_gift


def test_every_gift_is_read_and_whatever_else_lies_there_is_passed_over_and_said(tmp_path: Path) -> None:
    (tmp_path / "gift-1.json").write_bytes(GIFT)
    (tmp_path / "Copy of gift.JSON").write_bytes(GIFT)
    for number, data in enumerate(BAD.values()):
        (tmp_path / f"bad-{number}.json").write_bytes(data)
    (tmp_path / "notes.txt").write_text("not looked at")
    (tmp_path / ".gift-9.json.icloud").touch()
    (tmp_path / "within.json").mkdir()
    (tmp_path / "link.json").symlink_to(tmp_path / "gift-1.json")
    (tmp_path / "large.json").write_bytes(b" " * 1_000_001)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.json")
    found = room.read_gifts(tmp_path)
    assert found.gifts == (a_gift("Who waits?", tags=("talk",)),) * 2
    assert len(found.passed_over) == len(BAD) + 3
    said = "\n".join(found.passed_over)
    assert "link.json is a link" in said
    assert ".gift-9.json.icloud has not been brought here yet" in said
    assert "large.json holds more than 1,000,000 bytes" in said


def test_a_gift_that_is_taken_back_while_others_are_read_is_no_fault(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"gift-{number}.json").write_bytes(encode_gift(a_gift(f"Who waits {number}?")))

    def withdraw(files: object) -> list[Path]:
        paths: list[Path] = list(files)  # type: ignore[call-overload]
        paths[1].unlink()
        return paths

    found = room.read_gifts(tmp_path, withdraw)  # type: ignore[arg-type]
    assert [gift.enquiries[0].question for gift in found.gifts] == ["Who waits 0?", "Who waits 2?"]
    assert found.passed_over == ()


def test_what_is_no_folder_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "gift-1.json").write_bytes(GIFT)
    with pytest.raises(NotFound, match="There is no folder"):
        room.read_gifts(tmp_path / "nowhere")
    with pytest.raises(UsageMistake, match="is a file"):
        room.read_gifts(tmp_path / "gift-1.json")
    with pytest.raises(NotFound):
        room.read_gifts(Path("a\0b"))
    monkeypatch.setattr(room, "MAX_GIFTS", 0)
    with pytest.raises(UsageMistake, match="holds 1 files"):
        room.read_gifts(tmp_path)
