-- What all migrations together give, for reading. Written by `node scripts/write-schema.ts`; do not edit.
CREATE EXTENSION pg_trgm;
CREATE EXTENSION unaccent;

CREATE SCHEMA audit;

CREATE TABLE audit.entries (
  org_id uuid NOT NULL,
  entry_id uuid NOT NULL,
  recorded_at timestamp with time zone DEFAULT platform."current_time"() NOT NULL,
  actor_kind text NOT NULL,
  actor_id text,
  actor_name text,
  action text NOT NULL,
  subject_kind text NOT NULL,
  subject_id text,
  details jsonb DEFAULT '{}'::jsonb NOT NULL,
  request_id text NOT NULL,
  CONSTRAINT entries_pkey PRIMARY KEY (org_id, entry_id),
  CONSTRAINT entries_org_id_fkey FOREIGN KEY (org_id) REFERENCES identity.organisations(org_id),
  CONSTRAINT entries_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['user'::text, 'api-key'::text, 'person'::text, 'system'::text, 'operator'::text])))
);
ALTER TABLE audit.entries ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit.entries FORCE ROW LEVEL SECURITY;
CREATE INDEX entries_by_subject ON audit.entries USING btree (org_id, subject_kind, subject_id, entry_id);
CREATE POLICY organisation ON audit.entries USING ((org_id = platform.current_org())) WITH CHECK ((org_id = platform.current_org()));
CREATE TRIGGER entries_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON audit.entries FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();
GRANT INSERT, SELECT ON audit.entries TO runtime;

CREATE OR REPLACE FUNCTION audit.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  BEGIN
    RAISE EXCEPTION 'audit entries are only ever added' USING ERRCODE = 'restrict_violation';
  END $function$;

CREATE SCHEMA campaigns;

CREATE TABLE campaigns.campaigns (
  org_id uuid NOT NULL,
  campaign_id uuid NOT NULL,
  kind text NOT NULL,
  name text NOT NULL,
  state text NOT NULL,
  type_id uuid NOT NULL,
  sender_id uuid,
  language text NOT NULL,
  subject text NOT NULL,
  html text NOT NULL,
  filter jsonb NOT NULL,
  mailing_id uuid,
  content_version_id uuid,
  batch_id uuid,
  scheduled_at timestamp with time zone,
  validated_at timestamp with time zone,
  validated_by text,
  launched_at timestamp with time zone,
  launched_by text,
  version integer DEFAULT 1 NOT NULL,
  created_at timestamp with time zone DEFAULT platform."current_time"() NOT NULL,
  updated_at timestamp with time zone DEFAULT platform."current_time"() NOT NULL,
  reminder_of uuid,
  queued_up_to uuid,
  CONSTRAINT campaigns_pkey PRIMARY KEY (org_id, campaign_id),
  CONSTRAINT campaigns_org_id_fkey FOREIGN KEY (org_id) REFERENCES identity.organisations(org_id),
  CONSTRAINT campaigns_org_id_mailing_id_fkey FOREIGN KEY (org_id, mailing_id) REFERENCES campaigns.campaigns(org_id, campaign_id),
  CONSTRAINT campaigns_reminder_of_fkey FOREIGN KEY (org_id, reminder_of) REFERENCES campaigns.campaigns(org_id, campaign_id),
  CONSTRAINT campaigns_kind_check CHECK ((kind = ANY (ARRAY['mailing'::text, 'consent-request'::text]))),
  CONSTRAINT campaigns_language_check CHECK ((language = ANY (ARRAY['en'::text, 'fr'::text, 'es'::text, 'it'::text]))),
  CONSTRAINT campaigns_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'validated'::text, 'scheduled'::text, 'overdue'::text, 'launched'::text]))),
  CONSTRAINT launched_has_batch CHECK (((state <> 'launched'::text) OR (batch_id IS NOT NULL)))
);
ALTER TABLE campaigns.campaigns ENABLE ROW LEVEL SECURITY;
ALTER TABLE campaigns.campaigns FORCE ROW LEVEL SECURITY;
CREATE INDEX campaigns_by_creation ON campaigns.campaigns USING btree (org_id, created_at DESC, campaign_id);
CREATE UNIQUE INDEX campaigns_one_reminder ON campaigns.campaigns USING btree (org_id, reminder_of) WHERE (reminder_of IS NOT NULL);
CREATE POLICY organisation ON campaigns.campaigns USING ((org_id = platform.current_org())) WITH CHECK ((org_id = platform.current_org()));
CREATE TRIGGER campaigns_take_their_list AFTER DELETE ON campaigns.campaigns FOR EACH ROW EXECUTE FUNCTION campaigns.delete_recipients();
GRANT DELETE, INSERT, SELECT, UPDATE ON campaigns.campaigns TO runtime;

CREATE TABLE campaigns.recipients (
  org_id uuid NOT NULL,
  campaign_id uuid NOT NULL,
  recipient_id uuid NOT NULL,
  contact_id uuid,
  address_id uuid,
  external_email text,
  reason text,
  CONSTRAINT recipients_pkey PRIMARY KEY (org_id, campaign_id, recipient_id),
  CONSTRAINT allowed_is_registered CHECK (((reason IS NOT NULL) OR ((contact_id IS NOT NULL) AND (address_id IS NOT NULL)))),
  CONSTRAINT external_has_no_contact CHECK (((external_email IS NULL) = (contact_id IS NOT NULL)))
);
ALTER TABLE campaigns.recipients ENABLE ROW LEVEL SECURITY;
ALTER TABLE campaigns.recipients FORCE ROW LEVEL SECURITY;
CREATE INDEX recipients_by_reason ON campaigns.recipients USING btree (org_id, campaign_id, reason, recipient_id);
CREATE POLICY organisation ON campaigns.recipients USING ((org_id = platform.current_org())) WITH CHECK ((org_id = platform.current_org()));
CREATE TRIGGER recipients_have_a_campaign AFTER INSERT ON campaigns.recipients REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION campaigns.refuse_strange_recipients();
GRANT DELETE, INSERT, SELECT ON campaigns.recipients TO runtime;

CREATE TABLE campaigns.saved_filters (
  org_id uuid NOT NULL,
  saved_filter_id uuid NOT NULL,
  name text NOT NULL,
  filter jsonb NOT NULL,
  created_at timestamp with time zone DEFAULT platform."current_time"() NOT NULL,
  CONSTRAINT saved_filters_pkey PRIMARY KEY (org_id, saved_filter_id),
  CONSTRAINT saved_filters_org_id_name_key UNIQUE (org_id, name),
  CONSTRAINT saved_filters_org_id_fkey FOREIGN KEY (org_id) REFERENCES identity.organisations(org_id)
);
ALTER TABLE campaigns.saved_filters ENABLE ROW LEVEL SECURITY;
ALTER TABLE campaigns.saved_filters FORCE ROW LEVEL SECURITY;
CREATE POLICY organisation ON campaigns.saved_filters USING ((org_id = platform.current_org())) WITH CHECK ((org_id = platform.current_org()));
GRANT DELETE, INSERT, SELECT, UPDATE ON campaigns.saved_filters TO runtime;

CREATE OR REPLACE FUNCTION campaigns.delete_recipients()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  BEGIN
    DELETE FROM campaigns.recipients WHERE org_id = OLD.org_id AND campaign_id = OLD.campaign_id;
    RETURN NULL;
  END;
$function$;

CREATE OR REPLACE FUNCTION campaigns.refuse_strange_recipients()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  DECLARE
    named record;
  BEGIN
    FOR named IN SELECT DISTINCT org_id, campaign_id FROM added LOOP
      PERFORM 1 FROM campaigns.campaigns c
      WHERE c.org_id = named.org_id AND c.campaign_id = named.campaign_id
      FOR KEY SHARE;
      IF NOT FOUND THEN
        RAISE EXCEPTION 'recipients of no campaign of this organisation' USING ERRCODE = 'foreign_key_violation';
      END IF;
    END LOOP;
    RETURN NULL;
  END;
$function$;

CREATE SCHEMA consent;

CREATE TABLE consent.address_locks (
  org_id uuid NOT NULL,
  address_id uuid NOT NULL,
  subject_id uuid DEFAULT gen_random_uuid() NOT NULL,
  salt text DEFAULT replace(((gen_random_uuid())::text || (gen_random_uuid())::text), '-'::text, ''::text),
  created_at timestamp with time zone DEFAULT platform."current_time"() NOT NULL,
  CONSTRAINT address_locks_pkey PRIMARY KEY (org_id, address_id),
  CONSTRAINT address_locks_org_id_subject_id_key UNIQUE (org_id, subject_id),
  CONSTRAINT address_locks_org_id_fkey FOREIGN KEY (org_id) REFERENCES identity.organisations(org_id)
) WITH (autovacuum_analyze_scale_factor=0.01, autovacuum_analyze_threshold=1000);
ALTER TABLE consent.address_locks ENABLE ROW LEVEL SECURITY;
ALTER TABLE consent.address_locks FORCE ROW LEVEL SECURITY;
CREATE POLICY organisation ON consent.address_locks USING ((org_id = platform.current_org())) WITH CHECK ((org_id = platform.current_org()));
CREATE TRIGGER address_locks_keep_subject BEFORE UPDATE ON consent.address_locks FOR EACH ROW EXECUTE FUNCTION consent.guard_address_lock();
CREATE TRIGGER address_locks_stay BEFORE DELETE OR TRUNCATE ON consent.address_locks FOR EACH STATEMENT EXECUTE FUNCTION consent.refuse_change();
GRANT INSERT, SELECT, UPDATE ON consent.address_locks TO runtime;

CREATE TABLE consent.call_checks (
  org_id uuid NOT NULL,
  call_check_id uuid NOT NULL,
  address_id uuid,
  contact_id uuid,
  masked_number text NOT NULL,
  purpose text NOT NULL,
  type_id uuid,
  answer text NOT NULL,
  refusal text,
  ground text,
  law_cause text,
  holds_until timestamp with time zone,
  reason_id uuid,
  reason_text text,
  ledger_event_id uuid,
  outcome text,
  outcome_note text,
  outcome_at timestamp with time zone,
  asked_by_kind text NOT NULL,
  asked_by_id uuid NOT NULL,
  asked_by_name text NOT NULL,
  operator_name text,
  asked_at timestamp(3) with time zone DEFAULT platform."current_time"() NOT NULL,
  CONSTRAINT call_checks_pkey PRIMARY KEY (org_id, call_check_id),
  CONSTRAINT call_checks_org_id_address_id_fkey FOREIGN KEY (org_id, address_id) REFERENCES contacts.addresses(org_id, address_id),
  CONSTRAINT call_checks_org_id_fkey FOREIGN KEY (org_id) REFERENCES identity.organisations(org_id),
  CONSTRAINT call_checks_org_id_reason_id_fkey FOREIGN KEY (org_id, reason_id) REFERENCES consent.reasons(org_id, reason_id),
  CONSTRAINT call_checks_org_id_type_id_fkey FOREIGN KEY (org_id, type_id) REFERENCES consent.types(org_id, type_id),
  CONSTRAINT call_checks_answer_check CHECK ((answer = ANY (ARRAY['allowed'::text, 'needs-reason'::text, 'refused'::text]))),
  CONSTRAINT call_checks_asked_by_kind_check CHECK ((asked_by_kind = ANY (ARRAY['user'::text, 'api-key'::text]))),
  CONSTRAINT call_checks_outcome_check CHECK ((outcome = ANY (ARRAY['reached'::text, 'no-answer'::text, 'no-more-calls'::text]))),
  CONSTRAINT call_checks_purpose_check CHECK ((purpose = ANY (ARRAY['commercial'::text, 'service'::text])))
);
ALTER TABLE consent.call_checks ENABLE ROW LEVEL SECURITY;
ALTER TABLE consent.call_checks FORCE ROW LEVEL SECURITY;
CREATE INDEX call_checks_by_time ON consent.call_checks USING btree (org_id, asked_at, call_check_id);
CREATE INDEX call_checks_of_address ON consent.call_checks USING btree (org_id, address_id, asked_at);
CREATE INDEX call_checks_of_contact ON consent.call_checks USING btree (org_id, contact_id, asked_at);
CREATE POLICY organisation ON consent.call_checks USING ((org_id = platform.current_org())) WITH CHECK ((org_id = platform.current_org()));
GRANT INSERT, SELECT, UPDATE ON consent.call_checks TO runtime;

CREATE TABLE consent.chain_heads (
  org_id uuid NOT NULL,
  seq bigint DEFAULT 0 NOT NULL,
  hash text DEFAULT repeat('0'::text, 64) NOT NULL,
  CONSTRAINT chain_heads_pkey PRIMARY KEY (org_id),
  CONSTRAINT chain_heads_org_id_fkey FOREIGN KEY (org_id) REFERENCES identity.organisations(org_id)
);
ALTER TABLE consent.chain_heads ENABLE ROW LEVEL SECURITY;
ALTER TABLE consent.chain_heads FORCE ROW LEVEL SECURITY;
CREATE POLICY organisation ON consent.chain_heads USING ((org_id = platform.current_org())) WITH CHECK ((org_id = platform.current_org()));
CREATE TRIGGER chain_heads_follow_ledger BEFORE UPDATE ON consent.chain_heads FOR EACH ROW EXECUTE FUNCTION consent.guard_chain_head();
GRANT INSERT, SELECT, UPDATE ON consent.chain_heads TO runtime;

CREATE TABLE consent.current (
  org_id uuid NOT NULL,
  address_id uuid NOT NULL,
  type_id uuid NOT NULL,
  state text NOT NULL,
  event_id uuid NOT NULL,
  grant_event_id uuid,
  decided_at timestamp(3) with time zone,
  valid_until timestamp(3) with time zone,
  last_requested_at timestamp(3) with time zone,
  requests_unanswered integer DEFAULT 0 NOT NULL,
  CONSTRAINT current_pkey PRIMARY KEY (org_id, address_id, type_id),
  CONSTRAINT current_org_id_address_id_fkey FOREIGN KEY (org_id, address_id) REFERENCES consent.address_locks(org_id, address_id),
  CONSTRAINT current_org_id_event_id_fkey FOREIGN KEY (org_id, event_id) REFERENCES consent.ledger(org_id, event_id),
  CONSTRAINT current_org_id_fkey FOREIGN KEY (org_id) REFERENCES identity.organisations(org_id),
  CONSTRAINT current_org_id_type_id_fkey FOREIGN KEY (org_id, type_id) REFERENCES consent.types(org_id, type_id),
  CONSTRAINT current_state_check CHECK ((state = ANY (ARRAY['not-asked'::text, 'pending'::text, 'accepted'::text, 'refused'::text, 'withdrawn'::text])))
) WITH (autovacuum_analyze_scale_factor=0.01, autovacuum_analyze_threshold=1000);
ALTER TABLE consent.current ENABLE ROW LEVEL SECURITY;
ALTER TABLE consent.current FORCE ROW LEVEL SECURITY;
CREATE INDEX current_by_state ON consent.current USING btree (org_id, type_id, state, address_id) INCLUDE (valid_until, last_requested_at, requests_unanswered);
CREATE POLICY organisation ON consent.current USING ((org_id = platform.current_org())) WITH CHECK ((org_id = platform.current_org()));
CREATE TRIGGER current_follows_ledger BEFORE INSERT OR UPDATE ON consent.current FOR EACH ROW EXECUTE FUNCTION consent.guard_current();
CREATE TRIGGER current_never_forgets BEFORE DELETE OR TRUNCATE ON consent.current FOR EACH STATEMENT EXECUTE FUNCTION consent.refuse_change();
GRANT INSERT, SELECT, UPDATE ON consent.current TO runtime;

