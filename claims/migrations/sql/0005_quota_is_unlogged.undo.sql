ALTER TABLE claims_quota RESET (fillfactor);
ALTER TABLE claims_quota SET LOGGED;
