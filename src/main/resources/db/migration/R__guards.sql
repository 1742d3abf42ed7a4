-- The second line: what the database refuses even when the application is wrong.
-- 1. Row-level security between agencies. `access` sets chancery.side and chancery.agency at the
--    start of every transaction; nobody signed in sees nothing.
create or replace function chancery_sees_agency(owner uuid) returns boolean
  language sql stable as $$
  select current_setting('chancery.side', true) in ('staff', 'system')
      or (current_setting('chancery.side', true) = 'agency'
          and owner::text = current_setting('chancery.agency', true))
$$;

do $$
declare
  t text;
begin
  foreach t in array array['disclosure_case', 'draft', 'recipient_key'] loop
    execute format('alter table %I enable row level security', t);
    execute format('drop policy if exists between_agencies on %I', t);
    execute format('create policy between_agencies on %I using (chancery_sees_agency(agency_id)) with check (chancery_sees_agency(agency_id))', t);
  end loop;
  -- Rows of a case are visible where the case is: the subquery is itself under its policy.
  foreach t in array array['legal_instrument', 'target', 'scope_item', 'step_taken', 'hand_off',
      'clock_event', 'verification_check', 'verification_fact', 'verification_picture',
      'review_decision', 'item_decision', 'collection_task', 'collected_artefact', 'production', 'artefact_decision', 'delivery_grant', 'delivery_receipt',
      'target_count', 'linked_account', 'exclusion', 'excluded_item', 'exclusion_answer',
      'collection_progress'] loop
    execute format('alter table %I enable row level security', t);
    execute format('drop policy if exists with_the_case on %I', t);
    execute format('create policy with_the_case on %I using (exists (select 1 from disclosure_case c where c.id = case_id)) with check (exists (select 1 from disclosure_case c where c.id = case_id))', t);
  end loop;
end $$;

alter table draft_upload enable row level security;
drop policy if exists with_the_draft on draft_upload;
create policy with_the_draft on draft_upload
  using (exists (select 1 from draft d where d.id = draft_id))
  with check (exists (select 1 from draft d where d.id = draft_id));

-- 2. Two people. Checked at commit, when the steps of the same transaction are in place.
create or replace function chancery_two_people() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  approvers int;
begin
  if new.status = 'RELEASED' and old.status is distinct from new.status then
    if not exists (
        select 1
          from step_taken p
          join step_taken a on a.case_id = p.case_id and a.step in ('Approve', 'ThirdSign') and a.actor_id <> p.actor_id
          join step_taken s on s.case_id = p.case_id and s.step = 'Seal' and s.actor_id not in (p.actor_id, a.actor_id)
          join step_taken r on r.case_id = p.case_id and r.step = 'Release'
                           and r.actor_id not in (p.actor_id, a.actor_id, s.actor_id)
         where p.case_id = new.id and p.step = 'Propose') then
      raise exception 'a release needs a reviewer, an approver, a custodian and a releaser who are different people'
        using errcode = 'check_violation';
    end if;
    if exists (select 1 from target t join protected_account p on p.account_hash = t.account_hash and p.in_force
                where t.case_id = new.id) then
      select count(distinct actor_id) into approvers
        from step_taken where case_id = new.id and step in ('Approve', 'ThirdSign');
      if approvers < 2 then
        raise exception 'a protected account needs two approvers' using errcode = 'check_violation';
      end if;
    end if;
  end if;
  return null;
end $$;

drop trigger if exists two_people on disclosure_case;
create constraint trigger two_people after update of status on disclosure_case
  deferrable initially deferred for each row execute function chancery_two_people();

-- 3. Insert only: evidence is never rewritten, by anybody.
create or replace function chancery_insert_only() returns trigger language plpgsql as $$
begin
  raise exception '% is insert only', tg_table_name using errcode = 'insufficient_privilege';
end $$;

do $$
declare
  t text;
