package io.chancery.packaging;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.Sha256;
import io.chancery.source.CanonicalJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns what was collected into what is handed over: without the items that two people withheld,
 * and with other people's numbers and addresses in basic records marked. Files that neither
 * concerns stay byte for byte. The collected files are read, never changed; a changed one is read
 * once to know its digest and again whenever it is packed.
 */
final class Withholding {
  private final CaseId caseId;
  private final ItemKeys keys;
  private final Map<String, String> excluded;
  private final Redactions redactions;
  private final Map<Count, Long> counts = new TreeMap<>();

  private record Count(int account, FieldGroup group, String reason) implements Comparable<Count> {
    @Override
    public int compareTo(Count other) {
      return toString().compareTo(other.toString());
    }
  }

  /**
   * @param excluded reasons by {@link ItemKeys key}
   */
  Withholding(CaseId caseId, ItemKeys keys, Map<String, String> excluded, Redactions redactions) {
    this.caseId = caseId;
    this.keys = keys;
    this.excluded = Map.copyOf(excluded);
    this.redactions = redactions;
  }

  /**
   * What is handed over, and what is not by count and reason.
   *
   * @throws IOException when a file is not the one that was collected
   */
  PackageContent applied(PackageContent collected) throws IOException {
    List<PackageContent.Account> accounts = new ArrayList<>();
    for (PackageContent.Account account : collected.accounts()) {
      Set<String> own = own(account);
      List<PackageContent.File> files = new ArrayList<>();
      for (PackageContent.File file : account.files()) {
        PackageContent.File handed =
            file.isMedia() ? media(account.number(), file) : records(account.number(), file, own);
        if (handed != null) {
          files.add(handed);
        }
      }
      accounts.add(
          new PackageContent.Account(
              account.number(),
              account.accountId(),
              account.dictionary(),
              account.scope(),
              files,
              account.among()));
    }
    List<PackageContent.Withheld> withheld = new ArrayList<>(collected.withheld());
    counts.forEach((what, count) ->
        withheld.add(
            new PackageContent.Withheld(what.account(), what.group(), what.reason(), count)));
    return new PackageContent(accounts, withheld);
  }

  private Set<String> own(PackageContent.Account account) throws IOException {
    Set<String> own = new HashSet<>();
    for (PackageContent.File file : account.records()) {
      if (file.group() == FieldGroup.SUBSCRIBER) {
        try (JsonLines lines = new JsonLines(file)) {
          for (ObjectNode record = lines.next(); record != null; record = lines.next()) {
            redactions.gatherOwn(record, own);
          }
        }
      }
    }
    return own;
  }

  private PackageContent.@Nullable File media(int account, PackageContent.File file) {
    String reason = excluded.get(keys.media(caseId, account, file.name()));
    if (reason == null) {
      return file;
    }
    count(account, file.group(), reason);
    return null;
  }

  private PackageContent.File records(int account, PackageContent.File file, Set<String> own)
      throws IOException {
    if (excluded.isEmpty() && !redactions.concern(file.group())) {
      return file;
    }
    MessageDigest digest = Sha256.newDigest();
    long rows = 0;
    long bytes = 0;
    boolean[] changed = {false};
    Consumer<String> counting =
        reason -> {
          changed[0] = true;
          count(account, file.group(), reason);
        };
    try (Handed lines = new Handed(account, file, own, counting)) {
      for (byte[] line = lines.next(); line != null; line = lines.next()) {
        digest.update(line);
        rows++;
        bytes += line.length;
      }
    }
    return changed[0]
        ? new PackageContent.File(
            file.group(),
            file.name(),
            Sha256.of(digest.digest()),
            rows,
            bytes,
            () -> new Lines(new Handed(account, file, own, _ -> {})))
        : file;
  }

  private void count(int account, FieldGroup group, String reason) {
    counts.merge(new Count(account, group, reason), 1L, Long::sum);
  }

  /** The lines of one file that are handed over. */
  private final class Handed implements AutoCloseable {
    private final int account;
    private final PackageContent.File file;
    private final Set<String> own;
    private final Consumer<String> counted;
    private final JsonLines collected;

    Handed(int account, PackageContent.File file, Set<String> own, Consumer<String> counted)
        throws IOException {
      this.account = account;
      this.file = file;
      this.own = own;
      this.counted = counted;
      this.collected = new JsonLines(file);
    }

    byte @Nullable [] next() throws IOException {
      for (ObjectNode record = collected.next(); record != null; record = collected.next()) {
        String reason = excluded.get(keys.record(caseId, account, file.name(), record));
        if (reason != null) {
          counted.accept(reason);
          continue;
        }
        if (redactions.concern(file.group())) {
          redactions.apply(record, own, counted);
        }
        return CanonicalJson.line(record);
      }
      return null;
    }

    @Override
    public void close() throws IOException {
      collected.close();
    }
  }

  /** Lines as a stream. */
  private static final class Lines extends InputStream {
    private final Handed lines;
    private InputStream line = InputStream.nullInputStream();
    private boolean ended;

    Lines(Handed lines) {
      this.lines = lines;
    }

    @Override
    public int read() throws IOException {
      return advance() ? line.read() : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      return length == 0 ? 0 : advance() ? line.read(buffer, offset, length) : -1;
    }

    private boolean advance() throws IOException {
      while (!ended && line.available() == 0) {
        byte[] next = lines.next();
        ended = next == null;
        line = next == null ? line : new ByteArrayInputStream(next);
      }
      return !ended;
    }

    @Override
    public void close() throws IOException {
      lines.close();
    }
  }
}
