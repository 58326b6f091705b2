-- Rules of the newsroom, what each change of them was, and which of them held a comment and why.
-- A rule may name a person's address, and a hold tells something of one: so both are private.

CREATE TABLE private_rule (
    id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    action TEXT NOT NULL,
    term TEXT NOT NULL,
    number INTEGER NOT NULL,
    span INTEGER NOT NULL,
    removed INTEGER NOT NULL,
    CONSTRAINT pk_private_rule PRIMARY KEY (id),
    CONSTRAINT ck_private_rule_kind CHECK (kind <> ''),
    CONSTRAINT ck_private_rule_action CHECK (action IN ('hold', 'reject', 'exempt', 'approve')),
    CONSTRAINT ck_private_rule_removed CHECK (removed IN (0, 1))
);

CREATE INDEX ix_private_rule_term ON private_rule (kind, term);

CREATE TABLE private_rule_change (
    operation_id INTEGER NOT NULL,
    rule_id INTEGER NOT NULL,
    salt TEXT NOT NULL,
    "before" TEXT NOT NULL,
    "after" TEXT NOT NULL,
    detail_hash TEXT NOT NULL,
    CONSTRAINT pk_private_rule_change PRIMARY KEY (operation_id, rule_id),
    CONSTRAINT fk_private_rule_change_operation_id_operation FOREIGN KEY(operation_id) REFERENCES operation (id),
    CONSTRAINT fk_private_rule_change_rule_id_private_rule FOREIGN KEY(rule_id) REFERENCES private_rule (id)
) WITHOUT ROWID;

CREATE INDEX ix_private_rule_change_rule_id ON private_rule_change (rule_id);

CREATE TABLE private_hold (
    id INTEGER NOT NULL,
    comment_id INTEGER NOT NULL,
    operation_id INTEGER NOT NULL,
    rule_id INTEGER,
    reason TEXT NOT NULL,
    action TEXT NOT NULL,
    number INTEGER NOT NULL,
    spans TEXT NOT NULL,
    CONSTRAINT pk_private_hold PRIMARY KEY (id),
    CONSTRAINT ck_private_hold_action CHECK (action IN ('hold', 'reject')),
    CONSTRAINT fk_private_hold_comment_id_comment FOREIGN KEY(comment_id) REFERENCES comment (id),
    CONSTRAINT fk_private_hold_operation_id_operation FOREIGN KEY(operation_id) REFERENCES operation (id),
    CONSTRAINT fk_private_hold_rule_id_private_rule FOREIGN KEY(rule_id) REFERENCES private_rule (id)
);

CREATE INDEX ix_private_hold_comment_id ON private_hold (comment_id);

CREATE INDEX ix_private_hold_operation_id ON private_hold (operation_id);

CREATE INDEX ix_private_hold_reason ON private_hold (reason, comment_id);

CREATE INDEX ix_private_hold_rule_id ON private_hold (rule_id, comment_id);

-- Why something was rejected stands in the detail of the operation, sealed with it; this finds it.

CREATE INDEX ix_operation_reason ON operation (
    CASE WHEN json_valid(detail) THEN json_extract(detail, '$.reason') END, subject
) WHERE detail <> '{}';
