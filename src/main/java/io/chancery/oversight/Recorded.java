package io.chancery.oversight;

import io.chancery.custody.LedgerEntry;
import java.util.Set;
import java.util.function.Function;

/**
 * A row that must have its entry, and the other way round. Both are said as the same words, so that
 * what nobody acted for shows by its name.
 *
 * <p>Rows of the seed and of the first people are one entry together, so they are left out; in
 * production there is no seed, and so nothing of it to hide behind.
 */
enum Recorded {
  PROPOSAL(
      Set.of("ProposalMade"),
      entry -> of(entry, "proposal") + by(entry),
      "select id || ' by ' || proposed_by from proposal"),
  CONFIRMATION(
      Set.of("ProposalConfirmed"),
      entry -> of(entry, "proposal") + by(entry),
      "select proposal_id || ' by ' || answered_by from proposal_answer where answer = 'CONFIRMED'"),
  REJECTION(
      Set.of("ProposalRejected"),
      entry -> of(entry, "proposal") + by(entry),
      "select proposal_id || ' by ' || answered_by from proposal_answer where answer = 'REJECTED'"),
  RIGHT(
      Set.of("RoleGranted"),
      entry -> of(entry, "right") + by(entry),
      "select g.id || ' by ' || a.answered_by from role_grant g"
          + " join proposal_answer a on a.proposal_id = g.proposal_id where g.basis = 'PROPOSAL'"),
  RIGHT_WITHOUT_TWO(
      Set.of("NamedAtTheMachine"),
      entry -> of(entry, "right"),
      "select id::text from role_grant where basis = 'OPERATOR'"),
  END_OF_RIGHT(
      Set.of("RoleEnded"),
      entry -> of(entry, "right") + by(entry),
      "select grant_id || ' by ' || ended_by from role_end"),
  AGENCY(
      Set.of("AgencyAdmitted"),
      entry -> entry.about() + by(entry),
      "select g.id || ' by ' || coalesce((select a.answered_by::text from proposal p"
          + " join proposal_answer a on a.proposal_id = p.id and a.answer = 'CONFIRMED'"
          + " where p.object = g.id and p.act = 'ADMIT_AGENCY' limit 1), 'nobody')"
          + " from agency g where "
          + notOfTheSeed("g.recorded_at")),
  OFFICER(
      Set.of("OfficerVouched", "OfficerVouchedAgain"),
      LedgerEntry::about,
      "select o.id::text from officer o where o.role = 'officer' and (o.vouched_by is not null or "
          + notOfTheSeed("o.vouched_at")
          + ")"),
  /** One comes with each agency, further ones by their proposals. */
  SUPERVISOR(
      Set.of("AgencyAdmitted", "SupervisorNamed"),
      entry ->
          entry.event().equals("AgencyAdmitted") ? entry.about() : "by " + of(entry, "proposal"),
      """
      with named as (
        select p.id, p.object, case when p.act = 'NAME_SUPERVISOR'
                 then convert_from(p.content, 'UTF8')::jsonb -> 'supervisor' ->> 'mail' end as mail
          from proposal p join proposal_answer a on a.proposal_id = p.id and a.answer = 'CONFIRMED'
         where p.act = 'NAME_SUPERVISOR')
      select coalesce('by ' || n.id, o.agency_id || case when row_number() over (
               partition by o.agency_id, n.id is null order by o.vouched_at, o.id) = 1 then '' else ' once more' end)
        from officer o left join named n on n.object = o.agency_id and n.mail = o.mail
       where o.role = 'supervisor' and\
      """
          + " "
          + notOfTheSeed("o.vouched_at")),
  END_OF_OFFICER(
      Set.of("OfficerEnded"),
      LedgerEntry::about,
      "select id::text from officer where ended_at is not null"),
  /** Which are suspended now; {@link RightsReplay} follows the coming and going. */
  SUSPENSION(
      Set.of(), LedgerEntry::about, "select id::text from agency where suspended_at is not null"),
  /** By its proposal; a number that came by none is named by itself. */
  CALL_BACK_NUMBER(
      Set.of("CallBackNumberChanged"),
      entry -> of(entry, "proposal"),
      """
      with change as (
        select p.id, p.object, p.act, a.answered_at,
               case when p.act = 'CHANGE_CALL_BACK_NUMBER' then convert_from(p.content, 'UTF8')::jsonb end as said,
               case when p.act = 'ADMIT_AGENCY' then convert_from(p.content, 'UTF8') end as admitted
          from proposal p join proposal_answer a on a.proposal_id = p.id and a.answer = 'CONFIRMED'
         where p.act in ('CHANGE_CALL_BACK_NUMBER', 'ADMIT_AGENCY'))
      select c.id::text from contact_number n join change c on c.object = n.agency_id
       where c.said ->> 'number' = n.number or (c.said ->> 'retire' = n.id::text and n.retired_at is not null)
      union
      select n.id::text from contact_number n
       where not exists (select 1 from change c where c.object = n.agency_id
               and (c.said ->> 'number' = n.number or position(n.number in c.admitted) > 0)) and\
      """
          + " "
          + notOfTheSeed("n.recorded_at")),
  RECIPIENT_KEY(
      Set.of("RecipientKeyConfirmed"),
      entry -> entry.about() + " " + of(entry, "fingerprint") + by(entry),
      "select agency_id || ' ' || fingerprint || ' by ' || coalesce(confirmed_by::text, 'nobody')"
          + " from recipient_key k where confirmed_at is not null and "
          + notOfTheSeed("k.registered_at")),
  END_OF_RECIPIENT_KEY(
      Set.of("RecipientKeyRevoked"),
      entry -> entry.about() + " " + of(entry, "fingerprint") + by(entry),
      "select agency_id || ' ' || fingerprint || ' by ' || coalesce(revoked_by::text, 'nobody')"
          + " from recipient_key where revoked_at is not null"),
  ANSWER_TO_ANOMALY(
      Set.of("AnomalyAnswered"),
      entry -> of(entry, "anomaly") + by(entry),
      "select anomaly_id || ' by ' || answered_by from anomaly_answer"),
  POLICY_VERSION(
      Set.of("PolicyPackActivated"),
      entry ->
          of(entry, "pack")
              + " "
              + of(entry, "version")
              + " "
              + of(entry, "digest")
              + " by "
              + of(entry, "proposal"),
      "select pack || ' ' || version || ' ' || sha256 || ' by ' || proposal_id from policy_activation"),
  PROTECTED_ACCOUNT(
      Set.of("AccountProtected", "AccountProtectionEnded"),
      entry -> of(entry, "proposal"),
      accounts("protected_account", "PROTECT_ACCOUNT", "UNPROTECT_ACCOUNT")),
  CANARY(
      Set.of("CanaryPlaced", "CanaryEnded"),
      entry -> of(entry, "proposal"),
      accounts("canary_account", "PLACE_CANARY", "END_CANARY")),
  NETWORKS(
      Set.of("AgencyNetworksChanged"),
      entry -> of(entry, "proposal"),
      confirmed("p.act = 'CHANGE_AGENCY_NETWORKS'")
          + """
          select c.id::text from changed c where not c.latest or exists (select 1 from agency_network n
            where n.proposal_id = c.id and n.agency_id = c.object
              and n.networks = convert_from(c.content, 'UTF8')::jsonb ->> 'networks')
          union all
          select 'those of ' || n.agency_id from agency_network n
           where not exists (select 1 from changed c where c.latest and c.id = n.proposal_id)\
          """),
  /** Domains come with an agency's admission alone, so only those that did not are named. */
  DOMAIN(
      Set.of(),
      LedgerEntry::about,
      confirmed("p.act = 'ADMIT_AGENCY'")
          + """
           select d.domain || ' of ' || d.agency_id from agency_domain d
            where not exists (select 1 from changed c where c.object = d.agency_id
                    and position('"' || d.domain || '"' in convert_from(c.content, 'UTF8')) > 0) and\
          """
          + " "
          + notOfTheSeed("d.added_at"));

