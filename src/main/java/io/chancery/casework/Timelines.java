package io.chancery.casework;

import io.chancery.access.Actor;
import io.chancery.access.CurrentActor;
import io.chancery.custody.CustodyLedger;
import io.chancery.custody.EventSentences;
import io.chancery.custody.LedgerEntry;
import io.chancery.directory.Agencies;
import io.chancery.directory.Officers;
import io.chancery.directory.Staff;
import io.chancery.kernel.ActorId;
import io.chancery.kernel.AgencyId;
import io.chancery.platform.Texts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A case's history as sentences, rendered from the ledger alone. */
@ApplicationScoped
public class Timelines {

  /**
   * One sentence.
   *
   * @param number the entry's number in the case
   * @param who a name for staff and for the agency's own people; else the role in words
   * @param sealed whether a signed checkpoint covers it
   */
  public record Line(
      long number,
      Instant at,
      String event,
      String who,
      String role,
      String sentence,
      boolean sealed,
      String leafHash) {}

  /** What an agency may know of the work on its request. */
  private static final Set<String> FOR_AGENCIES =
      Set.of(
          "RequestSubmitted",
          "ReferralMade",
          "LetterIssued",
          "CaseLinked",
          "CorrectionNeeded",
          "RequestVerified",
          "RequestRefused",
          "DuplicateOf",
          "RequestWithdrawn",
          "CaseStopped",
          "PackageSealed",
          "ProductionReleased",
          "ReleaseRecalled",
          "ColleagueNamed",
          "ColleagueTakenOff",
          "PickupStarted",
          "EnvelopeFetched",
          "PickupBroken",
          "HandedOver",
          "ReceiptGiven",
          "ReceiptSigned",
          "GrantExpired",
          "SnapshotTaken",
          "PreservationExtended",
          "PreservationLapsed",
          "HoldLifted",
          "InvoiceIssued",
          "ReimbursementWaived",
          "CaseClosed");

  private final CaseAccess access;
  private final CurrentActor current;
  private final CustodyLedger ledger;
  private final EventSentences sentences;
  private final Staff staff;
  private final Officers officers;
  private final Agencies agencies;

  Timelines(
      CaseAccess access,
      CurrentActor current,
      CustodyLedger ledger,
      EventSentences sentences,
      Staff staff,
      Officers officers,
      Agencies agencies) {
    this.access = access;
    this.current = current;
    this.ledger = ledger;
    this.sentences = sentences;
    this.staff = staff;
    this.officers = officers;
    this.agencies = agencies;
  }

  /** The timeline of a case that the current actor may see, oldest first. */
  @Transactional
  public List<Line> of(String reference, Locale language) {
    DisclosureCase row = access.require(reference);
    Actor actor = current.get();
    boolean inside = CaseAccess.isStaff(actor);
    return ledger.timeline(row.id()).stream()
        .filter(entry -> inside || FOR_AGENCIES.contains(entry.event()))
        .map(entry -> line(entry, language, inside))
        .toList();
  }

  private Line line(LedgerEntry entry, Locale language, boolean inside) {
    String name = inside || entry.actorKind().equals("officer") ? name(entry) : null;
    return new Line(
        entry.n(),
        entry.at(),
        entry.event(),
        name == null ? roles(entry.role(), language) : name,
        entry.role(),
        sentences.sentence(entry, language),
        entry.seq() != null,
        entry.leafHash().hex());
  }

  /** The roles of an entry in words; a key of a former version as it is. */
  private static String roles(String keys, Locale language) {
    return Stream.of(keys.split(","))
        .map(key -> Texts.has(language, "role_" + key) ? Texts.text(language, "role_" + key) : key)
        .collect(Collectors.joining(", "));
  }

  private @Nullable String name(LedgerEntry entry) {
    ActorId id = ActorId.parse(entry.actorId());
    return switch (entry.actorKind()) {
      case "staff" -> staff.find(id).map(Staff.StaffView::fullName).orElse(null);
      case "officer" -> officers.find(id).map(Officers.OfficerView::fullName).orElse(null);
      case "system" ->
          agencies.find(new AgencyId(id.value())).map(Agencies.AgencyView::name).orElse(null);
      default -> null;
    };
  }
}
