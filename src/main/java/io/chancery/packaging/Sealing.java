package io.chancery.packaging;

import io.chancery.kernel.Sha256;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * What happens between payload and tag files: the caller appends {@code PayloadSealed}, waits for
 * the checkpoint over it and hands back what the checkpoint proves (formats.md, "single pass").
 */
@FunctionalInterface
interface Sealing {

  /** Called once, when the last payload byte is written and no transaction is open. */
  Material sealed(Payload payload) throws IOException;

  /**
   * The finished payload.
   *
   * @param manifest digest of {@code manifest-sha256.txt}
   * @param records the files of records, for the certificate
   * @param withheld what was read and is not in it, for the certificate
   */
  record Payload(
      Sha256 manifest,
      int files,
      long bytes,
      List<RecordFile> records,
      List<PackageContent.Withheld> withheld) {}

  /** One file of records. */
  record RecordFile(String path, long bytes, Sha256 digest, long rows) {}

  /**
   * What stands in the tag files.
   *
   * @param bagInfo lines of {@code bag-info.txt} in order; the writer adds {@code Payload-Oxum}
   * @param custody files below {@code custody/} by their name there, in order
   * @param signatures asked once the tag manifest is known
   */
  record Material(
      List<Map.Entry<String, String>> bagInfo,
      Map<String, byte[]> custody,
      Signatures signatures) {}

  /** Signs the tag manifest, which covers everything else. */
  @FunctionalInterface
  interface Signatures {

    /** Files below {@code signatures/} by their name there, in order. */
    Map<String, byte[]> over(byte[] tagManifest) throws IOException;
  }
}
