-- A list of a million people asked a million times for its campaign (decision 12). A draft may be thrown away while its list is
-- made: the campaign is held as the foreign key held it, and takes its list with it.
ALTER TABLE campaigns.recipients DROP CONSTRAINT recipients_org_id_campaign_id_fkey;

CREATE FUNCTION campaigns.refuse_strange_recipients() RETURNS trigger LANGUAGE plpgsql AS $$
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
$$;
CREATE TRIGGER recipients_have_a_campaign AFTER INSERT ON campaigns.recipients
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION campaigns.refuse_strange_recipients();

CREATE FUNCTION campaigns.delete_recipients() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    DELETE FROM campaigns.recipients WHERE org_id = OLD.org_id AND campaign_id = OLD.campaign_id;
    RETURN NULL;
  END;
$$;
CREATE TRIGGER campaigns_take_their_list AFTER DELETE ON campaigns.campaigns
  FOR EACH ROW EXECUTE FUNCTION campaigns.delete_recipients();
