package io.chancery.intake;

import io.chancery.access.Actor;
import io.chancery.access.CurrentActor;
import io.chancery.access.Role;
import io.chancery.access.StepUps;
import io.chancery.casework.CaseOpening;
import io.chancery.casework.NewCase;
import io.chancery.casework.StepResult;
import io.chancery.directory.Agencies;
import io.chancery.directory.Officers;
import io.chancery.directory.RecipientKeys;
import io.chancery.directory.Staff;
import io.chancery.kernel.ActorId;
import io.chancery.kernel.AgencyId;
import io.chancery.platform.Pdf;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import io.chancery.platform.Texts;
import io.chancery.policy.PolicyPack;
import io.chancery.policy.PolicyPacks;
import io.chancery.vault.Stored;
import io.chancery.vault.Vault;
import io.chancery.vault.VaultUser;
import io.quarkus.qute.Engine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * What the platform tells an authority of its own accord: 18 USC 2702(b)(8), (c)(4), and Article 18
 * of Regulation (EU) 2022/2065. A clerk makes the statement, which takes the place of an
 * instrument; from then on the case goes the path of every other, in other people's hands
 * (docs/adr/0033).
 */
@ApplicationScoped
public class Referrals implements VaultUser {
  /** The act that a clerk confirms with a fresh touch, for the agency's id. */
  public static final String ACT = "refer";

  /** The kind of object under which the vault keeps statements. */
  static final String FILE = "referral";

  /** An agency that can receive a referral now. */
  public record Agency(String id, String name, String country) {}

  /** One of its officers to whom it can be addressed. */
  public record Addressee(String id, String name) {}

  private final CaseOpening opening;
  private final Agencies agencies;
  private final Officers officers;
  private final RecipientKeys keys;
  private final Staff staff;
  private final PolicyPacks packs;
  private final CurrentActor current;
  private final StepUps stepUps;
  private final Vault vault;
  private final Engine templates;
  private final Clock clock;
  private final String operator;

  Referrals(
      CaseOpening opening,
      Agencies agencies,
      Officers officers,
      RecipientKeys keys,
      Staff staff,
      PolicyPacks packs,
      CurrentActor current,
      StepUps stepUps,
      Vault vault,
      Engine templates,
      Clock clock,
      @ConfigProperty(name = "chancery.operator.name", defaultValue = "The platform")
          String operator) {
    this.opening = opening;
    this.agencies = agencies;
    this.officers = officers;
    this.keys = keys;
    this.staff = staff;
    this.packs = packs;
    this.current = current;
    this.stepUps = stepUps;
    this.vault = vault;
    this.templates = templates;
    this.clock = clock;
    this.operator = operator;
  }

  /**
   * The agencies that can receive a referral now: in standing, and with a key that may be used.
   *
   * @param name part of the name, whatever its letter case; empty for the first hundred
   */
  @Transactional
  public List<Agency> agencies(String name) {
    requireClerk();
    return agencies.named(name.strip()).stream()
        .map(this::receiving)
        .flatMap(Optional::stream)
        .toList();
  }

  /**
   * One of {@link #agencies}.
   *
   * @throws Problem not-found, also where it cannot receive anything now
   */
  @Transactional
  public Agency agency(String id) {
    requireClerk();
    return required(id);
  }

  /** The officers of one agency to whom a referral can be addressed, by name. */
  @Transactional
  public List<Addressee> addressees(String agency) {
    return officers.inStanding(id(agency(agency).id())).stream()
        .map(officer -> new Addressee(officer.id().toString(), officer.fullName()))
        .toList();
  }

