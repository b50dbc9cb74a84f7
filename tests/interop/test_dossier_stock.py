"""Stock tools say of a dossier what its last pages promise they say."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pikepdf
import pytest

from fielddoc import dossier
from fielddoc.crypto.identity import Identity
from fielddoc.dossier import check
from tests.dossier.builder import AT, all_forms, full_case, new_vault
from tests.interop import verapdf

pytestmark = pytest.mark.interop


@dataclass(frozen=True)
class Papers:
    folder: Path
    identity: Identity
    names: tuple[str, ...]


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Papers]:
    folder = tmp_path_factory.mktemp("stock")
    forms = all_forms()
    names = []
    with new_vault(folder) as vault:
        case = full_case(vault).case
        for profile, language in (("court", "es"), ("court", "en"), ("public", "es")):
            names.append(f"{profile}-{language}.pdf")
            dossier.make(vault, forms, case, profile, language, folder / names[-1], at=AT)
        yield Papers(folder, vault.identity, tuple(names))


def run(papers: Papers, *command: str) -> str:
    """Run a stock tool in the folder of the papers; both outputs, and it must end well."""
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not on this machine")
    done = subprocess.run(command, cwd=papers.folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_pdfsig_says_valid_and_total_document_signed(papers):
    for name in papers.names:
        said = run(papers, "pdfsig", name)
        assert "Signature is Valid" in said
        assert "Total document signed" in said
        assert "ETSI.CAdES.detached" in said
        assert "Signer Certificate Common Name: Xilonen" in said


def test_pdfsig_notices_what_was_appended(papers):
    """What readers still call valid: the very case the how-to page warns of."""
    whole = (papers.folder / papers.names[0]).read_bytes()
    (papers.folder / "appended.pdf").write_bytes(whole + b"\n% forjado\n")
    said = run(papers, "pdfsig", "appended.pdf")
    assert "Total document signed" not in said
    assert not check.verify(papers.folder / "appended.pdf", {}).holds


def test_the_certificate_as_the_paper_says(papers):
    run(papers, "pdfsig", "-dump", "court-es.pdf")
    run(papers, "openssl", "pkcs7", "-inform", "der", "-in", "court-es.pdf.sig0", "-print_certs",
        "-out", "firma.pem")  # fmt: skip
    said = run(papers, "openssl", "x509", "-in", "firma.pem", "-noout", "-fingerprint", "-sha256")
    assert re.sub("[^0-9a-f]", "", said.split("=")[1].lower()) == papers.identity.fingerprint


def test_the_enclosed_data_as_the_paper_says(papers):
    run(papers, "pdfdetach", "-save", "1", "-o", "dossier.json", "court-es.pdf")
    data = (papers.folder / "dossier.json").read_bytes()
    assert json.loads(data)["format"] == 1
    assert sha256(data).hexdigest() in run(papers, "pdftotext", "court-es.pdf", "-")


def test_qpdf_finds_nothing(papers):
    for name in papers.names:
        said = run(papers, "qpdf", "--check", name)
        assert "No syntax or stream encoding errors found" in said
        assert "WARNING" not in said


def test_verapdf_passes_before_and_after_signing(papers):
    paths = [papers.folder / name for name in papers.names]
    for name in papers.names:
        data = (papers.folder / name).read_bytes()
        before = papers.folder / f"unsigned-{name}"
        before.write_bytes(data[: data.index(b"%%EOF") + 6])
        paths.append(before)
    assert verapdf.refused(paths) == ""


def test_verapdf_would_notice(papers):
    """The check itself can fail: a paper without its colour profile is refused."""
    with pikepdf.open(papers.folder / papers.names[0]) as pdf:
        del pdf.Root.OutputIntents
        pdf.save(papers.folder / "bare.pdf")
    assert "FAIL" in verapdf.refused([papers.folder / "bare.pdf"])
