"""A term that a list lacks works everywhere, and can be gathered from the whole vault."""

from fielddoc.app import records, terms
from fielddoc.app.session import Session
from fielddoc.model.values import Value


def keep(session: Session, case: str, kind: str, /, **fields: object) -> str:
    made = records.save(
        session, case, None, kind, {name: Value(plain) for name, plain in fields.items()}
    )
    assert made.record is not None
    return made.record


def test_a_proposal_is_kept_shown_found_and_counted(session: Session, case: str) -> None:
    mine = {"text": "Le mojaron la ropa"}
    torture = keep(
        session, case, "torture",
        methods=[{"method": {"v": mine}}, {"method": {"v": "otro"}}],
        purpose=["castigo", {"text": "Quitarle la tierra"}],
    )  # fmt: skip
    injury = keep(session, case, "injury", method={"text": "le mojaron la  ropa"})
    keep(session, case, "injury", kind={"text": "Ampollas"})
    view = records.view(session, torture)
    assert "Le mojaron la ropa" in view.fields["methods"][0].shown
    assert "Quitarle la tierra" in view.fields["purpose"][0].shown
    assert {hit.record for hit in records.search(session, "mojaron ropa")} == {torture, injury}
    found = {(row.vocabulary, row.text): row for row in terms.proposals(session)}
    assert set(found) == {
        ("metodos_tortura", "Le mojaron la ropa"), ("proposito_tortura", "Quitarle la tierra"),
        ("lesion_tipo", "Ampollas"),
    }  # fmt: skip
    method = found["metodos_tortura", "Le mojaron la ropa"]
    assert method.count == 2
    assert set(method.records) == {torture, injury}
    assert set(method.spellings) == {"Le mojaron la ropa", "le mojaron la  ropa"}
    assert method.label == "Métodos de tortura"


def test_the_most_frequent_comes_first_within_its_list(session: Session, case: str) -> None:
    for text in ("Ampollas", "Escamas", "ampollas", "Ámpollas"):
        keep(session, case, "injury", kind={"text": text})
    assert [(row.text, row.count) for row in terms.proposals(session)] == [
        ("Ampollas", 3), ("Escamas", 1),
    ]  # fmt: skip


def test_what_was_removed_or_answered_anew_is_no_proposal(session: Session, case: str) -> None:
    gone = keep(session, case, "injury", kind={"text": "Ampollas"})
    changed = keep(session, case, "injury", kind={"text": "Escamas"})
    records.remove(session, gone, "duplicada")
    records.save(session, case, changed, "injury", {"kind": Value("otra")})
    assert terms.proposals(session) == ()


def test_words_of_a_place_and_of_a_text_are_no_proposals(session: Session, case: str) -> None:
    keep(session, case, "event", place={"text": "El paraje"}, description="texto")
    assert terms.proposals(session) == ()
