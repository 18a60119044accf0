-- Whoever waits for the record to go on is told with the commit, and not before.

CREATE FUNCTION claims_entry_is_announced() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    -- The newest entry is one of this statement's: its transaction holds the record's lock.
    PERFORM pg_notify('claims_entry', max(sequence)::text) FROM claims_entry;
    RETURN NULL;
END;
$$;

CREATE TRIGGER entry_is_announced
    AFTER INSERT ON claims_entry
    FOR EACH STATEMENT EXECUTE FUNCTION claims_entry_is_announced();
