-- What the newsroom thinks of a commenter, and its notes. A person is known by the folded address
-- alone; so all of it is private. Each change has before and after beside it, as articles have.

CREATE TABLE private_person (
    id INTEGER NOT NULL,
    email_key TEXT NOT NULL,
    standing TEXT DEFAULT '' NOT NULL,
    since INTEGER,
    until INTEGER,
    CONSTRAINT pk_private_person PRIMARY KEY (id),
    CONSTRAINT ck_private_person_standing CHECK (standing IN ('', 'trusted', 'watched', 'blocked'))
);

CREATE INDEX ix_private_person_standing ON private_person (standing, email_key)
    WHERE standing <> '';

CREATE UNIQUE INDEX uq_private_person_email_key ON private_person (email_key)
    WHERE email_key <> '';

CREATE TABLE private_note (
    id INTEGER NOT NULL,
    comment_id INTEGER,
    person_id INTEGER,
    at INTEGER NOT NULL,
    desk TEXT NOT NULL,
    text TEXT NOT NULL,
    CONSTRAINT pk_private_note PRIMARY KEY (id),
    CONSTRAINT ck_private_note_on_one CHECK ((comment_id IS NULL) <> (person_id IS NULL)),
    CONSTRAINT fk_private_note_comment_id_comment FOREIGN KEY(comment_id) REFERENCES comment (id),
    CONSTRAINT fk_private_note_person_id_private_person FOREIGN KEY(person_id) REFERENCES private_person (id)
);

CREATE INDEX ix_private_note_comment_id ON private_note (comment_id);

CREATE INDEX ix_private_note_person_id ON private_note (person_id);

CREATE TABLE private_record_change (
    operation_id INTEGER NOT NULL,
    record TEXT NOT NULL,
    record_id INTEGER NOT NULL,
    salt TEXT NOT NULL,
    "before" TEXT NOT NULL,
    "after" TEXT NOT NULL,
    detail_hash TEXT NOT NULL,
    CONSTRAINT pk_private_record_change PRIMARY KEY (operation_id, record, record_id),
    CONSTRAINT ck_private_record_change_record CHECK (record IN ('person', 'note')),
    CONSTRAINT fk_private_record_change_operation_id_operation FOREIGN KEY(operation_id) REFERENCES operation (id)
) WITHOUT ROWID;

CREATE INDEX ix_private_record_change_record ON private_record_change (record, record_id);

-- Under which name the newsroom itself replies, and whether readers are told of its edits.

ALTER TABLE site ADD COLUMN newsroom_name TEXT DEFAULT '' NOT NULL;

ALTER TABLE site ADD COLUMN say_edited INTEGER DEFAULT 0 NOT NULL;

ALTER TABLE comment ADD COLUMN edited INTEGER DEFAULT 0 NOT NULL;
