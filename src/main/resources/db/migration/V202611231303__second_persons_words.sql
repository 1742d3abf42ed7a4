-- Why the second person goes on although something speaks against it, such as a look-alike of an agency.
alter table proposal_answer add column words text check (length(words) between 20 and 2000);
