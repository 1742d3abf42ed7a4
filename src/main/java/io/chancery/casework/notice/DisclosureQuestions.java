package io.chancery.casework.notice;

import io.chancery.access.CurrentActor;
import io.chancery.casework.AccountHolders;
import io.chancery.custody.CustodyLedger;
import io.chancery.custody.HouseEvent;
import io.chancery.custody.Subject;
import io.chancery.kernel.Identifier;
import io.chancery.platform.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * "Was my data disclosed?", for the operator's support. Silence about an account that an order
 * still covers and silence about one that nobody ever asked for are one and the same answer.
 */
@ApplicationScoped
public class DisclosureQuestions {
  private static final Set<NoticeState> TOLD =
      EnumSet.of(NoticeState.DUE, NoticeState.SENT, NoticeState.FAILED, NoticeState.DELIVERED);

  /**
   * What may be said.
   *
   * @param disclosed false also where nothing may be said
   * @param days on which data were handed over, UTC, oldest first
   */
  public record Answer(boolean disclosed, List<LocalDate> days) {
    public Answer {
      days = List.copyOf(days);
    }
  }

  private final AccountHolders holders;
  private final NoticeRows.Notices notices;
  private final NoticeRows.Events events;
  private final NonDisclosureOrders orders;
  private final CustodyLedger ledger;
  private final CurrentActor current;
  private final Clock clock;

  DisclosureQuestions(
      AccountHolders holders,
      NoticeRows.Notices notices,
      NoticeRows.Events events,
      NonDisclosureOrders orders,
      CustodyLedger ledger,
      CurrentActor current,
      Clock clock) {
    this.holders = holders;
    this.notices = notices;
    this.events = events;
    this.orders = orders;
    this.ledger = ledger;
    this.current = current;
    this.clock = clock;
  }

  /**
   * Answers, and records that somebody asked; never about whom, and never what was answered.
   *
   * @param kind key of the identifier's kind
   * @throws Problem invalid-input when it is no identifier
   */
  @Transactional
  public Answer ask(String kind, String typed) {
    Identifier identifier = identifier(kind, typed);
    ledger.append(
        new Subject.OfSystem(),
        current.get(),
        new HouseEvent.DisclosureAsked(identifier.kind().key()));
    List<AccountHolders.About> about = holders.about(identifier);
    Instant now = clock.instant();
    boolean bound =
        about.stream()
            .anyMatch(
                each -> NoticeRules.blockedUntil(orders.facts(each.caseId()), now).isPresent());
    List<LocalDate> days =
        bound
            ? List.of()
            : about.stream()
                .filter(this::mayBeTold)
                .flatMap(each -> holders.lastStep(each.caseId(), "ConfirmHandOver").stream())
                .map(at -> LocalDate.ofInstant(at, ZoneOffset.UTC))
                .sorted()
                .distinct()
                .toList();
    return new Answer(!days.isEmpty(), days);
  }

  private boolean mayBeTold(AccountHolders.About about) {
    return notices
        .of(about.caseId(), about.target())
        .flatMap(notice -> events.last(notice.id()))
        .filter(last -> TOLD.contains(last.state()))
        .isPresent();
  }

  private static Identifier identifier(String kind, String typed) {
    Optional<Identifier.Kind> known =
        Arrays.stream(Identifier.Kind.values()).filter(k -> k.key().equals(kind)).findFirst();
    if (known.isEmpty()) {
      throw Problem.invalid("identifierKind", "identifier_kind_unknown");
    }
    String value = typed.strip();
    if (known.get() == Identifier.Kind.USERNAME && value.startsWith("@")) {
      value = value.substring(1);
    }
    if (value.isBlank() || value.length() > 500) {
      throw Problem.invalid("identifier", "identifier_shape_" + kind);
    }
    return new Identifier(known.get(), value);
  }
}
