ALTER TABLE claims_entry ALTER COLUMN document SET COMPRESSION default;
DROP TRIGGER entry_is_never_emptied ON claims_entry;
DROP TRIGGER entry_is_never_changed ON claims_entry;
DROP TRIGGER entry_continues_the_record ON claims_entry;
DROP FUNCTION claims_entry_is_append_only();
DROP FUNCTION claims_entry_continues_the_record();