CREATE TABLE consent.declarations (
  org_id uuid NOT NULL,
  declaration_id uuid NOT NULL,
  sender_id uuid NOT NULL,
  statement text NOT NULL,
  declared_by text NOT NULL,
  declared_at timestamp with time zone DEFAULT platform."current_time"() NOT NULL,
  revoked_at timestamp with time zone,
  CONSTRAINT declarations_pkey PRIMARY KEY (org_id, declaration_id),
  CONSTRAINT declarations_org_id_fkey FOREIGN KEY (org_id) REFERENCES identity.organisations(org_id)
);
ALTER TABLE consent.declarations ENABLE ROW LEVEL SECURITY;
ALTER TABLE consent.declarations FORCE ROW LEVEL SECURITY;
CREATE UNIQUE INDEX declarations_one_per_sender ON consent.declarations USING btree (org_id, sender_id) WHERE (revoked_at IS NULL);
CREATE POLICY organisation ON consent.declarations USING ((org_id = platform.current_org())) WITH CHECK ((org_id = platform.current_org()));
GRANT INSERT, SELECT, UPDATE ON consent.declarations TO runtime;

CREATE TABLE consent.erased_refusals (
  org_id uuid NOT NULL,
  address_hash text NOT NULL,
  mark text NOT NULL,
  CONSTRAINT erased_refusals_pkey PRIMARY KEY (org_id, address_hash, mark),
  CONSTRAINT erased_refusals_org_id_fkey FOREIGN KEY (org_id) REFERENCES identity.organisations(org_id)
);
ALTER TABLE consent.erased_refusals ENABLE ROW LEVEL SECURITY;
ALTER TABLE consent.erased_refusals FORCE ROW LEVEL SECURITY;
CREATE POLICY organisation ON consent.erased_refusals USING ((org_id = platform.current_org())) WITH CHECK ((org_id = platform.current_org()));
GRANT INSERT, SELECT ON consent.erased_refusals TO runtime;

CREATE TABLE consent.event_details (
  org_id uuid NOT NULL,
  event_id uuid NOT NULL,
  actor_name text,
  wording_id uuid,
  evidence text,
  evidence_salt text,
  CONSTRAINT event_details_pkey PRIMARY KEY (org_id, event_id),
  CONSTRAINT event_details_org_id_event_id_fkey FOREIGN KEY (org_id, event_id) REFERENCES consent.ledger(org_id, event_id),
  CONSTRAINT event_details_org_id_fkey FOREIGN KEY (org_id) REFERENCES identity.organisations(org_id),
  CONSTRAINT event_details_org_id_wording_id_fkey FOREIGN KEY (org_id, wording_id) REFERENCES consent.wordings(org_id, wording_id)
) WITH (autovacuum_analyze_scale_factor=0.01, autovacuum_analyze_threshold=1000);
ALTER TABLE consent.event_details ENABLE ROW LEVEL SECURITY;
ALTER TABLE consent.event_details FORCE ROW LEVEL SECURITY;
CREATE POLICY organisation ON consent.event_details USING ((org_id = platform.current_org())) WITH CHECK ((org_id = platform.current_org()));
GRANT DELETE, INSERT, SELECT ON consent.event_details TO runtime;

CREATE TABLE consent.exchange_imports (
  org_id uuid NOT NULL,
  consent_import_id uuid NOT NULL,
  file_name text NOT NULL,
  kind text NOT NULL,
  columns jsonb DEFAULT '[]'::jsonb NOT NULL,
  default_type_id uuid,
  state text NOT NULL,
  failure_code text,
  failure_line integer,
  total_rows integer DEFAULT 0 NOT NULL,
  created_by text NOT NULL,
  creator jsonb NOT NULL,
  created_at timestamp with time zone NOT NULL,
  started_at timestamp with time zone,
  ended_at timestamp with time zone,
  CONSTRAINT exchange_imports_pkey PRIMARY KEY (org_id, consent_import_id),
  CONSTRAINT exchange_imports_org_id_default_type_id_fkey FOREIGN KEY (org_id, default_type_id) REFERENCES consent.types(org_id, type_id),
  CONSTRAINT exchange_imports_org_id_fkey FOREIGN KEY (org_id) REFERENCES identity.organisations(org_id),
  CONSTRAINT exchange_imports_kind_check CHECK ((kind = ANY (ARRAY['consents'::text, 'suppressions'::text]))),
  CONSTRAINT exchange_imports_state_check CHECK ((state = ANY (ARRAY['reading'::text, 'checking'::text, 'checked'::text, 'running'::text, 'done'::text, 'undoing'::text, 'undone'::text, 'failed'::text])))
);
ALTER TABLE consent.exchange_imports ENABLE ROW LEVEL SECURITY;
ALTER TABLE consent.exchange_imports FORCE ROW LEVEL SECURITY;
CREATE POLICY organisation ON consent.exchange_imports USING ((org_id = platform.current_org())) WITH CHECK ((org_id = platform.current_org()));
GRANT DELETE, INSERT, SELECT, UPDATE ON consent.exchange_imports TO runtime;

CREATE TABLE consent.exchange_rows (
  org_id uuid NOT NULL,
  consent_import_id uuid NOT NULL,
  line integer NOT NULL,
  address_text text NOT NULL,
  type_text text DEFAULT ''::text NOT NULL,
  state_text text DEFAULT ''::text NOT NULL,
  date_text text DEFAULT ''::text NOT NULL,
  source_text text DEFAULT ''::text NOT NULL,
  evidence_text text DEFAULT ''::text NOT NULL,
  address_kind text,
  address_value text COLLATE "C",
  type_id uuid,
  wants text NOT NULL,
  given_on date,
  problem text,
  outcome text,
  address_id uuid,
  from_status text,
  to_status text,
  event_id uuid,
  is_done boolean DEFAULT false NOT NULL,
  is_undone boolean DEFAULT false NOT NULL,
  twin text DEFAULT 'none'::text NOT NULL,
  CONSTRAINT exchange_rows_pkey PRIMARY KEY (org_id, consent_import_id, line),
  CONSTRAINT exchange_rows_org_id_consent_import_id_fkey FOREIGN KEY (org_id, consent_import_id) REFERENCES consent.exchange_imports(org_id, consent_import_id) ON DELETE CASCADE,
  CONSTRAINT exchange_rows_twin_check CHECK ((twin = ANY (ARRAY['none'::text, 'duplicate'::text, 'contradiction'::text]))),
  CONSTRAINT exchange_rows_wants_check CHECK ((wants = ANY (ARRAY['yes'::text, 'no'::text, 'unsubscribed'::text, 'bounced'::text, 'complained'::text, 'nothing'::text])))
) WITH (autovacuum_analyze_scale_factor=0.01, autovacuum_analyze_threshold=1000);
ALTER TABLE consent.exchange_rows ENABLE ROW LEVEL SECURITY;
ALTER TABLE consent.exchange_rows FORCE ROW LEVEL SECURITY;
CREATE INDEX exchange_rows_by_address ON consent.exchange_rows USING btree (org_id, consent_import_id, address_value, line);
CREATE INDEX exchange_rows_by_outcome ON consent.exchange_rows USING btree (org_id, consent_import_id, outcome, line);
CREATE INDEX exchange_rows_to_do ON consent.exchange_rows USING btree (org_id, consent_import_id, line) WHERE (NOT is_done);
CREATE POLICY organisation ON consent.exchange_rows USING ((org_id = platform.current_org())) WITH CHECK ((org_id = platform.current_org()));
GRANT DELETE, INSERT, SELECT, UPDATE ON consent.exchange_rows TO runtime;

CREATE TABLE consent.grant_holders (
  org_id uuid NOT NULL,
  event_id uuid NOT NULL,
  contact_id uuid NOT NULL,
  CONSTRAINT grant_holders_pkey PRIMARY KEY (org_id, event_id, contact_id),
  CONSTRAINT grant_holders_org_id_event_id_fkey FOREIGN KEY (org_id, event_id) REFERENCES consent.ledger(org_id, event_id),
  CONSTRAINT grant_holders_org_id_fkey FOREIGN KEY (org_id) REFERENCES identity.organisations(org_id)
);
ALTER TABLE consent.grant_holders ENABLE ROW LEVEL SECURITY;
ALTER TABLE consent.grant_holders FORCE ROW LEVEL SECURITY;
CREATE POLICY organisation ON consent.grant_holders USING ((org_id = platform.current_org())) WITH CHECK ((org_id = platform.current_org()));
GRANT INSERT, SELECT ON consent.grant_holders TO runtime;

CREATE TABLE consent.ledger (
  org_id uuid NOT NULL,
  seq bigint NOT NULL,
  prev_hash text NOT NULL,
  hash text NOT NULL,
  event_id uuid NOT NULL,
  kind text NOT NULL,
  subject_id uuid NOT NULL,
  commitment text,
  type_id uuid,
  state_after text,
  actor text NOT NULL,
  actor_ref text,
  source text NOT NULL,
  occurred_at timestamp(3) with time zone NOT NULL,
  recorded_at timestamp(3) with time zone NOT NULL,
  valid_until timestamp(3) with time zone,
  language text,
  wording_hash text,
  evidence_commitment text,
  message_id uuid,
  CONSTRAINT ledger_pkey PRIMARY KEY (org_id, seq),
  CONSTRAINT ledger_org_id_event_id_key UNIQUE (org_id, event_id),
  CONSTRAINT ledger_org_id_fkey FOREIGN KEY (org_id) REFERENCES identity.organisations(org_id),
  CONSTRAINT ledger_org_id_subject_id_fkey FOREIGN KEY (org_id, subject_id) REFERENCES consent.address_locks(org_id, subject_id),
  CONSTRAINT ledger_org_id_type_id_fkey FOREIGN KEY (org_id, type_id) REFERENCES consent.types(org_id, type_id),
  CONSTRAINT ledger_actor_check CHECK ((actor = ANY (ARRAY['person'::text, 'staff'::text, 'system'::text, 'operator'::text]))),
  CONSTRAINT ledger_hash_check CHECK ((hash ~ '^[0-9a-f]{64}$'::text)),
  CONSTRAINT ledger_prev_hash_check CHECK ((prev_hash ~ '^[0-9a-f]{64}$'::text)),
  CONSTRAINT ledger_state_after_check CHECK ((state_after = ANY (ARRAY['not-asked'::text, 'pending'::text, 'accepted'::text, 'refused'::text, 'withdrawn'::text])))
) WITH (autovacuum_analyze_scale_factor=0.01, autovacuum_analyze_threshold=1000);
ALTER TABLE consent.ledger ENABLE ROW LEVEL SECURITY;
ALTER TABLE consent.ledger FORCE ROW LEVEL SECURITY;
CREATE INDEX ledger_of_subject ON consent.ledger USING btree (org_id, subject_id, type_id, seq);
CREATE POLICY organisation ON consent.ledger USING ((org_id = platform.current_org())) WITH CHECK ((org_id = platform.current_org()));
CREATE TRIGGER ledger_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON consent.ledger FOR EACH STATEMENT EXECUTE FUNCTION consent.refuse_change();
CREATE TRIGGER ledger_follows_matrix BEFORE INSERT ON consent.ledger FOR EACH ROW EXECUTE FUNCTION consent.guard_ledger();
GRANT INSERT, SELECT ON consent.ledger TO runtime;

CREATE TABLE consent.ledger_gaps (
  org_id uuid NOT NULL,
  gap_id uuid NOT NULL,
  lost_after bigint NOT NULL,
  lost_up_to bigint NOT NULL,
  lost_hash text NOT NULL,
  known_at timestamp with time zone NOT NULL,
  found_at timestamp with time zone NOT NULL,
  confirmed_at timestamp with time zone,
  confirmed_by text,
  CONSTRAINT ledger_gaps_pkey PRIMARY KEY (org_id, gap_id),
  CONSTRAINT ledger_gaps_org_id_fkey FOREIGN KEY (org_id) REFERENCES identity.organisations(org_id)
);
ALTER TABLE consent.ledger_gaps ENABLE ROW LEVEL SECURITY;
ALTER TABLE consent.ledger_gaps FORCE ROW LEVEL SECURITY;
CREATE UNIQUE INDEX ledger_gaps_one_open ON consent.ledger_gaps USING btree (org_id) WHERE (confirmed_at IS NULL);
CREATE POLICY organisation ON consent.ledger_gaps USING ((org_id = platform.current_org())) WITH CHECK ((org_id = platform.current_org()));
GRANT INSERT, SELECT, UPDATE ON consent.ledger_gaps TO runtime;

CREATE TABLE consent.link_requests (
  org_id uuid NOT NULL,
  request_id uuid NOT NULL,
  address_hash text NOT NULL,
  typed text,
  language text NOT NULL,
  requested_at timestamp with time zone NOT NULL,
  CONSTRAINT link_requests_pkey PRIMARY KEY (org_id, request_id),
  CONSTRAINT link_requests_org_id_fkey FOREIGN KEY (org_id) REFERENCES identity.organisations(org_id),
  CONSTRAINT link_requests_language_check CHECK ((language = ANY (ARRAY['en'::text, 'fr'::text, 'es'::text, 'it'::text])))
);
ALTER TABLE consent.link_requests ENABLE ROW LEVEL SECURITY;
ALTER TABLE consent.link_requests FORCE ROW LEVEL SECURITY;
CREATE INDEX link_requests_by_time ON consent.link_requests USING btree (org_id, requested_at, address_hash);
CREATE POLICY organisation ON consent.link_requests USING ((org_id = platform.current_org())) WITH CHECK ((org_id = platform.current_org()));
GRANT DELETE, INSERT, SELECT, UPDATE ON consent.link_requests TO runtime;

CREATE TABLE consent.reasons (
  org_id uuid NOT NULL,
  reason_id uuid NOT NULL,
  text text NOT NULL,
  archived_at timestamp with time zone,
  created_at timestamp with time zone DEFAULT platform."current_time"() NOT NULL,
  CONSTRAINT reasons_pkey PRIMARY KEY (org_id, reason_id),
  CONSTRAINT reasons_org_id_fkey FOREIGN KEY (org_id) REFERENCES identity.organisations(org_id),
  CONSTRAINT reasons_text_check CHECK (((length(text) >= 1) AND (length(text) <= 300)))
);
ALTER TABLE consent.reasons ENABLE ROW LEVEL SECURITY;
ALTER TABLE consent.reasons FORCE ROW LEVEL SECURITY;
CREATE POLICY organisation ON consent.reasons USING ((org_id = platform.current_org())) WITH CHECK ((org_id = platform.current_org()));
GRANT INSERT, SELECT, UPDATE ON consent.reasons TO runtime;