begin
  foreach t in array array['step_taken', 'hand_off', 'clock_event', 'verification_check',
      'verification_fact', 'verification_picture', 'review_decision', 'item_decision', 'collected_artefact', 'artefact_decision',
      'delivery_receipt', 'reconciliation', 'target_count', 'linked_account', 'exclusion', 'excluded_item',
      'exclusion_answer', 'proposal', 'proposal_answer', 'role_grant', 'role_end',
      'break_glass_review', 'access_review', 'access_review_line'] loop
    execute format('drop trigger if exists insert_only on %I', t);
    execute format('create trigger insert_only before update or delete or truncate on %I for each statement execute function chancery_insert_only()', t);
  end loop;
end $$;

-- 4. Withholding by two. Checked at commit, when the steps of the same transaction are in place.
create or replace function chancery_exclusion_by_two() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (
      select 1
        from exclusion e
        join step_taken p on p.case_id = e.case_id and p.step = 'ProposeExclusion' and p.actor_id = e.proposed_by
        join step_taken a on a.case_id = e.case_id and a.actor_id = new.answered_by
                         and a.step = case when new.confirmed then 'ConfirmExclusion' else 'RejectExclusion' end
                         and a.role in ('reviewer', 'approver')
       where e.id = new.exclusion_id and e.case_id = new.case_id and e.proposed_by <> new.answered_by)
     or exists (
      select 1 from step_taken s
       where s.case_id = new.case_id and s.actor_id = new.answered_by
         and s.step in ('BeginCollection', 'CancelCollection', 'Recollect', 'ProposeExclusion', 'Seal', 'Release')) then
    raise exception 'an exclusion needs a custodian who proposes and a reviewer or approver who answers'
      using errcode = 'check_violation';
  end if;
  return null;
end $$;

drop trigger if exists exclusion_by_two on exclusion_answer;
create constraint trigger exclusion_by_two after insert on exclusion_answer
  deferrable initially deferred for each row execute function chancery_exclusion_by_two();

create or replace function chancery_exclusions_answered() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.status = 'SEALED' and old.status is distinct from new.status and exists (
      select 1 from exclusion e
       where e.case_id = new.id and not exists (select 1 from exclusion_answer a where a.exclusion_id = e.id)) then
    raise exception 'a proposal to withhold items waits for its answer' using errcode = 'check_violation';
  end if;
  return null;
end $$;

drop trigger if exists exclusions_answered on disclosure_case;
create constraint trigger exclusions_answered after update of status on disclosure_case
  deferrable initially deferred for each row execute function chancery_exclusions_answered();

-- 5. One reading counts: an artefact comes with the fence that its task still has, while the task is held.
create or replace function chancery_fenced_artefact() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (
      select 1 from collection_task t
       where t.id = new.task_id and t.case_id = new.case_id and t.fence = new.fence and t.status = 'LEASED') then
    raise exception 'the task of this artefact is no longer held by its worker' using errcode = 'check_violation';
  end if;
  return new;
end $$;

drop trigger if exists fenced on collected_artefact;
create trigger fenced before insert on collected_artefact
  for each row execute function chancery_fenced_artefact();

-- 6. Proposals: another person than the one who proposed, and than the one whom it concerns. Written
--    in one's own name, and seen by staff alone.
create or replace function chancery_proposal_by_two() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (
      select 1 from proposal p
       where p.id = new.proposal_id
         and case when new.answer = 'WITHDRAWN' then p.proposed_by = new.answered_by
                  else p.proposed_by <> new.answered_by
                       and p.concerns is distinct from new.answered_by end) then
    raise exception 'a proposal is answered by another person than its proposer and the one it concerns'
      using errcode = 'check_violation';
  end if;
  return new;
end $$;

drop trigger if exists proposal_by_two on proposal_answer;
create trigger proposal_by_two before insert on proposal_answer
  for each row execute function chancery_proposal_by_two();

alter table proposal enable row level security;
drop policy if exists staff_only on proposal;
create policy staff_only on proposal
  using (acting_side() in ('staff', 'system'))
  with check (acting_side() in ('staff', 'system') and proposed_by = acting_actor());
