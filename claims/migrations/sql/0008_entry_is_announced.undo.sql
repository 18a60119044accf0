DROP TRIGGER entry_is_announced ON claims_entry;
DROP FUNCTION claims_entry_is_announced();
