-- Whoever waits for the record to go on is told with the commit, and not before.

CREATE FUNCTION claims_entry_is_announced() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('claims_entry', max(sequence)::text) FROM added;
    RETURN NULL;
END;
$$;

CREATE TRIGGER entry_is_announced
    AFTER INSERT ON claims_entry REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION claims_entry_is_announced();