alter table proposal_answer enable row level security;
drop policy if exists staff_only on proposal_answer;
create policy staff_only on proposal_answer
  using (acting_side() in ('staff', 'system'))
  with check (acting_side() in ('staff', 'system') and answered_by = acting_actor());

create or replace function chancery_protection_by_two() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (
      select 1 from proposal p join proposal_answer a on a.proposal_id = p.id
       where p.id = new.proposal_id and a.answer = 'CONFIRMED'
         and p.object = left(new.account_hash, 32)::uuid
         and p.act = case when new.in_force then 'PROTECT_ACCOUNT' else 'UNPROTECT_ACCOUNT' end) then
    raise exception 'the protection of an account is changed by two people' using errcode = 'check_violation';
  end if;
  return new;
end $$;

drop trigger if exists protection_by_two on protected_account;
create trigger protection_by_two before insert or update on protected_account
  for each row execute function chancery_protection_by_two();

-- 7. The platform's own people: giving takes two, taking takes one. A row of rights comes with a confirmed
--    proposal that says exactly this; the first rows of an empty installation come in one transaction.
create or replace function chancery_right_by_two() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.basis <> 'PROPOSAL' then
    perform pg_advisory_xact_lock(hashtext('chancery first people'));
    if exists (select 1 from role_grant g where g.xact <> pg_current_xact_id()::text::bigint) then
      raise exception 'a right is given by two people: this installation has people already'
        using errcode = 'check_violation';
    end if;
  elsif not exists (
      select 1
        from proposal p
        join proposal_answer a on a.proposal_id = p.id and a.answer = 'CONFIRMED'
       cross join lateral (select convert_from(p.content, 'UTF8')::jsonb as said) c
       where p.id = new.proposal_id and p.object = new.staff_id
         and a.answered_by not in (p.proposed_by, new.staff_id)
         and case p.act
               when 'ADMIT_STAFF' then new.kind = 'STANDING' and new.valid_until is null
                 and c.said -> 'roles' ? new.role and p.proposed_by <> new.staff_id
               when 'GRANT_ROLE' then new.kind = 'STANDING' and p.proposed_by <> new.staff_id
                 and c.said ->> 'role' = new.role
                 and (c.said ->> 'until')::timestamptz is not distinct from new.valid_until
               when 'ELEVATE' then new.kind = 'ELEVATION' and c.said ->> 'role' = new.role
                 and new.valid_until <= new.valid_from + make_interval(hours => (c.said ->> 'hours')::int)
               when 'BREAK_GLASS' then new.kind = 'BREAK_GLASS' and c.said ->> 'role' = new.role
                 and new.valid_until <= new.valid_from + make_interval(hours => (c.said ->> 'hours')::int)
               else false end) then
    raise exception 'a right is given by two people, and not by the one who gets it'
      using errcode = 'check_violation';
  end if;
  return null;
end $$;

drop trigger if exists right_by_two on role_grant;
create constraint trigger right_by_two after insert on role_grant
  deferrable initially deferred for each row execute function chancery_right_by_two();

