-- A receipt may be signed, over one exact text, by a key that the agency has registered.
alter table delivery_grant add column completed_at timestamptz;
update delivery_grant g
   set completed_at = coalesce((select max(s.at) from step_taken s where s.case_id = g.case_id and s.step = 'ConfirmHandOver'),
                               g.expires_at)
 where status = 'COMPLETED';
alter table delivery_grant add check (status <> 'COMPLETED' or completed_at is not null);

alter table delivery_receipt
  add column text        text,
  add column signature   text,
  add column key_kind    text check (key_kind in ('OPENPGP', 'X509')),
  add column fingerprint text,
  add column public_key  text,
  add check (num_nulls(text, signature, key_kind, fingerprint, public_key) in (0, 5));
