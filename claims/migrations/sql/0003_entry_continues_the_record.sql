-- The record is append-only, dense and chained, whoever writes it and however.

CREATE FUNCTION claims_entry_continues_the_record() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    last_entry record;
    last_version record;
BEGIN
    -- One writer at a time until it commits: numbers then follow commit order.
    PERFORM pg_advisory_xact_lock(hashtext('claims_entry'));
    SELECT sequence, at INTO last_entry
        FROM claims_entry ORDER BY sequence DESC LIMIT 1;
    IF NEW.sequence <> coalesce(last_entry.sequence, 0) + 1 THEN
        RAISE EXCEPTION 'The record goes on with entry %, not %',
            coalesce(last_entry.sequence, 0) + 1, NEW.sequence
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.at < last_entry.at THEN
        RAISE EXCEPTION 'Entry % is older than the one before it', NEW.sequence
            USING ERRCODE = 'restrict_violation';
    END IF;
    SELECT version, digest, event INTO last_version
        FROM claims_entry WHERE claim_id = NEW.claim_id ORDER BY version DESC LIMIT 1;
    IF NEW.version <> coalesce(last_version.version, 0) + 1
        OR NEW.previous <> coalesce(last_version.digest, '') THEN
        RAISE EXCEPTION 'Claim % goes on with version %',
            NEW.claim_id, coalesce(last_version.version, 0) + 1
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF (NEW.event = 'published') <> (coalesce(last_version.event, 'withdrawn') = 'withdrawn') THEN
        RAISE EXCEPTION 'A claim is % only %', NEW.event,
            CASE NEW.event WHEN 'published' THEN 'while it is not public'
                ELSE 'while it is public' END
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.digest <> encode(sha256(NEW.document), 'hex') THEN
        RAISE EXCEPTION 'The digest of entry % is not that of its document', NEW.sequence
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END;
$$;

CREATE FUNCTION claims_entry_is_append_only() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The record is append-only' USING ERRCODE = 'restrict_violation';
END;
$$;

CREATE TRIGGER entry_continues_the_record
    BEFORE INSERT ON claims_entry
    FOR EACH ROW EXECUTE FUNCTION claims_entry_continues_the_record();

CREATE TRIGGER entry_is_never_changed
    BEFORE UPDATE OR DELETE ON claims_entry
    FOR EACH ROW EXECUTE FUNCTION claims_entry_is_append_only();

CREATE TRIGGER entry_is_never_emptied
    BEFORE TRUNCATE ON claims_entry
    FOR EACH STATEMENT EXECUTE FUNCTION claims_entry_is_append_only();

-- Documents are read far more often than written: lz4 opens them cheaply, where the
-- server was built with it.
DO $$
BEGIN
    ALTER TABLE claims_entry ALTER COLUMN document SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN
    NULL;
END;
$$;
