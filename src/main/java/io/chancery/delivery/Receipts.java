package io.chancery.delivery;

import io.chancery.access.Actor;
import io.chancery.access.CurrentActor;
import io.chancery.casework.CaseAccess;
import io.chancery.casework.CaseLifecycle;
import io.chancery.casework.CaseViews;
import io.chancery.casework.handoff.SealedPackage;
import io.chancery.custody.CaseEvent;
import io.chancery.directory.KeyPurpose;
import io.chancery.directory.RecipientKeys;
import io.chancery.kernel.AgencyId;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.Sha256;
import io.chancery.keys.DetachedSignatures;
import io.chancery.keys.PublicRecipient;
import io.chancery.platform.Ids;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The word of whoever fetched a production that they hold it: by itself, or with a detached
 * signature over one exact text by a key that the agency has registered (docs/adr/0032).
 */
@ApplicationScoped
public class Receipts {

  /** What is signed. */
  public record Text(String fileName, String text) {
    /** As it is offered for download, and signed. */
    public byte[] bytes() {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  }

  /**
   * A receipt as staff and the agency see it.
   *
   * @param text what was signed; null, as all that follows, for a receipt without a signature
   * @param signature armored OpenPGP, or CMS in PEM
   * @param keyKind {@code OPENPGP} or {@code X509}
   * @param key the public key, as the directory had it when it was used
   */
  public record View(
      Sha256 ciphertext,
      Instant at,
      @Nullable String text,
      @Nullable String signature,
      @Nullable String keyKind,
      @Nullable String fingerprint,
      @Nullable String key) {}

  private final DeliveryRows rows;
  private final GrantAccess bound;
  private final Deliveries deliveries;
  private final CaseAccess access;
  private final CaseViews views;
  private final CaseLifecycle lifecycle;
  private final RecipientKeys keys;
  private final CurrentActor current;
  private final Ids ids;
  private final Clock clock;

  Receipts(
      DeliveryRows rows,
      GrantAccess bound,
      Deliveries deliveries,
      CaseAccess access,
      CaseViews views,
      CaseLifecycle lifecycle,
      RecipientKeys keys,
      CurrentActor current,
      Ids ids,
      Clock clock) {
    this.rows = rows;
    this.bound = bound;
    this.deliveries = deliveries;
    this.access = access;
    this.views = views;
    this.lifecycle = lifecycle;
    this.keys = keys;
    this.current = current;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * The exact text that the current person signs, if they sign.
   *
   * @throws Problem not-from-here before the hand-over is complete
   */
  @Transactional
  public Text text(String token) {
    Actor actor = current.get();
    DeliveryGrant grant = bound.require(token, actor);
    return text(grant, deliveries.sealedOf(grant), actor);
  }

  /**
   * Takes a receipt.
   *
   * @param ciphertext digest of the file that the person holds; of the list, when there are several
   * @param signature over {@link #text}, or blank for none
   * @throws Problem invalid-input at {@code ciphertext} or {@code signature}; duplicate when a
   *     signature comes after the receipt
   */
  @Transactional
  public Deliveries.GrantView give(String token, Sha256 ciphertext, String signature) {
    Actor actor = current.get();
    DeliveryGrant bare = bound.require(token, actor);
    var unused = views.lockedStatus(bare.caseId());
    DeliveryGrant grant = rows.lock(bare.id());
    SealedPackage pack = deliveries.sealedOf(grant);
    Text text = text(grant, pack, actor);
    if (!pack.ciphertext().equals(ciphertext)) {
      throw Problem.invalid("ciphertext", "digest_differs");
    }
    boolean given = rows.receipt(grant.id()).isPresent();
    if (given && !signature.isBlank()) {
      throw Problem.of(ProblemType.DUPLICATE, "receipt_given");
    }
    if (!given) {
      DeliveryReceipt receipt =
          new DeliveryReceipt(ids.next(), grant, actor.id(), ciphertext, clock.instant());
      lifecycle.record(grant.caseId(), actor, new CaseEvent.ReceiptGiven(grant.id(), ciphertext));
      if (!signature.isBlank()) {
        PublicRecipient key = signer(grant, text, signature);
        receipt.signed(text.text(), signature.strip(), key);
        lifecycle.record(
            grant.caseId(),
            actor,
            new CaseEvent.ReceiptSigned(
                grant.id(),
                Sha256.hash(text.text()),
                Sha256.hash(signature.strip()),
                key.fingerprint()));
      }
      rows.add(receipt);
    }
    return deliveries.view(grant, pack.reference(), pack, actor);
  }

  /** The receipts of a case that the current actor may see, newest first. */
  @Transactional
  public List<View> of(String reference) {
    CaseId id = access.visible(reference);
    return rows.receipts(id).stream().map(DeliveryReceipt::view).toList();
  }

  /** Only the agency's own keys that two people confirmed and that may be used now. */
  private PublicRecipient signer(DeliveryGrant grant, Text text, String signature) {
    AgencyId agency = views.of(grant.caseId()).agencyId();
    List<PublicRecipient> trusted =
        keys.allUsable(agency).stream()
            .filter(held -> held.purpose() == KeyPurpose.AGENCY)
            .map(RecipientKeys.Usable::key)
            .toList();
    return DetachedSignatures.verify(trusted, text.bytes(), signature, clock.instant());
  }

  /** docs/formats/package.md, "Receipt". */
  private static Text text(DeliveryGrant grant, SealedPackage pack, Actor actor) {
    if (grant.status() != DeliveryGrant.Status.COMPLETED) {
      throw Problem.of(ProblemType.NOT_FROM_HERE);
    }
    String production = pack.fileName().replaceFirst("\\.(bag\\.zip\\.age|sha256)$", "");
    Instant at = Objects.requireNonNull(grant.completedAt()).truncatedTo(ChronoUnit.SECONDS);
    return new Text(
        production + ".receipt.txt",
        """
        chancery receipt, version 1
        reference: %s
        delivery: %s
        file: %s
        sha256: %s
        bytes: %d
        handed over: %s
        received as: %s
        I hold what is named here and have compared its digest.
        """
            .formatted(
                pack.reference(),
                grant.id(),
                pack.fileName(),
                pack.ciphertext().hex(),
                pack.bytes(),
                at,
                grant.officer().equals(actor.id()) ? "officer" : "named colleague"));
  }
}