CREATE TABLE consent.settings (
  org_id uuid NOT NULL,
  single_prompt text DEFAULT 'when-missing'::text NOT NULL,
  is_mailing_list_checked boolean DEFAULT true NOT NULL,
  call_prompt text DEFAULT 'when-missing'::text NOT NULL,
  standing_reason_id uuid,
  request_pause_days integer DEFAULT 90 NOT NULL,
  request_limit integer DEFAULT 2 NOT NULL,
  law jsonb DEFAULT '{}'::jsonb NOT NULL,
  is_tracking_on boolean DEFAULT false NOT NULL,
  CONSTRAINT settings_pkey PRIMARY KEY (org_id),
  CONSTRAINT settings_org_id_fkey FOREIGN KEY (org_id) REFERENCES identity.organisations(org_id),
  CONSTRAINT settings_org_id_standing_reason_id_fkey FOREIGN KEY (org_id, standing_reason_id) REFERENCES consent.reasons(org_id, reason_id),
  CONSTRAINT settings_call_prompt_check CHECK ((call_prompt = ANY (ARRAY['off'::text, 'when-missing'::text, 'always'::text]))),
  CONSTRAINT settings_request_limit_check CHECK (((request_limit >= 1) AND (request_limit <= 2))),
  CONSTRAINT settings_request_pause_days_check CHECK ((request_pause_days >= 90)),
  CONSTRAINT settings_single_prompt_check CHECK ((single_prompt = ANY (ARRAY['off'::text, 'when-missing'::text, 'always'::text])))
);
ALTER TABLE consent.settings ENABLE ROW LEVEL SECURITY;
ALTER TABLE consent.settings FORCE ROW LEVEL SECURITY;
CREATE POLICY organisation ON consent.settings USING ((org_id = platform.current_org())) WITH CHECK ((org_id = platform.current_org()));
GRANT INSERT, SELECT, UPDATE ON consent.settings TO runtime;

CREATE TABLE consent.suppressions (
  org_id uuid NOT NULL,
  suppression_id uuid NOT NULL,
  address_id uuid NOT NULL,
  kind text NOT NULL,
  note text,
  started_at timestamp with time zone NOT NULL,
  ended_at timestamp with time zone,
  CONSTRAINT suppressions_pkey PRIMARY KEY (org_id, suppression_id),
  CONSTRAINT suppressions_org_id_address_id_fkey FOREIGN KEY (org_id, address_id) REFERENCES consent.address_locks(org_id, address_id),
  CONSTRAINT suppressions_org_id_fkey FOREIGN KEY (org_id) REFERENCES identity.organisations(org_id),
  CONSTRAINT suppressions_kind_check CHECK ((kind = ANY (ARRAY['hard-bounce'::text, 'soft-bounce'::text, 'complaint'::text, 'manual'::text])))
);
ALTER TABLE consent.suppressions ENABLE ROW LEVEL SECURITY;
ALTER TABLE consent.suppressions FORCE ROW LEVEL SECURITY;
CREATE INDEX suppressions_lifted ON consent.suppressions USING btree (org_id, address_id, ended_at) WHERE (ended_at IS NOT NULL);
CREATE UNIQUE INDEX suppressions_one_of_kind ON consent.suppressions USING btree (org_id, address_id, kind) WHERE (ended_at IS NULL);
CREATE POLICY organisation ON consent.suppressions USING ((org_id = platform.current_org())) WITH CHECK ((org_id = platform.current_org()));
GRANT INSERT, SELECT, UPDATE ON consent.suppressions TO runtime;

CREATE TABLE consent.types (
  org_id uuid NOT NULL,
  type_id uuid NOT NULL,
  code text COLLATE "C" NOT NULL,
  title text NOT NULL,
  description text DEFAULT ''::text NOT NULL,
  validity_days integer,
  allows_mass boolean NOT NULL,
  allows_single boolean NOT NULL,
  allows_contact boolean NOT NULL,
  is_main boolean DEFAULT false NOT NULL,
  archived_at timestamp with time zone,
  created_at timestamp with time zone DEFAULT platform."current_time"() NOT NULL,
  CONSTRAINT types_pkey PRIMARY KEY (org_id, type_id),
  CONSTRAINT types_org_id_code_key UNIQUE (org_id, code),
  CONSTRAINT types_org_id_fkey FOREIGN KEY (org_id) REFERENCES identity.organisations(org_id),
  CONSTRAINT types_allow_something CHECK (((allows_mass OR allows_single OR allows_contact) <> (code = 'opens-and-clicks'::text))),
  CONSTRAINT types_code_check CHECK ((code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text)),
  CONSTRAINT types_main_sends_mass CHECK (((NOT is_main) OR (allows_mass AND (archived_at IS NULL)))),
  CONSTRAINT types_title_check CHECK (((length(title) >= 1) AND (length(title) <= 120))),
  CONSTRAINT types_validity_days_check CHECK ((validity_days > 0))
);
ALTER TABLE consent.types ENABLE ROW LEVEL SECURITY;
ALTER TABLE consent.types FORCE ROW LEVEL SECURITY;
CREATE UNIQUE INDEX types_one_main ON consent.types USING btree (org_id) WHERE is_main;
CREATE POLICY organisation ON consent.types USING ((org_id = platform.current_org())) WITH CHECK ((org_id = platform.current_org()));
GRANT INSERT, SELECT, UPDATE ON consent.types TO runtime;

CREATE TABLE consent.used_nonces (
  org_id uuid NOT NULL,
  nonce_hash text NOT NULL,
  used_at timestamp with time zone DEFAULT platform."current_time"() NOT NULL,
  CONSTRAINT used_nonces_pkey PRIMARY KEY (org_id, nonce_hash),
  CONSTRAINT used_nonces_org_id_fkey FOREIGN KEY (org_id) REFERENCES identity.organisations(org_id)
);
ALTER TABLE consent.used_nonces ENABLE ROW LEVEL SECURITY;
ALTER TABLE consent.used_nonces FORCE ROW LEVEL SECURITY;
CREATE POLICY organisation ON consent.used_nonces USING ((org_id = platform.current_org())) WITH CHECK ((org_id = platform.current_org()));
GRANT DELETE, INSERT, SELECT ON consent.used_nonces TO runtime;

CREATE TABLE consent.wordings (
  org_id uuid NOT NULL,
  wording_id uuid NOT NULL,
  type_id uuid NOT NULL,
  language text NOT NULL,
  version integer NOT NULL,
  title text NOT NULL,
  text text NOT NULL,
  hash text NOT NULL,
  created_at timestamp with time zone DEFAULT platform."current_time"() NOT NULL,
  CONSTRAINT wordings_pkey PRIMARY KEY (org_id, wording_id),
  CONSTRAINT wordings_org_id_type_id_language_version_key UNIQUE (org_id, type_id, language, version),
  CONSTRAINT wordings_org_id_fkey FOREIGN KEY (org_id) REFERENCES identity.organisations(org_id),
  CONSTRAINT wordings_org_id_type_id_fkey FOREIGN KEY (org_id, type_id) REFERENCES consent.types(org_id, type_id),
  CONSTRAINT wordings_language_check CHECK ((language = ANY (ARRAY['en'::text, 'fr'::text, 'es'::text, 'it'::text]))),
  CONSTRAINT wordings_version_check CHECK ((version > 0))
);
ALTER TABLE consent.wordings ENABLE ROW LEVEL SECURITY;
ALTER TABLE consent.wordings FORCE ROW LEVEL SECURITY;
CREATE POLICY organisation ON consent.wordings USING ((org_id = platform.current_org())) WITH CHECK ((org_id = platform.current_org()));
CREATE TRIGGER wordings_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON consent.wordings FOR EACH STATEMENT EXECUTE FUNCTION consent.refuse_change();
GRANT INSERT, SELECT ON consent.wordings TO runtime;

CREATE VIEW consent.call_reasons WITH (security_invoker=true) AS
 SELECT org_id,
    call_check_id,
    contact_id,
    asked_by_id,
    COALESCE(operator_name, asked_by_name) AS operator_name,
    reason_id,
    reason_text,
    asked_at
   FROM consent.call_checks
  WHERE ((reason_text IS NOT NULL) AND (answer = 'allowed'::text));
GRANT SELECT ON consent.call_reasons TO runtime;

CREATE VIEW consent.current_states WITH (security_invoker=true) AS
 SELECT org_id,
    address_id,
    type_id,
    state,
    decided_at,
    valid_until,
    event_id
   FROM consent.current;
GRANT SELECT ON consent.current_states TO runtime;

CREATE VIEW consent.ledger_events WITH (security_invoker=true) AS
 SELECT ledger.org_id,
    ledger.seq,
    ledger.event_id,
    locks.address_id,
    ledger.type_id,
    ledger.kind,
    ledger.state_after,
    ledger.recorded_at,
    ledger.valid_until
   FROM (consent.ledger
     JOIN consent.address_locks locks ON (((locks.org_id = ledger.org_id) AND (locks.subject_id = ledger.subject_id))));
GRANT SELECT ON consent.ledger_events TO runtime;

CREATE VIEW consent.suppressed_addresses WITH (security_invoker=true) AS
 SELECT org_id,
    address_id,
    bool_or((kind = 'hard-bounce'::text)) AS is_dead
   FROM consent.suppressions
  WHERE (ended_at IS NULL)
  GROUP BY org_id, address_id;
GRANT SELECT ON consent.suppressed_addresses TO runtime;

CREATE VIEW consent.suppression_times WITH (security_invoker=true) AS
 SELECT org_id,
    address_id,
    kind,
    started_at,
    ended_at
   FROM consent.suppressions;
GRANT SELECT ON consent.suppression_times TO runtime;

CREATE OR REPLACE FUNCTION consent.guard_address_lock()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  BEGIN
    IF (NEW.org_id, NEW.address_id, NEW.subject_id) IS DISTINCT FROM (OLD.org_id, OLD.address_id, OLD.subject_id)
      OR NEW.salt IS DISTINCT FROM OLD.salt AND NEW.salt IS NOT NULL THEN
      RAISE EXCEPTION 'consent: an address keeps its subject' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
  END $function$;

CREATE OR REPLACE FUNCTION consent.guard_chain_head()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  BEGIN
    IF NOT EXISTS (SELECT 1 FROM consent.ledger l WHERE l.org_id = NEW.org_id AND l.seq = NEW.seq AND l.hash = NEW.hash)
      OR NEW.seq < OLD.seq THEN
      RAISE EXCEPTION 'consent: the head is the last event' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
  END $function$;

CREATE OR REPLACE FUNCTION consent.guard_current()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  DECLARE
    subject uuid;
    latest record;
  BEGIN
    IF TG_OP = 'UPDATE' AND (NEW.address_id, NEW.type_id) IS DISTINCT FROM (OLD.address_id, OLD.type_id) THEN
      RAISE EXCEPTION 'consent: a state never moves to another address or type' USING ERRCODE = 'restrict_violation';
    END IF;
    -- Two steps: joined, the planner would walk the whole ledger backwards to find the newest event.
    SELECT k.subject_id INTO subject
      FROM consent.address_locks k
      WHERE k.org_id = NEW.org_id AND k.address_id = NEW.address_id;
    SELECT l.event_id, l.state_after, l.valid_until INTO latest
      FROM consent.ledger l
      WHERE l.org_id = NEW.org_id AND l.subject_id = subject AND l.type_id = NEW.type_id AND l.state_after IS NOT NULL
      ORDER BY l.seq DESC
      LIMIT 1;
    IF (latest.event_id, latest.state_after, latest.valid_until) IS DISTINCT FROM (NEW.event_id, NEW.state, NEW.valid_until) THEN
      RAISE EXCEPTION 'consent: the state % is not what the ledger says', NEW.state USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
  END $function$;

CREATE OR REPLACE FUNCTION consent.guard_ledger()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  DECLARE
    previous_hash text;
    status text;
    ends_at timestamptz;
    expected text;
  BEGIN
    SELECT l.hash INTO previous_hash FROM consent.ledger l WHERE l.org_id = NEW.org_id AND l.seq = NEW.seq - 1;
    IF NEW.prev_hash IS DISTINCT FROM (CASE WHEN NEW.seq = 1 THEN repeat('0', 64) ELSE previous_hash END) THEN
      RAISE EXCEPTION 'consent: event % does not follow on the chain', NEW.seq USING ERRCODE = 'restrict_violation';
    END IF;
    IF (NEW.type_id IS NULL) IS DISTINCT FROM (NEW.kind IN ('suppressed', 'released', 'gap')) THEN
      RAISE EXCEPTION 'consent: % does not fit its consent type', NEW.kind USING ERRCODE = 'restrict_violation';
    END IF;
    SELECT l.state_after, l.valid_until INTO status, ends_at
      FROM consent.ledger l
      WHERE l.org_id = NEW.org_id AND l.subject_id = NEW.subject_id AND l.type_id = NEW.type_id AND l.state_after IS NOT NULL
      ORDER BY l.seq DESC
      LIMIT 1;
    status := coalesce(status, 'not-asked');
    IF status = 'accepted' AND ends_at <= NEW.recorded_at THEN
      status := 'expired';
    END IF;
    expected := consent.next_state(status, NEW.kind, NEW.actor);
    IF expected IS NULL THEN
      RAISE EXCEPTION 'consent: % by % is impossible while %', NEW.kind, NEW.actor, status USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.state_after IS DISTINCT FROM nullif(expected, 'same') THEN
      RAISE EXCEPTION 'consent: % does not lead to %', NEW.kind, NEW.state_after USING ERRCODE = 'restrict_violation';
    END IF;
    -- The person's own yes comes from a page of their own, and from nowhere else.
    IF NEW.actor = 'person' AND NEW.actor_ref IS DISTINCT FROM NEW.subject_id::text THEN
      RAISE EXCEPTION 'consent: a person answers for their own address' USING ERRCODE = 'restrict_violation';
    END IF;
    IF (NEW.source = 'own-page') AND NEW.actor <> 'person'
      OR NEW.actor = 'person' AND NEW.kind IN ('granted', 'extended') AND NEW.source <> 'own-page' THEN
      RAISE EXCEPTION 'consent: % by % cannot come from %', NEW.kind, NEW.actor, NEW.source USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
  END $function$;

