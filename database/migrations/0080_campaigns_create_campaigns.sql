CREATE SCHEMA campaigns;

CREATE TABLE campaigns.campaigns (
  org_id uuid NOT NULL REFERENCES identity.organisations (org_id),
  campaign_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('mailing', 'consent-request')),
  name text NOT NULL,
  state text NOT NULL CHECK (state IN ('draft', 'validated', 'scheduled', 'overdue', 'launched')),
  type_id uuid NOT NULL,
  sender_id uuid,
  language text NOT NULL CHECK (language IN ('en', 'fr', 'es', 'it')),
  subject text NOT NULL,
  html text NOT NULL,
  filter jsonb NOT NULL,
  mailing_id uuid,
  content_version_id uuid,
  batch_id uuid,
  scheduled_at timestamptz,
  validated_at timestamptz,
  validated_by text,
  launched_at timestamptz,
  launched_by text,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT platform.current_time(),
  updated_at timestamptz NOT NULL DEFAULT platform.current_time(),
  PRIMARY KEY (org_id, campaign_id),
  FOREIGN KEY (org_id, mailing_id) REFERENCES campaigns.campaigns (org_id, campaign_id),
  CONSTRAINT launched_has_batch CHECK (state <> 'launched' OR batch_id IS NOT NULL)
);
CREATE INDEX campaigns_by_creation ON campaigns.campaigns (org_id, created_at DESC, campaign_id);
SELECT platform.protect('campaigns.campaigns', 'SELECT, INSERT, UPDATE, DELETE');

-- The validated list, frozen: one row per contact that the filter found, or per external address of the chosen list.
-- reason is null for those who get the campaign. recipient_id is the contact, or a hash of the external address.
CREATE TABLE campaigns.recipients (
  org_id uuid NOT NULL,
  campaign_id uuid NOT NULL,
  recipient_id uuid NOT NULL,
  contact_id uuid,
  address_id uuid,
  external_email text,
  reason text,
  PRIMARY KEY (org_id, campaign_id, recipient_id),
  FOREIGN KEY (org_id, campaign_id) REFERENCES campaigns.campaigns (org_id, campaign_id) ON DELETE CASCADE,
  CONSTRAINT allowed_is_registered CHECK (reason IS NOT NULL OR (contact_id IS NOT NULL AND address_id IS NOT NULL)),
  CONSTRAINT external_has_no_contact CHECK ((external_email IS NULL) = (contact_id IS NOT NULL))
);
CREATE INDEX recipients_by_reason ON campaigns.recipients (org_id, campaign_id, reason, recipient_id);
SELECT platform.protect('campaigns.recipients', 'SELECT, INSERT, DELETE');

CREATE TABLE campaigns.saved_filters (
  org_id uuid NOT NULL REFERENCES identity.organisations (org_id),
  saved_filter_id uuid NOT NULL,
  name text NOT NULL,
  filter jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT platform.current_time(),
  PRIMARY KEY (org_id, saved_filter_id),
  UNIQUE (org_id, name)
);
SELECT platform.protect('campaigns.saved_filters', 'SELECT, INSERT, UPDATE, DELETE');
