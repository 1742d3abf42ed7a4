package io.chancery.casework.handoff;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.chancery.kernel.Sha256;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The package as it lies in the vault, ready for a releaser. A production of several bags is bound
 * by their list, which {@code sha256sum -c} reads: {@code fileName} and {@code ciphertext} are the
 * list's name and digest, so that whatever names the ciphertext binds every bag.
 *
 * @param fileName of the one file, or of the list
 * @param payloadManifest see {@link #payloadOf}
 * @param ciphertext digest of the one file, or of the list
 * @param bytes of all files, without the list
 * @param vaultKey of the first file
 * @param envelope what wraps the package's age identity to the agency's key; null when the agency's
 *     key is an age key, which opens the package itself
 * @param bags null when there is one
 */
public record SealedPackage(
    String reference,
    Sha256 previous,
    String production,
    String fileName,
    Sha256 payloadManifest,
    Sha256 ciphertext,
    long bytes,
    String vaultKey,
    String recipientFingerprint,
    String sealedBy,
    @Nullable Envelope envelope,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Bag> bags)
    implements HandOff {

  /** What the name of a list ends in. */
  public static final String LIST = ".sha256";

  public SealedPackage {
    bags = bags == null ? null : List.copyOf(bags);
  }

  /**
   * A key envelope: a small armored file that travels beside the package.
   *
   * @param fileName ends in {@code .cms.pem} or {@code .asc}
   * @param text ciphertext to the agency's key
   */
  public record Envelope(String fileName, String text) {}

  /**
   * One bag: a file of its own.
   *
   * @param bytes of ciphertext
   */
  public record Bag(
      String fileName, Sha256 payloadManifest, Sha256 ciphertext, long bytes, String vaultKey) {}

  /** Every file that is handed over beside list and envelope, in order; at least one. */
  public List<Bag> files() {
    return bags == null
        ? List.of(new Bag(fileName, payloadManifest, ciphertext, bytes, vaultKey))
        : bags;
  }

  /** Digests and names of the files as {@code sha256sum} writes them. */
  public static String list(List<Bag> bags) {
    return bags.stream()
        .map(bag -> bag.ciphertext() + "  " + bag.fileName() + "\n")
        .collect(Collectors.joining());
  }

  /**
   * What stands for the payload: of one bag the digest of its manifest; of several the digest of
   * theirs, one a line. It names no file, so that the same payload issued again has the same.
   */
  public static Sha256 payloadOf(List<Bag> bags) {
    return bags.size() == 1
        ? bags.getFirst().payloadManifest()
        : Sha256.hash(
            bags.stream().map(bag -> bag.payloadManifest() + "\n").collect(Collectors.joining()));
  }
}
