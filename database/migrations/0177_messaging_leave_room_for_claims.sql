-- Half a page was filled by six messages, and when all six were claimed the last one found no room beside the others: it moved
-- to another page, with a new entry in each index. Five leave room for what a message becomes until it has left.
ALTER TABLE messaging.messages SET (fillfactor = 44);
