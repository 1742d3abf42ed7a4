-- What was kept ends by two people, after the time in which somebody may object; but for a preservation
--    whose term is over, which ends by itself and stays unreadable until two people erase it.
create or replace function chancery_planned_by_two() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (
      select 1 from proposal p join proposal_answer a on a.proposal_id = p.id
       where p.id = new.proposal_id and p.object = new.case_id and a.answer = 'CONFIRMED'
         and a.answered_by <> p.proposed_by
         and p.act = case new.what when 'LIFT' then 'LIFT_PRESERVATION' when 'SNAPSHOT' then 'DESTROY_SNAPSHOT'
                                   else 'PURGE_PRODUCTION' end) then
    raise exception 'what is kept is lifted or erased by two people' using errcode = 'check_violation';
  end if;
  return new;
end $$;

drop trigger if exists planned_by_two on planned_act;
create trigger planned_by_two before insert on planned_act
  for each row execute function chancery_planned_by_two();

create or replace function chancery_planned_time() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.how = 'DONE' and not exists (
      select 1 from planned_act p where p.proposal_id = new.proposal_id and p.runs_at <= new.at) then
    raise exception 'somebody may still object' using errcode = 'check_violation';
  end if;
  return new;
end $$;

drop trigger if exists planned_time on planned_act_end;
create trigger planned_time before insert on planned_act_end
  for each row execute function chancery_planned_time();

-- Checked at commit, when what was agreed on has its end. An agreement counts once.
create or replace function chancery_agreed(id uuid, thing text) returns boolean
  language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select 1 from planned_act p join planned_act_end e on e.proposal_id = p.proposal_id
                  where p.case_id = id and p.what = thing and e.how = 'DONE')
$$;

create or replace function chancery_preservation_ends() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if old.status = 'PRESERVED' and new.status = 'CLOSED'
     and not chancery_agreed(new.id, 'LIFT')
     and (old.next_clock_at is null or old.next_clock_at > now() + interval '1 minute') then
    raise exception 'a preservation ends with its term, or by two people' using errcode = 'check_violation';
  end if;
  return null;
end $$;

drop trigger if exists preservation_ends on disclosure_case;
create constraint trigger preservation_ends after update of status on disclosure_case
  deferrable initially deferred for each row execute function chancery_preservation_ends();

create or replace function chancery_key_by_two() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if old.identity is not null and new.identity is distinct from old.identity
     and (new.identity is not null or not chancery_agreed(new.case_id, 'SNAPSHOT')) then
    raise exception 'the key of a snapshot is destroyed by two people' using errcode = 'check_violation';
  end if;
  if old.identity is null and new.identity is not null then
    raise exception 'a key that was destroyed does not come back' using errcode = 'check_violation';
  end if;
  return null;
end $$;

drop trigger if exists key_by_two on preservation;
create constraint trigger key_by_two after update on preservation
  deferrable initially deferred for each row execute function chancery_key_by_two();

create or replace function chancery_purged_by_two() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.status = 'PURGED' and old.status is distinct from new.status
     and not chancery_agreed(new.case_id, 'PRODUCTION') then
    raise exception 'a production is purged by two people' using errcode = 'check_violation';
  end if;
  return null;
end $$;

drop trigger if exists purged_by_two on production;
create constraint trigger purged_by_two after update of status on production
  deferrable initially deferred for each row execute function chancery_purged_by_two();
