DROP FUNCTION claim_words(text, text, text, numeric, numeric, uuid, uuid);
DROP FUNCTION asked_words(text);
DROP FUNCTION text_words(text);
DROP FUNCTION word_pairs(tsvector);
DROP FUNCTION joined_digits(text);
DROP FUNCTION plain_text(text);
