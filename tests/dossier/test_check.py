"""A dossier that was touched must never be called whole, whatever a PDF reader says of it."""

# mypy: allow-untyped-calls

import json
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import PageObject, PdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigFieldSpec

from fielddoc.crypto.identity import Identity
from fielddoc.dossier import check, sign
from fielddoc.dossier.check import verify
from fielddoc.errors import NotOurs, SourceVanished


def where(path: Path, data: bytes) -> str:
    path.write_bytes(data)
    verdict = verify(path, {})
    assert (verdict.kind, verdict.holds, verdict.state) == ("dossier", False, "altered")
    assert verdict.signer == ""
    return dict(verdict.details)["where"]


@pytest.fixture
def scratch(tmp_path):
    return tmp_path / "touched.pdf"


def unsigned(data: bytes) -> bytes:
    """What the file was before its last revision."""
    return data[: data.index(b"%%EOF") + 6]


def test_whole_and_signer_known(court, made):
    fingerprint = made.vault.identity.fingerprint
    verdict = verify(court, {fingerprint: "Compañera del norte"})
    assert verdict.holds
    assert (verdict.state, verdict.signer) == ("intact-known", "Compañera del norte")
    assert verdict.fingerprint == fingerprint
    assert dict(verdict.details)["profile"] == "court"


def test_whole_but_signer_unknown(court):
    verdict = verify(court, {})
    assert (verdict.holds, verdict.state, verdict.signer) == (True, "intact-unknown", "Xilonen")


@pytest.mark.parametrize("tail", [b"\n", b"x", b"%%EOF\n", b"\0" * 5000])
def test_bytes_after_the_end(court, scratch, tail):
    assert where(scratch, court.read_bytes() + tail) == "appended"


def test_a_later_revision(court, scratch):
    writer = IncrementalPdfFileWriter(BytesIO(court.read_bytes()))
    writer.root["/Nota"] = generic.TextStringObject("forjado")
    writer.update_root()
    target = BytesIO()
    writer.write(target)
    assert where(scratch, target.getvalue()) == "revision"


def test_a_page_put_in_by_a_later_revision(court, scratch):
    writer = IncrementalPdfFileWriter(BytesIO(court.read_bytes()))
    stream = writer.add_object(generic.StreamObject(stream_data=b"BT ET"))
    writer.insert_page(PageObject(contents=stream, media_box=(0, 0, 612, 792)), after=0)
    target = BytesIO()
    writer.write(target)
    assert where(scratch, target.getvalue()) == "revision"


def test_a_second_signature(court, scratch, monkeypatch):
    """pyHanko refuses to do this to a certified file; somebody else's tool would not."""
    allow = "_enforce_certification_constraints"
    monkeypatch.setattr(signers.PdfSigner, allow, lambda *_: None)
    other = Identity.new("Ajeno")
    writer = IncrementalPdfFileWriter(BytesIO(court.read_bytes()))
    target = BytesIO()
    signers.PdfSigner(
        signers.PdfSignatureMetadata(field_name="Otra", md_algorithm="sha256"),
        signer=sign._signer(other),
        new_field_spec=SigFieldSpec("Otra"),
    ).sign_pdf(writer, output=target)
    assert where(scratch, target.getvalue()) == "revision"


def test_signature_taken_off(court, scratch):
    assert where(scratch, unsigned(court.read_bytes())) == "unsigned"


def test_signed_anew_by_a_stranger(court, scratch):
    base = unsigned(court.read_bytes())
    forged = sign.sign(base, Identity.new("Xilonen"))
    assert where(scratch, forged) == "signer"


def test_signed_anew_without_the_data(court, scratch):
    with pikepdf.open(BytesIO(unsigned(court.read_bytes()))) as pdf:
        del pdf.Root.AF, pdf.Root.Names
        target = BytesIO()
        pdf.save(target)
    assert where(scratch, sign.sign(target.getvalue(), Identity.new("Ajeno"))) == "enclosed"


@pytest.mark.parametrize("part", [0.05, 0.5, 0.9])
def test_cut_off(court, scratch, part):
    data = court.read_bytes()
    assert where(scratch, data[: int(len(data) * part)]) in ("unsigned", "cut")
    assert where(scratch, data[:-1]) == "cut"


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_flipped_bit(court, scratch, data):
    whole = bytearray(court.read_bytes())
    at = data.draw(st.integers(0, len(whole) - 1))
    whole[at] ^= 1 << data.draw(st.integers(0, 7))
    scratch.write_bytes(whole)
    assert not verify(scratch, {}).holds


def test_every_bit_of_the_signature_counts(court, scratch):
    whole = court.read_bytes()
    first = whole.rindex(b"/Contents <") + len("/Contents <")
    for at in range(first, whole.index(b">", first), 53):
        touched = bytearray(whole)
        touched[at] = ord("7") if touched[at] != ord("7") else ord("8")
        assert where(scratch, bytes(touched)) in ("signature", "bytes"), at


def test_bytes_hidden_between_the_signed_parts(court, scratch):
    """A range that leaves more out than the signature's digits is refused."""
    whole = court.read_bytes()
    said = sign.FIELD.encode()
    assert said in whole
    at = whole.rindex(b"/ByteRange [")
    end = whole.index(b"]", at)
    first, second, rest = whole[at + 12 : end].split()[1:]
    wider = b"0 %d %d %d" % (int(first) - 40, int(second), int(rest))
    touched = whole[: at + 12] + wider.ljust(end - at - 12) + whole[end:]
    assert len(touched) == len(whole)
    assert where(scratch, touched) == "signature"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "not-pdf"),
        (b"PK\x03\x04" + bytes(100), "not-pdf"),
        (b"%PDF-1.7\n%%EOF", "foreign-pdf"),
        (b"%PDF-" + bytes(range(256)) * 40, "foreign-pdf"),
    ],
)
def test_not_ours(scratch, data, what):
    scratch.write_bytes(data)
    verdict = verify(scratch, {})
    assert (verdict.kind, verdict.holds, verdict.state) == ("other", False, "not-ours")
    assert verdict.details == (("what", what),)


def test_a_foreign_signed_pdf(scratch):
    writer = PdfFileWriter()
    writer.insert_page(
        PageObject(
            contents=writer.add_object(generic.StreamObject(stream_data=b"BT ET")),
            media_box=(0, 0, 9, 9),
        )
    )
    base = BytesIO()
    writer.write(base)
    scratch.write_bytes(sign.sign(base.getvalue(), Identity.new("Ajeno")))
    assert verify(scratch, {}).state == "not-ours"


@settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
@given(junk=st.binary(max_size=3000))
def test_hostile_bytes_never_raise(scratch, junk):
    scratch.write_bytes(b"%PDF-1.7 (FieldDoc /ByteRange [0 5 9 9] " + junk)
    assert not verify(scratch, {}).holds
    with pytest.raises(NotOurs):
        check.enclosed(scratch)


def test_enclosed_data_that_unpack_beyond_the_limit(court, scratch, monkeypatch, made):
    monkeypatch.setattr(check, "LARGEST_ENCLOSED", 1000)
    with pytest.raises(NotOurs):
        check.enclosed(court)
    assert dict(verify(court, {}).details)["where"] == "enclosed"


def test_the_evidence_index(court):
    listed = check.evidence(court)
    assert sorted(listed.values()) == ["patio.jpg"]
    data = check.enclosed(court)
    assert json.dumps(data)
    assert set(listed) == {item["sha256"] for item in data["evidence"]}


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(SourceVanished):
        verify(tmp_path / "no.pdf", {})
