-- Opens and clicks: off unless an organisation switches them on, and then a consent of its own, which sends nothing.
ALTER TABLE consent.settings ADD COLUMN is_tracking_on boolean NOT NULL DEFAULT false;
ALTER TABLE consent.types DROP CONSTRAINT types_allow_something;
ALTER TABLE consent.types ADD CONSTRAINT types_allow_something
  CHECK ((allows_mass OR allows_single OR allows_contact) <> (code = 'opens-and-clicks'));
