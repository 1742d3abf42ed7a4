-- Up to which hour the identity provider's failed sign-ins of a realm are in the ledger. The row moves forward in
-- the transaction of the entries, so no hour is recorded twice and none is left out.
create table failed_sign_ins_read (
  realm      text        primary key check (realm in ('agency', 'staff')),
  read_until timestamptz not null check (date_trunc('hour', read_until) = read_until)
);
