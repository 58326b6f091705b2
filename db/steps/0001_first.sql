-- The first schema: articles, comments with their private part apart, the journal, counts by
-- trigger and the full-text index.

CREATE TABLE migration (
    number INTEGER NOT NULL,
    name TEXT NOT NULL,
    applied_at INTEGER NOT NULL,
    CONSTRAINT pk_migration PRIMARY KEY (number)
);

CREATE TABLE operation (
    id INTEGER NOT NULL,
    at INTEGER NOT NULL,
    desk TEXT NOT NULL,
    role TEXT NOT NULL,
    verb TEXT NOT NULL,
    subject INTEGER NOT NULL,
    reverses INTEGER,
    count INTEGER NOT NULL,
    detail TEXT NOT NULL,
    detail_salt TEXT NOT NULL,
    detail_hash TEXT NOT NULL,
    digest TEXT NOT NULL,
    previous_hash TEXT NOT NULL,
    hash TEXT NOT NULL,
    CONSTRAINT pk_operation PRIMARY KEY (id),
    CONSTRAINT ck_operation_role CHECK (role IN ('do', 'undo', 'redo')),
    CONSTRAINT fk_operation_subject_operation FOREIGN KEY(subject) REFERENCES operation (id),
    CONSTRAINT fk_operation_reverses_operation FOREIGN KEY(reverses) REFERENCES operation (id)
);

CREATE INDEX ix_operation_desk ON operation (desk, role, id);

CREATE INDEX ix_operation_subject ON operation (subject, id);

CREATE TABLE setting (
    "key" TEXT NOT NULL,
    value TEXT NOT NULL,
    CONSTRAINT pk_setting PRIMARY KEY ("key")
) WITHOUT ROWID;

CREATE TABLE site (
    id INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    name TEXT NOT NULL,
    url TEXT NOT NULL,
    name_required INTEGER NOT NULL,
    email_required INTEGER NOT NULL,
    CONSTRAINT pk_site PRIMARY KEY (id),
    CONSTRAINT ck_site_name_required CHECK (name_required IN (0, 1)),
    CONSTRAINT ck_site_email_required CHECK (email_required IN (0, 1)),
    CONSTRAINT uq_site_key UNIQUE ("key")
);

CREATE TABLE status_count (
    status TEXT NOT NULL,
    total INTEGER NOT NULL,
    CONSTRAINT pk_status_count PRIMARY KEY (status)
) WITHOUT ROWID;

CREATE TABLE article (
    id INTEGER NOT NULL,
    site_id INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    source TEXT NOT NULL,
    external_id TEXT,
    title TEXT NOT NULL,
    url TEXT NOT NULL,
    published_at INTEGER,
    body TEXT NOT NULL,
    body_format TEXT NOT NULL,
    open INTEGER DEFAULT 1 NOT NULL,
    public INTEGER DEFAULT 1 NOT NULL,
    protected INTEGER DEFAULT 0 NOT NULL,
    withdrawn INTEGER DEFAULT 0 NOT NULL,
    added_by INTEGER,
    CONSTRAINT pk_article PRIMARY KEY (id),
    CONSTRAINT uq_article_source_external_id UNIQUE (source, external_id),
    CONSTRAINT ck_article_key CHECK (key <> ''),
    CONSTRAINT ck_article_body_format CHECK (body_format IN ('html', 'markdown', 'text')),
    CONSTRAINT ck_article_open CHECK (open IN (0, 1)),
    CONSTRAINT ck_article_public CHECK (public IN (0, 1)),
    CONSTRAINT ck_article_protected CHECK (protected IN (0, 1)),
    CONSTRAINT ck_article_withdrawn CHECK (withdrawn IN (0, 1)),
    CONSTRAINT fk_article_site_id_site FOREIGN KEY(site_id) REFERENCES site (id),
    CONSTRAINT uq_article_key UNIQUE ("key"),
    CONSTRAINT fk_article_added_by_operation FOREIGN KEY(added_by) REFERENCES operation (id)
);

CREATE INDEX ix_article_added_by ON article (added_by);

CREATE INDEX ix_article_site_id ON article (site_id);

CREATE TABLE article_count (
    article_id INTEGER NOT NULL,
    status TEXT NOT NULL,
    total INTEGER NOT NULL,
    CONSTRAINT pk_article_count PRIMARY KEY (article_id, status),
    CONSTRAINT fk_article_count_article_id_article FOREIGN KEY(article_id) REFERENCES article (id)
) WITHOUT ROWID;

