package io.chancery.delivery;

import io.chancery.access.Actor;
import io.chancery.access.CurrentActor;
import io.chancery.access.Role;
import io.chancery.casework.CaseAccess;
import io.chancery.casework.CaseClocks;
import io.chancery.casework.HandOffs;
import io.chancery.casework.handoff.SealedPackage;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.DownloadGrantId;
import io.chancery.kernel.Sha256;
import io.chancery.keys.Macs;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import io.chancery.vault.DamagedException;
import io.chancery.vault.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The hand-overs of a case, and the package that each was given for. */
@ApplicationScoped
public class Deliveries {
  private static final Logger LOG = Logger.getLogger(Deliveries.class);

  /** The act for which an officer touches their key before fetching. */
  public static final String PICKUP = "pickup";

  /**
   * One file of a production.
   *
   * @param number from 1
   * @param bytes of ciphertext
   * @param sent how many of them the officer's copy holds without a gap
   */
  public record FileView(int number, String fileName, Sha256 ciphertext, long bytes, long sent) {}

  /**
   * A hand-over as the officer or staff see it.
   *
   * @param token only for the officer to whom it is bound and for colleagues who were named
   * @param openedByYou whether the attempt under way is that of the person who looks
   * @param receiptSignedBy fingerprint of the key that signed the receipt; null when none did
   * @param fileName of the one file, or of the list of several; {@code ciphertext} is its digest
   * @param bytes of all files
   * @param envelope file name of the key envelope; null when the agency's age key opens the package
   * @param files in the order of the list, with what was sent of each so far
   * @param sent the same of all files
   */
  public record GrantView(
      DownloadGrantId id,
      String reference,
      String status,
      Instant opensAt,
      Instant expiresAt,
      int attempts,
      int attemptsAllowed,
      String fileName,
      long bytes,
      Sha256 ciphertext,
      @Nullable String token,
      @Nullable Instant receiptAt,
      @Nullable String receiptSignedBy,
      @Nullable String envelope,
      List<FileView> files,
      long sent,
      boolean openedByYou) {}

  private final DeliveryRows rows;
  private final CaseAccess access;
  private final GrantAccess bound;
  private final CaseClocks clocks;
  private final HandOffs handOffs;
  private final Vault vault;
  private final Macs macs;
  private final CurrentActor current;
  private final int attemptsAllowed;

  Deliveries(
      DeliveryRows rows,
      CaseAccess access,
      GrantAccess bound,
      CaseClocks clocks,
      HandOffs handOffs,
      Vault vault,
      Macs macs,
      CurrentActor current,
      @ConfigProperty(name = "chancery.delivery.attempts", defaultValue = "5")
          int attemptsAllowed) {
    this.rows = rows;
    this.access = access;
    this.bound = bound;
    this.clocks = clocks;
    this.handOffs = handOffs;
    this.vault = vault;
    this.macs = macs;
    this.current = current;
    this.attemptsAllowed = attemptsAllowed;
  }

  /**
   * When a hand-over opens: the time to veto and to challenge is over, and so is the law's window.
   * The window is asked anew, because an authority may clear an order after its release was signed.
   */
  Instant opens(DeliveryGrant grant) {
    return latest(grant.notBefore(), clocks.opens(grant.caseId()));
  }

  static Instant latest(Instant one, Optional<Instant> other) {
    return other.filter(one::isBefore).orElse(one);
  }

  /** The hand-overs of a case, newest first. */
  @Transactional
  public List<GrantView> grants(String reference) {
    CaseId id = access.visible(reference);
    Actor actor = current.get();
    return rows.of(id).stream().map(g -> view(g, reference, sealedOf(g), actor)).toList();
  }

  /** The hand-over that a token opens, for those to whom it is bound. */
  @Transactional
  public GrantView pickup(String token) {
    Actor actor = current.get();
    DeliveryGrant grant = bound.require(token, actor);
    SealedPackage pack = sealedOf(grant);
    return view(grant, pack.reference(), pack, actor);
  }

  /** The package that a grant was given for; a later one of the case is another's. */
  SealedPackage sealedOf(DeliveryGrant grant) {
    String production = grant.production().toString();
    return handOffs.every(grant.caseId(), SealedPackage.class).stream()
        .map(HandOffs.Stored::value)
        .filter(pack -> pack.production().equals(production))
        .reduce((_, last) -> last)
        .orElseThrow();
  }

  int attemptsAllowed() {
    return attemptsAllowed;
  }

  GrantView view(DeliveryGrant grant, String reference, SealedPackage pack, Actor actor) {
    Optional<DeliveryReceipt> receipt = rows.receipt(grant.id());
    boolean theirs = actor.is(Role.OFFICER) && bound.people(grant).contains(actor.id());
    return new GrantView(
        grant.id(),
        reference,
        grant.status().name(),
        opens(grant),
        grant.expiresAt(),
        grant.attempts(),
        attemptsAllowed,
        pack.fileName(),
        pack.bytes(),
        pack.ciphertext(),
        theirs ? token(grant.id()) : null,
        receipt.map(DeliveryReceipt::at).orElse(null),
        receipt.map(DeliveryReceipt::fingerprint).orElse(null),
        pack.envelope() == null ? null : pack.envelope().fileName(),
        files(pack, grant::sentOf),
        grant.sentBytes(),
        grant.openedFor(actor));
  }

  static List<FileView> files(SealedPackage pack, IntToLongFunction sent) {
    List<SealedPackage.Bag> files = pack.files();
    return IntStream.rangeClosed(1, files.size())
        .mapToObj(number -> {
          SealedPackage.Bag file = files.get(number - 1);
          return new FileView(
              number, file.fileName(), file.ciphertext(), file.bytes(), sent.applyAsLong(number));
        })
        .toList();
  }

  /**
   * Hashes the package where it lies.
   *
   * @throws Problem damaged when it is not the one that was sealed
   */
  void verifyVault(SealedPackage pack) {
    try {
      for (SealedPackage.Bag file : pack.files()) {
        vault.verifyRaw(file.vaultKey(), file.ciphertext());
      }
    } catch (DamagedException e) {
      LOG.errorf("The package of production %s is damaged in the vault", pack.production());
      throw Problem.of(ProblemType.DAMAGED, "package_damaged");
    } catch (IOException e) {
      throw new UncheckedIOException("the vault cannot be read", e);
    }
  }

  /** Recomputable, unguessable, and stored nowhere: only its hash lies in the row. */
  String token(DownloadGrantId id) {
    return HexFormat.of()
        .formatHex(
            macs.mac(
                Macs.Purpose.TOKEN,
                id.toString().getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
  }

  static String hash(String token) {
    return Sha256.hash(token).hex();
  }
}
