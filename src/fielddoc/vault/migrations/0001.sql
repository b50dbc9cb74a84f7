-- The journal: what was signed, exactly as it was signed. Everything else can be made from it.

CREATE TABLE setting (key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;

-- n and head: the author's furthest entry here, and its hash
CREATE TABLE author (
    id INTEGER PRIMARY KEY,
    fingerprint TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    certificate BLOB NOT NULL,
    n INTEGER NOT NULL DEFAULT 0,
    head BLOB
);

-- moment: the header's wall clock in microseconds UTC, 0 when it cannot be read
-- changes: how many changes the content makes, 0 when there is no content
CREATE TABLE entry (
    seq INTEGER PRIMARY KEY,
    id BLOB NOT NULL,
    author INTEGER NOT NULL REFERENCES author,
    n INTEGER NOT NULL,
    moment INTEGER NOT NULL,
    kase INTEGER,
    changes INTEGER NOT NULL,
    hash BLOB NOT NULL,
    at TEXT NOT NULL,
    header BLOB NOT NULL,
    signature BLOB NOT NULL,
    content BLOB
);
CREATE INDEX entry_id ON entry (id);
CREATE INDEX entry_chain ON entry (author, n);
CREATE INDEX entry_case ON entry (kase, moment) WHERE kase IS NOT NULL;

-- entries whose predecessor has not come yet
CREATE TABLE waiting (
    hash BLOB PRIMARY KEY,
    id BLOB NOT NULL,
    author INTEGER NOT NULL REFERENCES author,
    n INTEGER NOT NULL,
    prev BLOB NOT NULL,
    header BLOB NOT NULL,
    signature BLOB NOT NULL,
    content BLOB
) WITHOUT ROWID;
CREATE INDEX waiting_id ON waiting (id);
CREATE INDEX waiting_chain ON waiting (author, n);

-- ids of entries whose content may not be kept
CREATE TABLE erased (id BLOB PRIMARY KEY) WITHOUT ROWID;

-- numbers that an author gave to two entries
CREATE TABLE fork (author INTEGER NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (author, n)) WITHOUT ROWID;

-- which entries' content names which attached file
CREATE TABLE mention (sha256 BLOB NOT NULL, entry BLOB NOT NULL, PRIMARY KEY (sha256, entry))
    WITHOUT ROWID;
CREATE INDEX mention_entry ON mention (entry);

-- The fold. A record that was only mentioned has no kind.

CREATE TABLE record (
    rid INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    kind TEXT,
    kase INTEGER,
    first_moment INTEGER,
    first_entry BLOB,
    removed INTEGER NOT NULL DEFAULT 0,
    conflicts INTEGER NOT NULL DEFAULT 0,
    updated INTEGER NOT NULL DEFAULT 0,
    title TEXT NOT NULL DEFAULT '',
    reference TEXT NOT NULL DEFAULT ''
);
CREATE INDEX record_case ON record (kase, kind) WHERE kind IS NOT NULL;
CREATE INDEX record_listed ON record (kind, removed, updated, id) WHERE kind = 'case';

-- values that nobody replaced, in their stable order
CREATE TABLE held (
    record INTEGER NOT NULL,
    field TEXT NOT NULL,
    moment INTEGER NOT NULL,
    entry BLOB NOT NULL,
    seq INTEGER NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (record, field, moment, entry, seq)
) WITHOUT ROWID;

-- "the value that entry `over` gave is replaced", said by the entry `seq`; kept for values to come
CREATE TABLE mark (
    record INTEGER NOT NULL,
    field TEXT NOT NULL,
    over BLOB NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (record, field, over, seq)
) WITHOUT ROWID;

-- which entries concern a record; changed 0: read or exported only
CREATE TABLE touch (
    record INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    PRIMARY KEY (record, seq)
) WITHOUT ROWID;

-- listed records and fields in conflict by case and kind; kase 0 counts all cases
CREATE TABLE tally (
    kase INTEGER NOT NULL,
    kind TEXT NOT NULL,
    n INTEGER NOT NULL,
    conflicts INTEGER NOT NULL,
    PRIMARY KEY (kase, kind)
) WITHOUT ROWID;

CREATE TABLE searched (rid INTEGER PRIMARY KEY, words TEXT NOT NULL);
CREATE VIRTUAL TABLE search USING fts5 (
    words, content = '', contentless_delete = 1,
    tokenize = 'trigram case_sensitive 1'
);

-- Beside the journal.

CREATE TABLE file (
    sha256 BLOB PRIMARY KEY,
    sealed BLOB NOT NULL,
    key BLOB NOT NULL,
    size INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE draft (key TEXT PRIMARY KEY, data BLOB NOT NULL);

CREATE TABLE contact (
    fingerprint TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    certificate BLOB NOT NULL,
    recipients TEXT NOT NULL,
    card BLOB NOT NULL
) WITHOUT ROWID;

-- direction 'in' or 'out'; heads: what the peer knew of each author afterwards, as JSON
CREATE TABLE bundle (
    direction TEXT NOT NULL,
    id TEXT NOT NULL,
    peer TEXT NOT NULL,
    at TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    heads TEXT NOT NULL,
    facts TEXT NOT NULL,
    PRIMARY KEY (direction, id, peer)
) WITHOUT ROWID;
