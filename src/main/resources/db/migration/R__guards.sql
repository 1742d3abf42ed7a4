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
  foreach t in array array['draft', 'recipient_key'] loop
    execute format('alter table %I enable row level security', t);
    execute format('drop policy if exists between_agencies on %I', t);
    execute format('create policy between_agencies on %I using (chancery_sees_agency(agency_id)) with check (chancery_sees_agency(agency_id))', t);
  end loop;
  -- Rows of a case are visible where the case is: the subquery is itself under its policy.
  foreach t in array array['legal_instrument', 'target', 'scope_item', 'step_taken', 'hand_off',
      'clock_event', 'case_link', 'verification_check', 'verification_fact', 'verification_picture',
      'review_decision', 'item_decision', 'collection_task', 'collected_artefact', 'production', 'artefact_decision', 'delivery_grant', 'delivery_receipt',
      'delivery_colleague', 'delivery_colleague_end', 'target_count', 'linked_account', 'exclusion', 'excluded_item', 'exclusion_answer',
      'collection_progress', 'account_read', 'letter', 'emergency_statement', 'emergency_answer', 'emergency_confirmation', 'call_back',
      'emergency_verification', 'obligation', 'obligation_end',
      'clarification', 'clarification_end', 'suspension', 'suspension_end', 'invoice', 'cost_waiver',
      'non_disclosure_order', 'order_end',
      'reissue', 'reissue_answer',
      'recall_notice', 'deletion_event', 'breach_report'] loop
    execute format('alter table %I enable row level security', t);
    execute format('drop policy if exists with_the_case on %I', t);
    execute format('create policy with_the_case on %I using (exists (select 1 from disclosure_case c where c.id = case_id)) with check (exists (select 1 from disclosure_case c where c.id = case_id))', t);
  end loop;
end $$;

-- What the platform refers of its own accord is its own deliberation until it is released.
alter table disclosure_case enable row level security;
drop policy if exists between_agencies on disclosure_case;
create policy between_agencies on disclosure_case
  using (chancery_sees_agency(agency_id)
         and (referred_by is null or agency_sees_from is not null or current_setting('chancery.side', true) in ('staff', 'system')))
  with check (chancery_sees_agency(agency_id)
         and (referred_by is null or agency_sees_from is not null or current_setting('chancery.side', true) in ('staff', 'system')));

alter table draft_upload enable row level security;
drop policy if exists with_the_draft on draft_upload;
create policy with_the_draft on draft_upload
  using (exists (select 1 from draft d where d.id = draft_id))
  with check (exists (select 1 from draft d where d.id = draft_id));

-- Who works on a case, who is out of it and what staff note is the platform's own affair.
do $$
declare
  t text;
begin
  -- So is what the account holder is told, and what staff found about an order.
  foreach t in array array['assignment', 'conflict_declaration', 'internal_note', 'expression_flag', 'invoice_proposal', 'invoice_rejection', 'order_check', 'user_notice', 'notice_event', 'preservation', 'planned_act', 'planned_act_end'] loop
    execute format('alter table %I enable row level security', t);
    execute format('drop policy if exists staff_only on %I', t);
    execute format('create policy staff_only on %I using (current_setting(''chancery.side'', true) in (''staff'', ''system'')) with check (current_setting(''chancery.side'', true) in (''staff'', ''system''))', t);
  end loop;
end $$;

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
    if exists (select 1 from suspension u where u.case_id = new.id
                and not exists (select 1 from suspension_end e where e.suspension_id = u.id)) then
      raise exception 'a court or an authority has stopped what leaves' using errcode = 'check_violation';
    end if;
    if exists (
        select 1
          from step_taken r
          join step_taken o on o.case_id = r.case_id and o.actor_id = r.actor_id
                           and o.step in ('ProposeReissue', 'Reissue', 'RejectReissue', 'Seal')
         where r.case_id = new.id and r.step = 'Release') then
      raise exception 'what is issued again is released by another person than those who issue it'
        using errcode = 'check_violation';
    end if;
    if exists (select 1 from target t join protected_account p on p.account_hash = t.account_hash and p.in_force
                where t.case_id = new.id)
       or exists (select 1 from expression_flag f where f.case_id = new.id) then
      select count(distinct actor_id) into approvers
        from step_taken where case_id = new.id and step in ('Approve', 'ThirdSign');
      if approvers < 2 then
        raise exception 'a protected account, and a case about expression, needs two approvers' using errcode = 'check_violation';
      end if;
    end if;
  end if;
  return null;
end $$;

drop trigger if exists two_people on disclosure_case;
create constraint trigger two_people after update of status on disclosure_case
  deferrable initially deferred for each row execute function chancery_two_people();

