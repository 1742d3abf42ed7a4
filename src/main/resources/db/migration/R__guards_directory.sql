-- The second line about people and agencies, after R__guards.sql, whose functions it uses.
-- 1. The platform's own people: giving takes two, taking takes one. A row of rights comes with a confirmed
--    proposal that says exactly this; the first rows of an empty installation come in one transaction.
--    Where nobody is left who could bring anybody in, whoever runs the machine permits one person at a time.
create or replace function chancery_two_could_act(without_right uuid) returns boolean
  language sql security definer set search_path = public, pg_temp as $$
  with holds as (
    select g.staff_id, g.role
      from role_grant g join staff_member m on m.id = g.staff_id
     where g.id <> without_right
       and g.valid_from <= now() and (g.valid_until is null or g.valid_until > now())
       and not exists (select 1 from role_end e where e.grant_id = g.id)
       and (m.access_until is null or m.access_until > now())
       and (m.leaver_from is null or m.leaver_from > now()))
  select exists (select 1 from holds a join holds b on b.staff_id <> a.staff_id
                  where a.role = 'administrator' and b.role = 'approver')
$$;

create or replace function chancery_right_by_two() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.basis = 'OPERATOR' then
    perform pg_advisory_xact_lock(hashtext('chancery first people'));
    if new.kind <> 'STANDING' or new.valid_until is not null or chancery_two_could_act(new.id)
       or not exists (
         select 1 from staff_recovery r join staff_member m on m.id = new.staff_id and m.subject = r.subject
          where r.role = new.role and r.made_at > now() - interval '10 minutes') then
      raise exception 'a right without two people is given at the machine, and only while no two could act'
        using errcode = 'check_violation';
    end if;
  elsif new.basis <> 'PROPOSAL' then
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
       and not exists (select 1 from staff_recovery r
                        where r.subject = new.subject and not new.contractor and r.made_at > now() - interval '10 minutes')
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

-- 2. Whose access has ended takes no step, and who leaves none that cannot be undone, whatever time the row
--    claims. The list is CaseStep.irreversible; CaseRulesTest compares the two.
create or replace function chancery_step_in_standing() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (
      select 1 from staff_member m
       where m.id = new.actor_id
         and (m.access_until <= greatest(now(), new.at)
              or (m.leaver_from <= greatest(now(), new.at)
                  and new.step in ('Approve', 'ThirdSign', 'ConfirmExclusion', 'RejectExclusion', 'Release', 'Lapse', 'Lift',
                                   'Void', 'Refuse', 'Stop', 'Reopen', 'Close', 'Reissue', 'RejectReissue', 'EndReissue')))) then
    raise exception 'this person''s access has ended, or they leave and the step cannot be undone'
      using errcode = 'check_violation';
  end if;
  if exists (select 1 from officer o join agency a on a.id = o.agency_id
              where o.id = new.actor_id and (o.ended_at <= now() or a.suspended_at is not null)) then
    raise exception 'this officer''s access has ended, or their agency is suspended' using errcode = 'check_violation';
  end if;
  return new;
end $$;

drop trigger if exists step_in_standing on step_taken;
create trigger step_in_standing before insert on step_taken
  for each row execute function chancery_step_in_standing();

-- A colleague takes a step by a right in force at this moment: a role for two hours is none when the step commits
-- after them.
create or replace function chancery_step_by_right() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select 1 from staff_member m where m.id = new.actor_id)
     and not exists (
       select 1 from role_grant g
        where g.staff_id = new.actor_id and g.role = new.role
          and g.valid_from <= greatest(now(), new.at)
          and (g.valid_until is null or g.valid_until > now())
          and not exists (select 1 from role_end e
                           where e.grant_id = g.id and e.ended_at <= greatest(now(), new.at))) then
    raise exception 'this person holds no such right now' using errcode = 'check_violation';
  end if;
  return null;
end $$;

drop trigger if exists step_by_right on step_taken;
create constraint trigger step_by_right after insert on step_taken
  deferrable initially deferred for each row execute function chancery_step_by_right();

-- The same outside the steps of a case: whose access has ended signs nothing, and who leaves nothing that cannot be
-- undone. The first argument names the column of who signs; with the second, leavers are refused as well.
create or replace function chancery_signed_in_standing() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  signer uuid := (to_jsonb(new) ->> tg_argv[0])::uuid;
begin
  if exists (select 1 from staff_member m
              where m.id = signer
                and (m.access_until <= now() or (tg_nargs > 1 and m.leaver_from <= now()))) then
    raise exception 'this person''s access has ended, or they leave and this cannot be undone'
      using errcode = 'check_violation';
  end if;
  return new;
end $$;

do $$
declare
  t text[];
