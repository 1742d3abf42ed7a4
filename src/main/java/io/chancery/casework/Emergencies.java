package io.chancery.casework;

import io.chancery.access.Actor;
import io.chancery.access.CurrentActor;
import io.chancery.custody.CaseEvent;
import io.chancery.custody.CustodyEvent;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.Sha256;
import io.chancery.keys.Envelopes;
import io.chancery.platform.Ids;
import io.chancery.platform.PageChrome;
import io.chancery.platform.Problem;
import io.chancery.platform.Problem.FieldError;
import io.chancery.platform.ProblemType;
import io.chancery.policy.PolicyPack;
import io.chancery.policy.PolicyPacks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The conditions on which an instrument's reach depends, part by part: what the officer says and
 * what the reviewer finds. An emergency's test is of them, and so is the offence gate of a European
 * order. Only what the reviewer finds to hold counts as met; nothing is within reach before.
 */
@ApplicationScoped
public class Emergencies {

  /** What the reviewer finds about one part, in words. */
  public record Answer(String part, boolean holds, String words) {}

  /**
   * One part of the test.
   *
   * @param words the officer's
   * @param answer the reviewer's; null while there is none, and always for an agency
   */
  public record Part(String part, String words, @Nullable Answer answer) {
    @Override
    public String toString() {
      return "Part[" + part + "]";
    }
  }

  private static final int FEWEST = 3;
  private static final int MOST = 2000;

  private final CaseRepositories.Statements statements;
  private final CaseRepositories.Answers answers;
  private final CaseAccess access;
  private final CaseLifecycle lifecycle;
  private final PolicyPacks packs;
  private final Envelopes envelopes;
  private final CurrentActor current;
  private final Ids ids;
  private final Clock clock;

  Emergencies(
      CaseRepositories.Statements statements,
      CaseRepositories.Answers answers,
      CaseAccess access,
      CaseLifecycle lifecycle,
      PolicyPacks packs,
      Envelopes envelopes,
      CurrentActor current,
      Ids ids,
      Clock clock) {
    this.statements = statements;
    this.answers = answers;
    this.access = access;
    this.lifecycle = lifecycle;
    this.packs = packs;
    this.envelopes = envelopes;
    this.current = current;
    this.ids = ids;
    this.clock = clock;
  }

  /** Keeps the officer's words with a case that opens now; an entry binds them. */
  @Transactional(Transactional.TxType.MANDATORY)
  void state(DisclosureCase row, Map<String, String> words, Actor actor) {
    StringBuilder sealed = new StringBuilder();
    List<String> parts = rule(row).stated().stream().filter(words::containsKey).toList();
    for (String part : parts) {
      byte[] bytes =
          envelopes.seal(
              row.caseKey(),
              words.getOrDefault(part, "").getBytes(StandardCharsets.UTF_8),
              "emergency");
      statements.persist(new EmergencyStatement(ids.next(), row.id(), part, bytes));
      // The digest is over what is sealed, so that nobody can guess the words from the entry.
      sealed.append(part).append(' ').append(Sha256.hash(bytes)).append('\n');
    }
    if (!parts.isEmpty()) {
      Sha256 digest = Sha256.hash(sealed.toString());
      lifecycle.record(
          row.id(),
          actor,
          row.emergency()
              ? new CaseEvent.EmergencyStated(digest, parts.size())
              : new CaseEvent.ConditionsStated(digest, parts.size()));
    }
  }

  /**
   * What the instrument brings beside the fields of every request, by the pack's names; in its
   * order.
   *
   * @throws Problem not-found
   */
  @Transactional
  public Map<String, String> details(String reference) {
    DisclosureCase row = access.require(reference);
    Map<String, EmergencyStatement> said = said(row);
    Map<String, String> details = new java.util.LinkedHashMap<>();
    rule(row).details().stream()
        .filter(said::containsKey)
        .forEach(name -> details.put(name, opened(row, Objects.requireNonNull(said.get(name)))));
    return details;
  }