-- 3. Insert only: evidence is never rewritten, by anybody; what happened to a clock neither.
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
      'delivery_receipt', 'delivery_colleague', 'delivery_colleague_end', 'reconciliation', 'target_count', 'linked_account', 'exclusion', 'excluded_item',
      'exclusion_answer', 'proposal', 'proposal_answer', 'role_grant', 'role_end', 'staff_recovery', 'letter', 'assignment',
      'break_glass_review', 'access_review', 'access_review_line', 'emergency_statement', 'emergency_answer',
      'emergency_confirmation', 'call_back', 'emergency_verification', 'obligation', 'obligation_end',
      'clarification', 'clarification_end', 'suspension', 'suspension_end', 'conflict_declaration', 'internal_note', 'expression_flag',
      'invoice_proposal', 'invoice_rejection', 'invoice', 'cost_waiver',
      'non_disclosure_order', 'order_check', 'order_end', 'user_notice', 'notice_event',
      'reissue', 'reissue_answer',
      'recall_notice', 'deletion_event', 'breach_report',
      'planned_act', 'planned_act_end', 'case_link'] loop
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

-- The answer is of this very transaction, so that an old proposal changes nothing a second time.
create or replace function chancery_protection_by_two() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (
      select 1 from proposal p join proposal_answer a on a.proposal_id = p.id
       where p.id = new.proposal_id and a.answer = 'CONFIRMED'
         and a.xmin::text::bigint = pg_current_xact_id()::text::bigint % 4294967296
         and p.object = left(new.account_hash, 32)::uuid
         and p.act = case when new.in_force then 'PROTECT_ACCOUNT' else 'UNPROTECT_ACCOUNT' end) then
    raise exception 'the protection of an account is changed by two people' using errcode = 'check_violation';
  end if;
  return new;
end $$;

drop trigger if exists protection_by_two on protected_account;
create trigger protection_by_two before insert or update on protected_account
  for each row execute function chancery_protection_by_two();

-- 7. An emergency stays one, and leaves SUBMITTED for review only on its supervisor's confirmation and a
--    call-back to a number of the same agency that the directory had known for a week or more.
create or replace function chancery_emergency_verified() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'UPDATE' and old.emergency is distinct from new.emergency then
    raise exception 'whether a case is an emergency is decided when it opens' using errcode = 'check_violation';
  end if;
  if new.emergency and new.status not in ('SUBMITTED', 'REFUSED', 'WITHDRAWN') and not exists (
      select 1 from emergency_verification v where v.case_id = new.id) then
    raise exception 'an emergency needs its supervisor''s confirmation and a call-back' using errcode = 'check_violation';
  end if;
  return null;
end $$;

drop trigger if exists emergency_verified on disclosure_case;
create constraint trigger emergency_verified after insert or update on disclosure_case
  deferrable initially deferred for each row execute function chancery_emergency_verified();

create or replace function chancery_emergency_proof() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (
      select 1
        from disclosure_case c
        join call_back b on b.case_id = c.id and b.id = new.call_back_id and b.outcome = 'CONFIRMED'
        join contact_number n on n.id = b.number_id and n.agency_id = c.agency_id
             and n.recorded_at <= least(b.called_at, now()) - interval '7 days'
       where c.id = new.case_id and c.emergency
         and case when c.referred_by is not null
                  -- What the platform began nobody of the agency confirms; another than its author calls.
                  then new.confirmation_id is null and b.called_by <> c.referred_by
                  else exists (
                    select 1
                      from emergency_confirmation s
                      join officer o on o.id = s.confirmed_by and o.agency_id = c.agency_id and o.role = 'supervisor'
                     where s.case_id = c.id and s.id = new.confirmation_id and s.confirmed
                       and s.confirmed_by <> c.officer_id) end) then
    raise exception 'an emergency is confirmed by another officer who is a supervisor, and by a call to a number of age'
      using errcode = 'check_violation';
  end if;
  return new;
end $$;

drop trigger if exists emergency_proof on emergency_verification;
create trigger emergency_proof before insert on emergency_verification
  for each row execute function chancery_emergency_proof();

-- 5. Whoever began a stop does not lift it.
create or replace function chancery_lift_by_another() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select 1 from suspension u
                  where u.id = new.suspension_id and u.case_id = new.case_id and u.begun_by <> new.ended_by) then
    raise exception 'a stop is lifted by somebody who did not begin it' using errcode = 'check_violation';
  end if;
  return null;
end $$;

drop trigger if exists lift_by_another on suspension_end;
create constraint trigger lift_by_another after insert on suspension_end
  deferrable initially deferred for each row execute function chancery_lift_by_another();

