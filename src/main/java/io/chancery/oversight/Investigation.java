package io.chancery.oversight;

import io.chancery.custody.LedgerEntry;
import io.chancery.directory.StaffViews;
import io.chancery.kernel.ActorId;
import io.chancery.kernel.Period;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a person could do in a time. What they did and saw is handed out entry by entry.
 *
 * @param rights those in force at some moment of the period, newest first
 * @param acts what the doors of the portal open to these roles, as verb and path
 */
public record Investigation(
    ActorId person,
    String name,
    String title,
    Period period,
    List<Right> rights,
    List<String> acts) {

  private static final Set<String> LOOKS =
      Set.of(
          "CaseViewed",
          "InstrumentOpened",
          "InstrumentDownloaded",
          "RecordsViewed",
          "LedgerExported",
          "PersonInvestigated",
          "AnomaliesViewed");

  /** How an entry concerns the person who wrote it. */
  public enum Way {
    DID,
    SAW,
    REFUSED;

    /** The way of an entry, from its event's name. */
    public static Way of(LedgerEntry entry) {
      return LOOKS.contains(entry.event())
          ? SAW
          : entry.event().endsWith("Refused") && !entry.event().equals("RequestRefused")
              ? REFUSED
              : DID;
    }
  }

  /**
   * A right.
   *
   * @param until when it ended or will end, the end of the person's access included; null for none
   */
  public record Right(
      UUID right,
      String role,
      String kind,
      String basis,
      String reason,
      Instant from,
      @Nullable Instant until,
      @Nullable UUID proposal) {

    static Right of(StaffViews.Held held, @Nullable Instant accessUntil) {
      return new Right(
          held.right(),
          held.role(),
          held.kind(),
          held.basis(),
          held.reason(),
          held.from(),
          earliest(earliest(held.until(), held.takenAt()), accessUntil),
          held.proposal());
    }

    boolean inForceWithin(Period period) {
      boolean began = from.isBefore(period.until());
      return began && (until == null || (until.isAfter(period.from()) && until.isAfter(from)));
    }

    private static @Nullable Instant earliest(@Nullable Instant one, @Nullable Instant other) {
      if (one == null || other == null) {
        return one == null ? other : one;
      }
      return one.isBefore(other) ? one : other;
    }
  }

  public Investigation {
    rights = List.copyOf(rights);
    acts = List.copyOf(acts);
  }
}
