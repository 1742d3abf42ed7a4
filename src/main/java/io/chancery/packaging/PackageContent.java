package io.chancery.packaging;

import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.ReadGrant;
import io.chancery.kernel.Sha256;
import io.chancery.source.SourceDictionary;
import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the payload is made of. It names neither case nor run nor time of reading, so
 * that the same data in the same scope becomes the same bytes.
 */
record PackageContent(List<Account> accounts, List<Withheld> withheld) {
  private static final Pattern RECORDS = Pattern.compile("records/([a-z-]+)\\.jsonl");
  private static final Pattern MEDIA = Pattern.compile("media/([0-9a-f]{64})\\.[a-z0-9]{1,8}");

  PackageContent {
    accounts = accounts.stream().sorted(Comparator.comparingInt(Account::number)).toList();
    withheld =
        withheld.stream()
            .sorted(
                Comparator.comparingInt(Withheld::account)
                    .thenComparing(Withheld::group)
                    .thenComparing(Withheld::reason))
            .toList();
  }

  /**
   * One target's account.
   *
   * @param number its number in this production, from 1; the name of its folder
   * @param accountId the platform's own id
   * @param dictionary what the source holds
   * @param scope what was granted
   * @param files canonical records and media, as collected
   * @param among where several accounts answer to the identifier; null where this is the only one
   */
  record Account(
      int number,
      String accountId,
      SourceDictionary dictionary,
      List<ReadGrant.Reach> scope,
      List<File> files,
      @Nullable Among among) {

    /** The only account that answers to its identifier. */
    Account(
        int number,
        String accountId,
        SourceDictionary dictionary,
        List<ReadGrant.Reach> scope,
        List<File> files) {
      this(number, accountId, dictionary, scope, files, null);
    }

    Account {
      scope =
          scope.stream()
              .sorted(
                  Comparator.comparing(ReadGrant.Reach::group)
                      .thenComparing(r -> r.period().from())
                      .thenComparing(r -> r.period().until()))
              .toList();
      files = files.stream().sorted(Comparator.comparing(File::order)).toList();
      Set<String> names = new HashSet<>();
      for (File file : files) {
        if (!names.add(file.name())) {
          throw new IllegalArgumentException("two artefacts of one account have the same name");
        }
      }
    }

    List<File> records() {
      return files.stream().filter(f -> !f.isMedia()).toList();
    }

    List<File> media() {
      return files.stream().filter(File::isMedia).toList();
    }

    String folder() {
      return "data/accounts/" + number + "/";
    }

    @Override
    public String toString() {
      return "Account[" + number + "]";
    }
  }

  /**
   * How many accounts answer to one identifier, and of how many something was granted.
   *
   * @param identifier its number in the request
   */
  record Among(int identifier, int accounts, int granted) {}

  /**
   * One collected artefact.
   *
   * @param name {@code records/<group>.jsonl} or {@code media/<sha256>.<extension>}
   * @param rows records in it; 0 for media
   * @param content opened as often as needed, each time the same bytes
   */
  record File(FieldGroup group, String name, Sha256 digest, long rows, long bytes, Opener content) {
    File {
      var media = MEDIA.matcher(name);
      var records = RECORDS.matcher(name);
      boolean good =
          media.matches()
              ? media.group(1).equals(digest.hex())
              : records.matches() && records.group(1).equals(group.key());
      if (!good) {
        throw new IllegalArgumentException("an artefact's name does not fit its group or digest");
      }
    }

    boolean isMedia() {
      return name.startsWith("media/");
    }

    private String order() {
      return isMedia()
          ? "b" + name
          : String.format(java.util.Locale.ROOT, "a%02d", group.ordinal());
    }
  }

  /** Opens an artefact. */
  @FunctionalInterface
  interface Opener {
    InputStream open() throws IOException;
  }

  /** Records that were read and are not handed over. */
  record Withheld(int account, FieldGroup group, String reason, long count) {}
}
