package io.chancery.directory;

import io.chancery.access.Actor;
import io.chancery.access.CurrentActor;
import io.chancery.access.Role;
import io.chancery.access.StepUps;
import io.chancery.custody.CustodyEvent;
import io.chancery.custody.CustodyLedger;
import io.chancery.custody.HouseEvent;
import io.chancery.custody.Subject;
import io.chancery.kernel.AgencyId;
import io.chancery.kernel.RecipientKeyId;
import io.chancery.kernel.Sha256;
import io.chancery.keys.PublicRecipient;
import io.chancery.keys.RecipientKind;
import io.chancery.platform.Ids;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The keys to which agencies' productions are encrypted. A stolen sign-in must get nothing from a
 * package: a key is registered by the supervisor, proven by decrypting a challenge, left to cool
 * down, and confirmed by somebody else before anything is encrypted to it.
 */
@ApplicationScoped
public class RecipientKeys {
  /** The act of registering; its object is the agency's id. */
  public static final String REGISTER = "key-registration";

  /** The act of asking for a new challenge, of confirming or revoking; the object is the key. */
  public static final String CHALLENGE = "key-challenge";

  public static final String CONFIRM = "key-confirmation";
  public static final String REVOKE = "key-revocation";

  /** Why a key may be revoked. */
  public static final List<String> REASONS = List.of("compromised", "lost", "replaced", "mistaken");

  private static final String OTHER_MODE = "OTHER_MODE";
  static final int ATTEMPTS = 5;
  static final Duration CHALLENGE_LIFE = Duration.ofHours(24);
  private static final int ANSWER_BYTES = 16;

  /**
   * A key as its agency and clerks see it.
   *
   * @param postQuantum whether it withstands a quantum computer
   * @param state UNPROVEN, COOLING, UNCONFIRMED, USABLE, OTHER_MODE (usable, were its mode in
   *     force), EXPIRED or REVOKED
   * @param coolUntil when it may be confirmed
   * @param challenge what the supervisor shall decrypt; null for others, and once it is proven
   * @param attemptsLeft answers that may still be tried
   * @param mayConfirm whether the person who looks may be the second one
   */
  public record KeyView(
      RecipientKeyId id,
      String agency,
      RecipientKind kind,
      boolean postQuantum,
      KeyPurpose purpose,
      String fingerprint,
      String state,
      Instant registeredAt,
      Instant coolUntil,
      @Nullable Instant expiresAt,
      @Nullable String challenge,
      @Nullable Instant challengeUntil,
      int attemptsLeft,
      boolean mayConfirm,
      @Nullable String revocation) {}

  private final RecipientKeyAccess access;
  private final DirectoryRepositories.RecipientKeyRepository keys;
  private final Agencies agencies;
  private final CustodyLedger ledger;
  private final CurrentActor current;
  private final StepUps stepUps;
  private final Ids ids;
  private final Clock clock;
  private final Duration coolDown;

  RecipientKeys(
      RecipientKeyAccess access,
      DirectoryRepositories.RecipientKeyRepository keys,
      Agencies agencies,
      CustodyLedger ledger,
      CurrentActor current,
      StepUps stepUps,
      Ids ids,
      Clock clock,
      @ConfigProperty(name = "chancery.recipient-key.cool-down", defaultValue = "P7D")
          Duration coolDown) {
    this.access = access;
    this.keys = keys;
    this.agencies = agencies;
    this.ledger = ledger;
    this.current = current;
    this.stepUps = stepUps;
    this.ids = ids;
    this.clock = clock;
    this.coolDown = coolDown;
  }

  /** A key that may be used now, and whose it is. */
  public record Usable(KeyPurpose purpose, PublicRecipient key) {}

  /**
   * The newest key of the agency itself that is confirmed, old enough, not expired and not revoked.
   */
  public Optional<PublicRecipient> usable(AgencyId agency) {
    return allUsable(agency).stream()
        .filter(held -> held.purpose() == KeyPurpose.AGENCY)
        .findFirst()
        .map(Usable::key);
  }

  /**
   * Every key that may be used now, newest first: the agency's, and those for copies. For each
   * purpose all are classical or all are post-quantum: the key that was confirmed last decides.
   */
  public List<Usable> allUsable(AgencyId agency) {
    return RecipientKey.ofModeInForce(keys.of(agency.value())).stream()
        .filter(this::usable)
        .map(key -> new Usable(key.purpose(), key.key()))
        .toList();
  }