CREATE OR REPLACE FUNCTION consent.next_state(status text, event text, actor text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
    SELECT CASE
      WHEN event = 'requested' AND actor IN ('staff', 'system') AND status IN ('not-asked', 'pending', 'expired') THEN 'pending'
      WHEN event = 'requested' AND actor IN ('staff', 'system') AND status = 'accepted' THEN 'accepted'
      WHEN event = 'granted' AND actor IN ('person', 'staff') AND status IN ('not-asked', 'pending', 'expired') THEN 'accepted'
      WHEN event = 'granted' AND actor = 'person' AND status IN ('refused', 'withdrawn') THEN 'accepted'
      WHEN event = 'extended' AND actor IN ('person', 'staff') AND status = 'accepted' THEN 'accepted'
      WHEN event = 'refused' AND actor IN ('person', 'staff', 'system', 'operator') AND status IN ('not-asked', 'pending', 'expired') THEN 'refused'
      WHEN event = 'withdrawn' AND actor IN ('person', 'staff', 'system', 'operator') AND status IN ('accepted', 'expired') THEN 'withdrawn'
      WHEN event = 'ended' AND actor = 'system' AND status IN ('accepted', 'expired') THEN 'not-asked'
      WHEN event = 'overridden' AND actor IN ('staff', 'system') AND status IN ('not-asked', 'pending', 'expired') THEN 'same'
      WHEN event = 'suppressed' AND actor IN ('staff', 'system', 'operator') THEN 'same'
      WHEN event = 'released' AND actor IN ('staff', 'operator') THEN 'same'
      WHEN event = 'gap' AND actor IN ('staff', 'operator') THEN 'same'
    END
  $function$;

CREATE OR REPLACE FUNCTION consent.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  BEGIN
    RAISE EXCEPTION 'consent: % is only ever added to', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
  END $function$;

CREATE SCHEMA contacts;

CREATE TABLE contacts.addresses (
  org_id uuid NOT NULL,
  address_id uuid NOT NULL,
  kind text NOT NULL,
  value text COLLATE "C",
  is_valid boolean DEFAULT true NOT NULL,
  created_at timestamp with time zone DEFAULT platform."current_time"() NOT NULL,
  erased_at timestamp with time zone,
  CONSTRAINT addresses_pkey PRIMARY KEY (org_id, address_id),
  CONSTRAINT addresses_org_id_kind_value_key UNIQUE (org_id, kind, value),
  CONSTRAINT addresses_org_id_fkey FOREIGN KEY (org_id) REFERENCES identity.organisations(org_id),
  CONSTRAINT addresses_check CHECK (((value IS NULL) = (erased_at IS NOT NULL))),
  CONSTRAINT addresses_kind_check CHECK ((kind = ANY (ARRAY['email'::text, 'phone'::text, 'push'::text])))
) WITH (autovacuum_analyze_scale_factor=0.01, autovacuum_analyze_threshold=1000);
ALTER TABLE contacts.addresses ENABLE ROW LEVEL SECURITY;
ALTER TABLE contacts.addresses FORCE ROW LEVEL SECURITY;
CREATE POLICY organisation ON contacts.addresses USING ((org_id = platform.current_org())) WITH CHECK ((org_id = platform.current_org()));
CREATE TRIGGER addresses_tell_links AFTER UPDATE OF is_valid, erased_at ON contacts.addresses FOR EACH ROW EXECUTE FUNCTION contacts.tell_links();
GRANT INSERT, SELECT, UPDATE ON contacts.addresses TO runtime;

CREATE TABLE contacts.contact_addresses (
  org_id uuid NOT NULL,
  contact_address_id uuid NOT NULL,
  contact_id uuid NOT NULL,
  address_id uuid NOT NULL,
  label text DEFAULT ''::text NOT NULL,
  "position" integer NOT NULL,
  typed text NOT NULL,
  added_at timestamp with time zone DEFAULT platform."current_time"() NOT NULL,
  removed_at timestamp with time zone,
  is_entangled boolean DEFAULT false NOT NULL,
  kind text NOT NULL,
  is_valid boolean DEFAULT true NOT NULL,
  CONSTRAINT contact_addresses_pkey PRIMARY KEY (org_id, contact_address_id),
  CONSTRAINT contact_addresses_org_id_address_id_fkey FOREIGN KEY (org_id, address_id) REFERENCES contacts.addresses(org_id, address_id),
  CONSTRAINT contact_addresses_org_id_contact_id_fkey FOREIGN KEY (org_id, contact_id) REFERENCES contacts.contacts(org_id, contact_id),
  CONSTRAINT contact_addresses_kind_check CHECK ((kind = ANY (ARRAY['email'::text, 'phone'::text, 'push'::text]))),
  CONSTRAINT contact_addresses_position_check CHECK (("position" > 0))
) WITH (autovacuum_analyze_scale_factor=0.01, autovacuum_analyze_threshold=1000);
ALTER TABLE contacts.contact_addresses ENABLE ROW LEVEL SECURITY;
ALTER TABLE contacts.contact_addresses FORCE ROW LEVEL SECURITY;
CREATE UNIQUE INDEX contact_addresses_current ON contacts.contact_addresses USING btree (org_id, contact_id, address_id) INCLUDE (kind, is_valid, is_entangled, "position") WHERE (removed_at IS NULL);
CREATE INDEX contact_addresses_entangled ON contacts.contact_addresses USING btree (org_id, contact_id) WHERE (is_entangled AND (removed_at IS NULL));
CREATE INDEX contact_addresses_of_address ON contacts.contact_addresses USING btree (org_id, address_id);
CREATE POLICY organisation ON contacts.contact_addresses USING ((org_id = platform.current_org())) WITH CHECK ((org_id = platform.current_org()));
GRANT INSERT, SELECT, UPDATE ON contacts.contact_addresses TO runtime;

CREATE TABLE contacts.contacts (
  org_id uuid NOT NULL,
  contact_id uuid NOT NULL,
  contact_number bigint NOT NULL,
  kind text NOT NULL,
  status text DEFAULT 'nc'::text NOT NULL,
  civility text DEFAULT ''::text NOT NULL,
  last_name text DEFAULT ''::text NOT NULL,
  first_name text DEFAULT ''::text NOT NULL,
  company text DEFAULT ''::text NOT NULL,
  address_line1 text DEFAULT ''::text NOT NULL,
  address_line2 text DEFAULT ''::text NOT NULL,
  postcode text DEFAULT ''::text NOT NULL,
  city text DEFAULT ''::text NOT NULL,
  country text DEFAULT ''::text NOT NULL,
  language text,
  tags text[] DEFAULT '{}'::text[] NOT NULL,
  notes text DEFAULT ''::text NOT NULL,
  typed_last_name text DEFAULT ''::text NOT NULL,
  typed_first_name text DEFAULT ''::text NOT NULL,
  typed_city text DEFAULT ''::text NOT NULL,
  display_name text NOT NULL,
  sort_key text COLLATE "C" NOT NULL,
  city_key text COLLATE "C" DEFAULT ''::text NOT NULL,
  search_text text NOT NULL,
  search_notes text DEFAULT ''::text NOT NULL,
  origin_kind text NOT NULL,
  origin_import_id uuid,
  origin_source text DEFAULT ''::text NOT NULL,
  origin_by text DEFAULT ''::text NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  created_at timestamp with time zone DEFAULT platform."current_time"() NOT NULL,
  updated_at timestamp with time zone DEFAULT platform."current_time"() NOT NULL,
  erased_at timestamp with time zone,
  CONSTRAINT contacts_pkey PRIMARY KEY (org_id, contact_id),
  CONSTRAINT contacts_org_id_contact_number_key UNIQUE (org_id, contact_number),
  CONSTRAINT contacts_org_id_fkey FOREIGN KEY (org_id) REFERENCES identity.organisations(org_id),
  CONSTRAINT contacts_kind_check CHECK ((kind = ANY (ARRAY['client'::text, 'supplier'::text, 'directory'::text]))),
  CONSTRAINT contacts_language_check CHECK ((language = ANY (ARRAY['en'::text, 'fr'::text, 'es'::text, 'it'::text]))),
  CONSTRAINT contacts_origin_kind_check CHECK ((origin_kind = ANY (ARRAY['staff'::text, 'import'::text, 'api'::text, 'system'::text]))),
  CONSTRAINT contacts_status_check CHECK ((status = ANY (ARRAY['prospect'::text, 'client'::text, 'nc'::text])))
) WITH (autovacuum_analyze_scale_factor=0.01, autovacuum_analyze_threshold=1000);
ALTER TABLE contacts.contacts ENABLE ROW LEVEL SECURITY;
ALTER TABLE contacts.contacts FORCE ROW LEVEL SECURITY;
CREATE INDEX contacts_by_city ON contacts.contacts USING btree (org_id, city_key, contact_id);
CREATE INDEX contacts_by_creation ON contacts.contacts USING btree (org_id, created_at, contact_id);
CREATE INDEX contacts_by_name ON contacts.contacts USING btree (org_id, sort_key, contact_id);
CREATE INDEX contacts_of_import ON contacts.contacts USING btree (org_id, origin_import_id);
CREATE INDEX contacts_present ON contacts.contacts USING btree (org_id, contact_id) WHERE (erased_at IS NULL);
CREATE POLICY organisation ON contacts.contacts USING ((org_id = platform.current_org())) WITH CHECK ((org_id = platform.current_org()));
GRANT INSERT, SELECT, UPDATE ON contacts.contacts TO runtime;

CREATE TABLE contacts.import_changes (
  org_id uuid NOT NULL,
  import_id uuid NOT NULL,
  contact_id uuid NOT NULL,
  change text NOT NULL,
  before jsonb,
  added_addresses uuid[] DEFAULT '{}'::uuid[] NOT NULL,
  version_after integer NOT NULL,
  undone text,
  CONSTRAINT import_changes_pkey PRIMARY KEY (org_id, import_id, contact_id),
  CONSTRAINT import_changes_org_id_import_id_fkey FOREIGN KEY (org_id, import_id) REFERENCES contacts.imports(org_id, import_id) ON DELETE CASCADE,
  CONSTRAINT import_changes_change_check CHECK ((change = ANY (ARRAY['created'::text, 'updated'::text]))),
  CONSTRAINT import_changes_undone_check CHECK ((undone = ANY (ARRAY['removed'::text, 'restored'::text, 'kept'::text])))
) WITH (autovacuum_analyze_scale_factor=0.01, autovacuum_analyze_threshold=1000);
ALTER TABLE contacts.import_changes ENABLE ROW LEVEL SECURITY;
ALTER TABLE contacts.import_changes FORCE ROW LEVEL SECURITY;
CREATE INDEX import_changes_of_contact ON contacts.import_changes USING btree (org_id, contact_id);
CREATE POLICY organisation ON contacts.import_changes USING ((org_id = platform.current_org())) WITH CHECK ((org_id = platform.current_org()));
GRANT DELETE, INSERT, SELECT, UPDATE ON contacts.import_changes TO runtime;

CREATE TABLE contacts.import_pieces (
  org_id uuid NOT NULL,
  import_id uuid NOT NULL,
  "position" integer NOT NULL,
  bytes bytea NOT NULL,
  CONSTRAINT import_pieces_pkey PRIMARY KEY (org_id, import_id, "position"),
  CONSTRAINT import_pieces_org_id_fkey FOREIGN KEY (org_id) REFERENCES identity.organisations(org_id),
  CONSTRAINT import_pieces_org_id_import_id_fkey FOREIGN KEY (org_id, import_id) REFERENCES contacts.imports(org_id, import_id) ON DELETE CASCADE
);
ALTER TABLE contacts.import_pieces ENABLE ROW LEVEL SECURITY;
ALTER TABLE contacts.import_pieces FORCE ROW LEVEL SECURITY;
CREATE POLICY organisation ON contacts.import_pieces USING ((org_id = platform.current_org())) WITH CHECK ((org_id = platform.current_org()));
GRANT DELETE, INSERT, SELECT ON contacts.import_pieces TO runtime;

CREATE TABLE contacts.import_rows (
  org_id uuid NOT NULL,
  import_id uuid NOT NULL,
  line integer NOT NULL,
  cells text[] NOT NULL,
  revision integer DEFAULT 0 NOT NULL,
  outcome text DEFAULT 'refused'::text NOT NULL,
  draft jsonb,
  remarks jsonb DEFAULT '[]'::jsonb NOT NULL,
  has_remarks boolean DEFAULT false NOT NULL,
  has_refusals boolean DEFAULT false NOT NULL,
  match_key text COLLATE "C",
  changes jsonb DEFAULT '[]'::jsonb NOT NULL,
  contact_id uuid,
  is_done boolean DEFAULT false NOT NULL,
  CONSTRAINT import_rows_pkey PRIMARY KEY (org_id, import_id, line),
  CONSTRAINT import_rows_org_id_import_id_fkey FOREIGN KEY (org_id, import_id) REFERENCES contacts.imports(org_id, import_id) ON DELETE CASCADE,
  CONSTRAINT import_rows_outcome_check CHECK ((outcome = ANY (ARRAY['new'::text, 'update'::text, 'same'::text, 'duplicate'::text, 'registered'::text, 'external'::text, 'refused'::text])))
) WITH (autovacuum_analyze_scale_factor=0.01, autovacuum_analyze_threshold=1000);
ALTER TABLE contacts.import_rows ENABLE ROW LEVEL SECURITY;
ALTER TABLE contacts.import_rows FORCE ROW LEVEL SECURITY;
CREATE INDEX import_rows_by_key ON contacts.import_rows USING btree (org_id, match_key, import_id, line);
CREATE INDEX import_rows_by_outcome ON contacts.import_rows USING btree (org_id, import_id, outcome, line);
CREATE INDEX import_rows_of_contact ON contacts.import_rows USING btree (org_id, contact_id) WHERE (contact_id IS NOT NULL);
CREATE INDEX import_rows_to_do ON contacts.import_rows USING btree (org_id, import_id, line) WHERE (NOT is_done);
CREATE POLICY organisation ON contacts.import_rows USING ((org_id = platform.current_org())) WITH CHECK ((org_id = platform.current_org()));
GRANT DELETE, INSERT, SELECT, UPDATE ON contacts.import_rows TO runtime;

CREATE TABLE contacts.imports (
  org_id uuid NOT NULL,
  import_id uuid NOT NULL,
  file_name text NOT NULL,
  file_bytes bigint DEFAULT 0 NOT NULL,
  state text NOT NULL,
  failure_code text,
  failure_line integer,
  tool text DEFAULT 'other'::text NOT NULL,
  encoding text DEFAULT 'utf-8'::text NOT NULL,
  separator text DEFAULT ','::text NOT NULL,
  has_header boolean DEFAULT true NOT NULL,
  columns jsonb DEFAULT '[]'::jsonb NOT NULL,
  people text DEFAULT 'clients'::text NOT NULL,
  source text DEFAULT ''::text NOT NULL,
  country text NOT NULL,
  on_existing text DEFAULT 'fill'::text NOT NULL,
  tags text[] DEFAULT '{}'::text[] NOT NULL,
  total_rows integer DEFAULT 0 NOT NULL,
  revision integer DEFAULT 1 NOT NULL,
  declared_by text NOT NULL,
  touched_at timestamp with time zone DEFAULT platform."current_time"() NOT NULL,
  created_at timestamp with time zone DEFAULT platform."current_time"() NOT NULL,
  started_at timestamp with time zone,
  ended_at timestamp with time zone,
  CONSTRAINT imports_pkey PRIMARY KEY (org_id, import_id),
  CONSTRAINT imports_org_id_fkey FOREIGN KEY (org_id) REFERENCES identity.organisations(org_id),
  CONSTRAINT imports_on_existing_check CHECK ((on_existing = ANY (ARRAY['fill'::text, 'replace'::text]))),
  CONSTRAINT imports_people_check CHECK ((people = ANY (ARRAY['clients'::text, 'prospects'::text, 'suppliers'::text, 'directory'::text, 'list'::text]))),
  CONSTRAINT imports_state_check CHECK ((state = ANY (ARRAY['reading'::text, 'ready'::text, 'checking'::text, 'checked'::text, 'running'::text, 'done'::text, 'undoing'::text, 'undone'::text, 'failed'::text])))
);
ALTER TABLE contacts.imports ENABLE ROW LEVEL SECURITY;
ALTER TABLE contacts.imports FORCE ROW LEVEL SECURITY;
CREATE INDEX imports_by_creation ON contacts.imports USING btree (org_id, created_at, import_id);
CREATE POLICY organisation ON contacts.imports USING ((org_id = platform.current_org())) WITH CHECK ((org_id = platform.current_org()));
GRANT DELETE, INSERT, SELECT, UPDATE ON contacts.imports TO runtime;

CREATE TABLE contacts.number_counters (
  org_id uuid NOT NULL,
  last_number bigint NOT NULL,
  CONSTRAINT number_counters_pkey PRIMARY KEY (org_id),
  CONSTRAINT number_counters_org_id_fkey FOREIGN KEY (org_id) REFERENCES identity.organisations(org_id)
);
ALTER TABLE contacts.number_counters ENABLE ROW LEVEL SECURITY;
ALTER TABLE contacts.number_counters FORCE ROW LEVEL SECURITY;
CREATE POLICY organisation ON contacts.number_counters USING ((org_id = platform.current_org())) WITH CHECK ((org_id = platform.current_org()));
GRANT INSERT, SELECT, UPDATE ON contacts.number_counters TO runtime;

CREATE TABLE contacts.search_keys (
  org_id uuid NOT NULL,
  key text COLLATE "C" NOT NULL,
  contact_id uuid NOT NULL,
  CONSTRAINT search_keys_pkey PRIMARY KEY (org_id, key, contact_id)
) WITH (autovacuum_analyze_scale_factor=0.01, autovacuum_analyze_threshold=1000);
ALTER TABLE contacts.search_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE contacts.search_keys FORCE ROW LEVEL SECURITY;
CREATE INDEX search_keys_of_contact ON contacts.search_keys USING btree (org_id, contact_id);
CREATE POLICY organisation ON contacts.search_keys USING ((org_id = platform.current_org())) WITH CHECK ((org_id = platform.current_org()));
CREATE TRIGGER search_keys_have_a_contact AFTER INSERT ON contacts.search_keys REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION contacts.refuse_strange_keys();
GRANT DELETE, INSERT, SELECT ON contacts.search_keys TO runtime;

CREATE VIEW contacts.address_book WITH (security_invoker=true) AS
 SELECT link.org_id,
    link.address_id,
    link.contact_id,
    link.kind,
    address.value,
    link."position",
    link.added_at,
    link.is_valid AS valid,
    link.is_entangled AS entangled
   FROM (contacts.contact_addresses link
     LEFT JOIN contacts.addresses address ON (((address.org_id = link.org_id) AND (address.address_id = link.address_id) AND (address.kind = link.kind))))
  WHERE (link.removed_at IS NULL);
GRANT SELECT ON contacts.address_book TO runtime;

CREATE VIEW contacts.contact_directory WITH (security_invoker=true) AS
 SELECT org_id,
    contact_id,
    contact_number,
    kind,
    status,
    display_name,
    first_name,
    last_name,
    company,
    city,
    language,
    tags,
    true AS registered,
    created_at,
    jsonb_build_object('name',
        CASE
            WHEN ((last_name = ''::text) AND (first_name = ''::text)) THEN company
            ELSE display_name
        END, 'first_name', first_name, 'last_name', last_name, 'company', company, 'contact_company', company, 'city', city) AS merge_values
   FROM contacts.contacts
  WHERE (erased_at IS NULL);
GRANT SELECT ON contacts.contact_directory TO runtime;

CREATE VIEW contacts.contact_standing WITH (security_invoker=true) AS
 SELECT org_id,
    contact_id,
    country,
        CASE
            WHEN ((status = 'client'::text) OR (kind = 'supplier'::text)) THEN 'client'::text
            WHEN ((status = 'prospect'::text) OR (kind = 'client'::text)) THEN 'prospect'::text
            ELSE 'none'::text
        END AS relation,
    (company <> ''::text) AS is_business
   FROM contacts.contacts
  WHERE (erased_at IS NULL);
GRANT SELECT ON contacts.contact_standing TO runtime;

CREATE VIEW contacts.list_members WITH (security_invoker=true) AS
 SELECT entry.org_id,
    entry.import_id,
    entry.line,
    entry.match_key AS email,
    address.address_id,
    link.contact_id,
    (link.contact_id IS NULL) AS external
   FROM (((contacts.import_rows entry
     JOIN contacts.imports list ON (((list.org_id = entry.org_id) AND (list.import_id = entry.import_id))))
     LEFT JOIN contacts.addresses address ON (((address.org_id = entry.org_id) AND (address.kind = 'email'::text) AND (address.value = entry.match_key))))
     LEFT JOIN contacts.contact_addresses link ON (((link.org_id = address.org_id) AND (link.address_id = address.address_id) AND (link.removed_at IS NULL))))
  WHERE ((list.people = 'list'::text) AND (list.state = 'done'::text) AND (entry.outcome = ANY (ARRAY['registered'::text, 'external'::text])));
GRANT SELECT ON contacts.list_members TO runtime;

CREATE OR REPLACE FUNCTION contacts.refuse_strange_keys()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  BEGIN
    IF EXISTS (
      SELECT 1 FROM (SELECT DISTINCT org_id, contact_id FROM added) named
      LEFT JOIN LATERAL (
        SELECT 1 AS is_there FROM contacts.contacts c
        WHERE c.org_id = named.org_id AND c.contact_id = named.contact_id
        LIMIT 1) known ON true
      WHERE known.is_there IS NULL) THEN
      RAISE EXCEPTION 'search keys of no contact of this organisation' USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NULL;
  END;
$function$;

CREATE OR REPLACE FUNCTION contacts.tell_links()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  BEGIN
    UPDATE contacts.contact_addresses
    SET is_valid = NEW.is_valid,
      removed_at = CASE WHEN NEW.erased_at IS NULL THEN removed_at ELSE coalesce(removed_at, NEW.erased_at) END
    WHERE org_id = NEW.org_id AND address_id = NEW.address_id;
    RETURN NULL;
  END $function$;

CREATE SCHEMA identity;

CREATE TABLE identity.api_keys (
  org_id uuid NOT NULL,
  api_key_id uuid NOT NULL,
  name text NOT NULL,
  prefix text NOT NULL,
  secret_hash bytea NOT NULL,
  policies text[] NOT NULL,
  created_at timestamp with time zone DEFAULT platform."current_time"() NOT NULL,
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  CONSTRAINT api_keys_pkey PRIMARY KEY (org_id, api_key_id),
  CONSTRAINT api_keys_org_id_secret_hash_key UNIQUE (org_id, secret_hash),
  CONSTRAINT api_keys_org_id_fkey FOREIGN KEY (org_id) REFERENCES identity.organisations(org_id),
  CONSTRAINT api_keys_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120)))
);
ALTER TABLE identity.api_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE identity.api_keys FORCE ROW LEVEL SECURITY;
CREATE POLICY organisation ON identity.api_keys USING ((org_id = platform.current_org())) WITH CHECK ((org_id = platform.current_org()));
GRANT INSERT, SELECT, UPDATE ON identity.api_keys TO runtime;

