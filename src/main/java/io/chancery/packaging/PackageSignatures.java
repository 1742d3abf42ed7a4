package io.chancery.packaging;

import io.chancery.keys.OpenPgpSigner;
import io.chancery.keys.Signer;
import io.chancery.keys.TimeStamps;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The signatures of a package, all over the tag manifest: CAdES (ETSI EN 319 122-1), OpenPGP (RFC
 * 9580) and a time-stamp (RFC 3161). Each as far as the installation has the key for it.
 */
@ApplicationScoped
class PackageSignatures implements Sealing.Signatures {
  private final Signer signer;
  private final OpenPgpSigner openPgp;
  private final TimeStamps timeStamps;

  PackageSignatures(Signer signer, OpenPgpSigner openPgp, TimeStamps timeStamps) {
    this.signer = signer;
    this.openPgp = openPgp;
    this.timeStamps = timeStamps;
  }

  /** The document, signed as PAdES in {@code declarant}'s name where there is a certificate. */
  byte[] inPdf(byte[] pdf, String declarant, Instant at) throws IOException {
    return signer.available()
        ? SignedPdf.sign(pdf, declarant, "Certificate of authenticity", at, signer::cmsForPdf)
        : pdf;
  }

  @Override
  public Map<String, byte[]> over(byte[] tagManifest) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    if (signer.available()) {
      files.put(BagWriter.TAG_MANIFEST + ".p7s", signer.cms(tagManifest));
    }
    if (openPgp.available()) {
      files.put(BagWriter.TAG_MANIFEST + ".asc", openPgp.sign(tagManifest));
    }
    if (timeStamps.available()) {
      files.put(BagWriter.TAG_MANIFEST + ".tsr", timeStamps.stamp(tagManifest));
    }
    return files;
  }
}
