package io.chancery.proof;

import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The signatures and time-stamps of a package: over the tag manifest and over the checkpoint. */
final class SignatureChecks {
  private static final String TAGS = "tagmanifest-sha256.txt";
  private static final String CMS = "signatures/" + TAGS + ".p7s";
  private static final String TIME = "signatures/" + TAGS + ".tsr";
  private static final String OPENPGP = "signatures/" + TAGS + ".asc";
  private static final String CHECKPOINT_TIME = PackageCheck.CHECKPOINT + ".tsr";

  private final Path root;
  private final Anchors anchors;
  private final Findings findings;

  SignatureChecks(Path root, Anchors anchors, Findings findings) {
    this.root = root;
    this.anchors = anchors;
    this.findings = findings;
  }

  void run() throws IOException {
    checkTime(CHECKPOINT_TIME, PackageCheck.CHECKPOINT);
    Instant signedAt = checkTime(TIME, TAGS);
    checkCms(signedAt);
    checkOpenPgp();
  }

  private void checkOpenPgp() throws IOException {
    byte[] signature = TagFiles.bytes(root, OPENPGP);
    byte[] content = TagFiles.bytes(root, TAGS);
    if (signature == null || content == null) {
      findings.unchecked("openpgp", "There is no OpenPGP signature over " + TAGS + ".");
    } else if (anchors.openPgp().isEmpty()) {
      findings.unchecked(
          "openpgp",
          "The OpenPGP signature was not checked: no key is at hand (--openpgp, or gpg --verify).");
    } else {
      try {
        DetachedOpenPgp signed = DetachedOpenPgp.verify(signature, content, anchors.openPgp());
        findings.checked(
            "openpgp", TAGS + " is signed by the OpenPGP key " + signed.fingerprint() + ".");
      } catch (InvalidProofException e) {
        findings.wrong("openpgp", OPENPGP, String.valueOf(e.getMessage()));
      }
    }
  }

  private @Nullable Instant checkTime(String name, String about) throws IOException {
    byte[] response = TagFiles.bytes(root, name);
    byte[] content = TagFiles.bytes(root, about);
    if (response == null || content == null) {
      findings.unchecked("time-stamp", "There is no time-stamp over " + about + ".");
      return null;
    }
    try {
      TimeStamp stamp = TimeStamp.verify(response, content);
      String said = about + " existed at " + stamp.at() + ", says " + name(stamp.authority());
      if (anchors.timeCas().isEmpty()) {
        findings.unchecked(
            "time-stamp", said + "; whether that authority is one, was not checked (--tsa-ca).");
      } else {
        stamp.leadsTo(anchors.timeCas());
        findings.checked("time-stamp", said + ".");
      }
      return stamp.at();
    } catch (InvalidProofException e) {
      findings.wrong("time-stamp", name, String.valueOf(e.getMessage()));
      return null;
    }
  }

  private void checkCms(@Nullable Instant stamped) throws IOException {
    byte[] signature = TagFiles.bytes(root, CMS);
    byte[] content = TagFiles.bytes(root, TAGS);
    if (signature == null || content == null) {
      findings.unchecked("signature", "There is no CMS signature over " + TAGS + ".");
      return;
    }
    try {
      DetachedCms cms = DetachedCms.verify(signature, content);
      String said = TAGS + " is signed by " + name(cms.signer());
      if (anchors.signerCas().isEmpty()) {
        findings.unchecked(
            "signature", said + "; whose certificate that is, was not checked (--signer-ca).");
      } else {
        // Without a time-stamp the certificate must at least have been valid from its first day.
        Instant at = stamped == null ? cms.signer().getNotBefore().toInstant() : stamped;
        cms.leadsTo(anchors.signerCas(), at);
        findings.checked("signature", said + ".");
      }
    } catch (InvalidProofException e) {
      findings.wrong("signature", CMS, String.valueOf(e.getMessage()));
    }
  }

  private static String name(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().getName();
  }
}
