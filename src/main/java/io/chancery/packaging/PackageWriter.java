package io.chancery.packaging;

import io.chancery.kernel.Sha256;
import io.chancery.keys.AgeRecipients;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes a whole package in one pass. Payload first; then {@link Sealing} is asked for what the
 * ledger proves about it; then the tag files. Nothing is staged on disk, and memory does not grow
 * with the records.
 */
final class PackageWriter {

  /**
   * The key that the package is encrypted to: an age recipient of the agency or of the production.
   */
  record Recipient(String age, String fingerprint) {}

  /** A package that is written, with its key still in memory; close it after reading back. */
  record Written(PackageTotals totals, PackageKey key) implements AutoCloseable {
    @Override
    public void close() {
      key.close();
    }

    @Override
    public String toString() {
      return "Written[" + totals + "]";
    }
  }

  private PackageWriter() {}

  /**
   * Writes a package.
   *
   * @param base the folder at the root of the ZIP, for example {@code LER-2026-000123-P1}
   * @param out gets the ciphertext; left open
   * @throws IOException when an artefact is not what was collected, or writing fails; what was
   *     written so far is no complete age file
   */
  static Written write(
      String base, PackageContent content, Recipient recipient, Sealing sealing, OutputStream out)
      throws IOException {
    return write(base, content, BagShare.whole(content), recipient, sealing, out);
  }

  /** Like the other, for one of several bags: what {@code share} says of the content. */
  static Written write(
      String base,
      PackageContent content,
      BagShare share,
      Recipient recipient,
      Sealing sealing,
      OutputStream out)
      throws IOException {
    PackageKey key = key(recipient);
    try (BagWriter bag = new BagWriter(base, key, out)) {
      List<Sealing.RecordFile> records = payload(bag, content, share);
      Sha256 manifest = bag.sealPayload();
      Sealing.Material material =
          sealing.sealed(
              new Sealing.Payload(
                  manifest, bag.payloadFiles(), bag.payloadBytes(), records, content.withheld()));
      bag.bagInfo(material.bagInfo());
      for (Map.Entry<String, byte[]> file : material.custody().entrySet()) {
        bag.tag("custody/" + file.getKey(), file.getValue());
      }
      return new Written(bag.finish(manifest, recipient.fingerprint(), material.signatures()), key);
    } catch (IOException | RuntimeException e) {
      key.close();
      throw e;
    }
  }

  private static PackageKey key(Recipient recipient) throws IOException {
    try {
      return new PackageKey(AgeRecipients.writer(recipient.age()));
    } catch (GeneralSecurityException e) {
      throw new IOException("the recipient is not an age recipient");
    }
  }

  private static List<Sealing.RecordFile> payload(
      BagWriter bag, PackageContent content, BagShare share) throws IOException {
    bag.payload("data/README.txt", PayloadTexts.readme(content, share.count()));
    bag.payload("data/dictionary.csv", PayloadTexts.dictionary(content));
    bag.payload("data/accounts.csv", PayloadTexts.accounts(content));
    bag.payload("data/withheld.csv", PayloadTexts.withheld(content));
    bag.payload("data/not-held.csv", PayloadTexts.notHeld(content));
    List<Sealing.RecordFile> records = new ArrayList<>();
    for (PackageContent.Account account : content.accounts()) {
      boolean readable = share.holdsRecordsOf(account);
      if (readable) {
        for (PackageContent.File file : account.records()) {
          records.add(records(bag, account, file));
        }
      }
      for (PackageContent.File file : account.media()) {
        if (share.holds(account, file)) {
          copy(bag, account, file, BagWriter.Storage.MEDIA);
        }
      }
      if (readable) {
        new HtmlReport(bag, account).write();
        SummaryPdf.write(bag, account);
        XReturn.write(bag, account);
      }
    }
    bag.payload("data/compat/README.txt", XReturn.readme());
    return records;
  }

  private static Sealing.RecordFile records(
      BagWriter bag, PackageContent.Account account, PackageContent.File file) throws IOException {
    copy(bag, account, file, BagWriter.Storage.TEXT);
    String csv = account.folder() + file.name().replace(".jsonl", ".csv");
    try (OutputStream out = bag.payload(csv, BagWriter.Storage.TEXT)) {
      Csv.records(file, Columns.of(account.dictionary(), file.group()), out);
    }
    return new Sealing.RecordFile(
        account.folder() + file.name(), file.bytes(), file.digest(), file.rows());
  }

  private static void copy(
      BagWriter bag,
      PackageContent.Account account,
      PackageContent.File file,
      BagWriter.Storage storage)
      throws IOException {
    BagWriter.Entry entry = bag.payload(account.folder() + file.name(), storage);
    try (InputStream in = file.content().open()) {
      byte[] block = new byte[ParallelOutput.BLOCK];
      for (int read = in.read(block); read >= 0; read = in.read(block)) {
        entry.write(block, 0, read);
      }
    }
    if (!entry.finish().equals(file.digest())) {
      throw new IOException("an artefact is not the one that was collected");
    }
  }
}
