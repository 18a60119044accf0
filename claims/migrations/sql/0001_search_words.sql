-- The words a claim is found by, for a generated column and for the names of topics
-- and agents. Both sides of a search, what is written and what is asked, go through
-- the same functions, so that 6500 finds 6,500, 6 500, 6.500 and 6’500.
--
-- unaccent() is only STABLE, since its dictionary may be altered; named by its schema
-- it is as lasting as an index needs.
CREATE FUNCTION plain_text(said text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
BEGIN
    -- NFKC makes narrow and no-break spaces plain, and full-width digits too. The
    -- parser takes words joined by / _ @ for paths and addresses: here they are words.
    RETURN translate(
        public.unaccent('public.unaccent'::regdictionary, normalize(said, NFKC)),
        '/_@', '   '
    );
END;
$$;

-- Digits in groups of three are one number; figures joined by a hyphen are two.
CREATE FUNCTION joined_digits(plain text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
BEGIN
    RETURN regexp_replace(
        regexp_replace(
            plain,
            '(?<=(?:^|[^0-9])[0-9]{1,3})[,. ''](?=[0-9]{3}(?:$|[^0-9]))', '', 'g'
        ),
        '(?<=[0-9])-(?=[0-9])', ' ', 'g'
    );
END;
$$;

-- Two words that follow one another, as one. A phrase of common words is found by its
-- pairs, which are rare: its words alone would have most claims read. What is longer
-- than a word may be is left out, of what is written and of what is asked.
CREATE FUNCTION word_pairs(words tsvector) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
BEGIN
    RETURN ARRAY(
        WITH word AS (
            SELECT lexeme, unnest(positions) AS place FROM unnest(words)
        )
        SELECT DISTINCT one.lexeme || ' ' || other.lexeme
        FROM word AS one JOIN word AS other ON other.place = one.place + 1
        WHERE octet_length(one.lexeme) + octet_length(other.lexeme) < 2046
    );
END;
$$;

-- Where grouping changed something, the parts are kept beside the whole.
CREATE FUNCTION text_words(said text) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
DECLARE
    plain text := public.plain_text(said);
    joined text := public.joined_digits(plain);
    words tsvector := to_tsvector('simple', joined);
BEGIN
    IF joined <> plain THEN
        words := words || to_tsvector('simple', plain);
    END IF;
    RETURN words || array_to_tsvector(public.word_pairs(words));
END;
$$;

CREATE FUNCTION asked_words(said text) RETURNS tsquery
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
DECLARE
    joined text := public.joined_digits(public.plain_text(said));
    pairs text := (
        SELECT string_agg(
            '''' || replace(replace(pair, '\', '\\'), '''', '''''') || '''', ' & '
        )
        FROM unnest(public.word_pairs(to_tsvector('simple', joined))) AS pair
    );
BEGIN
    RETURN phraseto_tsquery('simple', joined) && coalesce(pairs, '')::tsquery;
END;
$$;

-- Topic and claimant stand here by key, as words that no text has: what they are
-- called is looked up when somebody searches, so a new name needs no claim written.
CREATE FUNCTION claim_words(
    said text, wording text, place text, value numeric, upper numeric,
    topic uuid, claimant uuid
)
RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
AS $$
BEGIN
    RETURN public.text_words(
            concat_ws(' ', said, wording, place, trim_scale(value), trim_scale(upper))
        ) || array_to_tsvector(
            array_remove(ARRAY['topic:' || topic, 'claimant:' || claimant], NULL)
        );
END;
$$;
