package io.chancery.packaging;

import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.ReadGrant;
import io.chancery.source.CanonicalJson;
import io.chancery.source.SourceDictionary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The files at the top of {@code data/}: what lies where, what it means, what is not there. */
final class PayloadTexts {
  private static final String README =
      """
      WHAT THIS FOLDER HOLDS

      Data of the accounts listed in accounts.csv, as a platform held them, for the field groups and periods listed
      below. Nothing here was changed but its form, unless withheld.csv says that records were left out or passages
      marked; media files are byte for byte those of the platform.

        dictionary.csv               every column of every file: type, time zone, sensitivity, meaning
        accounts.csv                 which folder is which account of the platform, and what was granted for it
        withheld.csv                 what was read and is not handed over, by count and reason
        not-held.csv                 what the platform does not hold
        accounts/N/records/*.jsonl   the records, one JSON object a line: the authoritative form
        accounts/N/records/*.csv     the same records for spreadsheets
        accounts/N/media/            media files, named by their SHA-256
        accounts/N/report/           index.html: the same records to read, pictures in small; summary.pdf: numbers and first records
        compat/                      the same records in a form that RLEAPP reads; compat/README.txt says what it lacks

      TIME
      All times are Coordinated Universal Time (UTC), written YYYY-MM-DDThh:mm:ss.sssZ. What is finer than a
      millisecond is cut off. A period runs from its first moment to just before its last one.

      RECORDS
      Each record has an id of the platform, its times, "source" (system and table) and "retention": live, deleted
      (the user deleted it and the platform still holds it) or preserved. Records are ordered by time, then by id.
      JSON: UTF-8, one object a line, null where there is no value.
      CSV: RFC 4180, UTF-8, lines end in CR LF, lists as JSON, an empty cell where there is no value. A cell that
      begins with = + - @, a tabulator or a carriage return has an apostrophe (') in front, so that no spreadsheet
      program takes it for a formula: remove that apostrophe to get the value.

      CHECKING
      In the folder above this one: sha256sum -c manifest-sha256.txt && sha256sum -c tagmanifest-sha256.txt
      custody/ holds the chain of custody and the proofs that it was not changed later.

      SCOPE
      """;

  /** Only where there are several bags; it names none, so that it is the same in each. */
  private static final String SEVERAL =
      """
      SEVERAL BAGS
      This production was divided into %d bags; bag-info.txt says which one this is (Bag-Count). Each can be checked
      alone. The files named above without a folder, and compat/README.txt, are the same in each; the records, report
      and compatibility folder of an account are in one bag; each media file is in one. Reports link to media files of
      all bags: copy the folders data of all bags over one another to follow the links.

      """;

  private static final String AMONG =
      """
        One of %d accounts that answer to identifier %d of the request; data of %d of them were granted.
      """;

  private PayloadTexts() {}

