DROP FUNCTION figure_interval(text, numeric, numeric);
