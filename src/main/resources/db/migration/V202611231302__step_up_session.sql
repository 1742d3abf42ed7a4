-- The browser session in which a touch was asked for; it serves no other. Touches live minutes: those from before are
-- asked for again.
alter table step_up add column session text;