-- 8. Issuing again by two: a delivered case goes back to packaging only with an answer of this very
--    transaction, by an approver who is not the custodian who proposed and did none of the custodian's work.
create or replace function chancery_reissue_by_two() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if old.status = 'DELIVERED' and new.status = 'COLLECTED' and not exists (
      select 1
        from reissue r
        join reissue_answer a on a.reissue_id = r.id and a.confirmed and a.answered_by <> r.proposed_by
                             and a.xact = pg_current_xact_id()::text::bigint
        join step_taken p on p.case_id = r.case_id and p.step = 'ProposeReissue' and p.actor_id = r.proposed_by
        join step_taken c on c.case_id = r.case_id and c.step = 'Reissue' and c.actor_id = a.answered_by
                         and c.role = 'approver'
       where r.case_id = new.id and not exists (
         select 1 from step_taken s
          where s.case_id = new.id and s.actor_id = a.answered_by
            and s.step in ('BeginCollection', 'CancelCollection', 'Recollect', 'ProposeExclusion', 'Seal',
                           'ProposeReissue', 'Release'))) then
    raise exception 'a production is issued again by a custodian who proposes and an approver who confirms'
      using errcode = 'check_violation';
  end if;
  return null;
end $$;

drop trigger if exists reissue_by_two on disclosure_case;
create constraint trigger reissue_by_two after update of status on disclosure_case
  deferrable initially deferred for each row execute function chancery_reissue_by_two();

-- 9. Deletion is confirmed by somebody of the agency, taken up by staff, and never by both in one row.
create or replace function chancery_deletion_by_the_agency() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if (new.kind = 'CONFIRMED' and not exists (
        select 1 from disclosure_case c join officer o on o.agency_id = c.agency_id
         where c.id = new.case_id and o.id = new.done_by))
     or (new.kind = 'ESCALATED' and not exists (select 1 from staff_member m where m.id = new.done_by))
     or not exists (select 1 from recall_notice n where n.id = new.notice_id and n.case_id = new.case_id) then
    raise exception 'a deletion is confirmed by somebody of the agency that was to delete'
      using errcode = 'check_violation';
  end if;
  return new;
end $$;

drop trigger if exists deletion_by_the_agency on deletion_event;
create trigger deletion_by_the_agency before insert on deletion_event
  for each row execute function chancery_deletion_by_the_agency();

-- 10. A case goes only with one of its own agency, and follows only one that was answered.
create or replace function chancery_link_within_agency() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (
      select 1 from disclosure_case c join disclosure_case o on o.agency_id = c.agency_id
       where c.id = new.case_id and o.id = new.other
         and (new.kind not in ('supplements', 'corrects')
              or o.status in ('RELEASED', 'DELIVERED', 'CLOSED', 'REFUSED'))) then
    raise exception 'a case follows an answered one of the same agency' using errcode = 'check_violation';
  end if;
  return new;
end $$;

drop trigger if exists link_within_agency on case_link;
create trigger link_within_agency before insert on case_link
  for each row execute function chancery_link_within_agency();

-- 11. An invoice is what one person proposed and another stated, and never of a case that is not charged.
create or replace function chancery_invoice_by_two() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select 1 from invoice_proposal p join disclosure_case c on c.id = p.case_id
                  where p.id = new.proposal_id and p.case_id = new.case_id and p.proposed_by <> new.issued_by
                    and p.currency = new.currency and p.sum = new.sum and not c.emergency)
     or exists (select 1 from invoice_rejection r where r.proposal_id = new.proposal_id)
     or exists (select 1 from cost_waiver w where w.case_id = new.case_id) then
    raise exception 'an invoice is proposed by one person, stated by another, and never where nothing is charged'
      using errcode = 'check_violation';
  end if;
  return new;
end $$;

drop trigger if exists invoice_by_two on invoice;
create trigger invoice_by_two before insert on invoice
  for each row execute function chancery_invoice_by_two();

-- 12. Who is named to fetch a production is an officer of the agency that it was released to, in standing, named by
--     the officer to whom it is bound or by a supervisor of the same agency; and not while named already.
create or replace function chancery_colleague_of_the_agency() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (
      select 1
        from delivery_grant g
        join disclosure_case c on c.id = g.case_id
        join agency a on a.id = c.agency_id and a.suspended_at is null
        join officer o on o.id = new.officer_id and o.agency_id = c.agency_id and o.role = 'officer'
                      and o.ended_at is null and o.id <> g.officer_id
        join officer n on n.id = new.named_by and n.agency_id = c.agency_id
                      and (n.id = g.officer_id or n.role = 'supervisor')
       where g.id = new.grant_id and g.case_id = new.case_id and g.status in ('ISSUED', 'OPENED'))
     or exists (
      select 1 from delivery_colleague d
       where d.grant_id = new.grant_id and d.officer_id = new.officer_id
         and not exists (select 1 from delivery_colleague_end e where e.colleague_id = d.id)) then
    raise exception 'a colleague is an officer of the same agency, named by the officer or their supervisor'
      using errcode = 'check_violation';
  end if;
  return new;
