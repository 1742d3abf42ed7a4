package io.chancery.casework;

import io.chancery.access.Actor;
import io.chancery.casework.handoff.ApprovedScope;
import io.chancery.kernel.CaseId;
import io.chancery.platform.PageChrome;
import io.chancery.policy.PolicyPack;
import io.chancery.policy.PolicyPacks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Notices to account holders as letters: both languages, stored and named like every letter. */
@ApplicationScoped
public class NoticeLetters {
  private final CaseRepositories.Cases cases;
  private final CaseRepositories.Instruments instruments;
  private final CaseRepositories.Targets targets;
  private final AccountHolders holders;
  private final HandOffs handOffs;
  private final PolicyPacks packs;
  private final Letters letters;
  private final Clock clock;
  private final String operator;
  private final String contact;

  NoticeLetters(
      CaseRepositories.Cases cases,
      CaseRepositories.Instruments instruments,
      CaseRepositories.Targets targets,
      AccountHolders holders,
      HandOffs handOffs,
      PolicyPacks packs,
      Letters letters,
      Clock clock,
      @ConfigProperty(name = "chancery.operator.name", defaultValue = "The platform")
          String operator,
      @ConfigProperty(name = "chancery.notice.contact", defaultValue = "privacy@platform.example")
          String contact) {
    this.cases = cases;
    this.instruments = instruments;
    this.targets = targets;
    this.holders = holders;
    this.handOffs = handOffs;
    this.packs = packs;
    this.letters = letters;
    this.clock = clock;
    this.operator = operator;
    this.contact = contact;
  }

  /**
   * Writes the notice to one account's holder, under the case's lock.
   *
   * @param challengeDays days to challenge before the disclosure; 0 where there are none
   * @param already whether the data have been handed over
   * @return the letter's number
   */
  @Transactional
  public int write(CaseId id, Actor actor, int target, int challengeDays, boolean already) {
    DisclosureCase row = cases.findById(id.value());
    return letters.write(
        row,
        actor,
        LetterKind.NOTICE,
        locale -> content(row, locale, target, challengeDays, already));
  }

  /** The PDF of a notice, as it was written. */
  @Transactional
  public byte[] pdf(CaseId id, int number, String language) {
    return letters.pdf(cases.findById(id.value()), number, language);
  }

  private NoticeContent content(
      DisclosureCase row, Locale language, int target, int challengeDays, boolean already) {
    PageChrome words = PageChrome.anonymous(language);
    NewCase.Instrument paper = instruments.findById(row.id().value()).asValue();
    PolicyPack.Row rule =
        packs.required(row.regime(), row.packVersion()).row(row.kind()).orElseThrow();
    Instant now = clock.instant();
    Map<Integer, String> zones =
        targets.of(row.id()).stream().collect(Collectors.toMap(Target::number, Target::timeZone));
    Function<ApprovedScope.Granted, String> line =
        item ->
            words.text("group_", item.group().key())
                + ": "
                + words.period(item.period(), zones.getOrDefault(item.target(), "UTC"))
                + words.onlyFields(item.fields());
    List<String> data =
        handOffs.latest(row.id(), ApprovedScope.class).stream()
            .flatMap(scope -> scope.value().items().stream())
            .filter(item -> item.target() == target)
            .map(line)
            .toList();
    return new NoticeContent(
        operator,
        row.reference().value(),
        words.day(now),
        holders.holder(row.id(), target).identifier(),
        paper.authority(),
        words.text("kind_", row.kind()),
        rule.citation(),
        paper.docket(),
        rule.notice().citation(),
        data,
        challengeDays == 0 ? "" : String.valueOf(challengeDays),
        already,
        contact);
  }
}