  private final Set<String> events;
  private final Function<LedgerEntry, String> words;
  private final String rows;

  Recorded(Set<String> events, Function<LedgerEntry, String> words, String rows) {
    this.events = events;
    this.words = words;
    this.rows = rows;
  }

  /** A query for the words of each row. */
  String rows() {
    return rows;
  }

  boolean isIn(LedgerEntry entry) {
    return events.contains(entry.event());
  }

  /** The same words, of an entry. */
  String words(LedgerEntry entry) {
    return words.apply(entry);
  }

  private static String of(LedgerEntry entry, String component) {
    return String.valueOf(entry.object().get(component));
  }

  private static String by(LedgerEntry entry) {
    return " by " + entry.actorId();
  }

  /** What two people changed, and whether it is the latest change of its object. */
  private static String confirmed(String which) {
    return "with changed as (select p.id, p.act, p.object, p.content,"
        + " row_number() over (partition by p.object order by a.answered_at desc, p.id desc) = 1 as latest"
        + " from proposal p join proposal_answer a on a.proposal_id = p.id and a.answer = 'CONFIRMED'"
        + " where "
        + which
        + ")";
  }

  /**
   * Each change of a list of accounts by its proposal; the latest of an account only while its row
   * says the same. Rows that an operator wrote before there were proposals may only protect.
   */
  private static String accounts(String table, String begins, String ends) {
    return confirmed("p.act in ('" + begins + "', '" + ends + "')")
        + """
        select c.id::text from changed c where not c.latest or exists (select 1 from %1$s t
          where t.proposal_id = c.id and t.in_force = (c.act = '%2$s'))
        union all
        select 'account ' || left(t.account_hash, 12) from %1$s t
         where not (t.proposal_id is null and t.in_force) and not exists (select 1 from changed c
                 where c.latest and c.id = t.proposal_id and t.in_force = (c.act = '%2$s'))\
        """
            .formatted(table, begins);
  }

  private static String notOfTheSeed(String time) {
    return "not exists (select 1 from role_grant s where s.basis = 'SEED' and s.valid_from = "
        + time
        + ")";
  }
}
