-- Names are kept in capitals, "Groß" as "GROẞ", and the capital sharp s was folded to "ß", the small one to "ss": nobody found
-- them. What is searched has neither now; of what is kept, the same goes for the "i" without a dot.
ALTER TABLE contacts.contacts NO FORCE ROW LEVEL SECURITY;
UPDATE contacts.contacts
SET sort_key = replace(replace(sort_key, 'ß', 'ss'), 'ı', 'i'),
  city_key = replace(replace(city_key, 'ß', 'ss'), 'ı', 'i'),
  search_text = replace(replace(search_text, 'ß', 'ss'), 'ı', 'i'),
  search_notes = replace(replace(search_notes, 'ß', 'ss'), 'ı', 'i')
WHERE (sort_key || city_key || search_text || search_notes) ~ '[ßı]';
ALTER TABLE contacts.contacts FORCE ROW LEVEL SECURITY;

ALTER TABLE contacts.search_keys NO FORCE ROW LEVEL SECURITY;
INSERT INTO contacts.search_keys (org_id, key, contact_id)
SELECT org_id, left(replace(replace(key, 'ß', 'ss'), 'ı', 'i'), 60), contact_id
FROM contacts.search_keys WHERE key ~ '[ßı]'
ON CONFLICT DO NOTHING;
DELETE FROM contacts.search_keys WHERE key ~ '[ßı]';
ALTER TABLE contacts.search_keys FORCE ROW LEVEL SECURITY;
