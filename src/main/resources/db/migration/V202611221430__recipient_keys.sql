-- Keys to which productions are encrypted: who registered, proved and confirmed each, and when. What proves
-- possession is kept as a digest; the challenge itself is ciphertext to the key.
alter table recipient_key drop constraint recipient_key_kind_check;
alter table recipient_key
  add constraint recipient_key_kind_check check (kind in ('AGE', 'X509', 'OPENPGP')),
  add column expires_at         timestamptz,
  add column registered_by      uuid,
  add column challenge          text,
  add column answer_hash        text,
  add column challenge_until    timestamptz,
  add column challenge_attempts integer not null default 0,
  add column proven_at          timestamptz,
  add column proven_by          uuid,
  add column confirmed_by       uuid,
  add column revoked_by         uuid,
  add column revocation         text;

-- A revoked key never comes back: whoever could read it then can read it now.
create unique index recipient_key_once on recipient_key (agency_id, fingerprint);