  static byte[] readme(PackageContent content, int bags) {
    StringBuilder text = new StringBuilder(README);
    if (bags > 1) {
      String several = String.format(java.util.Locale.ROOT, SEVERAL, bags);
      text.insert(text.indexOf("SCOPE\n"), several);
    }
    for (PackageContent.Account account : content.accounts()) {
      text.append("Account ")
          .append(account.number())
          .append(" (")
          .append(account.dictionary().system());
      text.append(")\n");
      PackageContent.Among among = account.among();
      if (among != null) {
        text.append(
            String.format(
                java.util.Locale.ROOT,
                AMONG,
                among.accounts(),
                among.identifier(),
                among.granted()));
      }
      for (ReadGrant.Reach reach : account.scope()) {
        text.append("  ").append(reach.group().key());
        text.append(": from ").append(CanonicalJson.time(reach.period().from()));
        text.append(" until ").append(CanonicalJson.time(reach.period().until())).append('\n');
        notGranted(account, reach.group()).ifPresent(line -> text.append(line).append('\n'));
        account
            .dictionary()
            .group(reach.group())
            .ifPresent(g -> text.append("      ").append(g.period()).append('\n'));
        if (account.dictionary().notHeld().containsKey(reach.group())) {
          text.append("      Not held by the platform.\n");
        }
      }
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** What a narrowed group's records lack: said, so that nobody takes it for not held. */
  private static Optional<String> notGranted(PackageContent.Account account, FieldGroup group) {
    return account
        .dictionary()
        .group(group)
        .filter(g -> !g.notGranted().isEmpty())
        .map(g ->
            "      Only the fields "
                + String.join(", ", g.names())
                + ". Not granted: "
                + String.join(", ", g.notGranted())
                + ".");
  }

  static byte[] dictionary(PackageContent content) {
    return csv(csv -> {
      csv.row(List.of("system", "file", "column", "type", "time_zone", "sensitivity", "meaning"));
      Map<String, SourceDictionary> systems = new LinkedHashMap<>();
      content.accounts().forEach(a -> systems.putIfAbsent(a.dictionary().system(), a.dictionary()));
      for (SourceDictionary dictionary : systems.values()) {
        for (FieldGroup group : FieldGroup.values()) {
          if (granted(content, dictionary.system(), group)) {
            for (SourceDictionary.Field field : fields(content, dictionary.system(), group)) {
              csv.row(
                  List.of(
                      dictionary.system(),
                      "records/" + group.key(),
                      field.name(),
                      field.type(),
                      field.type().equals("time") ? "UTC" : "",
                      field.sensitivity(),
                      field.meaning()));
            }
          }
        }
        csv.row(
            List.of(
                dictionary.system(),
                "all",
                "source",
                "text",
                "",
                "technical",
                "The system and the table that the record was read from."));
        csv.row(
            List.of(
                dictionary.system(),
                "all",
                "retention",
                "text",
                "",
                "technical",
                "live, deleted (the user deleted it, the platform still holds it) or preserved."));
        csv.row(
            List.of(
                dictionary.system(),
                "all CSV files",
                "any",
                "text",
                "",
                "technical",
                "A cell that begins with = + - @, a tabulator or a carriage return has an apostrophe in front."));
      }
    });
  }

  /** The fields that some account's records of a group have. */
  private static Set<SourceDictionary.Field> fields(
      PackageContent content, String system, FieldGroup group) {
    Set<SourceDictionary.Field> fields = new LinkedHashSet<>();
    content.accounts().stream()
        .map(PackageContent.Account::dictionary)
        .filter(dictionary -> dictionary.system().equals(system))
        .flatMap(dictionary -> dictionary.group(group).stream())
        .forEach(g -> fields.addAll(g.fields()));
    return fields;
  }

  private static boolean granted(PackageContent content, String system, FieldGroup group) {
    return content.accounts().stream()
        .filter(a -> a.dictionary().system().equals(system))
        .anyMatch(a -> a.scope().stream().anyMatch(r -> r.group() == group));
  }

  static byte[] accounts(PackageContent content) {
    return csv(csv -> {
      csv.row(
          List.of(
              "account",
              "system",
              "platform_account_id",
              "field_group",
              "from",
              "until",
              "fields",
              "records"));
      for (PackageContent.Account account : content.accounts()) {
        for (ReadGrant.Reach reach : account.scope()) {
          csv.row(
              List.of(
                  String.valueOf(account.number()),
                  account.dictionary().system(),
                  account.accountId(),
                  reach.group().key(),
                  CanonicalJson.time(reach.period().from()),
                  CanonicalJson.time(reach.period().until()),
                  reach.fields().all() ? "" : fields(account, reach.group()),
                  account.records().stream()
                      .filter(f -> f.group() == reach.group())
                      .map(f -> String.valueOf(f.rows()))
                      .findFirst()
                      .orElse("")));
        }
      }
    });
  }

  private static String fields(PackageContent.Account account, FieldGroup group) {
    return String.join(
        " ",
        account.dictionary().group(group).map(SourceDictionary.Group::names).orElse(List.of()));
  }

  static byte[] withheld(PackageContent content) {
    return csv(csv -> {
      csv.row(List.of("account", "field_group", "reason", "count"));
      for (PackageContent.Withheld withheld : content.withheld()) {
        csv.row(
            List.of(
                String.valueOf(withheld.account()),
                withheld.group().key(),
                withheld.reason(),
                String.valueOf(withheld.count())));
      }
    });
  }

  static byte[] notHeld(PackageContent content) {
    return csv(csv -> {
      csv.row(List.of("account", "field_group", "field", "reason"));
      for (PackageContent.Account account : content.accounts()) {
        String number = String.valueOf(account.number());
        List<FieldGroup> groups =
            account.scope().stream().map(ReadGrant.Reach::group).distinct().toList();
        for (FieldGroup group : groups) {
          if (account.dictionary().notHeld().containsKey(group)) {
            String reason = Objects.requireNonNull(account.dictionary().notHeld().get(group));
            csv.row(List.of(number, group.key(), "", reason));
          }
          var entry = account.dictionary().group(group);
          if (entry.isPresent()) {
            for (Map.Entry<String, String> field : entry.get().fieldsNotHeld().entrySet()) {
              csv.row(List.of(number, group.key(), field.getKey(), field.getValue()));
            }
          }
        }
      }
    });
  }

  private interface Rows {
    void into(Csv csv) throws IOException;
  }

  private static byte[] csv(Rows rows) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      rows.into(new Csv(out));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