  /**
   * Refers a matter: writes the statement and opens the case. Nothing leaves by it.
   *
   * @param agency id of one of {@link #agencies}
   * @throws Problem invalid-input with every field at fault; duplicate when the same statement was
   *     made today
   */
  @Transactional
  public SubmissionReceipt refer(String agency, ReferralForm form) {
    Actor actor = requireClerk();
    Agency to = required(agency);
    stepUps.require(ACT, to.id());
    List<Addressee> addressees = addressees(to.id());
    Instant now = clock.instant();
    Optional<PolicyPack> pack = Optional.ofNullable(form.regime()).flatMap(packs::pack);
    ReferralRules.Checked checked =
        ReferralRules.check(
            form, operator, pack, addressees.stream().map(Addressee::id).toList(), now);
    if (!checked.errors().isEmpty()) {
      throw Problem.invalid(checked.errors());
    }
    RequestRules.Checked asked = checked.request().orElseThrow();
    RequestRules.Paper paper = asked.paper().orElseThrow();
    Instant awareAt = Objects.requireNonNull(checked.awareAt());
    Addressee officer =
        addressees.stream().filter(a -> a.id().equals(form.officer())).findFirst().orElseThrow();
    PolicyPack.Row rule = pack.orElseThrow().row(paper.kind()).orElseThrow();
    Stored statement = keep(statement(actor, to, officer, rule, paper, asked, awareAt));
    if (!opening.withInstrument(statement.digest()).isEmpty()) {
      throw Problem.of(ProblemType.DUPLICATE, "referral_known");
    }
    CaseOpening.Opened opened =
        opening.open(
            new NewCase(
                null,
                id(to.id()),
                ActorId.parse(officer.id()),
                pack.orElseThrow().pack(),
                new NewCase.Instrument(
                    paper.kind(),
                    paper.authority(),
                    paper.issuerType(),
                    paper.docket(),
                    paper.issuedOn(),
                    statement.key(),
                    statement.digest(),
                    statement.size()),
                asked.targets(),
                asked.statement(),
                List.of(),
                null,
                null,
                null,
                new NewCase.Referral(actor.id(), awareAt)),
            actor);
    if (opened.result() instanceof StepResult.Blocked(var guard)) {
      throw Problem.of(ProblemType.BLOCKED, "guard_" + guard);
    }
    return new SubmissionReceipt(
        opened.reference().value(),
        opened.receivedAt(),
        opened.request(),
        opened.instrument(),
        opened.dueAt(),
        opened.clockCitation());
  }

  @Override
  public Set<String> kinds() {
    return Set.of(FILE);
  }

  @Override
  public Set<String> keysInUse() {
    return opening.referralFiles();
  }

  private byte[] statement(
      Actor actor,
      Agency to,
      Addressee officer,
      PolicyPack.Row rule,
      RequestRules.Paper paper,
      RequestRules.Checked asked,
      Instant awareAt) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    ReferralStatement content =
        new ReferralStatement(
            operator,
            staff.find(actor.id()).map(Staff.StaffView::fullName).orElse(""),
            to.name(),
            officer.name(),
            paper.docket(),
            Texts.LANGUAGES.stream()
                .map(language ->
                    ReferralStatement.side(
                        language,
                        rule.kind(),
                        rule.citation(),
                        today,
                        awareAt,
                        asked.statement(),
                        rule.stated(),
                        asked.targets()))
                .toList());
    try {
      return Pdf.render(
          templates.getTemplate(ReferralStatement.TEMPLATE).data("letter", content).render());
    } catch (IOException e) {
      throw new UncheckedIOException("a statement can always be printed", e);
    }
  }

  private Stored keep(byte[] pdf) {
    try {
      return vault.put(FILE, out -> out.write(pdf));
    } catch (IOException e) {
      throw new UncheckedIOException("the vault did not take the statement", e);
    }
  }

  private Agency required(@Nullable String id) {
    return receiving(id(Objects.requireNonNullElse(id, "")))
        .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND));
  }

  private static AgencyId id(String text) {
    return new AgencyId(DraftPages.id(text));
  }

  private Optional<Agency> receiving(AgencyId id) {
    return agencies
        .find(id)
        .filter(agency -> !agency.suspended() && keys.usable(id).isPresent())
        .map(agency -> new Agency(id.toString(), agency.name(), agency.country()));
  }

  private Actor requireClerk() {
    Actor actor = current.get();
    if (!actor.is(Role.CLERK)) {
      throw Problem.of(ProblemType.FORBIDDEN);
    }
    return actor;
  }
}
