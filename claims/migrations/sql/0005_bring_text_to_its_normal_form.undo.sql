-- Text in its normal form is as good to what came before: there is nothing to undo.
SELECT 1;
