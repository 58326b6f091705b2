-- Sites that are moderated live: how each is reached, what it last said of each comment, what is
-- waiting to be sent to it, and where it and the newsroom do not agree.

CREATE TABLE connection (
    site_id INTEGER NOT NULL,
    root TEXT NOT NULL,
    username TEXT NOT NULL,
    source TEXT NOT NULL,
    rule TEXT NOT NULL,
    top INTEGER DEFAULT 0 NOT NULL,
    bottom INTEGER,
    passed INTEGER DEFAULT 0 NOT NULL,
    synced_at INTEGER,
    CONSTRAINT pk_connection PRIMARY KEY (site_id),
    CONSTRAINT ck_connection_rule CHECK (rule IN ('site', 'ours', 'ask')),
    CONSTRAINT fk_connection_site_id_site FOREIGN KEY(site_id) REFERENCES site (id),
    CONSTRAINT uq_connection_source UNIQUE (source)
) WITHOUT ROWID;

CREATE TABLE private_remote (
    comment_id INTEGER NOT NULL,
    site_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    status TEXT NOT NULL,
    digest TEXT NOT NULL,
    CONSTRAINT pk_private_remote PRIMARY KEY (comment_id),
    CONSTRAINT uq_private_remote_site_id_number UNIQUE (site_id, number),
    CONSTRAINT ck_private_remote_status CHECK (status IN ('pending', 'approved', 'rejected', 'spam', 'gone')),
    CONSTRAINT fk_private_remote_comment_id_comment FOREIGN KEY(comment_id) REFERENCES comment (id),
    CONSTRAINT fk_private_remote_site_id_connection FOREIGN KEY(site_id) REFERENCES connection (site_id)
) WITHOUT ROWID;

CREATE TABLE outbox (
    id INTEGER NOT NULL,
    site_id INTEGER NOT NULL,
    comment_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    wanted TEXT NOT NULL,
    operation_id INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    state TEXT NOT NULL,
    why TEXT NOT NULL,
    tries INTEGER NOT NULL,
    at INTEGER NOT NULL,
    CONSTRAINT pk_outbox PRIMARY KEY (id),
    CONSTRAINT ck_outbox_kind CHECK (kind IN ('status', 'edit', 'reply')),
    CONSTRAINT ck_outbox_state CHECK (state IN ('waiting', 'sending', 'sent', 'refused', 'overruled')),
    CONSTRAINT fk_outbox_site_id_connection FOREIGN KEY(site_id) REFERENCES connection (site_id),
    CONSTRAINT fk_outbox_comment_id_comment FOREIGN KEY(comment_id) REFERENCES comment (id),
    CONSTRAINT fk_outbox_operation_id_operation FOREIGN KEY(operation_id) REFERENCES operation (id),
    CONSTRAINT uq_outbox_key UNIQUE ("key")
);

CREATE INDEX ix_outbox_comment ON outbox (comment_id, id);

CREATE INDEX ix_outbox_operation_id ON outbox (operation_id);

CREATE INDEX ix_outbox_state ON outbox (site_id, state, id);

CREATE UNIQUE INDEX uq_outbox_waiting ON outbox (comment_id, kind) WHERE state = 'waiting';

CREATE TABLE private_conflict (
    comment_id INTEGER NOT NULL,
    at INTEGER NOT NULL,
    status TEXT NOT NULL,
    digest TEXT NOT NULL,
    told TEXT NOT NULL,
    CONSTRAINT pk_private_conflict PRIMARY KEY (comment_id),
    CONSTRAINT fk_private_conflict_comment_id_private_remote FOREIGN KEY(comment_id) REFERENCES private_remote (comment_id)
) WITHOUT ROWID;
