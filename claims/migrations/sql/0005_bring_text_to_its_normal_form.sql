-- What claims/text.py says, for rows written before it: line breaks, U+FEFF and
-- NFC are mended, and what is refused from now on, and cannot be seen, goes.
-- Each row's revision moves and its history tells the change. Entries of the
-- record stay as they are.
CREATE FUNCTION pg_temp.normal(words text, lines boolean, quoted boolean)
RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    words := replace(regexp_replace(words, E'\r\n?', E'\n', 'g'), U&'\FEFF', '');
    IF NOT lines THEN
        words := regexp_replace(words, '[\u000a\u2028\u2029]+', ' ', 'g');
    END IF;
    IF NOT quoted THEN
        words := regexp_replace(words, '[\u202a-\u202e\u2066-\u2069]', '', 'g');
    END IF;
    words := regexp_replace(words, '[\u0001-\u0008\u000b-\u001f\u007f-\u009f]', '', 'g');
    words := normalize(words, NFC);
    RETURN CASE WHEN quoted THEN words ELSE btrim(words, E' \t\n\u00a0') END;
END
$$;

DO $$
DECLARE
    frozen name := (
        SELECT tgname FROM pg_trigger
        WHERE tgrelid = 'claims_review'::regclass
            AND tgname LIKE 'pgtrigger_ours_is_frozen%'
    );
    place record;
BEGIN
    -- It keeps people from changing words, and these words stay the same.
    EXECUTE format('ALTER TABLE claims_review DISABLE TRIGGER %I', frozen);
    FOR place IN
        SELECT * FROM (VALUES
            ('agent', 'name', false, false),
            ('agent', 'site', false, false),
            ('topic', 'name', false, false),
            ('topic', 'description', true, false),
            ('measure', 'name', false, false),
            ('measure', 'unit', false, false),
            ('measure', 'scope', false, false),
            ('measure', 'counts_from', false, false),
            ('source', 'title', false, false),
            ('source', 'url', false, false),
            ('source', 'archive_url', false, false),
            ('source', 'withheld_reason', false, false),
            ('tag', 'name', false, false),
            ('verdict', 'label', false, false),
            ('verdict', 'definition', true, false),
            ('claim', 'text', true, false),
            ('claim', 'place', false, false),
            ('claim', 'wording', false, true),
            ('citation', 'quote', true, true),
            ('citation', 'quote_prefix', true, true),
            ('citation', 'quote_suffix', true, true),
            ('citation', 'wording', false, true),
            ('citation', 'locator', false, false),
            ('citation', 'scope', false, false),
            ('review', 'label', true, false),
            ('review', 'summary', true, false),
            ('review', 'text', true, false),
            ('review', 'url', false, false),
            ('review', 'return_reason', true, false),
            ('comment', 'text', true, false)
        ) AS places (model, field, lines, quoted)
    LOOP
        EXECUTE format(
            'UPDATE claims_%1$s SET %2$I = pg_temp.normal(%2$I, %3$L, %4$L)%5$s'
            ' WHERE %2$I <> pg_temp.normal(%2$I, %3$L, %4$L)',
            place.model, place.field, place.lines, place.quoted,
            CASE WHEN place.model = 'comment' THEN '' ELSE ', revision = revision + 1' END
        );
    END LOOP;
    EXECUTE format('ALTER TABLE claims_review ENABLE TRIGGER %I', frozen);
END
$$;

DROP FUNCTION pg_temp.normal;
