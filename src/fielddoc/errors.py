"""One class for each failure a person can be told, each with a stable code.

The sentence a person reads lives in `fielddoc.app.sentences`, in both languages; here is only
the code and the facts the sentence needs. A code never changes its meaning and is never reused.
Facts are counts, ids, paths the person chose and names of files; never case content.
"""

from typing import ClassVar


class FieldDocError(Exception):
    """A failure that a person can be told in a sentence."""

    code: ClassVar[str] = "failed"

    def __init__(self, **facts: object) -> None:
        super().__init__(self.code, facts)
        self.facts = facts

    def __str__(self) -> str:
        """Code and facts, for logs and tests."""
        return " ".join([self.code, *(f"{key}={value}" for key, value in self.facts.items())])


class Cancelled(FieldDocError):
    """The person asked the work to stop; nothing was kept of it."""

    code = "cancelled"


class DiskFull(FieldDocError):
    """No room left where it should be written; what was there before is untouched."""

    code = "disk-full"


class NotWritable(FieldDocError):
    """The folder or file may not be written (`path`)."""

    code = "not-writable"


class SourceVanished(FieldDocError):
    """A file went away or changed while it was being read (`name`)."""

    code = "source-vanished"


class TargetExists(FieldDocError):
    """The place to write to is taken and is not ours to replace (`path`)."""

    code = "target-exists"


# --- keys and slots


class WrongPassphrase(FieldDocError):
    """No slot opens with what was typed; wait `wait` seconds before the next try."""

    code = "wrong-passphrase"


class TooSoon(WrongPassphrase):
    """Not tried at all: the wait after a wrong try is not over yet (`wait`: seconds left)."""

    code = "too-soon"


class WrongRecoveryGroup(FieldDocError):
    """The recovery code has a mistyped group (`groups`: numbers from 1)."""

    code = "wrong-recovery-group"


class SlotRefused(FieldDocError):
    """The slot file asks for a weakened or absurd key derivation, or is not ours (`reason`)."""

    code = "slot-refused"


class SlotsAltered(FieldDocError):
    """The list of slots was changed by somebody without the vault key."""

    code = "slots-altered"


class WeakPassphrase(FieldDocError):
    """The passphrase is too easy to guess for a new vault."""

    code = "weak-passphrase"


# --- vault


class NotAVault(FieldDocError):
    """The folder is not a vault (`path`)."""

    code = "not-a-vault"


class VaultIncomplete(FieldDocError):
    """A part of the vault folder is missing, as after a half copy (`part`)."""

    code = "vault-incomplete"


class VaultNewer(FieldDocError):
    """The vault was written by a newer program (`found`, `known`: format numbers)."""

    code = "vault-newer"


class VaultBusy(FieldDocError):
    """Another program has the vault open (`holder`)."""

    code = "vault-busy"


class VaultReadOnly(FieldDocError):
    """The vault lies where it can be read but not written (`path`)."""

    code = "vault-read-only"


class VaultDamaged(FieldDocError):
    """The vault's database or a sealed file does not hold together (`what`)."""

    code = "vault-damaged"


class VaultRolledBack(FieldDocError):
    """The vault is older than what this machine saw last (`seen`, `found`: sequence numbers)."""

    code = "vault-rolled-back"


class EngineUnfit(FieldDocError):
    """The database engine is not the one this program trusts (`reason`)."""

    code = "engine-unfit"


class RecordUnknown(FieldDocError):
    """No record with this id (`record`)."""

    code = "record-unknown"


class FileMissing(FieldDocError):
    """The record names a file whose content is not in this vault (`sha256`)."""

    code = "file-missing"


class EntryRefused(FieldDocError):
    """An entry is malformed or its signature does not hold (`reason`)."""

    code = "entry-refused"


class PracticeVault(FieldDocError):
    """A practice vault cannot send to, or be read by, a real one."""

    code = "practice-vault"


# --- forms


class FormRefused(FieldDocError):
    """A form or vocabulary file is not understood (`file`, `line`, `reason`, `what`)."""

    code = "form-refused"


class ValueRefused(FieldDocError):
    """A value does not fit its field (`kind`, `field`, `reason`); nothing was saved or lost."""

    code = "value-refused"


class DateRefused(FieldDocError):
    """Not a date in EDTF level 1 (`text`)."""

    code = "date-refused"


# --- bundles


class BundleNotForUs(FieldDocError):
    """The bundle is sealed to other recipients."""

    code = "bundle-not-for-us"


class BundleCut(FieldDocError):
    """The bundle ends before its end."""

    code = "bundle-cut"


class BundleAltered(FieldDocError):
    """The bundle was changed after it was sealed or signed (`where`)."""

    code = "bundle-altered"


class BundleHostile(FieldDocError):
    """The archive inside tries what no honest bundle does (`reason`)."""

    code = "bundle-hostile"


class BundleNewer(FieldDocError):
    """The bundle was written by a newer program (`found`, `known`)."""

    code = "bundle-newer"


class BundleReaddressed(FieldDocError):
    """The bundle names other recipients than us: somebody sealed it anew."""

    code = "bundle-readdressed"


class BundleTooLarge(FieldDocError):
    """More than one bundle can hold (`what`: a tag file, "files", or an attachment's SHA-256)."""

    code = "bundle-too-large"


class SenderUnknown(FieldDocError):
    """The bundle holds, but its sender is not among the contacts (`fingerprint`)."""

    code = "sender-unknown"


class NotABundle(FieldDocError):
    """The file is not a sealed bundle."""

    code = "not-a-bundle"


class ContactRefused(FieldDocError):
    """A contact card is malformed or its signature does not hold (`reason`)."""

    code = "contact-refused"


class ContactUnknown(FieldDocError):
    """No contact by that name (`name`)."""

    code = "contact-unknown"


# --- media


class MediaRefused(FieldDocError):
    """A file cannot be shown or copied, by its kind or because something is wrong (`reason`)."""

    code = "media-refused"


# --- dossiers


class ConsentMissing(FieldDocError):
    """Nobody whose record it is has agreed to this use, so there is nothing to print."""

    code = "consent-missing"


class NotOurs(FieldDocError):
    """The file is neither a dossier nor a bundle of FieldDoc's."""

    code = "not-ours"


class Usage(FieldDocError):
    """The command was called in a way it does not understand (`reason`)."""

    code = "usage"
