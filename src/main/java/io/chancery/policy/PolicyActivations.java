package io.chancery.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.chancery.access.CurrentActor;
import io.chancery.access.ProposalHandler;
import io.chancery.access.Proposals;
import io.chancery.access.TwoPersonAct;
import io.chancery.custody.CustodyLedger;
import io.chancery.custody.HouseEvent;
import io.chancery.custody.Subject;
import io.chancery.kernel.ProposalId;
import io.chancery.kernel.Sha256;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The operator's own versions of the rules, each put into force by two people who name the digest
 * of its file. What is shipped came with the portal and needs none.
 */
@ApplicationScoped
public class PolicyActivations implements ProposalHandler {

  /** Where a version stands. */
  public enum State {
    /** New requests are judged by it. */
    IN_FORCE,
    /** Its first day is to come. */
    LATER,
    /** A newer one took over; cases keep it. */
    REPLACED,
    /** It needs two people. */
    WAITS,
    /** Two people activated other bytes under this version. */
    CHANGED
  }

  /**
   * A version of the rules.
   *
   * @param confirmed how many of its {@code kinds} counsel confirmed
   * @param proposal by which two people activated it; null for shipped ones and those that wait
   */
  public record VersionView(
      String pack,
      String version,
      LocalDate effective,
      Sha256 digest,
      boolean shipped,
      State state,
      long confirmed,
      int kinds,
      @Nullable ProposalId proposal) {}

  /**
   * What a proposal carries: everything that both people see.
   *
   * @param changed kinds that differ from the version in force at the proposal
   */
  record Content(
      String pack,
      String version,
      String sha256,
      String effective,
      long confirmed,
      int kinds,
      String changed) {}

  private final PolicyPacks packs;
  private final PolicyActivation.Rows rows;
  private final Proposals proposals;
  private final CurrentActor current;
  private final CustodyLedger ledger;
  private final ObjectMapper json;
  private final Clock clock;

  PolicyActivations(
      PolicyPacks packs,
      PolicyActivation.Rows rows,
      Proposals proposals,
      CurrentActor current,
      CustodyLedger ledger,
      ObjectMapper json,
      Clock clock) {
    this.packs = packs;
    this.rows = rows;
    this.proposals = proposals;
    this.current = current;
    this.ledger = ledger;
    this.json = json;
    this.clock = clock;
  }

  /** Every version that is installed, by regime, newest first. */
  @Transactional
  public List<VersionView> all() {
    return packs
        .installed()
        .sorted(
            Comparator.comparing((PolicyPacks.Installed i) -> i.pack().pack())
                .thenComparing(PolicyPacks.Installed::pack, PolicyPacks.AGE.reversed()))
        .map(this::view)
        .toList();
  }

  /**
   * Proposes to put a version of the operator's folder into force.
   *
   * @param digest of its file, as the page showed it
   * @throws Problem INVALID_INPUT when no installed version that waits has this digest
   */
  @Transactional
  public ProposalId propose(String digest, String reason) {
    PolicyPacks.Installed waits =
        packs
            .installed()
            .filter(one -> one.digest().hex().equals(digest))
            .filter(one -> !one.shipped() && rows.of(one.name(), one.version()).isEmpty())
            .findFirst()
            .orElseThrow(() -> Problem.invalid("version", "policy_version"));
    return proposals.propose(
        TwoPersonAct.ACTIVATE_POLICY_PACK,
        object(waits.digest()),
        null,
        written(
            new Content(
                waits.name(),
                waits.version(),
                waits.digest().hex(),
                waits.pack().effective().toString(),
                confirmed(waits.pack()),
                waits.pack().rows().size(),
                changed(packs.pack(waits.name()), waits.pack()))),
        reason);
  }

  @Override
  public Set<TwoPersonAct> acts() {
    return Set.of(TwoPersonAct.ACTIVATE_POLICY_PACK);
  }

  @Override
  public List<Line> describe(TwoPersonAct act, UUID object, byte[] content) {
    Content said = read(content);
    return List.of(
        new Line("policy_pack", said.pack()),
        new Line("policy_version", said.version()),
        new Line("policy_effective", said.effective()),
        new Line("policy_digest", said.sha256()),
        new Line("policy_counsel", said.confirmed() + " / " + said.kinds()),
        new Line("policy_changed", said.changed().isEmpty() ? "–" : said.changed()));
  }

  @Override
  public void apply(Confirmed proposal) {
    Content said = read(proposal.content());
    Sha256 digest = new Sha256(said.sha256());
    // The file may have been taken away or changed since the proposal; nobody confirms what is not
    // there.
    if (packs.digest(said.pack(), said.version()).filter(digest::equals).isEmpty()
        || rows.of(said.pack(), said.version()).isPresent()) {
      throw Problem.of(ProblemType.STALE);
    }
    rows.persist(
        new PolicyActivation(said.pack(), said.version(), digest, proposal.id(), clock.instant()));
    ledger.append(
        new Subject.OfSystem(),
        current.get(),
        new HouseEvent.PolicyPackActivated(said.pack(), said.version(), digest, proposal.id()));
  }

  private VersionView view(PolicyPacks.Installed one) {
    Optional<PolicyActivation> row = rows.of(one.name(), one.version());
    return new VersionView(
        one.name(),
        one.version(),
        one.pack().effective(),
        one.digest(),
        one.shipped(),
        state(one, row),
        confirmed(one.pack()),
        one.pack().rows().size(),
        row.map(PolicyActivation::proposal).orElse(null));
  }

  private State state(PolicyPacks.Installed one, Optional<PolicyActivation> row) {
    if (!one.shipped() && row.isEmpty()) {
      return State.WAITS;
    }
    if (!one.shipped() && !row.orElseThrow().digest().equals(one.digest())) {
      return State.CHANGED;
    }
    if (packs.pack(one.name()).filter(one.pack()::equals).isPresent()) {
      return State.IN_FORCE;
    }
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    return one.pack().effective().isAfter(today) ? State.LATER : State.REPLACED;
  }

  private static long confirmed(PolicyPack pack) {
    return pack.rows().stream().filter(PolicyPack.Row::confirmed).count();
  }

  /** The kinds whose rules are not those in force, in the order of the file; gone ones last. */
  static String changed(Optional<PolicyPack> before, PolicyPack after) {
    List<PolicyPack.Row> old = before.map(PolicyPack::rows).orElse(List.of());
    List<String> kinds = after.rows().stream().map(PolicyPack.Row::kind).toList();
    return String.join(
        ", ",
        java.util.stream.Stream.concat(
                after.rows().stream().filter(row -> !old.contains(row)).map(PolicyPack.Row::kind),
                old.stream().map(PolicyPack.Row::kind).filter(kind -> !kinds.contains(kind)))
            .toList());
  }

  /** A proposal is about these bytes, so that changed ones can be proposed while others wait. */
  private static UUID object(Sha256 digest) {
    return new UUID(
        Long.parseUnsignedLong(digest.hex().substring(0, 16), 16),
        Long.parseUnsignedLong(digest.hex().substring(16, 32), 16));
  }

  private byte[] written(Content content) {
    try {
      return json.writeValueAsBytes(content);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of strings was not written", e);
    }
  }

  private Content read(byte[] content) {
    try {
      return Objects.requireNonNull(json.readValue(content, Content.class));
    } catch (IOException e) {
      throw new UncheckedIOException("a stored proposal cannot be read", e);
    }
  }
}
