-- What a message ends as is written where its other versions lie in these indexes. Pages that are filled as launches are
-- queued keep room for it: else each of them is searched for what can go, or split, while the messages leave.
ALTER INDEX messaging.messages_pkey SET (fillfactor = 45);
ALTER INDEX messaging.messages_org_id_dedupe_key_key SET (fillfactor = 45);
ALTER INDEX messaging.messages_by_address SET (fillfactor = 45);
ALTER INDEX messaging.messages_by_batch SET (fillfactor = 45);
ALTER INDEX messaging.messages_by_contact SET (fillfactor = 45);
