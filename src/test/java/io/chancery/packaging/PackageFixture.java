package io.chancery.packaging;

import com.exceptionfactory.jagged.framework.stream.StandardDecryptingChannelFactory;
import com.exceptionfactory.jagged.x25519.X25519KeyPairGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.Period;
import io.chancery.kernel.ReadGrant;
import io.chancery.kernel.Sha256;
import io.chancery.source.CanonicalJson;
import io.chancery.source.CollectedSample;
import io.chancery.source.SourceDictionary;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;

/** Contents and keys for tests of packages. */
final class PackageFixture {
  static final String BASE = "LER-2026-000123-P1";
  static final Period QUARTER =
      new Period(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-04-01T00:00:00Z"));

  private PackageFixture() {}

  record Key(String identity, PackageWriter.Recipient recipient) {
    static Key fresh() {
      try {
        KeyPair pair = new X25519KeyPairGenerator().generateKeyPair();
        return new Key(
            new String(pair.getPrivate().getEncoded(), StandardCharsets.US_ASCII),
            new PackageWriter.Recipient(
                new String(pair.getPublic().getEncoded(), StandardCharsets.US_ASCII),
                "fingerprint"));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  static PackageContent.File file(FieldGroup group, String name, byte[] content, long rows) {
    return new PackageContent.File(
        group,
        name,
        Sha256.hash(content),
        rows,
        content.length,
        () -> new ByteArrayInputStream(content));
  }

  static PackageContent.File records(FieldGroup group, List<ObjectNode> records) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    records.forEach(r -> out.writeBytes(CanonicalJson.line(r)));
    return file(group, "records/" + group.key() + ".jsonl", out.toByteArray(), records.size());
  }

  static PackageContent sample(CollectedSample sample) {
    List<PackageContent.File> files = new ArrayList<>();
    sample
        .records()
        .forEach((group, lines) ->
            files.add(
                file(group, "records/" + group.key() + ".jsonl", lines, sample.rows().get(group))));
    sample
        .media()
        .forEach((name, content) -> files.add(file(FieldGroup.MEDIA, "media/" + name, content, 0)));
    return new PackageContent(
        List.of(
            new PackageContent.Account(
                1, sample.accountId(), sample.dictionary(), sample.scope(), files)),
        List.of(new PackageContent.Withheld(1, FieldGroup.MESSAGES, "privileged", 3)));
  }

  /** A platform with one group of each shape. */
  static SourceDictionary dictionary() {
    return new SourceDictionary(
        "plain",
        List.of(
            group(FieldGroup.POSTS, "createdAt", "id", "createdAt", "text", "tags", "attachments"),
            group(
                FieldGroup.MESSAGES,
                "sentAt",
                "id",
                "conversationId",
                "direction",
                "sentAt",
                "sender",
                "recipients",
                "text",
                "attachments"),
            group(FieldGroup.MEDIA, "uploadedAt", "id", "uploadedAt", "digest", "file")),
        Map.of(FieldGroup.SEARCHES, "It stores none."));
  }

  private static SourceDictionary.Group group(FieldGroup group, String time, String... fields) {
    return new SourceDictionary.Group(
        group,
        "What happened in the period.",
        time,
        java.util.Arrays.stream(fields)
            .map(f -> new SourceDictionary.Field(f, "text", "", "content", "The " + f + "."))
            .toList(),
        Map.of());
  }

  static PackageContent content(PackageContent.File... files) {
    List<ReadGrant.Reach> scope =
        java.util.Arrays.stream(files)
            .map(f -> new ReadGrant.Reach(f.group(), QUARTER))
            .distinct()
            .toList();
    return new PackageContent(
        List.of(new PackageContent.Account(1, "4711", dictionary(), scope, List.of(files))),
        List.of());
  }

  static ObjectNode post(String id, String text) {
    ObjectNode post = CanonicalJson.object();
    post.put("id", id).put("createdAt", "2026-02-03T04:05:06.007Z").put("text", text);
    post.putArray("tags").add("a").add("=b");
    post.putArray("attachments");
    return post.put("source", "plain.posts").put("retention", "live");
  }

  static ObjectNode message(String id, String conversation, String text) {
    ObjectNode message = CanonicalJson.object();
    message.put("id", id).put("conversationId", conversation);
    message.put("direction", Integer.parseInt(id) % 2 == 0 ? "sent" : "received");
    message.put("sentAt", "2026-02-03T04:05:06.007Z").put("sender", "a<b>");
    message.putArray("recipients").add("c&d");
    message.put("text", text);
    message.putArray("attachments");
    return message.put("source", "plain.messages").put("retention", "live");
  }

  /** The ledger's part, made up. */
  static Sealing sealing(String time) {
    return payload -> {
      Certificate certificate = certificate(payload);
      Map<String, byte[]> custody = new LinkedHashMap<>();
      custody.put("events.jsonl", "{\"v\":1}\n".getBytes(StandardCharsets.UTF_8));
      custody.put(
          "sequence.csv",
          "n,leaf,disclosure\r\n1,aa,DISCLOSED\r\n".getBytes(StandardCharsets.UTF_8));
      custody.put(
          "proofs/1.tlog-proof", "c2sp.org/tlog-proof@v1\n".getBytes(StandardCharsets.UTF_8));
      custody.put("checkpoint", ("log\n1\n" + time + "\n").getBytes(StandardCharsets.UTF_8));
      custody.put("certificate.pdf", certificate.pdf());
      custody.put("certificate.json", certificate.json());
      custody.put(
          "custody-log.pdf",
          CustodyLog.pdf(
              "LER-2026-000123",
              List.of(
                  new CustodyLog.Line(
                      1, Instant.parse(time), "The request was received.", payload.manifest()))));
      return new Sealing.Material(
          new BagInfo(
                  "Example Platform\nInc.",
                  "legal@platform.example",
                  "LER-2026-000123",
                  "P1",
                  "1 of 1",
                  LocalDate.parse(time.substring(0, 10)),
                  "search warrant",
                  Sha256.hash("process"),
                  QUARTER,
                  List.of(),
                  "platform.example/ledger",
                  1)
              .lines(),
          custody,
          tagManifest -> Map.of());
    };
  }

  static Certificate certificate(Sealing.Payload payload) {
    return new Certificate(
        new Certificate.Declarant(
            "Cora Custodian",
            "Custodian of records",
            "Example Platform Inc.",
            "I operate the system"),
        new Certificate.Process(
            "LER-2026-000123",
            "search warrant",
            "District Court <of> Metro & Co",
            "26-SW-0099",
            false),
        List.of(
            new Certificate.Read(
                1,
                Instant.parse("2026-11-20T10:00:00Z"),
                Instant.parse("2026-11-20T10:00:09Z"),
                7,
                Sha256.hash("query"),
                Sha256.hash("content"))),
        payload.manifest(),
        payload.files(),
        payload.bytes(),
        payload.records(),
        payload.withheld(),
        "0.1.0",
        LocalDate.of(2026, 11, 20));
  }

  /** The files of a package by their path in the bag, as an officer's tools would unpack them. */
  static Map<String, byte[]> unpacked(PackageContent content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (PackageWriter.Written written = write(content, Key.fresh(), out);
        ZipArchiveInputStream zip =
            new ZipArchiveInputStream(
                Channels.newInputStream(
                    new StandardDecryptingChannelFactory()
                        .newDecryptingChannel(
                            Channels.newChannel(new ByteArrayInputStream(out.toByteArray())),
                            List.of(written.key()))))) {
      for (ZipArchiveEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName().substring(BASE.length() + 1), zip.readAllBytes());
      }
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    return files;
  }

  /** Writes a package into memory and closes nothing. */
  static PackageWriter.Written write(PackageContent content, Key key, ByteArrayOutputStream out) {
    try {
      return PackageWriter.write(
          BASE, content, key.recipient(), sealing("2026-11-20T12:00:00Z"), out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
