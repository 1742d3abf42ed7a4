-- What the application's login may do, table by table: a table without a line here is out of its
-- reach. Whoever adds a table adds its line; the changed text makes Flyway run the file again.
-- Rows that prove something are inserted and read, never changed: select, insert.
grant usage on schema public to ${app};
grant usage on sequence case_number to ${app};

grant select, insert, update, delete on step_up to ${app};

-- acts of two people
grant select, insert on proposal, proposal_answer to ${app};
grant select, insert on policy_activation to ${app};

-- directory
grant select, insert, update on agency, officer, recipient_key to ${app};
-- Who a staff member is never changes, but for the one time that an invitation becomes a sign-in: the trigger
-- access_by_two holds that.
grant select, insert on staff_member, role_grant, role_end to ${app};
grant select on staff_recovery to ${app};
revoke update on staff_member from ${app};
grant update (subject, access_until, leaver_from, absent_from, absent_until, delegate, version) on staff_member to ${app};
grant select, insert on break_glass_review, access_review, access_review_line to ${app};
grant select, insert, update on contact_number, agency_application, agency_evidence, identity_order to ${app};
grant select, insert on agency_domain to ${app};
grant select, insert, update on failed_sign_ins_read to ${app};
grant select, insert on protected_account to ${app};
grant update (in_force, proposal_id, reason, recorded_at) on protected_account to ${app};
grant select, insert on agency_network to ${app};
grant update (networks, proposal_id, changed_at) on agency_network to ${app};
grant select, insert on canary_account to ${app};
grant update (in_force, proposal_id, reason, recorded_at) on canary_account to ${app};

-- intake
grant select, insert, update, delete on draft, draft_upload to ${app};

-- the case: what happened is added, never changed
grant select, insert, update on disclosure_case, target to ${app};
grant select, insert on legal_instrument, scope_item, step_taken, hand_off, clock_event, letter, assignment to ${app};
grant select, insert on clarification, clarification_end, suspension, suspension_end, conflict_declaration, internal_note, expression_flag to ${app};
grant select, insert on emergency_statement, emergency_answer, obligation, obligation_end to ${app};
grant select, insert on non_disclosure_order, order_check, order_end, user_notice, notice_event to ${app};
grant select, insert on invoice_proposal, invoice_rejection, invoice, cost_waiver to ${app};

-- what is kept, and how it ends
grant select, insert on case_link, preservation, planned_act, planned_act_end to ${app};
grant update (wrapped_key, identity, reminded_for, version) on preservation to ${app};

-- the stages
grant select, insert on emergency_confirmation, call_back, emergency_verification to ${app};
grant select, insert on verification_check, verification_fact, verification_picture to ${app};
grant select, insert on review_decision, item_decision, target_count, linked_account to ${app};
grant select, insert, update on collection_task, collection_progress, production, delivery_grant to ${app};
grant select, insert on account_read, collected_artefact, artefact_decision, delivery_receipt to ${app};
grant select, insert on recall_notice, deletion_event, breach_report to ${app};
grant select, insert on delivery_colleague, delivery_colleague_end to ${app};
grant select, insert on exclusion, excluded_item, exclusion_answer, reissue, reissue_answer to ${app};

-- notification and the task queue
grant select, insert, update, delete on outbox, scheduled_tasks to ${app};

-- oversight
grant select, insert on reconciliation, anomaly, anomaly_answer to ${app};

-- uses of read grants
grant select, insert on read_grant_use, read_grant_outcome, read_grant_revocation to ${app};