begin
  foreach t slice 1 in array array[
      ['proposal', 'proposed_by'], ['proposal_answer', 'answered_by'], ['suspension', 'begun_by'], ['call_back', 'called_by'],
      ['deletion_event', 'done_by'], ['breach_report', 'reported_by']] loop
    execute format('drop trigger if exists in_standing on %I', t[1]);
    execute format('create trigger in_standing before insert on %I for each row execute function chancery_signed_in_standing(%L)', t[1], t[2]);
  end loop;
  foreach t slice 1 in array array[
      ['suspension_end', 'ended_by'], ['role_end', 'ended_by'], ['order_check', 'checked_by'], ['order_end', 'ended_by'],
      ['obligation_end', 'ended_by'], ['exclusion_answer', 'answered_by'], ['reissue_answer', 'answered_by'],
      ['recall_notice', 'issued_by'], ['invoice', 'issued_by'], ['cost_waiver', 'waived_by'],
      ['anomaly_answer', 'answered_by'], ['break_glass_review', 'reviewed_by'], ['access_review', 'signed_by']] loop
    execute format('drop trigger if exists in_standing on %I', t[1]);
    execute format('create trigger in_standing before insert on %I for each row execute function chancery_signed_in_standing(%L, ''leavers'')', t[1], t[2]);
  end loop;
end $$;

-- A rejection gives nobody anything.
drop trigger if exists confirmed_in_standing on proposal_answer;
create trigger confirmed_in_standing before insert on proposal_answer
  for each row when (new.answer = 'CONFIRMED') execute function chancery_signed_in_standing('answered_by', 'leavers');
drop trigger if exists confirmed_in_standing on recipient_key;
create trigger confirmed_in_standing after update on recipient_key
  for each row when (old.confirmed_by is distinct from new.confirmed_by)
  execute function chancery_signed_in_standing('confirmed_by', 'leavers');
drop trigger if exists revoked_in_standing on recipient_key;
create trigger revoked_in_standing after update on recipient_key
  for each row when (old.revoked_by is distinct from new.revoked_by)
  execute function chancery_signed_in_standing('revoked_by', 'leavers');

