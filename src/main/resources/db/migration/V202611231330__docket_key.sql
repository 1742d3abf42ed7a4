-- Docket numbers are compared without regard to case. A column, because row-level security lets no index be used through a function that could leak.
alter table legal_instrument add column docket_key text generated always as (lower(docket)) stored;
drop index legal_instrument_lower_idx;
create index on legal_instrument (docket_key);
