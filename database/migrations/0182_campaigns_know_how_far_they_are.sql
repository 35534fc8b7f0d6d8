-- The last recipient who has a message, while others of the launch have none yet.
ALTER TABLE campaigns.campaigns ADD COLUMN queued_up_to uuid;
