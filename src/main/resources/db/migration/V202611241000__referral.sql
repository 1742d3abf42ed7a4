-- What the platform refers of its own accord: who of staff began it, and from when the addressee's agency sees the case.
alter table disclosure_case add column referred_by uuid references staff_member;
alter table disclosure_case add column agency_sees_from timestamptz;
alter table disclosure_case add check (agency_sees_from is null or referred_by is not null);

-- No supervisor of an agency confirms what the platform began; the call-back stays.
alter table emergency_verification alter column confirmation_id drop not null;