CREATE TABLE identity.organisation_ids (
  org_id uuid NOT NULL,
  created_at timestamp with time zone DEFAULT platform."current_time"() NOT NULL,
  CONSTRAINT organisation_ids_pkey PRIMARY KEY (org_id),
  CONSTRAINT organisation_ids_org_id_fkey FOREIGN KEY (org_id) REFERENCES identity.organisations(org_id)
);
GRANT INSERT, SELECT ON identity.organisation_ids TO runtime;

CREATE TABLE identity.organisations (
  org_id uuid NOT NULL,
  name text NOT NULL,
  language text NOT NULL,
  time_zone text NOT NULL,
  default_country text NOT NULL,
  is_demonstration boolean DEFAULT false NOT NULL,
  password_rule text DEFAULT 'classes'::text NOT NULL,
  created_at timestamp with time zone DEFAULT platform."current_time"() NOT NULL,
  CONSTRAINT organisations_pkey PRIMARY KEY (org_id),
  CONSTRAINT organisations_default_country_check CHECK ((default_country ~ '^[A-Z]{2}$'::text)),
  CONSTRAINT organisations_language_check CHECK ((language = ANY (ARRAY['en'::text, 'fr'::text, 'es'::text, 'it'::text]))),
  CONSTRAINT organisations_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  CONSTRAINT organisations_password_rule_check CHECK ((password_rule = ANY (ARRAY['classes'::text, 'passphrase'::text])))
);
ALTER TABLE identity.organisations ENABLE ROW LEVEL SECURITY;
ALTER TABLE identity.organisations FORCE ROW LEVEL SECURITY;
CREATE POLICY organisation ON identity.organisations USING ((org_id = platform.current_org())) WITH CHECK ((org_id = platform.current_org()));
GRANT INSERT, SELECT, UPDATE ON identity.organisations TO runtime;

CREATE TABLE identity.sessions (
  org_id uuid NOT NULL,
  session_id uuid NOT NULL,
  user_id uuid NOT NULL,
  secret_hash bytea NOT NULL,
  opens text NOT NULL,
  user_agent text,
  created_at timestamp with time zone DEFAULT platform."current_time"() NOT NULL,
  last_seen_at timestamp with time zone DEFAULT platform."current_time"() NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  CONSTRAINT sessions_pkey PRIMARY KEY (org_id, session_id),
  CONSTRAINT sessions_org_id_secret_hash_key UNIQUE (org_id, secret_hash),
  CONSTRAINT sessions_org_id_fkey FOREIGN KEY (org_id) REFERENCES identity.organisations(org_id),
  CONSTRAINT sessions_org_id_user_id_fkey FOREIGN KEY (org_id, user_id) REFERENCES identity.users(org_id, user_id),
  CONSTRAINT sessions_opens_check CHECK ((opens = ANY (ARRAY['everything'::text, 'password-change'::text])))
);
ALTER TABLE identity.sessions ENABLE ROW LEVEL SECURITY;
ALTER TABLE identity.sessions FORCE ROW LEVEL SECURITY;
CREATE INDEX sessions_of_user ON identity.sessions USING btree (org_id, user_id);
CREATE POLICY organisation ON identity.sessions USING ((org_id = platform.current_org())) WITH CHECK ((org_id = platform.current_org()));
GRANT DELETE, INSERT, SELECT, UPDATE ON identity.sessions TO runtime;

CREATE TABLE identity.shops (
  org_id uuid NOT NULL,
  shop_id uuid NOT NULL,
  name text NOT NULL,
  city text,
  is_default boolean DEFAULT false NOT NULL,
  created_at timestamp with time zone DEFAULT platform."current_time"() NOT NULL,
  CONSTRAINT shops_pkey PRIMARY KEY (org_id, shop_id),
  CONSTRAINT shops_org_id_fkey FOREIGN KEY (org_id) REFERENCES identity.organisations(org_id),
  CONSTRAINT shops_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120)))
);
ALTER TABLE identity.shops ENABLE ROW LEVEL SECURITY;
ALTER TABLE identity.shops FORCE ROW LEVEL SECURITY;
CREATE UNIQUE INDEX shops_one_default ON identity.shops USING btree (org_id) WHERE is_default;
CREATE POLICY organisation ON identity.shops USING ((org_id = platform.current_org())) WITH CHECK ((org_id = platform.current_org()));
GRANT INSERT, SELECT, UPDATE ON identity.shops TO runtime;

CREATE TABLE identity.sign_in_attempts (
  email_hash text NOT NULL,
  failures integer NOT NULL,
  last_failed_at timestamp with time zone NOT NULL,
  CONSTRAINT sign_in_attempts_pkey PRIMARY KEY (email_hash)
);
CREATE INDEX sign_in_attempts_age ON identity.sign_in_attempts USING btree (last_failed_at);
GRANT DELETE, INSERT, SELECT, UPDATE ON identity.sign_in_attempts TO runtime;

CREATE TABLE identity.users (
  org_id uuid NOT NULL,
  user_id uuid NOT NULL,
  email text NOT NULL,
  email_key text COLLATE "C" NOT NULL,
  name text NOT NULL,
  role text NOT NULL,
  language text NOT NULL,
  shop_id uuid,
  password_hash text NOT NULL,
  password_changed_at timestamp with time zone DEFAULT platform."current_time"() NOT NULL,
  temporary_until timestamp with time zone,
  temporary_used_at timestamp with time zone,
  last_signed_in_at timestamp with time zone,
  disabled_at timestamp with time zone,
  created_at timestamp with time zone DEFAULT platform."current_time"() NOT NULL,
  CONSTRAINT users_pkey PRIMARY KEY (org_id, user_id),
  CONSTRAINT users_org_id_email_key_key UNIQUE (org_id, email_key),
  CONSTRAINT users_org_id_fkey FOREIGN KEY (org_id) REFERENCES identity.organisations(org_id),
  CONSTRAINT users_org_id_shop_id_fkey FOREIGN KEY (org_id, shop_id) REFERENCES identity.shops(org_id, shop_id),
  CONSTRAINT users_language_check CHECK ((language = ANY (ARRAY['en'::text, 'fr'::text, 'es'::text, 'it'::text]))),
  CONSTRAINT users_role_check CHECK ((role = ANY (ARRAY['administrator'::text, 'campaign-manager'::text, 'operator'::text, 'viewer'::text])))
);
ALTER TABLE identity.users ENABLE ROW LEVEL SECURITY;
ALTER TABLE identity.users FORCE ROW LEVEL SECURITY;
CREATE INDEX users_sign_in ON identity.users USING btree (email_key);
CREATE POLICY organisation ON identity.users USING ((org_id = platform.current_org())) WITH CHECK ((org_id = platform.current_org()));
CREATE POLICY sign_in ON identity.users FOR SELECT TO OWNER USING (true);
GRANT INSERT, SELECT, UPDATE ON identity.users TO runtime;

CREATE VIEW identity.organisation_places WITH (security_invoker=true) AS
 SELECT org_id,
    default_country AS country,
    time_zone
   FROM identity.organisations;
GRANT SELECT ON identity.organisation_places TO runtime;