-- 3. A recipient key by two. It keeps what was registered; it is used only when somebody other than who registered
--    and proved it confirmed it: of its own agency, or of staff. What has ended stays ended.
create or replace function chancery_recipient_key_by_two() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'UPDATE' and (
      (new.id, new.agency_id, new.kind, new.purpose, new.recipient, new.fingerprint, new.registered_at)
        is distinct from (old.id, old.agency_id, old.kind, old.purpose, old.recipient, old.fingerprint, old.registered_at)
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

-- 4. The directory: an agency sees its own domains and numbers and what is to be told about its own
--    people; applications are seen by staff alone.
do $$
declare
  t text;
begin
  foreach t in array array['agency_domain', 'contact_number'] loop
    execute format('alter table %I enable row level security', t);
    execute format('drop policy if exists between_agencies on %I', t);
    execute format('create policy between_agencies on %I using (chancery_sees_agency(agency_id)) with check (chancery_sees_agency(agency_id))', t);
  end loop;
  foreach t in array array['agency_application', 'agency_evidence'] loop
    execute format('alter table %I enable row level security', t);
    execute format('drop policy if exists staff_only on %I', t);
    execute format('create policy staff_only on %I using (acting_side() in (''staff'', ''system'')) with check (acting_side() in (''staff'', ''system''))', t);
  end loop;
end $$;

alter table identity_order enable row level security;
drop policy if exists of_own_people on identity_order;
create policy of_own_people on identity_order
  using (acting_side() in ('staff', 'system')
         or person in (select id from officer where agency_id = acting_agency()))
  with check (acting_side() in ('staff', 'system')
         or person in (select id from officer where agency_id = acting_agency()));

alter table failed_sign_ins_read enable row level security;
drop policy if exists of_the_portal on failed_sign_ins_read;
create policy of_the_portal on failed_sign_ins_read
  using (acting_side() = 'system') with check (acting_side() = 'system');

-- 5. What is unusual about a colleague is seen by staff, found by the portal, and answered in one's own name by
--    somebody else than the person concerned.
drop trigger if exists insert_only on anomaly;
create trigger insert_only before update or delete or truncate on anomaly
  for each statement execute function chancery_insert_only();
drop trigger if exists insert_only on anomaly_answer;
create trigger insert_only before update or delete or truncate on anomaly_answer
  for each statement execute function chancery_insert_only();
alter table anomaly enable row level security;
drop policy if exists seen_by_staff on anomaly;
create policy seen_by_staff on anomaly
  using (acting_side() in ('staff', 'system')) with check (acting_side() = 'system');
alter table anomaly_answer enable row level security;
drop policy if exists seen_by_staff on anomaly_answer;
create policy seen_by_staff on anomaly_answer
  using (acting_side() in ('staff', 'system'))
  with check (acting_side() = 'staff' and answered_by = acting_actor()
              and exists (select 1 from anomaly a where a.id = anomaly_id and a.person_id <> answered_by));

-- 6. A canary by two, and seen by staff alone.
create or replace function chancery_canary_by_two() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (
      select 1 from proposal p join proposal_answer a on a.proposal_id = p.id
       where p.id = new.proposal_id and a.answer = 'CONFIRMED'
         and a.xmin::text::bigint = pg_current_xact_id()::text::bigint % 4294967296
         and p.object = left(new.account_hash, 32)::uuid
         and p.act = case when new.in_force then 'PLACE_CANARY' else 'END_CANARY' end) then
    raise exception 'a canary is placed and ended by two people' using errcode = 'check_violation';
  end if;
  return new;
end $$;

drop trigger if exists canary_by_two on canary_account;
create trigger canary_by_two before insert or update on canary_account
  for each row execute function chancery_canary_by_two();

alter table canary_account enable row level security;
drop policy if exists staff_only on canary_account;
create policy staff_only on canary_account
  using (acting_side() in ('staff', 'system')) with check (acting_side() in ('staff', 'system'));

-- 7. Agencies, their numbers and their people. The answer is of this very transaction, so that an old
--    proposal does nothing a second time; only an installation without people begins without two.
create or replace function chancery_confirmed_now(about uuid, wanted text) returns table (said bytea, answered_at timestamptz)
  language sql security definer set search_path = public, pg_temp as $$
  select p.content, a.answered_at
    from proposal p
    join proposal_answer a on a.proposal_id = p.id and a.answer = 'CONFIRMED' and a.answered_by <> p.proposed_by
         and a.xmin::text::bigint = pg_current_xact_id()::text::bigint % 4294967296
   where p.object = about and p.act = wanted
$$;

create or replace function chancery_first_people() returns boolean
  language sql security definer set search_path = public, pg_temp as $$
  select not exists (select 1 from role_grant g where g.xact <> pg_current_xact_id()::text::bigint)
$$;

create or replace function chancery_agency_by_two() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    if not chancery_first_people() and not exists (select 1 from chancery_confirmed_now(new.id, 'ADMIT_AGENCY')) then
      raise exception 'an agency is admitted by two people' using errcode = 'check_violation';
    end if;
    if exists (select 1 from proposal p join proposal_answer a on a.proposal_id = p.id and a.answer = 'CONFIRMED'
                where p.object = new.id and p.act = 'ADMIT_AGENCY' and a.words is null
                  and jsonb_array_length(coalesce(convert_from(p.content, 'UTF8')::jsonb -> 'alarms', '[]')) > 0) then
      raise exception 'an agency that looks like another is admitted by two people who both say why'
        using errcode = 'check_violation';
    end if;
  elsif (new.id, new.slug, new.name, new.country, new.client_id, new.recorded_at, new.kind, new.regimes)
      is distinct from (old.id, old.slug, old.name, old.country, old.client_id, old.recorded_at, old.kind, old.regimes) then
    raise exception 'an agency stays what was admitted' using errcode = 'check_violation';
  elsif (old.suspended_at is not null and new.suspended_at is distinct from old.suspended_at
         and not exists (select 1 from chancery_confirmed_now(new.id, 'LIFT_AGENCY_SUSPENSION')))
     or (new.verified_at is distinct from old.verified_at
         and not exists (select 1 from chancery_confirmed_now(new.id, 'VERIFY_AGENCY_AGAIN'))) then
    raise exception 'a suspension is lifted and an agency verified again by two people' using errcode = 'check_violation';
  end if;
  return null;
end $$;

drop trigger if exists agency_by_two on agency;
create constraint trigger agency_by_two after insert or update on agency
  deferrable initially deferred for each row execute function chancery_agency_by_two();

-- A number is as old as the answer by which it came: nobody makes it older.
create or replace function chancery_number_by_two() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    if not chancery_first_people()
       and not exists (select 1 from chancery_confirmed_now(new.agency_id, 'ADMIT_AGENCY') c
                        where new.recorded_at >= c.answered_at - interval '1 minute')
       and not exists (select 1 from chancery_confirmed_now(new.agency_id, 'CHANGE_CALL_BACK_NUMBER') c
                        where convert_from(c.said, 'UTF8')::jsonb ->> 'number' = new.number
                          and new.recorded_at >= c.answered_at - interval '1 minute') then
      raise exception 'a call-back number is recorded by two people' using errcode = 'check_violation';
    end if;
  elsif (new.id, new.agency_id, new.number, new.source, new.recorded_at)
      is distinct from (old.id, old.agency_id, old.number, old.source, old.recorded_at)
     or old.retired_at is not null
     or not exists (select 1 from chancery_confirmed_now(new.agency_id, 'CHANGE_CALL_BACK_NUMBER') c
                     where convert_from(c.said, 'UTF8')::jsonb ->> 'retire' = new.id::text) then
    raise exception 'a call-back number stays what it is, and is retired by two people' using errcode = 'check_violation';
  end if;
  return null;
end $$;

drop trigger if exists number_by_two on contact_number;
create constraint trigger number_by_two after insert or update on contact_number
  deferrable initially deferred for each row execute function chancery_number_by_two();

-- An officer comes with the agency, or by a supervisor of the same agency who is somebody else; a supervisor also by
-- two of the platform's people, when nobody was left. Who has ended has.
create or replace function chancery_officer_vouched() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'UPDATE' and (
      (new.id, new.agency_id, new.role) is distinct from (old.id, old.agency_id, old.role)
      or (old.ended_at is not null and new.ended_at is distinct from old.ended_at)) then
    raise exception 'an officer stays who was vouched for, and ended' using errcode = 'check_violation';
  end if;
  if (tg_op = 'INSERT' or new.vouched_by is distinct from old.vouched_by or new.vouched_at is distinct from old.vouched_at)
     and not chancery_first_people()
     and not exists (select 1 from chancery_confirmed_now(new.agency_id, 'ADMIT_AGENCY'))
     and not (tg_op = 'INSERT' and new.role = 'supervisor'
              and exists (select 1 from chancery_confirmed_now(new.agency_id, 'NAME_SUPERVISOR') c
                           where convert_from(c.said, 'UTF8')::jsonb -> 'supervisor' ->> 'mail' = new.mail))
     and not (exists (select 1 from officer s
                       where s.id = new.vouched_by and s.id <> new.id and s.agency_id = new.agency_id
                         and s.role = 'supervisor' and s.ended_at is null)
              and (tg_op = 'UPDATE' or new.role = 'officer')) then
    raise exception 'an officer is vouched for by a supervisor of the same agency' using errcode = 'check_violation';
  end if;
  return null;
end $$;

drop trigger if exists officer_vouched on officer;
create constraint trigger officer_vouched after insert or update on officer
  deferrable initially deferred for each row execute function chancery_officer_vouched();

-- 8. An agency's networks by two, exactly as confirmed; seen by staff and the agency itself.
create or replace function chancery_networks_by_two() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select 1 from chancery_confirmed_now(new.agency_id, 'CHANGE_AGENCY_NETWORKS') c
                  where convert_from(c.said, 'UTF8')::jsonb ->> 'networks' = new.networks) then
    raise exception 'the networks of an agency are changed by two people' using errcode = 'check_violation';
  end if;
  return null;
