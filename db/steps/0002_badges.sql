-- A badge for each commenter: a random number, so that two who use one name are told apart at a
-- glance and nothing of the address is in what is drawn.

CREATE TABLE private_badge (
    email_key TEXT NOT NULL,
    badge INTEGER NOT NULL,
    CONSTRAINT pk_private_badge PRIMARY KEY (email_key)
) WITHOUT ROWID;

INSERT INTO private_badge (email_key, badge)
    SELECT email_key, abs(random() % 2147483647) FROM private_contact
    WHERE email_key <> '' GROUP BY email_key;

-- What an upsert would do is said by hand: a trigger takes over the manner of the statement that
-- fired it, and a badge once given stays.

CREATE TRIGGER commenter_arrived AFTER INSERT ON private_contact WHEN new.email_key <> '' BEGIN
    INSERT INTO private_badge (email_key, badge)
        SELECT new.email_key, abs(random() % 2147483647)
        WHERE NOT EXISTS (SELECT 1 FROM private_badge WHERE email_key = new.email_key);
END;

CREATE TRIGGER commenter_readdressed AFTER UPDATE OF email_key ON private_contact
WHEN old.email_key <> new.email_key BEGIN
    INSERT INTO private_badge (email_key, badge)
        SELECT new.email_key, abs(random() % 2147483647)
        WHERE new.email_key <> ''
        AND NOT EXISTS (SELECT 1 FROM private_badge WHERE email_key = new.email_key);
    DELETE FROM private_badge WHERE email_key = old.email_key
        AND NOT EXISTS (SELECT 1 FROM private_contact WHERE email_key = old.email_key);
END;

CREATE TRIGGER commenter_left AFTER DELETE ON private_contact BEGIN
    DELETE FROM private_badge WHERE email_key = old.email_key
        AND NOT EXISTS (SELECT 1 FROM private_contact WHERE email_key = old.email_key);
END;