CREATE OR REPLACE FUNCTION identity.find_accounts_by_email(wanted text)
 RETURNS TABLE(org_id uuid, user_id uuid, password_hash text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
    SELECT users.org_id, users.user_id, users.password_hash
    FROM identity.users
    WHERE users.email_key = wanted COLLATE "C" AND users.disabled_at IS NULL
    ORDER BY users.created_at, users.user_id
    LIMIT 20
  $function$;

CREATE SCHEMA inbound;

CREATE TABLE inbound.return_mailboxes (
  org_id uuid NOT NULL,
  sender_id uuid NOT NULL,
  is_enabled boolean NOT NULL,
  host text NOT NULL,
  port integer NOT NULL,
  encryption text NOT NULL,
  user_name text NOT NULL,
  password_secret text,
  folder text NOT NULL,
  uid_validity text,
  last_uid bigint,
  last_read_at timestamp with time zone,
  last_problem text,
  last_found integer DEFAULT 0 NOT NULL,
  CONSTRAINT return_mailboxes_pkey PRIMARY KEY (org_id, sender_id),
  CONSTRAINT return_mailboxes_org_id_fkey FOREIGN KEY (org_id) REFERENCES identity.organisations(org_id),
  CONSTRAINT return_mailboxes_encryption_check CHECK ((encryption = ANY (ARRAY['tls'::text, 'starttls'::text, 'none'::text]))),
  CONSTRAINT return_mailboxes_port_check CHECK (((port >= 1) AND (port <= 65535)))
);
ALTER TABLE inbound.return_mailboxes ENABLE ROW LEVEL SECURITY;
ALTER TABLE inbound.return_mailboxes FORCE ROW LEVEL SECURITY;
CREATE POLICY organisation ON inbound.return_mailboxes USING ((org_id = platform.current_org())) WITH CHECK ((org_id = platform.current_org()));
GRANT DELETE, INSERT, SELECT, UPDATE ON inbound.return_mailboxes TO runtime;

CREATE SCHEMA messaging;

CREATE TABLE messaging.attempts (
  org_id uuid NOT NULL,
  attempt_id uuid NOT NULL,
  message_id uuid NOT NULL,
  attempt_no integer NOT NULL,
  claim_token uuid NOT NULL,
  worker_id uuid NOT NULL,
  outcome text NOT NULL,
  phase text,
  error_kind text,
  reply_code integer,
  reply_text text,
  handed_over_at timestamp with time zone,
  ended_at timestamp with time zone DEFAULT platform."current_time"() NOT NULL,
  CONSTRAINT attempts_pkey PRIMARY KEY (org_id, attempt_id),
  CONSTRAINT attempts_outcome_check CHECK ((outcome = ANY (ARRAY['accepted'::text, 'rejected-temporarily'::text, 'rejected-permanently'::text, 'not-sent'::text, 'uncertain'::text, 'settled'::text])))
);
ALTER TABLE messaging.attempts ENABLE ROW LEVEL SECURITY;
ALTER TABLE messaging.attempts FORCE ROW LEVEL SECURITY;
CREATE INDEX attempts_by_message ON messaging.attempts USING btree (org_id, message_id, attempt_id);
CREATE POLICY organisation ON messaging.attempts USING ((org_id = platform.current_org())) WITH CHECK ((org_id = platform.current_org()));
CREATE TRIGGER attempts_have_a_message AFTER INSERT ON messaging.attempts REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION messaging.refuse_without_message();
GRANT INSERT, SELECT ON messaging.attempts TO runtime;

CREATE TABLE messaging.batches (
  org_id uuid NOT NULL,
  batch_id uuid NOT NULL,
  name text NOT NULL,
  cause text NOT NULL,
  cause_id uuid,
  state text NOT NULL,
  sender_id uuid,
  created_at timestamp with time zone DEFAULT platform."current_time"() NOT NULL,
  state_changed_at timestamp with time zone DEFAULT platform."current_time"() NOT NULL,
  ended_at timestamp with time zone,
  canary_size integer,
  canary_state text,
  canary_sent_at timestamp with time zone,
  to_queue integer DEFAULT 0 NOT NULL,
  last_queued_at timestamp with time zone,
  CONSTRAINT batches_pkey PRIMARY KEY (org_id, batch_id),
  CONSTRAINT batches_org_id_fkey FOREIGN KEY (org_id) REFERENCES identity.organisations(org_id),
  CONSTRAINT batches_canary_size_check CHECK ((canary_size > 0)),
  CONSTRAINT batches_canary_state_check CHECK ((canary_state = ANY (ARRAY['sending'::text, 'watching'::text, 'passed'::text, 'failed'::text, 'released'::text]))),
  CONSTRAINT batches_check CHECK ((num_nonnulls(canary_size, canary_state) <> 1)),
  CONSTRAINT batches_state_check CHECK ((state = ANY (ARRAY['running'::text, 'paused'::text, 'cancelled'::text, 'ended'::text]))),
  CONSTRAINT batches_to_queue_check CHECK ((to_queue >= 0))
);
ALTER TABLE messaging.batches ENABLE ROW LEVEL SECURITY;
ALTER TABLE messaging.batches FORCE ROW LEVEL SECURITY;
CREATE POLICY organisation ON messaging.batches USING ((org_id = platform.current_org())) WITH CHECK ((org_id = platform.current_org()));
GRANT INSERT, SELECT, UPDATE ON messaging.batches TO runtime;

CREATE TABLE messaging.claims (
  org_id uuid NOT NULL,
  claim_token uuid NOT NULL,
  sender_id uuid NOT NULL,
  lane text NOT NULL,
  message_ids uuid[] NOT NULL,
  worker_id uuid NOT NULL,
  lease_until timestamp with time zone NOT NULL,
  CONSTRAINT claims_pkey PRIMARY KEY (org_id, claim_token),
  CONSTRAINT claims_org_id_fkey FOREIGN KEY (org_id) REFERENCES identity.organisations(org_id),
  CONSTRAINT claims_message_ids_check CHECK ((cardinality(message_ids) > 0))
);
ALTER TABLE messaging.claims ENABLE ROW LEVEL SECURITY;
ALTER TABLE messaging.claims FORCE ROW LEVEL SECURITY;
CREATE INDEX claims_by_sender ON messaging.claims USING btree (org_id, sender_id, lane);
CREATE POLICY organisation ON messaging.claims USING ((org_id = platform.current_org())) WITH CHECK ((org_id = platform.current_org()));
GRANT DELETE, INSERT, SELECT ON messaging.claims TO runtime;

CREATE TABLE messaging.connection_slots (
  org_id uuid NOT NULL,
  sender_id uuid NOT NULL,
  slot smallint NOT NULL,
  worker_id uuid NOT NULL,
  taken_at timestamp with time zone DEFAULT platform."current_time"() NOT NULL,
  CONSTRAINT connection_slots_pkey PRIMARY KEY (org_id, sender_id, slot),
  CONSTRAINT connection_slots_org_id_fkey FOREIGN KEY (org_id) REFERENCES identity.organisations(org_id)
);
ALTER TABLE messaging.connection_slots ENABLE ROW LEVEL SECURITY;
ALTER TABLE messaging.connection_slots FORCE ROW LEVEL SECURITY;
CREATE POLICY organisation ON messaging.connection_slots USING ((org_id = platform.current_org())) WITH CHECK ((org_id = platform.current_org()));
GRANT DELETE, INSERT, SELECT, UPDATE ON messaging.connection_slots TO runtime;

CREATE TABLE messaging.delivery_events (
  org_id uuid NOT NULL,
  delivery_event_id uuid NOT NULL,
  message_id uuid NOT NULL,
  kind text NOT NULL,
  detail text,
  happened_at timestamp with time zone NOT NULL,
  recorded_at timestamp with time zone DEFAULT platform."current_time"() NOT NULL,
  sender_id uuid NOT NULL,
  batch_id uuid,
  address_id uuid NOT NULL,
  bounce_class text,
  status_code text,
  reported_via text NOT NULL,
  report_key text NOT NULL,
  CONSTRAINT delivery_events_pkey PRIMARY KEY (org_id, delivery_event_id),
  CONSTRAINT delivery_events_told_once UNIQUE (org_id, message_id, report_key),
  CONSTRAINT delivery_events_bounce_class_check CHECK ((bounce_class = ANY (ARRAY['hard'::text, 'soft'::text, 'blocked'::text, 'unknown'::text]))),
  CONSTRAINT delivery_events_check CHECK (((kind = 'bounced'::text) = (bounce_class IS NOT NULL))),
  CONSTRAINT delivery_events_kind_check CHECK ((kind = ANY (ARRAY['delivered'::text, 'delayed'::text, 'bounced'::text, 'complained'::text, 'opened'::text, 'clicked'::text, 'replied'::text, 'auto-replied'::text]))),
  CONSTRAINT delivery_events_reported_via_check CHECK ((reported_via = ANY (ARRAY['smtp'::text, 'return-address'::text, 'mailbox'::text])))
);
ALTER TABLE messaging.delivery_events ENABLE ROW LEVEL SECURITY;
ALTER TABLE messaging.delivery_events FORCE ROW LEVEL SECURITY;
CREATE INDEX delivery_events_by_address ON messaging.delivery_events USING btree (org_id, address_id, recorded_at);
CREATE INDEX delivery_events_by_batch ON messaging.delivery_events USING btree (org_id, batch_id, kind) WHERE (batch_id IS NOT NULL);
CREATE INDEX delivery_events_by_message ON messaging.delivery_events USING btree (org_id, message_id, delivery_event_id);
CREATE POLICY organisation ON messaging.delivery_events USING ((org_id = platform.current_org())) WITH CHECK ((org_id = platform.current_org()));
CREATE TRIGGER delivery_events_have_a_message AFTER INSERT ON messaging.delivery_events REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION messaging.refuse_without_message();
GRANT INSERT, SELECT ON messaging.delivery_events TO runtime;

CREATE TABLE messaging.domain_rests (
  org_id uuid NOT NULL,
  sender_id uuid NOT NULL,
  domain text COLLATE "C" NOT NULL,
  refusals integer NOT NULL,
  refused_at timestamp with time zone DEFAULT platform."current_time"() NOT NULL,
  slowed_until timestamp with time zone,
  reply_text text NOT NULL,
  CONSTRAINT domain_rests_pkey PRIMARY KEY (org_id, sender_id, domain),
  CONSTRAINT domain_rests_org_id_fkey FOREIGN KEY (org_id) REFERENCES identity.organisations(org_id)
);
ALTER TABLE messaging.domain_rests ENABLE ROW LEVEL SECURITY;
ALTER TABLE messaging.domain_rests FORCE ROW LEVEL SECURITY;
CREATE POLICY organisation ON messaging.domain_rests USING ((org_id = platform.current_org())) WITH CHECK ((org_id = platform.current_org()));
GRANT DELETE, INSERT, SELECT, UPDATE ON messaging.domain_rests TO runtime;

CREATE TABLE messaging.lanes (
  org_id uuid NOT NULL,
  sender_id uuid NOT NULL,
  lane text NOT NULL,
  priority smallint NOT NULL,
  next_at timestamp with time zone NOT NULL,
  CONSTRAINT lanes_pkey PRIMARY KEY (org_id, sender_id, lane)
);
CREATE INDEX lanes_due ON messaging.lanes USING btree (next_at, priority);
GRANT DELETE, INSERT, SELECT, UPDATE ON messaging.lanes TO runtime;

CREATE TABLE messaging.messages (
  org_id uuid NOT NULL,
  message_id uuid NOT NULL,
  state text NOT NULL,
  message_class text NOT NULL,
  lane text NOT NULL,
  origin text NOT NULL,
  is_automatic boolean NOT NULL,
  batch_id uuid,
  sender_id uuid NOT NULL,
  contact_id uuid,
  address_id uuid NOT NULL,
  recipient_address text COLLATE "C" NOT NULL,
  recipient_name text NOT NULL,
  recipient_key text COLLATE "C" NOT NULL,
  content_version_id uuid NOT NULL,
  merge_values jsonb NOT NULL,
  type_id uuid,
  basis jsonb,
  dedupe_key text COLLATE "C" NOT NULL,
  resend_of uuid,
  queued_by text NOT NULL,
  attempt_count integer DEFAULT 0 NOT NULL,
  claim_token uuid,
  worker_id uuid,
  lease_until timestamp with time zone,
  not_before timestamp with time zone NOT NULL,
  expires_at timestamp with time zone,
  settle_after timestamp with time zone,
  is_second_copy boolean DEFAULT false NOT NULL,
  message_id_header text,
  sent_from text,
  ground text,
  consent_event_id uuid,
  final_reason text,
  queued_at timestamp with time zone DEFAULT platform."current_time"() NOT NULL,
  handed_over_at timestamp with time zone,
  final_at timestamp with time zone,
  render_crashes smallint DEFAULT 0 NOT NULL,
  repeat_until timestamp with time zone,
  repeat_place text,
  repeat_date timestamp with time zone,
  is_repeat boolean DEFAULT false NOT NULL,
  repeats smallint DEFAULT 0 NOT NULL,
  stage text COLLATE "C" GENERATED ALWAYS AS (
CASE
    WHEN (state = ANY (ARRAY['queued'::text, 'claimed'::text, 'handing-over'::text])) THEN 'open'::text
    ELSE state
END) STORED NOT NULL,
  CONSTRAINT messages_pkey PRIMARY KEY (org_id, message_id),
  CONSTRAINT messages_org_id_dedupe_key_key UNIQUE (org_id, dedupe_key),
  CONSTRAINT messages_check CHECK (((state = ANY (ARRAY['claimed'::text, 'handing-over'::text])) <= ((claim_token IS NOT NULL) AND (worker_id IS NOT NULL)))),
  CONSTRAINT messages_check1 CHECK ((((state = 'handing-over'::text) OR (state = 'accepted'::text)) <= ((ground IS NOT NULL) AND (handed_over_at IS NOT NULL)))),
  CONSTRAINT messages_check2 CHECK (((state = ANY (ARRAY['failed'::text, 'stopped'::text])) <= (final_reason IS NOT NULL))),
  CONSTRAINT messages_message_class_check CHECK ((message_class = ANY (ARRAY['marketing'::text, 'personal'::text, 'service'::text, 'consent-request'::text, 'security'::text, 'reply'::text]))),
  CONSTRAINT messages_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'claimed'::text, 'handing-over'::text, 'accepted'::text, 'failed'::text, 'uncertain'::text, 'stopped'::text, 'abandoned'::text])))
) WITH (fillfactor=44);
ALTER TABLE messaging.messages ENABLE ROW LEVEL SECURITY;
ALTER TABLE messaging.messages FORCE ROW LEVEL SECURITY;
CREATE INDEX messages_by_address ON messaging.messages USING btree (org_id, address_id, message_id) WITH (fillfactor='45');
CREATE INDEX messages_by_batch ON messaging.messages USING btree (org_id, batch_id, stage) WITH (fillfactor='45') WHERE (batch_id IS NOT NULL);
CREATE INDEX messages_by_contact ON messaging.messages USING btree (org_id, contact_id, message_id) WITH (fillfactor='45') WHERE (contact_id IS NOT NULL);
CREATE INDEX messages_due ON messaging.messages USING btree (org_id, sender_id, lane, not_before, message_id) WHERE (stage = 'open'::text);
CREATE INDEX messages_last_accepted ON messaging.messages USING btree (org_id, contact_id, final_at) WHERE (stage = 'accepted'::text);
CREATE INDEX messages_one_by_one ON messaging.messages USING btree (org_id, queued_by, queued_at) WHERE ((message_class = 'personal'::text) AND (batch_id IS NULL));
CREATE INDEX messages_resends ON messaging.messages USING btree (org_id, resend_of) WHERE (resend_of IS NOT NULL);
CREATE INDEX messages_to_settle ON messaging.messages USING btree (org_id, sender_id, lane, settle_after) WHERE ((stage = 'uncertain'::text) AND (settle_after IS NOT NULL));
CREATE INDEX messages_with_reason ON messaging.messages USING btree (org_id, queued_at) WHERE ((basis ->> 'kind'::text) = 'stated-reason'::text);
CREATE POLICY organisation ON messaging.messages USING ((org_id = platform.current_org())) WITH CHECK ((org_id = platform.current_org()));
CREATE TRIGGER messages_have_a_batch AFTER INSERT ON messaging.messages REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION messaging.refuse_strange_messages();
GRANT INSERT, SELECT, UPDATE ON messaging.messages TO runtime;

CREATE TABLE messaging.past_visits (
  org_id uuid NOT NULL,
  link_id uuid NOT NULL,
  people bigint NOT NULL,
  machines bigint NOT NULL,
  readers bigint NOT NULL,
  CONSTRAINT past_visits_pkey PRIMARY KEY (org_id, link_id),
  CONSTRAINT past_visits_org_id_link_id_fkey FOREIGN KEY (org_id, link_id) REFERENCES messaging.tracked_links(org_id, link_id)
);
ALTER TABLE messaging.past_visits ENABLE ROW LEVEL SECURITY;
ALTER TABLE messaging.past_visits FORCE ROW LEVEL SECURITY;
CREATE POLICY organisation ON messaging.past_visits USING ((org_id = platform.current_org())) WITH CHECK ((org_id = platform.current_org()));
GRANT INSERT, SELECT, UPDATE ON messaging.past_visits TO runtime;

