-- The numbers a figure may mean, as claims.figures.Figure.interval has them, for a
-- generated column. NULL for every figure that class refuses: the row then fails on
-- the check constraint that says why, not on an error from in here.
--
-- PL/pgSQL, since a function in SQL may have numrange() worked out on bounds in the
-- wrong order while it is planned, before any condition is looked at (PostgreSQL 18).
CREATE FUNCTION figure_interval(comparator text, value numeric, upper numeric)
RETURNS numrange
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
AS $$
DECLARE
    digits text;
    last_digit integer;
    margin numeric;
BEGIN
    -- NaN counts as larger than every number.
    IF (abs(value) < 1e18 AND min_scale(value) <= 6) IS NOT TRUE THEN
        RETURN NULL;
    END IF;
    IF comparator = 'between' THEN
        IF upper >= value AND upper < 1e18 AND min_scale(upper) <= 6 THEN
            RETURN numrange(value, upper, '[]');
        END IF;
        RETURN NULL;
    END IF;
    IF upper IS NOT NULL THEN
        RETURN NULL;
    END IF;

    -- Half a unit of the last digit that is not a trailing zero, at least 5 %.
    -- Without the zeros in front, 0 has none at its end.
    digits := ltrim(trim_scale(abs(value))::text, '0');
    last_digit := length(digits) - length(rtrim(digits, '0')) - min_scale(value);
    margin := greatest(
        ('5e' || (last_digit - 1)::text)::numeric, abs(value) * 0.05
    );

    RETURN CASE comparator
        WHEN 'exactly' THEN numrange(value, value, '[]')
        WHEN 'about' THEN numrange(value - margin, value + margin, '[]')
        WHEN 'at_least' THEN numrange(value, NULL, '[)')
        WHEN 'more_than' THEN numrange(value, NULL, '()')
        WHEN 'at_most' THEN numrange(NULL, value, '(]')
        WHEN 'less_than' THEN numrange(NULL, value, '()')
    END;
END;
$$;
