-- What other rows of the list say of the same address and type: found once for the whole list.
ALTER TABLE consent.exchange_rows
  ADD COLUMN twin text NOT NULL DEFAULT 'none' CHECK (twin IN ('none', 'duplicate', 'contradiction'));
CREATE INDEX exchange_rows_to_do ON consent.exchange_rows (org_id, consent_import_id, line) WHERE NOT is_done;
