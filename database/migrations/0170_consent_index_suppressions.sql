-- For finding the blocks of one address that were lifted: the count of its returned messages begins anew then.
CREATE INDEX suppressions_lifted ON consent.suppressions (org_id, address_id, ended_at) WHERE ended_at IS NOT NULL;