  /**
   * The conditions of a case that the current actor may see, as far as the officer says something
   * about them; empty where nothing depends on any.
   *
   * @throws Problem not-found
   */
  @Transactional
  public List<Part> parts(String reference) {
    DisclosureCase row = access.require(reference);
    Map<String, EmergencyAnswer> found =
        CaseAccess.isStaff(current.get()) ? EmergencyAnswer.newest(answers.of(row.id())) : Map.of();
    Map<String, EmergencyStatement> said = said(row);
    return test(row).stream()
        .map(part ->
            new Part(
                part,
                opened(row, Objects.requireNonNull(said.get(part))),
                Optional.ofNullable(found.get(part)).map(EmergencyAnswer::answer).orElse(null)))
        .toList();
  }

  /**
   * Records what the reviewer finds about every part; an entry. Who may do so the caller has asked.
   *
   * @throws Problem invalid-input naming each part without a finding in words
   */
  @Transactional
  public void answer(String reference, List<Answer> given) {
    DisclosureCase row = access.require(reference);
    if (test(row).isEmpty() || row.status() != CaseStatus.IN_REVIEW) {
      throw Problem.of(ProblemType.NOT_FROM_HERE);
    }
    List<FieldError> errors = new ArrayList<>();
    List<Answer> kept = new ArrayList<>();
    for (String part : test(row)) {
      given.stream()
          .filter(answer -> answer.part().equals(part) && isInWords(answer.words()))
          .findFirst()
          .ifPresentOrElse(
              answer -> kept.add(new Answer(part, answer.holds(), answer.words().strip())),
              () -> errors.add(new FieldError(field("test", part), "test_words")));
    }
    if (!errors.isEmpty()) {
      throw Problem.invalid(errors);
    }
    Actor actor = current.get();
    lifecycle.record(
        row.id(),
        actor,
        tested(row, kept.size(), (int) kept.stream().filter(Answer::holds).count()));
    kept.forEach(answer ->
        answers.persist(
            new EmergencyAnswer(ids.next(), row.id(), answer, actor.id(), clock.instant())));
  }

  /** The test as a table for staff; empty when the case is no emergency. */
  public Optional<CasePart.Table> table(CaseView view, PageChrome chrome) {
    List<List<String>> rows =
        parts(view.reference()).stream()
            .map(part -> {
              Answer found = part.answer();
              return List.of(
                  chrome.text("condition_", part.part()),
                  part.words(),
                  found == null
                      ? chrome.text("test_open")
                      : chrome.text("test_holds_", found.holds() ? "yes" : "no")
                          + ": "
                          + found.words());
            })
            .toList();
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new CasePart.Table(
                chrome.text("test_title"),
                List.of(
                    chrome.text("test_part"), chrome.text("test_said"), chrome.text("test_found")),
                rows));
  }

  /** Whether something was said: {@value #FEWEST} to {@value #MOST} characters. */
  public static boolean isInWords(@Nullable String typed) {
    return typed != null
        && typed.strip().length() >= FEWEST
        && typed.strip().length() <= MOST
        && typed.chars().noneMatch(c -> Character.isISOControl(c) && !Character.isWhitespace(c));
  }

  /** The name of a form's field about a part. */
  public static String field(String form, String part) {
    return form + "." + part;
  }

  private static CustodyEvent tested(DisclosureCase row, int parts, int holding) {
    return row.emergency()
        ? new CaseEvent.EmergencyTested(parts, holding)
        : new CaseEvent.ConditionsTested(parts, holding);
  }

  /** The conditions about which the officer says something. */
  private List<String> test(DisclosureCase row) {
    Map<String, EmergencyStatement> said = said(row);
    return rule(row).test().stream().filter(said::containsKey).toList();
  }

  private Map<String, EmergencyStatement> said(DisclosureCase row) {
    return statements.of(row.id()).stream()
        .collect(Collectors.toMap(EmergencyStatement::part, s -> s));
  }

  private PolicyPack.Row rule(DisclosureCase row) {
    return packs.required(row.regime(), row.packVersion()).row(row.kind()).orElseThrow();
  }

  private String opened(DisclosureCase row, EmergencyStatement said) {
    return new String(
        envelopes.open(row.caseKey(), said.words(), "emergency"), StandardCharsets.UTF_8);
  }

  /** The test of a case for a decision that rests on it. */
  @Transactional
  public List<Answer> answers(CaseId id) {
    return EmergencyAnswer.newest(answers.of(id)).values().stream()
        .map(EmergencyAnswer::answer)
        .toList();
  }
}
