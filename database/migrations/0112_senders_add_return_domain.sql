-- Where reports about undeliverable mail of this mailbox go, if its server accepts another envelope sender.
ALTER TABLE senders.accounts ADD COLUMN return_domain text;
