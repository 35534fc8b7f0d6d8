CREATE SCHEMA templates;

-- What stands in messages, for ever: rows are only added. The same content is stored once.
CREATE TABLE templates.content_versions (
  org_id uuid NOT NULL REFERENCES identity.organisations (org_id),
  content_version_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('marketing', 'personal', 'service', 'consent-request', 'security', 'reply')),
  language text NOT NULL CHECK (language IN ('en', 'fr', 'es', 'it')),
  subject text NOT NULL CHECK (subject <> '' AND subject !~ '[\r\n]'),
  html text NOT NULL CHECK (octet_length(html) <= 524288),
  plain_text text NOT NULL CHECK (octet_length(plain_text) <= 524288),
  variables text[] NOT NULL,
  hash text NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$'),
  created_at timestamptz NOT NULL DEFAULT platform.current_time(),
  PRIMARY KEY (org_id, content_version_id),
  UNIQUE (org_id, kind, hash)
);
SELECT platform.protect('templates.content_versions', 'SELECT, INSERT');

CREATE TABLE templates.templates (
  org_id uuid NOT NULL REFERENCES identity.organisations (org_id),
  template_id uuid NOT NULL,
  name text NOT NULL CHECK (name <> ''),
  kind text NOT NULL,
  language text NOT NULL,
  content_version_id uuid NOT NULL,
  is_in_use boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT platform.current_time(),
  updated_at timestamptz NOT NULL DEFAULT platform.current_time(),
  archived_at timestamptz,
  PRIMARY KEY (org_id, template_id),
  FOREIGN KEY (org_id, content_version_id) REFERENCES templates.content_versions (org_id, content_version_id),
  CHECK (NOT (is_in_use AND archived_at IS NOT NULL))
);
-- Automatic messages of a kind and language are made from one template at most.
CREATE UNIQUE INDEX templates_in_use ON templates.templates (org_id, kind, language) WHERE is_in_use;
SELECT platform.protect('templates.templates', 'SELECT, INSERT, UPDATE');
