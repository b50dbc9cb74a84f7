-- What records are narrowed by, made from held values as titles are. Filled when the vault is named.

-- name and value are the program's: a kind of place and its key, a state, a person it is about
CREATE TABLE facet (
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    record INTEGER NOT NULL,
    PRIMARY KEY (name, value, record)
) WITHOUT ROWID;
CREATE INDEX facet_record ON facet (record, name, value);

-- the first and the last day that a date of the record may mean, as days since 1 January of year 1
CREATE TABLE span (
    earliest INTEGER NOT NULL,
    latest INTEGER NOT NULL,
    record INTEGER NOT NULL,
    PRIMARY KEY (earliest, latest, record)
) WITHOUT ROWID;
CREATE INDEX span_record ON span (record, earliest, latest);