CREATE TABLE messaging.platform_blocks (
  block_id uuid NOT NULL,
  size integer NOT NULL,
  reserved_at timestamp with time zone NOT NULL,
  limit_count integer,
  limit_hours integer,
  CONSTRAINT platform_blocks_pkey PRIMARY KEY (block_id),
  CONSTRAINT platform_blocks_size_check CHECK ((size > 0))
);
CREATE INDEX platform_blocks_by_time ON messaging.platform_blocks USING btree (reserved_at);
GRANT DELETE, INSERT, SELECT ON messaging.platform_blocks TO runtime;

CREATE TABLE messaging.platform_gauge (
  only_one boolean DEFAULT true NOT NULL,
  CONSTRAINT platform_gauge_pkey PRIMARY KEY (only_one),
  CONSTRAINT platform_gauge_only_one_check CHECK (only_one)
);
GRANT SELECT, UPDATE ON messaging.platform_gauge TO runtime;

CREATE TABLE messaging.saved_filters (
  org_id uuid NOT NULL,
  saved_filter_id uuid NOT NULL,
  user_id uuid NOT NULL,
  name text NOT NULL,
  filters jsonb NOT NULL,
  created_at timestamp with time zone DEFAULT platform."current_time"() NOT NULL,
  CONSTRAINT saved_filters_pkey PRIMARY KEY (org_id, saved_filter_id),
  CONSTRAINT saved_filters_org_id_user_id_name_key UNIQUE (org_id, user_id, name),
  CONSTRAINT saved_filters_org_id_fkey FOREIGN KEY (org_id) REFERENCES identity.organisations(org_id),
  CONSTRAINT saved_filters_name_check CHECK (((length(name) >= 1) AND (length(name) <= 80)))
);
ALTER TABLE messaging.saved_filters ENABLE ROW LEVEL SECURITY;
ALTER TABLE messaging.saved_filters FORCE ROW LEVEL SECURITY;
CREATE POLICY organisation ON messaging.saved_filters USING ((org_id = platform.current_org())) WITH CHECK ((org_id = platform.current_org()));
GRANT DELETE, INSERT, SELECT, UPDATE ON messaging.saved_filters TO runtime;

CREATE TABLE messaging.sender_queues (
  org_id uuid NOT NULL,
  sender_id uuid NOT NULL,
  failures integer DEFAULT 0 NOT NULL,
  breaker_reason text,
  breaker_detail text,
  breaker_opened_at timestamp with time zone,
  breaker_until timestamp with time zone,
  last_seq bigint DEFAULT 0 NOT NULL,
  last_handed_at timestamp with time zone,
  counted_from timestamp with time zone,
  CONSTRAINT sender_queues_pkey PRIMARY KEY (org_id, sender_id),
  CONSTRAINT sender_queues_org_id_fkey FOREIGN KEY (org_id) REFERENCES identity.organisations(org_id)
);
ALTER TABLE messaging.sender_queues ENABLE ROW LEVEL SECURITY;
ALTER TABLE messaging.sender_queues FORCE ROW LEVEL SECURITY;
CREATE POLICY organisation ON messaging.sender_queues USING ((org_id = platform.current_org())) WITH CHECK ((org_id = platform.current_org()));
GRANT INSERT, SELECT, UPDATE ON messaging.sender_queues TO runtime;

CREATE TABLE messaging.sender_slots (
  org_id uuid NOT NULL,
  sender_id uuid NOT NULL,
  seq bigint NOT NULL,
  handed_at timestamp with time zone NOT NULL,
  CONSTRAINT sender_slots_pkey PRIMARY KEY (org_id, sender_id, seq),
  CONSTRAINT sender_slots_org_id_fkey FOREIGN KEY (org_id) REFERENCES identity.organisations(org_id)
);
ALTER TABLE messaging.sender_slots ENABLE ROW LEVEL SECURITY;
ALTER TABLE messaging.sender_slots FORCE ROW LEVEL SECURITY;
CREATE INDEX sender_slots_by_time ON messaging.sender_slots USING btree (org_id, sender_id, handed_at);
CREATE POLICY organisation ON messaging.sender_slots USING ((org_id = platform.current_org())) WITH CHECK ((org_id = platform.current_org()));
GRANT DELETE, INSERT, SELECT ON messaging.sender_slots TO runtime;

CREATE TABLE messaging.shared_sender_pauses (
  org_id uuid NOT NULL,
  pause_id uuid NOT NULL,
  sender_id uuid NOT NULL,
  reason text NOT NULL,
  counted integer NOT NULL,
  sent integer NOT NULL,
  paused_at timestamp with time zone DEFAULT platform."current_time"() NOT NULL,
  resumed_at timestamp with time zone,
  resumed_by text,
  is_resumed_by_operator boolean,
  resume_reason text,
  CONSTRAINT shared_sender_pauses_pkey PRIMARY KEY (org_id, pause_id),
  CONSTRAINT shared_sender_pauses_org_id_fkey FOREIGN KEY (org_id) REFERENCES identity.organisations(org_id),
  CONSTRAINT shared_sender_pauses_check CHECK ((num_nonnulls(resumed_at, resumed_by, is_resumed_by_operator, resume_reason) = ANY (ARRAY[0, 4]))),
  CONSTRAINT shared_sender_pauses_reason_check CHECK ((reason = ANY (ARRAY['complaints'::text, 'returns'::text])))
);
ALTER TABLE messaging.shared_sender_pauses ENABLE ROW LEVEL SECURITY;
ALTER TABLE messaging.shared_sender_pauses FORCE ROW LEVEL SECURITY;
CREATE UNIQUE INDEX shared_sender_pauses_open ON messaging.shared_sender_pauses USING btree (org_id, sender_id) WHERE (resumed_at IS NULL);
CREATE POLICY organisation ON messaging.shared_sender_pauses USING ((org_id = platform.current_org())) WITH CHECK ((org_id = platform.current_org()));
GRANT INSERT, SELECT, UPDATE ON messaging.shared_sender_pauses TO runtime;

CREATE TABLE messaging.tracked_links (
  org_id uuid NOT NULL,
  link_id uuid NOT NULL,
  batch_id uuid NOT NULL,
  "position" integer NOT NULL,
  url text NOT NULL,
  CONSTRAINT tracked_links_pkey PRIMARY KEY (org_id, link_id),
  CONSTRAINT tracked_links_org_id_batch_id_position_key UNIQUE (org_id, batch_id, "position"),
  CONSTRAINT tracked_links_org_id_batch_id_fkey FOREIGN KEY (org_id, batch_id) REFERENCES messaging.batches(org_id, batch_id),
  CONSTRAINT tracked_links_org_id_fkey FOREIGN KEY (org_id) REFERENCES identity.organisations(org_id),
  CONSTRAINT tracked_links_url_check CHECK ((url ~* '^https?://'::text))
);
ALTER TABLE messaging.tracked_links ENABLE ROW LEVEL SECURITY;
ALTER TABLE messaging.tracked_links FORCE ROW LEVEL SECURITY;
CREATE POLICY organisation ON messaging.tracked_links USING ((org_id = platform.current_org())) WITH CHECK ((org_id = platform.current_org()));
GRANT INSERT, SELECT ON messaging.tracked_links TO runtime;

CREATE TABLE messaging.tracking_events (
  org_id uuid NOT NULL,
  tracking_event_id uuid NOT NULL,
  link_id uuid NOT NULL,
  kind text NOT NULL,
  is_machine boolean NOT NULL,
  message_id uuid,
  happened_at timestamp with time zone NOT NULL,
  CONSTRAINT tracking_events_pkey PRIMARY KEY (org_id, tracking_event_id),
  CONSTRAINT tracking_events_org_id_link_id_fkey FOREIGN KEY (org_id, link_id) REFERENCES messaging.tracked_links(org_id, link_id),
  CONSTRAINT tracking_events_kind_check CHECK ((kind = ANY (ARRAY['open'::text, 'click'::text])))
);
ALTER TABLE messaging.tracking_events ENABLE ROW LEVEL SECURITY;
ALTER TABLE messaging.tracking_events FORCE ROW LEVEL SECURITY;
CREATE INDEX tracking_events_by_age ON messaging.tracking_events USING btree (org_id, happened_at);
CREATE INDEX tracking_events_by_link ON messaging.tracking_events USING btree (org_id, link_id, kind);
CREATE POLICY organisation ON messaging.tracking_events USING ((org_id = platform.current_org())) WITH CHECK ((org_id = platform.current_org()));
GRANT DELETE, INSERT, SELECT ON messaging.tracking_events TO runtime;

CREATE TABLE messaging.workers (
  worker_id uuid NOT NULL,
  beat bigint DEFAULT 0 NOT NULL,
  started_at timestamp with time zone DEFAULT platform."current_time"() NOT NULL,
  beat_at timestamp with time zone DEFAULT platform."current_time"() NOT NULL,
  ended_at timestamp with time zone,
  CONSTRAINT workers_pkey PRIMARY KEY (worker_id)
);
GRANT DELETE, INSERT, SELECT, UPDATE ON messaging.workers TO runtime;

CREATE VIEW messaging.batch_messages WITH (security_invoker=true) AS
 SELECT org_id,
    batch_id,
    message_id,
    contact_id,
    address_id,
    state,
    final_at
   FROM messaging.messages
  WHERE (batch_id IS NOT NULL);
GRANT SELECT ON messaging.batch_messages TO runtime;

CREATE VIEW messaging.last_contacts WITH (security_invoker=true) AS
 SELECT org_id,
    contact_id,
    max(final_at) AS last_accepted_at
   FROM messaging.messages
  WHERE ((stage = 'accepted'::text) AND (contact_id IS NOT NULL))
  GROUP BY org_id, contact_id;
GRANT SELECT ON messaging.last_contacts TO runtime;

CREATE OR REPLACE FUNCTION messaging.fold_text(written text)
 RETURNS text
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ SELECT lower(unaccent(written)) $function$;

CREATE OR REPLACE FUNCTION messaging.refuse_strange_messages()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  BEGIN
    IF EXISTS (
      SELECT 1 FROM (SELECT DISTINCT org_id, batch_id FROM added) named
      WHERE NOT EXISTS (SELECT 1 FROM identity.organisation_places o WHERE o.org_id = named.org_id)
        OR (named.batch_id IS NOT NULL AND NOT EXISTS (
          SELECT 1 FROM messaging.batches b WHERE b.org_id = named.org_id AND b.batch_id = named.batch_id))) THEN
      RAISE EXCEPTION 'a message of no batch of this organisation' USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NULL;
  END;
$function$;

CREATE OR REPLACE FUNCTION messaging.refuse_without_message()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  BEGIN
    IF EXISTS (
      SELECT 1 FROM added
      LEFT JOIN LATERAL (
        SELECT 1 AS is_there FROM messaging.messages m
        WHERE m.org_id = added.org_id AND m.message_id = added.message_id
        LIMIT 1) known ON true
      WHERE known.is_there IS NULL) THEN
      RAISE EXCEPTION 'about no message of this organisation' USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NULL;
  END;
$function$;

CREATE SCHEMA platform;

CREATE TABLE platform.data_keys (
  org_id uuid NOT NULL,
  version integer NOT NULL,
  wrapped text NOT NULL,
  created_at timestamp with time zone DEFAULT platform."current_time"() NOT NULL,
  CONSTRAINT data_keys_pkey PRIMARY KEY (org_id, version),
  CONSTRAINT data_keys_org_id_fkey FOREIGN KEY (org_id) REFERENCES identity.organisations(org_id)
);
ALTER TABLE platform.data_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE platform.data_keys FORCE ROW LEVEL SECURITY;
CREATE POLICY organisation ON platform.data_keys USING ((org_id = platform.current_org())) WITH CHECK ((org_id = platform.current_org()));
GRANT INSERT, SELECT ON platform.data_keys TO runtime;

CREATE TABLE platform.idempotency_keys (
  org_id uuid NOT NULL,
  principal text NOT NULL,
  key text NOT NULL,
  fingerprint text NOT NULL,
  status integer,
  body text,
  created_at timestamp with time zone DEFAULT platform."current_time"() NOT NULL,
  CONSTRAINT idempotency_keys_pkey PRIMARY KEY (org_id, principal, key),
  CONSTRAINT idempotency_keys_org_id_fkey FOREIGN KEY (org_id) REFERENCES identity.organisations(org_id),
  CONSTRAINT idempotency_keys_key_check CHECK (((length(key) >= 1) AND (length(key) <= 255)))
);
ALTER TABLE platform.idempotency_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE platform.idempotency_keys FORCE ROW LEVEL SECURITY;
CREATE INDEX idempotency_keys_age ON platform.idempotency_keys USING btree (org_id, created_at);
CREATE POLICY organisation ON platform.idempotency_keys USING ((org_id = platform.current_org())) WITH CHECK ((org_id = platform.current_org()));
GRANT DELETE, INSERT, SELECT, UPDATE ON platform.idempotency_keys TO runtime;

CREATE TABLE platform.migrations (
  name character varying(255) NOT NULL,
  "timestamp" character varying(255) NOT NULL,
  CONSTRAINT migrations_pkey PRIMARY KEY (name)
);

CREATE TABLE platform.migrations_lock (
  id character varying(255) NOT NULL,
  is_locked integer DEFAULT 0 NOT NULL,
  CONSTRAINT migrations_lock_pkey PRIMARY KEY (id)
);

CREATE TABLE platform.runtime_rights (
  relation text NOT NULL,
  rights text NOT NULL,
  open_reason text,
  CONSTRAINT runtime_rights_pkey PRIMARY KEY (relation)
);
GRANT SELECT ON platform.runtime_rights TO runtime;

CREATE OR REPLACE FUNCTION platform.current_org()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ SELECT nullif(current_setting('app.org_id', true), '')::uuid $function$;

CREATE OR REPLACE FUNCTION platform."current_time"()
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ SELECT statement_timestamp() $function$;

CREATE OR REPLACE FUNCTION platform.open(relation text, rights text, reason text)
 RETURNS void
 LANGUAGE sql
AS $function$ INSERT INTO platform.runtime_rights (relation, rights, open_reason) VALUES (relation, rights, reason) $function$;

CREATE OR REPLACE FUNCTION platform.protect(relation text, rights text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
  BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', relation::regclass);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', relation::regclass);
    EXECUTE format(
      'CREATE POLICY organisation ON %s USING (org_id = platform.current_org()) WITH CHECK (org_id = platform.current_org())',
      relation::regclass);
    INSERT INTO platform.runtime_rights (relation, rights) VALUES (relation, rights);
  END $function$;

CREATE OR REPLACE FUNCTION platform.publish(relation text)
 RETURNS void
 LANGUAGE sql
AS $function$ INSERT INTO platform.runtime_rights (relation, rights) VALUES (relation, 'SELECT') $function$;

CREATE OR REPLACE FUNCTION platform.uuid_v7()
 RETURNS uuid
 LANGUAGE sql
 PARALLEL SAFE
AS $function$SELECT uuidv7()$function$;

CREATE SCHEMA senders;

