-- How a touch was proved, as RFC 8176 names it: a passkey, or where the operator lets officers use one, a code.
alter table step_up add column method text check (method in ('hwk', 'otp'));