CREATE INDEX ix_article_count_status_total ON article_count (status, total);

CREATE TABLE comment (
    id INTEGER NOT NULL,
    article_id INTEGER NOT NULL,
    parent_id INTEGER,
    kind TEXT NOT NULL,
    status TEXT NOT NULL,
    revision INTEGER NOT NULL,
    source TEXT NOT NULL,
    external_id TEXT,
    parent_external_id TEXT,
    name TEXT NOT NULL,
    url TEXT NOT NULL,
    submitted_at INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    body TEXT NOT NULL,
    body_format TEXT NOT NULL,
    text TEXT NOT NULL,
    links INTEGER NOT NULL,
    lacks TEXT DEFAULT '' NOT NULL,
    waiver TEXT,
    note TEXT DEFAULT '' NOT NULL,
    address_stands INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT pk_comment PRIMARY KEY (id),
    CONSTRAINT uq_comment_source_external_id UNIQUE (source, external_id),
    CONSTRAINT ck_comment_status CHECK (status IN ('pending', 'approved', 'rejected', 'spam', 'withdrawn')),
    CONSTRAINT ck_comment_kind CHECK (kind <> ''),
    CONSTRAINT ck_comment_revision CHECK (revision >= 0),
    CONSTRAINT ck_comment_body_format CHECK (body_format IN ('html', 'markdown', 'text')),
    CONSTRAINT ck_comment_not_its_own_parent CHECK (parent_id <> id),
    CONSTRAINT ck_comment_address_stands CHECK (address_stands IN (0, 1)),
    CONSTRAINT ck_comment_complete_or_waived CHECK (status <> 'approved' OR lacks = '' OR waiver IS NOT NULL),
    CONSTRAINT fk_comment_article_id_article FOREIGN KEY(article_id) REFERENCES article (id),
    CONSTRAINT fk_comment_parent_id_comment FOREIGN KEY(parent_id) REFERENCES comment (id)
);

CREATE INDEX ix_comment_by_time ON comment (submitted_at, id, status, revision);

CREATE INDEX ix_comment_incomplete ON comment (submitted_at, id)
    WHERE lacks <> '' AND waiver IS NULL;

CREATE INDEX ix_comment_noted ON comment (submitted_at, id) WHERE note <> '';

CREATE INDEX ix_comment_of_article ON comment (article_id, submitted_at, id);

CREATE INDEX ix_comment_orphaned ON comment (source, parent_external_id)
    WHERE parent_external_id IS NOT NULL;

CREATE INDEX ix_comment_parent_id ON comment (parent_id);

CREATE INDEX ix_comment_queue ON comment (status, submitted_at, id, revision);

CREATE TABLE change (
    operation_id INTEGER NOT NULL,
    comment_id INTEGER NOT NULL,
    "before" TEXT NOT NULL,
    "after" TEXT NOT NULL,
    before_revision INTEGER NOT NULL,
    after_revision INTEGER NOT NULL,
    detail_hash TEXT,
    CONSTRAINT pk_change PRIMARY KEY (operation_id, comment_id),
    CONSTRAINT ck_change_before CHECK (before IN ('pending', 'approved', 'rejected', 'spam', 'withdrawn')),
    CONSTRAINT ck_change_after CHECK (after IN ('pending', 'approved', 'rejected', 'spam', 'withdrawn')),
    CONSTRAINT fk_change_operation_id_operation FOREIGN KEY(operation_id) REFERENCES operation (id),
    CONSTRAINT fk_change_comment_id_comment FOREIGN KEY(comment_id) REFERENCES comment (id)
) WITHOUT ROWID;

CREATE INDEX ix_change_comment ON change (comment_id, operation_id);

CREATE TABLE article_change (
    operation_id INTEGER NOT NULL,
    article_id INTEGER NOT NULL,
    salt TEXT NOT NULL,
    "before" TEXT NOT NULL,
    "after" TEXT NOT NULL,
    detail_hash TEXT NOT NULL,
    CONSTRAINT pk_article_change PRIMARY KEY (operation_id, article_id),
    CONSTRAINT fk_article_change_operation_id_operation FOREIGN KEY(operation_id) REFERENCES operation (id),
    CONSTRAINT fk_article_change_article_id_article FOREIGN KEY(article_id) REFERENCES article (id)
) WITHOUT ROWID;

CREATE INDEX ix_article_change_article_id ON article_change (article_id);