end $$;

drop trigger if exists networks_by_two on agency_network;
create constraint trigger networks_by_two after insert or update on agency_network
  deferrable initially deferred for each row execute function chancery_networks_by_two();

alter table agency_network enable row level security;
drop policy if exists between_agencies on agency_network;
create policy between_agencies on agency_network
  using (chancery_sees_agency(agency_id)) with check (acting_side() in ('staff', 'system'));

-- 9. A version of the rules by two, exactly these bytes, and never changed afterwards. Everybody reads it, since an
--    officer's request is judged by what is in force.
create or replace function chancery_policy_by_two() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select 1 from proposal p
                   join proposal_answer a on a.proposal_id = p.id and a.answer = 'CONFIRMED' and a.answered_by <> p.proposed_by
                  cross join lateral (select convert_from(p.content, 'UTF8')::jsonb as said) c
                  where p.id = new.proposal_id and p.act = 'ACTIVATE_POLICY_PACK'
                    and p.object = left(new.sha256, 32)::uuid
                    and (c.said ->> 'pack', c.said ->> 'version', c.said ->> 'sha256')
                        = (new.pack, new.version, new.sha256)) then
    raise exception 'a policy pack is put into force by two people' using errcode = 'check_violation';
  end if;
  return null;
end $$;

drop trigger if exists policy_by_two on policy_activation;
create constraint trigger policy_by_two after insert on policy_activation
  deferrable initially deferred for each row execute function chancery_policy_by_two();

drop trigger if exists insert_only on policy_activation;
create trigger insert_only before update or delete or truncate on policy_activation
  for each statement execute function chancery_insert_only();

alter table policy_activation enable row level security;
drop policy if exists put_into_force_by_staff on policy_activation;
create policy put_into_force_by_staff on policy_activation using (true) with check (acting_side() = 'staff');