CREATE TABLE senders.accounts (
  org_id uuid NOT NULL,
  sender_id uuid NOT NULL,
  kind text NOT NULL,
  owner_shop_id uuid,
  owner_user_id uuid,
  area text NOT NULL,
  display_name text NOT NULL,
  from_address text,
  reply_to text,
  preset_id text,
  user_name text,
  host text,
  port integer,
  encryption text,
  encoding text DEFAULT 'utf-8'::text NOT NULL,
  is_enabled boolean DEFAULT true NOT NULL,
  limit_count integer,
  limit_hours integer,
  connections integer DEFAULT 10 NOT NULL,
  password_secret text,
  connection_changed_at timestamp with time zone DEFAULT platform."current_time"() NOT NULL,
  breaker_opened_at timestamp with time zone,
  breaker_reason text,
  created_at timestamp with time zone DEFAULT platform."current_time"() NOT NULL,
  removed_at timestamp with time zone,
  limit_changed_at timestamp with time zone DEFAULT platform."current_time"() NOT NULL,
  return_domain text,
  repeat_header text,
  repeat_hours integer,
  CONSTRAINT accounts_pkey PRIMARY KEY (org_id, sender_id),
  CONSTRAINT accounts_org_id_fkey FOREIGN KEY (org_id) REFERENCES identity.organisations(org_id),
  CONSTRAINT accounts_org_id_owner_shop_id_fkey FOREIGN KEY (org_id, owner_shop_id) REFERENCES identity.shops(org_id, shop_id),
  CONSTRAINT accounts_org_id_owner_user_id_fkey FOREIGN KEY (org_id, owner_user_id) REFERENCES identity.users(org_id, user_id),
  CONSTRAINT accounts_area_check CHECK ((area = ANY (ARRAY['tickets'::text, 'invoices'::text, 'clients'::text, 'campaigns'::text, 'all'::text]))),
  CONSTRAINT accounts_breaker_has_reason CHECK ((num_nonnulls(breaker_opened_at, breaker_reason) <> 1)),
  CONSTRAINT accounts_connections_check CHECK (((connections >= 1) AND (connections <= 50))),
  CONSTRAINT accounts_encoding_check CHECK ((encoding = ANY (ARRAY['utf-8'::text, 'iso-8859-1'::text, 'iso-8859-15'::text, 'windows-1252'::text]))),
  CONSTRAINT accounts_encryption_check CHECK ((encryption = ANY (ARRAY['tls'::text, 'starttls'::text, 'none'::text]))),
  CONSTRAINT accounts_kind_check CHECK ((kind = ANY (ARRAY['platform'::text, 'smtp'::text]))),
  CONSTRAINT accounts_limit_count_check CHECK ((limit_count > 0)),
  CONSTRAINT accounts_limit_hours_check CHECK ((limit_hours > 0)),
  CONSTRAINT accounts_limit_is_whole CHECK ((num_nonnulls(limit_count, limit_hours) <> 1)),
  CONSTRAINT accounts_owner_fits_kind CHECK ((num_nonnulls(owner_shop_id, owner_user_id) =
CASE kind
    WHEN 'smtp'::text THEN 1
    ELSE 0
END)),
  CONSTRAINT accounts_port_check CHECK (((port >= 1) AND (port <= 65535))),
  CONSTRAINT accounts_repeat_guard_is_whole CHECK ((num_nonnulls(repeat_header, repeat_hours) <> 1)),
  CONSTRAINT accounts_repeat_hours_check CHECK ((repeat_hours > 0)),
  CONSTRAINT accounts_smtp_is_complete CHECK (((kind = 'platform'::text) OR (num_nulls(from_address, host, port, encryption) = 0)))
);
ALTER TABLE senders.accounts ENABLE ROW LEVEL SECURITY;
ALTER TABLE senders.accounts FORCE ROW LEVEL SECURITY;
CREATE UNIQUE INDEX accounts_one_per_area ON senders.accounts USING btree (org_id, owner_shop_id, owner_user_id, area) NULLS NOT DISTINCT WHERE ((kind = 'smtp'::text) AND (removed_at IS NULL));
CREATE UNIQUE INDEX accounts_one_platform ON senders.accounts USING btree (org_id) WHERE (kind = 'platform'::text);
CREATE POLICY organisation ON senders.accounts USING ((org_id = platform.current_org())) WITH CHECK ((org_id = platform.current_org()));
GRANT INSERT, SELECT, UPDATE ON senders.accounts TO runtime;

CREATE TABLE senders.demo_sink (
  only_one boolean DEFAULT true NOT NULL,
  host text NOT NULL,
  port integer NOT NULL,
  announced_at timestamp with time zone DEFAULT platform."current_time"() NOT NULL,
  CONSTRAINT demo_sink_pkey PRIMARY KEY (only_one),
  CONSTRAINT demo_sink_only_one_check CHECK (only_one)
);
GRANT INSERT, SELECT, UPDATE ON senders.demo_sink TO runtime;

CREATE TABLE senders.dkim_keys (
  org_id uuid NOT NULL,
  sender_id uuid NOT NULL,
  domain text NOT NULL,
  selector text NOT NULL,
  public_key text NOT NULL,
  private_key_secret text NOT NULL,
  is_enabled boolean DEFAULT false NOT NULL,
  created_at timestamp with time zone DEFAULT platform."current_time"() NOT NULL,
  checked_at timestamp with time zone,
  check_outcome text,
  CONSTRAINT dkim_keys_pkey PRIMARY KEY (org_id, sender_id),
  CONSTRAINT dkim_keys_org_id_sender_id_fkey FOREIGN KEY (org_id, sender_id) REFERENCES senders.accounts(org_id, sender_id),
  CONSTRAINT dkim_keys_check CHECK ((num_nonnulls(checked_at, check_outcome) <> 1)),
  CONSTRAINT dkim_keys_check_outcome_check CHECK ((check_outcome = ANY (ARRAY['found'::text, 'other-key'::text, 'not-found'::text, 'no-answer'::text])))
);
ALTER TABLE senders.dkim_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE senders.dkim_keys FORCE ROW LEVEL SECURITY;
CREATE POLICY organisation ON senders.dkim_keys USING ((org_id = platform.current_org())) WITH CHECK ((org_id = platform.current_org()));
GRANT DELETE, INSERT, SELECT, UPDATE ON senders.dkim_keys TO runtime;

CREATE TABLE senders.settings (
  org_id uuid NOT NULL,
  sending_mode text NOT NULL,
  changed_at timestamp with time zone DEFAULT platform."current_time"() NOT NULL,
  CONSTRAINT settings_pkey PRIMARY KEY (org_id),
  CONSTRAINT settings_org_id_fkey FOREIGN KEY (org_id) REFERENCES identity.organisations(org_id),
  CONSTRAINT settings_sending_mode_check CHECK ((sending_mode = ANY (ARRAY['platform'::text, 'own-mailbox'::text])))
);
ALTER TABLE senders.settings ENABLE ROW LEVEL SECURITY;
ALTER TABLE senders.settings FORCE ROW LEVEL SECURITY;
CREATE POLICY organisation ON senders.settings USING ((org_id = platform.current_org())) WITH CHECK ((org_id = platform.current_org()));
GRANT INSERT, SELECT, UPDATE ON senders.settings TO runtime;

CREATE TABLE senders.tests (
  org_id uuid NOT NULL,
  test_id uuid NOT NULL,
  sender_id uuid NOT NULL,
  started_at timestamp with time zone DEFAULT platform."current_time"() NOT NULL,
  outcome text,
  hint text,
  CONSTRAINT tests_pkey PRIMARY KEY (org_id, test_id),
  CONSTRAINT tests_org_id_fkey FOREIGN KEY (org_id) REFERENCES identity.organisations(org_id),
  CONSTRAINT tests_org_id_sender_id_fkey FOREIGN KEY (org_id, sender_id) REFERENCES senders.accounts(org_id, sender_id)
);
ALTER TABLE senders.tests ENABLE ROW LEVEL SECURITY;
ALTER TABLE senders.tests FORCE ROW LEVEL SECURITY;
CREATE INDEX tests_of_sender ON senders.tests USING btree (org_id, sender_id, started_at);
CREATE POLICY organisation ON senders.tests USING ((org_id = platform.current_org())) WITH CHECK ((org_id = platform.current_org()));
GRANT INSERT, SELECT, UPDATE ON senders.tests TO runtime;

CREATE VIEW senders.sender_limits WITH (security_invoker=true) AS
 SELECT org_id,
    sender_id,
    limit_count,
    limit_hours,
    limit_changed_at,
    connections
   FROM senders.accounts;
GRANT SELECT ON senders.sender_limits TO runtime;

CREATE SCHEMA templates;

CREATE TABLE templates.content_versions (
  org_id uuid NOT NULL,
  content_version_id uuid NOT NULL,
  kind text NOT NULL,
  language text NOT NULL,
  subject text NOT NULL,
  html text NOT NULL,
  plain_text text NOT NULL,
  variables text[] NOT NULL,
  hash text NOT NULL,
  created_at timestamp with time zone DEFAULT platform."current_time"() NOT NULL,
  CONSTRAINT content_versions_pkey PRIMARY KEY (org_id, content_version_id),
  CONSTRAINT content_versions_org_id_kind_hash_key UNIQUE (org_id, kind, hash),
  CONSTRAINT content_versions_org_id_fkey FOREIGN KEY (org_id) REFERENCES identity.organisations(org_id),
  CONSTRAINT content_versions_hash_check CHECK ((hash ~ '^[0-9a-f]{64}$'::text)),
  CONSTRAINT content_versions_html_check CHECK ((octet_length(html) <= 524288)),
  CONSTRAINT content_versions_kind_check CHECK ((kind = ANY (ARRAY['marketing'::text, 'personal'::text, 'service'::text, 'consent-request'::text, 'security'::text, 'reply'::text]))),
  CONSTRAINT content_versions_language_check CHECK ((language = ANY (ARRAY['en'::text, 'fr'::text, 'es'::text, 'it'::text]))),
  CONSTRAINT content_versions_plain_text_check CHECK ((octet_length(plain_text) <= 524288)),
  CONSTRAINT content_versions_subject_check CHECK (((subject <> ''::text) AND (subject !~ '[\r\n]'::text)))
);
ALTER TABLE templates.content_versions ENABLE ROW LEVEL SECURITY;
ALTER TABLE templates.content_versions FORCE ROW LEVEL SECURITY;
CREATE POLICY organisation ON templates.content_versions USING ((org_id = platform.current_org())) WITH CHECK ((org_id = platform.current_org()));
GRANT INSERT, SELECT ON templates.content_versions TO runtime;

CREATE TABLE templates.templates (
  org_id uuid NOT NULL,
  template_id uuid NOT NULL,
  name text NOT NULL,
  kind text NOT NULL,
  language text NOT NULL,
  content_version_id uuid NOT NULL,
  is_in_use boolean DEFAULT false NOT NULL,
  created_at timestamp with time zone DEFAULT platform."current_time"() NOT NULL,
  updated_at timestamp with time zone DEFAULT platform."current_time"() NOT NULL,
  archived_at timestamp with time zone,
  CONSTRAINT templates_pkey PRIMARY KEY (org_id, template_id),
  CONSTRAINT templates_org_id_content_version_id_fkey FOREIGN KEY (org_id, content_version_id) REFERENCES templates.content_versions(org_id, content_version_id),
  CONSTRAINT templates_org_id_fkey FOREIGN KEY (org_id) REFERENCES identity.organisations(org_id),
  CONSTRAINT templates_check CHECK ((NOT (is_in_use AND (archived_at IS NOT NULL)))),
  CONSTRAINT templates_name_check CHECK ((name <> ''::text))
);
ALTER TABLE templates.templates ENABLE ROW LEVEL SECURITY;
ALTER TABLE templates.templates FORCE ROW LEVEL SECURITY;
CREATE UNIQUE INDEX templates_in_use ON templates.templates USING btree (org_id, kind, language) WHERE is_in_use;
CREATE POLICY organisation ON templates.templates USING ((org_id = platform.current_org())) WITH CHECK ((org_id = platform.current_org()));
GRANT INSERT, SELECT, UPDATE ON templates.templates TO runtime;

CREATE SCHEMA workspace;

CREATE TABLE workspace.demo_mails (
  org_id uuid NOT NULL,
  mail_id uuid NOT NULL,
  received_at timestamp with time zone DEFAULT platform."current_time"() NOT NULL,
  recipient text NOT NULL,
  sender text NOT NULL,
  subject text NOT NULL,
  search_text text NOT NULL,
  raw bytea NOT NULL,
  opened_at timestamp with time zone,
  CONSTRAINT demo_mails_pkey PRIMARY KEY (org_id, mail_id),
  CONSTRAINT demo_mails_org_id_fkey FOREIGN KEY (org_id) REFERENCES identity.organisations(org_id)
);
ALTER TABLE workspace.demo_mails ENABLE ROW LEVEL SECURITY;
ALTER TABLE workspace.demo_mails FORCE ROW LEVEL SECURITY;
CREATE INDEX demo_mails_of_recipient ON workspace.demo_mails USING btree (org_id, recipient, mail_id);
CREATE POLICY organisation ON workspace.demo_mails USING ((org_id = platform.current_org())) WITH CHECK ((org_id = platform.current_org()));
GRANT DELETE, INSERT, SELECT, UPDATE ON workspace.demo_mails TO runtime;

CREATE TABLE workspace.demonstrations (
  org_id uuid NOT NULL,
  people_made integer DEFAULT 0 NOT NULL,
  import_id uuid,
  finished_at timestamp with time zone,
  CONSTRAINT demonstrations_pkey PRIMARY KEY (org_id),
  CONSTRAINT demonstrations_org_id_fkey FOREIGN KEY (org_id) REFERENCES identity.organisations(org_id),
  CONSTRAINT demonstrations_people_made_check CHECK ((people_made >= 0))
);
ALTER TABLE workspace.demonstrations ENABLE ROW LEVEL SECURITY;
ALTER TABLE workspace.demonstrations FORCE ROW LEVEL SECURITY;
CREATE POLICY organisation ON workspace.demonstrations USING ((org_id = platform.current_org())) WITH CHECK ((org_id = platform.current_org()));
GRANT INSERT, SELECT, UPDATE ON workspace.demonstrations TO runtime;

CREATE TABLE workspace.started_businesses (
  org_id uuid NOT NULL,
  user_id uuid NOT NULL,
  name_key text NOT NULL,
  asked_at timestamp with time zone DEFAULT platform."current_time"() NOT NULL,
  started_org_id uuid,
  CONSTRAINT started_businesses_pkey PRIMARY KEY (org_id, user_id, name_key),
  CONSTRAINT started_businesses_org_id_fkey FOREIGN KEY (org_id) REFERENCES identity.organisations(org_id),
  CONSTRAINT started_businesses_org_id_user_id_fkey FOREIGN KEY (org_id, user_id) REFERENCES identity.users(org_id, user_id)
);
ALTER TABLE workspace.started_businesses ENABLE ROW LEVEL SECURITY;
ALTER TABLE workspace.started_businesses FORCE ROW LEVEL SECURITY;
CREATE POLICY organisation ON workspace.started_businesses USING ((org_id = platform.current_org())) WITH CHECK ((org_id = platform.current_org()));
GRANT INSERT, SELECT, UPDATE ON workspace.started_businesses TO runtime;
