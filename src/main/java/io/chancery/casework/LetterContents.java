package io.chancery.casework;

import io.chancery.casework.handoff.SubmittedRequest;
import io.chancery.directory.Agencies;
import io.chancery.directory.Officers;
import io.chancery.kernel.Period;
import io.chancery.platform.PageChrome;
import io.chancery.platform.Texts;
import io.chancery.policy.Clocks;
import io.chancery.policy.PolicyPack;
import io.chancery.policy.PolicyPacks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Gathers what a letter says about a case. */
@ApplicationScoped
class LetterContents {
  private final CaseRepositories.Instruments instruments;
  private final CaseRepositories.Items items;
  private final CaseRepositories.Targets targets;
  private final CaseClocks clocks;
  private final HandOffs handOffs;
  private final PolicyPacks packs;
  private final Agencies agencies;
  private final Officers officers;
  private final Instance<DecidedItems> decisions;
  private final String operator;

  LetterContents(
      CaseRepositories.Instruments instruments,
      CaseRepositories.Items items,
      CaseRepositories.Targets targets,
      CaseClocks clocks,
      HandOffs handOffs,
      PolicyPacks packs,
      Agencies agencies,
      Officers officers,
      @Any Instance<DecidedItems> decisions,
      @ConfigProperty(name = "chancery.operator.name", defaultValue = "The platform")
          String operator) {
    this.instruments = instruments;
    this.items = items;
    this.targets = targets;
    this.clocks = clocks;
    this.handOffs = handOffs;
    this.packs = packs;
    this.agencies = agencies;
    this.officers = officers;
    this.decisions = decisions;
    this.operator = operator;
  }

  /** Whether the newest decision gives less than was asked. */
  boolean isNarrowed(DisclosureCase row) {
    return decided(row).stream().anyMatch(item -> !item.outcome().equals("GRANT"));
  }

  /**
   * The content in one language.
   *
   * @param reason code, or null when the letter gives none as a whole
   * @param withItems whether the letter says what was decided
   */
  LetterContent of(
      DisclosureCase row,
      Locale language,
      Instant now,
      @Nullable String reason,
      boolean withItems) {
    PageChrome words = PageChrome.anonymous(language);
    NewCase.Instrument paper = instruments.findById(row.id().value()).asValue();
    PolicyPack.Row rule =
        packs.required(row.regime(), row.packVersion()).row(row.kind()).orElseThrow();
    Clocks.Computed first = clocks.of(row).getFirst();
    Instant due = first.due();
    return new LetterContent(
        operator,
        row.reference().value(),
        words.day(now),
        agencies.find(row.agency()).map(Agencies.AgencyView::name).orElse(""),
        officers.find(row.officer()).map(Officers.OfficerView::fullName).orElse(""),
        paper.authority(),
        words.text("kind_", row.kind()),
        rule.citation(),
        paper.docket(),
        words.time(row.receivedAt()),
        due == null ? "" : words.deadline(due),
        first.rule().citation(),
        handOffs.latest(row.id(), SubmittedRequest.class).orElseThrow().digest().hex(),
        paper.digest().hex(),
        reason == null ? "" : reason(words, reason),
        reason == null ? "" : article(words, reason),
        withItems ? items(row, words) : List.of());
  }

  private List<LetterContent.Item> items(DisclosureCase row, PageChrome words) {
    Map<Integer, ScopeItem> asked =
        items.of(row.id()).stream()
            .collect(Collectors.toMap(ScopeItem::number, Function.identity()));
    List<Target> about = targets.of(row.id());
    Map<Integer, String> zones =
        about.stream().collect(Collectors.toMap(Target::number, Target::timeZone));
    return decided(row).stream()
        .map(decided -> {
          ScopeItem item = Objects.requireNonNull(asked.get(decided.item()));
          String zone = zones.getOrDefault(item.target(), "UTC");
          Period granted = decided.granted();
          return new LetterContent.Item(
              item.number(),
              account(item.target(), about, words),
              words.text("group_", item.group().key()),
              words.period(item.period(), zone),
              words.text("letter_outcome_", decided.outcome()),
              granted == null
                  ? words.text("letter_nothing")
                  : words.period(granted, zone) + words.onlyFields(decided.fields()),
              reason(words, decided.reason()));
        })
        .toList();
  }

  /** By its number in the request; where several accounts answer to it, which one of how many. */
  private static String account(int number, List<Target> all, PageChrome words) {
    int asked =
        all.stream()
            .filter(t -> t.number() == number)
            .mapToInt(Target::asked)
            .findFirst()
            .orElse(0);
    List<Integer> answering =
        all.stream().filter(t -> t.asked() == asked).map(Target::number).toList();
    return answering.size() == 1
        ? String.valueOf(asked)
        : words.said("letter_account", asked, answering.indexOf(number) + 1, answering.size());
  }

  private List<DecidedItems.Decided> decided(DisclosureCase row) {
    return decisions.stream().flatMap(source -> source.decided(row.id()).stream()).toList();
  }

  private static String reason(PageChrome words, String code) {
    String key = "reason_" + code;
    return Texts.has(words.language(), key) ? words.text(key) : code;
  }

  private static String article(PageChrome words, String code) {
    String key = "letter_form3_" + code;
    return words.text(Texts.has(words.language(), key) ? key : "letter_form3_other");
  }
}
