-- What the assist works out of each text: its language, its signature, and the first comment that
-- it is a near-copy of; and the chances that its model gives it. All of it is derived, and is made
-- again from the comments and the decisions.

CREATE TABLE likeness (
    comment_id INTEGER NOT NULL,
    language TEXT NOT NULL,
    signature BLOB,
    first_id INTEGER,
    CONSTRAINT pk_likeness PRIMARY KEY (comment_id),
    CONSTRAINT fk_likeness_comment_id_comment FOREIGN KEY(comment_id) REFERENCES comment (id)
);

CREATE INDEX ix_likeness_first ON likeness (first_id, comment_id) WHERE first_id IS NOT NULL;

CREATE INDEX ix_likeness_language ON likeness (language, comment_id);

CREATE TABLE likeness_band (
    band INTEGER NOT NULL,
    comment_id INTEGER NOT NULL,
    CONSTRAINT pk_likeness_band PRIMARY KEY (band, comment_id)
) WITHOUT ROWID;

-- Comments that have to be looked at (again); with the signature under which they are still found.

CREATE TABLE likeness_wanted (
    comment_id INTEGER NOT NULL,
    signature BLOB,
    CONSTRAINT pk_likeness_wanted PRIMARY KEY (comment_id),
    CONSTRAINT fk_likeness_wanted_comment_id_comment FOREIGN KEY(comment_id) REFERENCES comment (id)
);

CREATE TABLE score (
    comment_id INTEGER NOT NULL,
    spam DOUBLE,
    abuse DOUBLE,
    risk DOUBLE NOT NULL,
    CONSTRAINT pk_score PRIMARY KEY (comment_id),
    CONSTRAINT fk_score_comment_id_comment FOREIGN KEY(comment_id) REFERENCES comment (id)
);

INSERT INTO likeness_wanted (comment_id) SELECT id FROM comment;

CREATE TRIGGER comment_to_be_likened AFTER INSERT ON comment BEGIN
    INSERT INTO likeness_wanted (comment_id) VALUES (new.id);
END;

CREATE TRIGGER comment_to_be_likened_anew AFTER UPDATE OF text ON comment
WHEN old.text <> new.text BEGIN
    INSERT INTO likeness_wanted (comment_id, signature)
        SELECT new.id, (SELECT signature FROM likeness WHERE comment_id = new.id)
        WHERE NOT EXISTS (SELECT 1 FROM likeness_wanted WHERE comment_id = new.id);
    DELETE FROM likeness WHERE comment_id = new.id;
    DELETE FROM score WHERE comment_id = new.id;
END;

CREATE TRIGGER comment_not_to_be_likened AFTER DELETE ON comment BEGIN
    DELETE FROM likeness_wanted WHERE comment_id = old.id;
    DELETE FROM likeness WHERE comment_id = old.id;
    DELETE FROM score WHERE comment_id = old.id;
END;
