"""The projection of claims: how each of its columns comes from the document alone."""

from django.db import connections

CLAIMS, TERMS = "claims_publishedclaim", "claims_publishedterm"

# An entry's document is read once for both tables. A version stands until the one
# after it, whatever that says; a withdrawal is no version that stands.
PROJECT = """
    WITH said AS MATERIALIZED (
        SELECT entry.sequence, entry.claim_id, first.sequence AS first,
            next.sequence AS until, entry.at,
            convert_from(entry.document, 'UTF8')::jsonb AS document
        FROM claims_entry AS entry
        JOIN claims_entry AS first
            ON first.claim_id = entry.claim_id AND first.version = 1
        LEFT JOIN claims_entry AS next
            ON next.claim_id = entry.claim_id AND next.version = entry.version + 1
        WHERE entry.event <> 'withdrawn' AND entry.sequence BETWEEN %s AND %s
    ), projected AS (
        INSERT INTO {claims} (
            entry_id, claim_id, first, until, topic_id, measure_id, claimant_id, language,
            status, has_conflict, interval, period, claimed, words, published_at,
            updated_at, reviews, dated
        )
        SELECT sequence, claim_id, first, until,
            (document #>> '{{topic,id}}')::uuid,
            (document #>> '{{measure,id}}')::uuid,
            (document #>> '{{claimant,id}}')::uuid,
            document ->> 'language',
            document ->> 'status',
            coalesce((document #>> '{{evidence,figures,conflict}}')::int > 0, false),
            CASE WHEN document #> '{{figure,interval}}' IS NOT NULL THEN numrange(
                (document #>> '{{figure,interval,lower}}')::numeric,
                (document #>> '{{figure,interval,upper}}')::numeric,
                CASE document #>> '{{figure,interval,lower_inclusive}}'
                    WHEN 'true' THEN '[' ELSE '(' END
                || CASE document #>> '{{figure,interval,upper_inclusive}}'
                    WHEN 'true' THEN ']' ELSE ')' END
            ) END,
            CASE WHEN document #> '{{period,edtf}}' IS NOT NULL THEN daterange(
                (document #>> '{{period,earliest}}')::date,
                (document #>> '{{period,latest}}')::date, '[]'
            ) END,
            CASE WHEN document #> '{{claimed,edtf}}' IS NOT NULL THEN daterange(
                (document #>> '{{claimed,earliest}}')::date,
                (document #>> '{{claimed,latest}}')::date, '[]'
            ) END,
            text_words(concat_ws(
                ' ', document ->> 'text', document #>> '{{figure,wording}}',
                document ->> 'place', document #>> '{{figure,value}}',
                document #>> '{{figure,upper}}', document #>> '{{topic,name}}',
                document #>> '{{claimant,name}}', document #>> '{{measure,name}}',
                (
                    SELECT string_agg(tag, ' ')
                    FROM jsonb_array_elements_text(document -> 'tags') AS tag
                )
            )),
            (document ->> 'published_at')::timestamptz,
            at,
            jsonb_array_length(document -> 'reviews'),
            (
                SELECT max(day) FROM (
                    SELECT (document #>> '{{claimed,latest}}')::date
                    UNION ALL SELECT coalesce(
                        (review #>> '{{reviewed,latest}}')::date,
                        ((review ->> 'approved_at')::timestamptz AT TIME ZONE 'UTC')::date
                    ) FROM jsonb_array_elements(document -> 'reviews') AS review
                ) AS days (day)
            )
        FROM said
    )
    INSERT INTO {terms} (term, entry_id, first, until)
    SELECT md5(told.term)::uuid, sequence, first, until
    FROM said CROSS JOIN LATERAL (
        SELECT 'status:' || (document ->> 'status')
        UNION SELECT 'topic:' || (document #>> '{{topic,id}}')
        UNION SELECT 'measure:' || (document #>> '{{measure,id}}')
        UNION SELECT 'claimant:' || (document #>> '{{claimant,id}}')
        UNION SELECT 'agent:' || (agent ->> 'id')
            FROM unnest(
                ARRAY[
                    '$.claimant', '$.citations[*].source.publisher',
                    '$.citations[*].source.authors[*]', '$.reviews[*].publisher'
                ]::jsonpath[]
            ) AS path, jsonb_path_query(document, path) AS agent
        UNION SELECT 'has_conflict:' || coalesce(
            (document #>> '{{evidence,figures,conflict}}')::int > 0, false
        )::text
        UNION SELECT 'tag:' || tag
            FROM jsonb_array_elements_text(document -> 'tags') AS tag
        UNION SELECT 'language:' || array_to_string(parts[:number], '-')
            FROM string_to_array(document ->> 'language', '-') AS parts,
                generate_series(1, cardinality(parts)) AS number
        UNION SELECT 'verdict:' || (verdict ->> name)
            FROM jsonb_path_query(document, '$.reviews[*].verdict') AS verdict,
                unnest('{{id,label}}'::text[]) AS name
        UNION SELECT 'review:' || site || '|' || array_to_string(parts[:number], '-')
            FROM jsonb_array_elements(document -> 'reviews') AS review,
                substring(
                    lower(coalesce(nullif(review ->> 'url', ''), document ->> 'url'))
                    FROM '^https?://(?:[^/?#]*@)?(\\[[^]]*\\]|[^/?#:]+)'
                ) AS host,
                LATERAL (
                    SELECT array_agg(part ORDER BY number)
                    FROM unnest(string_to_array(lower(review ->> 'language'), '-'))
                        WITH ORDINALITY AS tag (part, number)
                    WHERE number = 1 OR part !~ '^([a-z]{{2}}|[0-9]{{3}})$'
                ) AS tag (parts),
                generate_series(0, cardinality(parts)) AS number,
                unnest(array['', regexp_replace(trim('[]' FROM host), '^www\\.', '')])
                    AS site
            WHERE site <> '' OR number > 0
        UNION SELECT 'source:' || (source ->> 'id')
            FROM jsonb_path_query(document, '$.citations[*].source') AS source
        UNION SELECT 'publisher:' || (source #>> '{{publisher,id}}')
            FROM jsonb_path_query(document, '$.citations[*].source') AS source
        UNION SELECT 'source_domain:' || array_to_string(parts[number:], '.')
            FROM jsonb_path_query(document, '$.citations[*].source') AS source,
                substring(
                    lower(source ->> 'url')
                    FROM '^https?://(?:[^/?#]*@)?(\\[[^]]*\\]|[^/?#:]+)'
                ) AS host,
                string_to_array(rtrim(host, '.'), '.') AS parts,
                generate_series(1, greatest(1, cardinality(parts) - 1)) AS number
        UNION SELECT 'merged:' || (merged ->> 'id')
            FROM jsonb_array_elements(document -> 'merged') AS merged
    ) AS told (term)
    WHERE told.term IS NOT NULL
"""
REPLACE = "UPDATE {table} SET until = %s WHERE entry_id = %s"


def project_entries(
    first: int,
    last: int,
    *,
    alias: str = "default",
    claims: str = CLAIMS,
    terms: str = TERMS,
) -> None:
    """Make the rows of the versions from one entry to another, in these tables.

    The rows of earlier entries are left alone, also where one of these came after.
    """
    with connections[alias].cursor() as cursor:
        cursor.execute(PROJECT.format(claims=claims, terms=terms), [first, last])


def replace_version(old: int, new: int) -> None:
    """Note that an entry stood until another."""
    with connections["default"].cursor() as cursor:
        for table in (CLAIMS, TERMS):
            cursor.execute(REPLACE.format(table=table), [new, old])