end $$;

drop trigger if exists colleague_of_the_agency on delivery_colleague;
create trigger colleague_of_the_agency before insert on delivery_colleague
  for each row execute function chancery_colleague_of_the_agency();

create or replace function chancery_colleague_taken_off() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (
      select 1
        from delivery_colleague d
        join delivery_grant g on g.id = d.grant_id
        join disclosure_case c on c.id = d.case_id
        join officer n on n.id = new.ended_by and n.agency_id = c.agency_id
                      and (n.id = g.officer_id or n.role = 'supervisor')
       where d.id = new.colleague_id and d.case_id = new.case_id) then
    raise exception 'a colleague is taken off by the officer or their supervisor' using errcode = 'check_violation';
  end if;
  return new;
end $$;

drop trigger if exists colleague_taken_off on delivery_colleague_end;
create trigger colleague_taken_off before insert on delivery_colleague_end
  for each row execute function chancery_colleague_taken_off();

-- Several accounts of one identifier: each belongs to an identifier that was asked for, about each the same is asked and nothing more,
-- and no agency sees how many there are before it is told what was decided.
create or replace function chancery_account_of_asked() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'UPDATE' or (new.account_of is not null and not exists (
      select 1 from target t
       where t.case_id = new.case_id and t.number = new.account_of and t.account_of is null
         and t.identifier_hash = new.identifier_hash)) then
    raise exception 'a further account answers to an identifier that was asked for' using errcode = 'check_violation';
  end if;
  return new;
end $$;

drop trigger if exists account_of_asked on target;
create trigger account_of_asked before insert on target
  for each row execute function chancery_account_of_asked();
drop trigger if exists asked_stays on target;
create trigger asked_stays after update on target
  for each row when (new.account_of is distinct from old.account_of or new.identifier_hash <> old.identifier_hash
      or new.case_id <> old.case_id or new.number <> old.number)
  execute function chancery_account_of_asked();

create or replace function chancery_item_as_asked() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (
      select 1 from target t
       where t.case_id = new.case_id and t.number = new.target and t.account_of is not null
         and not exists (
           select 1 from scope_item i
            where i.case_id = t.case_id and i.target = t.account_of and i.field_group = new.field_group
              and i.period_from = new.period_from and i.period_until = new.period_until)) then
    raise exception 'about a further account nothing is asked beside what the request asks' using errcode = 'check_violation';
  end if;
  return new;
end $$;

drop trigger if exists item_as_asked on scope_item;
create trigger item_as_asked before insert on scope_item
  for each row execute function chancery_item_as_asked();

drop policy if exists asked_alone on target;
create policy asked_alone on target as restrictive
  using (account_of is null or current_setting('chancery.side', true) in ('staff', 'system'));

-- 13. What the platform refers of its own accord: the one who began it is in its first step and in no other, and the
--     addressee's agency sees it only once it was released. Who began a case is decided when it opens.
create or replace function chancery_referral_author() returns trigger
  language plpgsql as $$
begin
  raise exception 'who began a case is decided when it opens' using errcode = 'check_violation';
end $$;

-- After the update: a trigger before it would lock the row as if its key changed, against everybody who wrote a row of the case.
drop trigger if exists referral_author on disclosure_case;
create trigger referral_author after update on disclosure_case
  for each row when (old.referred_by is distinct from new.referred_by) execute function chancery_referral_author();

create or replace function chancery_referral() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select 1 from step_taken s where s.case_id = new.id and s.step = 'Refer' and s.actor_id = new.referred_by)
     or exists (select 1 from step_taken s
                 where s.case_id = new.id and s.actor_id = new.referred_by and s.step not in ('Refer', 'Refuse', 'Close')) then
    raise exception 'who refers a matter takes no other step of it but to give it up or to close it' using errcode = 'check_violation';
  end if;
  if new.agency_sees_from is not null
     and not exists (select 1 from step_taken s where s.case_id = new.id and s.step = 'Release') then
    raise exception 'an agency sees what the platform refers once it was released' using errcode = 'check_violation';
  end if;
  return null;
end $$;

drop trigger if exists referral on disclosure_case;
create constraint trigger referral after insert or update on disclosure_case
  deferrable initially deferred for each row when (new.referred_by is not null) execute function chancery_referral();