  /** Whether the agency's key with this fingerprint may be used now. */
  public boolean usable(AgencyId agency, String fingerprint) {
    return keys.of(agency.value()).stream()
        .anyMatch(key -> key.fingerprint().equals(fingerprint) && usable(key));
  }

  private boolean inForce(RecipientKey key) {
    return RecipientKey.ofModeInForce(keys.of(key.agency().value())).contains(key);
  }

  private boolean usable(RecipientKey key) {
    return key.stateAt(clock.instant(), coolDown) == RecipientKey.State.USABLE;
  }

  /** The keys of one's own agency; for clerks those of all. Newest first. */
  @Transactional
  public List<KeyView> all() {
    Actor actor = current.get();
    return access.visible(actor).stream().map(key -> view(key, actor)).toList();
  }

  /** One key. */
  @Transactional
  public KeyView one(RecipientKeyId id) {
    Actor actor = current.get();
    return view(access.require(id, actor), actor);
  }

  /**
   * Registers a key of the supervisor's own agency, or of a court or a defence to which a copy goes
   * through it, and makes the first challenge to it.
   *
   * @throws Problem invalid-input at {@code recipient} with the reason why it is unfit
   */
  @Transactional
  public RecipientKeyId register(RecipientKind kind, KeyPurpose purpose, String typed) {
    Actor actor = supervisor();
    AgencyId agency = ownAgency(actor);
    stepUps.require(REGISTER, agency.toString());
    Instant now = clock.instant();
    PublicRecipient read = PublicRecipient.read(kind, typed, now);
    if (keys.of(agency.value()).stream()
        .anyMatch(known -> known.fingerprint().equals(read.fingerprint()))) {
      throw Problem.invalid("recipient", "recipient_known");
    }
    RecipientKey key =
        new RecipientKey(ids.next(), agency.value(), read, purpose, actor.id().value(), now);
    challenge(key, now);
    keys.persist(key);
    append(
        key,
        actor,
        Role.SUPERVISOR,
        new HouseEvent.RecipientKeyRegistered(kind.name(), key.fingerprint()));
    return key.id();
  }

  /** A new challenge in place of one that has run out or was answered wrongly too often. */
  @Transactional
  public void challengeAgain(RecipientKeyId id) {
    RecipientKey key = access.require(id, supervisor());
    stepUps.require(CHALLENGE, id.toString());
    require(key, RecipientKey.State.UNPROVEN, "key_not_unproven");
    challenge(key, clock.instant());
  }