CREATE TABLE private_change (
    operation_id INTEGER NOT NULL,
    comment_id INTEGER NOT NULL,
    salt TEXT NOT NULL,
    "before" TEXT NOT NULL,
    "after" TEXT NOT NULL,
    CONSTRAINT pk_private_change PRIMARY KEY (operation_id, comment_id),
    CONSTRAINT fk_private_change_operation_id_operation FOREIGN KEY(operation_id) REFERENCES operation (id),
    CONSTRAINT fk_private_change_comment_id_comment FOREIGN KEY(comment_id) REFERENCES comment (id)
) WITHOUT ROWID;

CREATE INDEX ix_private_change_comment ON private_change (comment_id);

CREATE TABLE private_contact (
    comment_id INTEGER NOT NULL,
    email TEXT NOT NULL,
    email_key TEXT NOT NULL,
    email_domain TEXT NOT NULL,
    ip TEXT NOT NULL,
    user_agent TEXT NOT NULL,
    extra TEXT DEFAULT '{}' NOT NULL,
    source_digest TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_private_contact PRIMARY KEY (comment_id),
    CONSTRAINT fk_private_contact_comment_id_comment FOREIGN KEY(comment_id) REFERENCES comment (id)
);

CREATE INDEX ix_private_contact_email_domain ON private_contact (email_domain);

CREATE INDEX ix_private_contact_email_key ON private_contact (email_key);

CREATE INDEX ix_private_contact_ip ON private_contact (ip);

CREATE TABLE private_erased (
    digest TEXT NOT NULL,
    comment_id INTEGER NOT NULL,
    CONSTRAINT pk_private_erased PRIMARY KEY (digest),
    CONSTRAINT fk_private_erased_comment_id_comment FOREIGN KEY(comment_id) REFERENCES comment (id)
) WITHOUT ROWID;

CREATE INDEX ix_private_erased_comment_id ON private_erased (comment_id);

-- Counts are kept, never made: the sidebar reads a handful of rows whatever the library's size.

CREATE TRIGGER comment_counted AFTER INSERT ON comment BEGIN
    INSERT INTO article_count (article_id, status, total) VALUES (new.article_id, new.status, 1)
        ON CONFLICT DO UPDATE SET total = total + 1;
    INSERT INTO status_count (status, total) VALUES (new.status, 1)
        ON CONFLICT DO UPDATE SET total = total + 1;
END;

CREATE TRIGGER comment_recounted AFTER UPDATE OF status, article_id ON comment
WHEN old.status <> new.status OR old.article_id <> new.article_id BEGIN
    UPDATE article_count SET total = total - 1
        WHERE article_id = old.article_id AND status = old.status;
    INSERT INTO article_count (article_id, status, total) VALUES (new.article_id, new.status, 1)
        ON CONFLICT DO UPDATE SET total = total + 1;
    UPDATE status_count SET total = total - 1 WHERE status = old.status;
    INSERT INTO status_count (status, total) VALUES (new.status, 1)
        ON CONFLICT DO UPDATE SET total = total + 1;
END;

CREATE TRIGGER comment_uncounted AFTER DELETE ON comment BEGIN
    UPDATE article_count SET total = total - 1
        WHERE article_id = old.article_id AND status = old.status;
    UPDATE status_count SET total = total - 1 WHERE status = old.status;
END;

-- The words of names and texts; the texts themselves stay in `comment` and are not kept twice.

CREATE VIRTUAL TABLE comment_words USING fts5 (
    name, text,
    content = 'comment', content_rowid = 'id',
    tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TRIGGER comment_indexed AFTER INSERT ON comment BEGIN
    INSERT INTO comment_words (rowid, name, text) VALUES (new.id, new.name, new.text);
END;

CREATE TRIGGER comment_reindexed AFTER UPDATE OF name, text ON comment BEGIN
    INSERT INTO comment_words (comment_words, rowid, name, text)
        VALUES ('delete', old.id, old.name, old.text);
    INSERT INTO comment_words (rowid, name, text) VALUES (new.id, new.name, new.text);
END;

CREATE TRIGGER comment_unindexed AFTER DELETE ON comment BEGIN
    INSERT INTO comment_words (comment_words, rowid, name, text)
        VALUES ('delete', old.id, old.name, old.text);
END;

INSERT INTO site (id, key, name, url, name_required, email_required)
    VALUES (1, 'default', '', '', 1, 1);

INSERT INTO status_count (status, total) VALUES
    ('pending', 0), ('approved', 0), ('rejected', 0), ('spam', 0), ('withdrawn', 0);
