package io.chancery.casework;

import io.chancery.custody.LedgerEntry;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/**
 * A row of a case, beside its steps, that must have its entry, and the other way round. Both are
 * said as the same words, so that what nobody acted for shows by its name. Read from the tables of
 * their owners; every one of them is insert only.
 */
enum RecordedOfCase {
  CHECK(
      // A call-back and a supervisor's answer are checks too, each with an entry of its own.
      Set.of("CheckRecorded", "CalledBack", "EmergencyConfirmed"),
      entry ->
          switch (entry.event()) {
            case "CalledBack" -> "call-back " + passed(entry) + by(entry);
            case "EmergencyConfirmed" -> "supervisor-confirmed " + passed(entry) + by(entry);
            default -> of(entry, "check") + " " + of(entry, "outcome") + by(entry);
          },
      "t.name || ' ' || lower(t.outcome) || ' by ' || t.by from verification_check t"),
  EMERGENCY_CONFIRMATION(
      Set.of("EmergencyConfirmed"),
      entry -> of(entry, "outcome") + by(entry),
      "case when t.confirmed then 'confirmed' else 'denied' end || ' by ' || t.confirmed_by"
          + " from emergency_confirmation t"),
  CALL_BACK(
      Set.of("CalledBack"),
      entry -> of(entry, "number") + " " + of(entry, "outcome") + by(entry),
      "t.number_id || ' ' || lower(t.outcome) || ' by ' || t.called_by from call_back t"),
  ORDER(
      Set.of("NonDisclosureOrderRecorded", "NonDisclosureOrderExtended"),
      entry -> of(entry, "order") + " " + of(entry, "ground") + by(entry),
      "t.number || ' ' || t.ground || ' by ' || t.recorded_by from non_disclosure_order t"),
  CHECK_OF_ORDER(
      Set.of("NonDisclosureOrderChecked"),
      entry -> of(entry, "order") + " " + of(entry, "outcome") + by(entry),
      "t.number || case when t.confirmed then ' confirmed' else ' rejected' end || ' by ' || t.checked_by"
          + " from order_check t"),
  END_OF_ORDER(
      Set.of("NonDisclosureOrderEnded"),
      entry -> of(entry, "order") + " " + of(entry, "how") + by(entry),
      "t.number || ' ' || lower(t.how) || ' by ' || t.ended_by from order_end t"),
  NOTICE(
      Set.of("NoticeSent", "NoticeWithheld"),
      entry ->
          of(entry, "target")
              + entry.event().replace("Notice", " ").toLowerCase(Locale.ROOT)
              + by(entry),
      "n.target || ' ' || lower(t.state) || ' by ' || t.by_actor from notice_event t"
          + " join user_notice n on n.id = t.notice_id and t.state in ('SENT', 'WITHHELD')"),
  SUSPENSION(
      Set.of("CaseSuspended"),
      entry -> of(entry, "number") + " " + of(entry, "ground") + by(entry),
      "t.number || ' ' || t.ground || ' by ' || t.begun_by from suspension t"),
  END_OF_SUSPENSION(
      Set.of("SuspensionLifted"),
      entry -> of(entry, "number") + " " + of(entry, "outcome") + by(entry),
      "s.number || ' ' || t.outcome || ' by ' || t.ended_by from suspension_end t"
          + " join suspension s on s.id = t.suspension_id"),
  CONFLICT_OF_INTEREST(
      Set.of("ConflictDeclared"),
      entry -> by(entry).strip(),
      "'by ' || t.person from conflict_declaration t"),
  EXPRESSION(
      Set.of("ExpressionFlagged"),
      entry -> of(entry, "reason") + by(entry),
      "t.reason || ' by ' || t.raised_by from expression_flag t"),
  /** An entry of both cases; the row names the later one as its own. */
  LINK(
      Set.of("CaseLinked"),
      entry -> of(entry, "later") + " " + of(entry, "relation") + " " + of(entry, "earlier"),
      "later.reference || ' ' || l.kind || ' ' || earlier.reference from case_link l"
          + " join disclosure_case later on later.id = l.case_id"
          + " join disclosure_case earlier on earlier.id = l.other"
          + " cross join lateral unnest(array[l.case_id, l.other]) t(case_id)"),
  INVOICE_PROPOSAL(
      Set.of("InvoiceProposed"),
      entry -> of(entry, "number") + by(entry),
      "t.number || ' by ' || t.proposed_by from invoice_proposal t"),
  INVOICE_REJECTION(
      Set.of("InvoiceRejected"),
      entry -> of(entry, "number") + by(entry),
      "p.number || ' by ' || t.rejected_by from invoice_rejection t"
          + " join invoice_proposal p on p.id = t.proposal_id"),
  INVOICE(
      Set.of("InvoiceIssued"),
      entry ->
          of(entry, "number")
              + " "
              + of(entry, "currency")
              + " "
              + of(entry, "sum")
              + " due "
              + of(entry, "due")
              + by(entry),
      "t.number || ' ' || t.currency || ' ' || t.sum || ' due ' || t.due_on || ' by ' || t.issued_by"
          + " from invoice t"),
  COST_WAIVER(
      Set.of("ReimbursementWaived"),
      entry -> of(entry, "reason") + by(entry),
      "t.reason || ' by ' || t.waived_by from cost_waiver t"),
  DELETION(
      Set.of("DeletionConfirmed"),
      entry -> by(entry).strip(),
      "'by ' || t.done_by from deletion_event t where t.kind = 'CONFIRMED'"),
  COLLEAGUE(
      Set.of("ColleagueNamed"),
      entry -> of(entry, "officer") + by(entry),
      "t.officer_id || ' by ' || t.named_by from delivery_colleague t"),
  END_OF_COLLEAGUE(
      Set.of("ColleagueTakenOff"),
      entry -> of(entry, "officer") + by(entry),
      "n.officer_id || ' by ' || t.ended_by from delivery_colleague_end t"
          + " join delivery_colleague n on n.id = t.colleague_id"),
  RECEIPT(
      Set.of("ReceiptGiven"),
      entry -> of(entry, "ciphertext") + by(entry),
      "t.ciphertext || ' by ' || t.officer_id from delivery_receipt t"),
  SIGNATURE_OF_RECEIPT(
      Set.of("ReceiptSigned"),
      entry -> of(entry, "signature") + " " + of(entry, "key") + by(entry),
      "encode(sha256(convert_to(t.signature, 'UTF8')), 'hex') || ' ' || t.fingerprint || ' by ' || t.officer_id"
          + " from delivery_receipt t where t.signature is not null");

  private final Set<String> events;
  private final Function<LedgerEntry, String> words;
  private final String rows;

  RecordedOfCase(Set<String> events, Function<LedgerEntry, String> words, String rows) {
    this.events = events;
    this.words = words;
    this.rows = rows;
  }

  /**
   * A query for reference and words of each row, of the cases whose reference is like {@code ?1}.
   */
  String rows() {
    String[] parts = rows.split(" from ", 2);
    return "select c.reference, w.words from disclosure_case c join (select t.case_id, "
        + parts[0]
        + " as words from "
        + parts[1]
        + ") w on w.case_id = c.id where c.reference like ?1";
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

  private static String passed(LedgerEntry entry) {
    return of(entry, "outcome").equals("confirmed") ? "passed" : "failed";
  }

  private static String by(LedgerEntry entry) {
    return " by " + entry.actorId();
  }
}
