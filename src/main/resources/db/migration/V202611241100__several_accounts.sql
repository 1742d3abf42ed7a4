-- Several accounts may answer to one identifier: each further one is a target of its own, about which the same is asked.
alter table target add column account_of int check (account_of < number);
