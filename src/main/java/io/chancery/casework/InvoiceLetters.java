package io.chancery.casework;

import io.chancery.access.Actor;
import io.chancery.kernel.CaseId;
import io.chancery.platform.PageChrome;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/** Invoices as letters: both languages, stored and named like every letter. */
@ApplicationScoped
public class InvoiceLetters {

  /**
   * One line; amounts are words with the code of the currency.
   *
   * @param activity words {@code cost_activity_<code>}; in the letter, the words themselves
   * @param fee for an hour
   */
  public record Line(String activity, String hours, String fee, String amount) {}

  /** What is asked: see {@link InvoiceContent}. */
  public record Bill(
      String number, String law, LocalDate due, String contact, List<Line> lines, String sum) {
    public Bill {
      lines = List.copyOf(lines);
    }
  }

  private final CaseRepositories.Cases cases;
  private final LetterContents contents;
  private final Letters letters;
  private final Clock clock;

  InvoiceLetters(
      CaseRepositories.Cases cases, LetterContents contents, Letters letters, Clock clock) {
    this.cases = cases;
    this.contents = contents;
    this.letters = letters;
    this.clock = clock;
  }

  /**
   * Writes an invoice, under the case's lock.
   *
   * @return the letter's number
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public int write(CaseId id, Actor actor, Bill bill) {
    DisclosureCase row = cases.lock(id).orElseThrow();
    Instant now = clock.instant();
    return letters.write(
        row, actor, LetterKind.INVOICE, language -> content(row, language, now, bill));
  }

  private InvoiceContent content(DisclosureCase row, Locale language, Instant now, Bill bill) {
    PageChrome words = PageChrome.anonymous(language);
    return new InvoiceContent(
        contents.of(row, language, now, null, false),
        bill.number(),
        words.date(bill.due()),
        bill.law(),
        bill.contact(),
        bill.lines().stream()
            .map(line ->
                new Line(
                    words.text("cost_activity_", line.activity()),
                    line.hours(),
                    line.fee(),
                    line.amount()))
            .toList(),
        bill.sum());
  }
}
