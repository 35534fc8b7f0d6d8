-- A mailbox that was full three times takes no mailings any more, but it exists: it is not dead, and security mail is tried.
ALTER TABLE consent.suppressions DROP CONSTRAINT suppressions_kind_check;
ALTER TABLE consent.suppressions ADD CONSTRAINT suppressions_kind_check
  CHECK (kind IN ('hard-bounce', 'soft-bounce', 'complaint', 'manual'));
