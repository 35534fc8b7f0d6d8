-- The one reminder of a consent campaign: the second request of the rule that asks at most twice.
ALTER TABLE campaigns.campaigns ADD COLUMN reminder_of uuid;
ALTER TABLE campaigns.campaigns
  ADD CONSTRAINT campaigns_reminder_of_fkey FOREIGN KEY (org_id, reminder_of) REFERENCES campaigns.campaigns (org_id, campaign_id);
CREATE UNIQUE INDEX campaigns_one_reminder ON campaigns.campaigns (org_id, reminder_of) WHERE reminder_of IS NOT NULL;