  /**
   * Takes what the supervisor decrypted. Wrong answers count, also when the page is left.
   *
   * @throws Problem invalid-input at {@code answer} when it is not the one
   */
  @Transactional(dontRollbackOn = Problem.class)
  public void prove(RecipientKeyId id, String answer) {
    Actor actor = supervisor();
    RecipientKey key = access.require(id, actor);
    require(key, RecipientKey.State.UNPROVEN, "key_not_unproven");
    Instant now = clock.instant();
    String expected = key.answerHash();
    Instant until = key.challengeUntil();
    if (expected == null
        || until == null
        || !now.isBefore(until)
        || key.challengeAttempts() >= ATTEMPTS) {
      throw Problem.invalid("answer", "challenge_over");
    }
    key.attempted();
    if (!MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.US_ASCII),
        hash(id, answer).getBytes(StandardCharsets.US_ASCII))) {
      throw Problem.invalid("answer", "challenge_differs");
    }
    key.prove(actor.id().value(), now);
    append(
        key,
        actor,
        Role.SUPERVISOR,
        new HouseEvent.RecipientKeyProven(key.kind().name(), key.fingerprint()));
  }

  /**
   * The second person's word: another member of the agency, or a clerk who called the agency back.
   *
   * @param shown the fingerprint that the person saw and compared
   * @param calledBack a clerk's word that the agency named this fingerprint on its recorded number
   */
  @Transactional
  public void confirm(RecipientKeyId id, String shown, boolean calledBack) {
    Actor actor = current.get();
    RecipientKey key = access.require(id, actor);
    stepUps.require(CONFIRM, id.toString());
    if (actsAlone(key, actor)) {
      throw Problem.of(ProblemType.BLOCKED, "key_four_eyes");
    }
    if (key.stateAt(clock.instant(), coolDown) == RecipientKey.State.COOLING) {
      throw Problem.of(ProblemType.NOT_YET, "key_cooling");
    }
    require(key, RecipientKey.State.UNCONFIRMED, "key_not_unconfirmed");
    if (!key.fingerprint().equals(shown)) {
      throw Problem.invalid("shown", "key_fingerprint_differs");
    }
    boolean clerk = actor.is(Role.CLERK);
    if (clerk && !calledBack) {
      throw Problem.invalid("calledBack", "key_not_called_back");
    }
    key.confirm(actor.id().value(), clock.instant());
    append(
        key,
        actor,
        clerk ? Role.CLERK : ofAgency(actor),
        new HouseEvent.RecipientKeyConfirmed(
            key.kind().name(), key.fingerprint(), clerk ? "call-back" : "colleague"));
  }

  /** Ends a key at once; one person is enough to be safe. It never comes back. */
  @Transactional
  public void revoke(RecipientKeyId id, String reason) {
    Actor actor = current.get();
    if (!actor.is(Role.SUPERVISOR) && !actor.is(Role.CLERK)) {
      throw Problem.of(ProblemType.FORBIDDEN);
    }
    RecipientKey key = access.require(id, actor);
    if (!REASONS.contains(reason)) {
      throw Problem.invalid("reason", "key_reason_unknown");
    }
    stepUps.require(REVOKE, id.toString());
    if (key.revokedAt() != null) {
      throw Problem.of(ProblemType.NOT_FROM_HERE);
    }
    key.revoke(actor.id().value(), clock.instant(), reason);
    append(
        key,
        actor,
        actor.is(Role.CLERK) ? Role.CLERK : Role.SUPERVISOR,
        new HouseEvent.RecipientKeyRevoked(key.kind().name(), key.fingerprint(), reason));
  }

  private void challenge(RecipientKey key, Instant now) {
    String answer = HexFormat.of().formatHex(ids.bytes(ANSWER_BYTES));
    String ciphertext = key.key().seal((answer + "\n").getBytes(StandardCharsets.US_ASCII), now);
    key.challenge(ciphertext, hash(key.id(), answer), now.plus(CHALLENGE_LIFE));
  }

  /** The key's id keeps one answer from being worth anything for another key. */
  private static String hash(RecipientKeyId id, String answer) {
    return Sha256.hash(id + " " + answer.strip().toLowerCase(Locale.ROOT)).hex();
  }

  private void require(RecipientKey key, RecipientKey.State state, String code) {
    if (key.stateAt(clock.instant(), coolDown) != state) {
      throw Problem.of(ProblemType.NOT_FROM_HERE, code);
    }
  }

  private Actor supervisor() {
    Actor actor = current.get();
    if (!actor.is(Role.SUPERVISOR)) {
      throw Problem.of(ProblemType.FORBIDDEN);
    }
    return actor;
  }

  private static AgencyId ownAgency(Actor actor) {
    AgencyId agency = actor.agency();
    if (agency == null) {
      throw Problem.of(ProblemType.FORBIDDEN);
    }
    return agency;
  }

  private static Role ofAgency(Actor actor) {
    return actor.is(Role.SUPERVISOR) ? Role.SUPERVISOR : Role.OFFICER;
  }

  private static boolean actsAlone(RecipientKey key, Actor actor) {
    UUID person = actor.id().value();
    return person.equals(key.registeredBy()) || person.equals(key.provenBy());
  }

  private void append(RecipientKey key, Actor actor, Role role, CustodyEvent event) {
    ledger.append(new Subject.OfAgency(key.agency()), actor, role, event);
  }

  private KeyView view(RecipientKey key, Actor actor) {
    RecipientKey.State state = key.stateAt(clock.instant(), coolDown);
    boolean answers = state == RecipientKey.State.UNPROVEN && actor.is(Role.SUPERVISOR);
    Instant until = key.challengeUntil();
    boolean open =
        answers
            && until != null
            && clock.instant().isBefore(until)
            && key.challengeAttempts() < ATTEMPTS;
    return new KeyView(
        key.id(),
        agencies.find(key.agency()).map(Agencies.AgencyView::name).orElse(""),
        key.kind(),
        key.key().postQuantum(),
        key.purpose(),
        key.fingerprint(),
        state == RecipientKey.State.USABLE && !inForce(key) ? OTHER_MODE : state.name(),
        key.registeredAt(),
        key.usableFrom(coolDown),
        key.expiresAt(),
        open ? key.challenge() : null,
        until,
        ATTEMPTS - key.challengeAttempts(),
        state == RecipientKey.State.UNCONFIRMED && !actsAlone(key, actor),
        key.revocation());
  }
}