create or replace function chancery_access_by_two() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    if exists (select 1 from staff_member m where m.id <> new.id and m.xact <> pg_current_xact_id()::text::bigint)
       and not exists (
         select 1
           from proposal p
           join proposal_answer a on a.proposal_id = p.id and a.answer = 'CONFIRMED'
          cross join lateral (select convert_from(p.content, 'UTF8')::jsonb as said) c
          where p.act = 'ADMIT_STAFF' and p.object = new.id and c.said ->> 'subject' = new.subject
            and (c.said ->> 'contractor')::boolean = new.contractor
            and (c.said ->> 'accessUntil')::timestamptz is not distinct from new.access_until) then
      raise exception 'a staff member is admitted by two people' using errcode = 'check_violation';
    end if;
  elsif old.subject <> new.subject and old.subject <> 'invited:' || old.id then
    raise exception 'a staff member stays the person who was admitted by two people' using errcode = 'check_violation';
  elsif (old.access_until is not null and (new.access_until is null or new.access_until > old.access_until))
     or (old.leaver_from is not null and (new.leaver_from is null or new.leaver_from > old.leaver_from)) then
    -- The answer is of this very transaction, so that an old proposal moves nothing a second time.
    if not exists (
      select 1
        from proposal p
        join proposal_answer a on a.proposal_id = p.id and a.answer = 'CONFIRMED'
             and a.xmin::text::bigint = pg_current_xact_id()::text::bigint % 4294967296
       cross join lateral (select convert_from(p.content, 'UTF8')::jsonb as said) c
       where p.act = 'MOVE_END_OF_ACCESS' and p.object = new.id
         and p.proposed_by <> new.id and a.answered_by not in (p.proposed_by, new.id)
         and (c.said ->> 'accessUntil')::timestamptz is not distinct from new.access_until) then
      raise exception 'an end of access is moved later by two people, and not by the one whose it is'
        using errcode = 'check_violation';
    end if;
  end if;
  return null;
end $$;

drop trigger if exists access_by_two on staff_member;
create constraint trigger access_by_two after insert or update on staff_member
  deferrable initially deferred for each row execute function chancery_access_by_two();

-- 8. Whose access has ended takes no step, and who leaves none that cannot be undone, whatever time the row
--    claims. The list is CaseStep.irreversible; CaseRulesTest compares the two.
create or replace function chancery_step_in_standing() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (
      select 1 from staff_member m
       where m.id = new.actor_id
         and (m.access_until <= greatest(now(), new.at)
              or (m.leaver_from <= greatest(now(), new.at)
                  and new.step in ('Approve', 'ThirdSign', 'ConfirmExclusion', 'RejectExclusion', 'Release',
                                   'Void', 'Refuse', 'Stop', 'Reopen', 'Close')))) then
    raise exception 'this person''s access has ended, or they leave and the step cannot be undone'
      using errcode = 'check_violation';
  end if;
  return new;
end $$;

drop trigger if exists step_in_standing on step_taken;
create trigger step_in_standing before insert on step_taken
  for each row execute function chancery_step_in_standing();

-- 9. A recipient key by two. It keeps what was registered; it is used only when somebody other than who registered
--    and proved it confirmed it: of its own agency, or of staff. What has ended stays ended.
create or replace function chancery_recipient_key_by_two() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'UPDATE' and (
      (new.id, new.agency_id, new.kind, new.recipient, new.fingerprint, new.registered_at)
        is distinct from (old.id, old.agency_id, old.kind, old.recipient, old.fingerprint, old.registered_at)
      or new.registered_by is distinct from old.registered_by
      or new.expires_at is distinct from old.expires_at
      or (old.proven_at is not null and (new.proven_at, new.proven_by) is distinct from (old.proven_at, old.proven_by))
      or (old.confirmed_at is not null
          and (new.confirmed_at, new.confirmed_by) is distinct from (old.confirmed_at, old.confirmed_by))
      or (old.revoked_at is not null
          and (new.revoked_at, new.revoked_by) is distinct from (old.revoked_at, old.revoked_by))) then
    raise exception 'a recipient key stays what was registered' using errcode = 'check_violation';
  end if;
  if new.confirmed_at is not null and (tg_op = 'INSERT' or old.confirmed_at is null) and not (
      new.proven_at is not null
      and new.registered_by is not null
      and new.confirmed_by is not null
      and new.confirmed_by not in (new.registered_by, new.proven_by)
      and (exists (select 1 from officer o where o.id = new.confirmed_by and o.agency_id = new.agency_id)
           or exists (select 1 from staff_member s where s.id = new.confirmed_by))) then
    raise exception 'a recipient key needs a proof and another person who confirms it' using errcode = 'check_violation';
  end if;
  return null;
end $$;

drop trigger if exists recipient_key_by_two on recipient_key;
create constraint trigger recipient_key_by_two after insert or update on recipient_key
  deferrable initially deferred for each row execute function chancery_recipient_key_by_two();
