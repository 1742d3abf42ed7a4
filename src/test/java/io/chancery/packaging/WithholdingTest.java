package io.chancery.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.Sha256;
import io.chancery.keys.KeysForTests;
import io.chancery.source.CanonicalJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of collected files on their way into a package. */
class WithholdingTest {
  private static final CaseId CASE = new CaseId(new UUID(1, 2));
  private static @TempDir Path folder;
  private static ItemKeys keys;
  private final PackageContent.File posts =
      PackageFixture.records(
          FieldGroup.POSTS,
          List.of(
              PackageFixture.post("1", "one"),
              PackageFixture.post("2", "to my counsel"),
              PackageFixture.post("3", "three")));

  @BeforeAll
  static void makeKeys() {
    keys = new ItemKeys(new KeysForTests(folder).macs());
  }

  @Test
  void aWithheldRecordIsLeftOutAndCounted() throws IOException {
    String key = keys.record(CASE, 1, posts.name(), PackageFixture.post("2", "edited since"));
    PackageContent handed = applied(Map.of(key, "attorney-client-privilege"), posts);
    PackageContent.File file = handed.accounts().getFirst().files().getFirst();
    assertThat(text(file)).contains("one", "three").doesNotContain("counsel");
    assertThat(file.rows()).isEqualTo(2);
    assertThat(file.bytes()).isEqualTo(text(file).length());
    assertThat(file.digest()).isEqualTo(Sha256.hash(text(file)));
    assertThat(handed.withheld())
        .containsExactly(
            new PackageContent.Withheld(1, FieldGroup.POSTS, "attorney-client-privilege", 1));
    assertThat(text(posts)).as("what was collected").contains("to my counsel");
  }

  @Test
  void whatNothingConcernsStaysTheSameFile() throws IOException {
    String other =
        keys.record(new CaseId(new UUID(9, 9)), 1, posts.name(), PackageFixture.post("2", ""));
    PackageContent handed = applied(Map.of(other, "other"), posts);
    assertThat(handed.accounts().getFirst().files().getFirst()).isSameAs(posts);
    assertThat(handed.withheld()).isEmpty();
  }

  @Test
  void aWithheldMediaFileIsLeftOut() throws IOException {
    byte[] picture = {1, 2, 3};
    String name = "media/" + Sha256.hash(picture).hex() + ".png";
    PackageContent.File file = PackageFixture.file(FieldGroup.MEDIA, name, picture, 0);
    PackageContent handed =
        applied(Map.of(keys.media(CASE, 1, name), "legally-protected-source"), posts, file);
    assertThat(handed.accounts().getFirst().files()).containsExactly(posts);
    assertThat(handed.withheld()).extracting(PackageContent.Withheld::count).containsExactly(1L);
  }

  @Test
  void otherPeoplesAddressesInBasicRecordsAreMarked() throws IOException {
    ObjectNode account = CanonicalJson.object();
    account.put("id", "1").put("createdAt", "2026-02-03T04:05:06.007Z");
    account.put("email", "me@mail.example");
    account.put(
        "profileText",
        "Write to me@mail.example or to my sister sis.ter+x@far.example, call +49 (170) 555-0199 7");
    account.putArray("aliases").add("me@elsewhere.example");
    account.put("source", "plain.accounts").put("retention", "live");
    PackageContent.File subscriber =
        PackageFixture.records(FieldGroup.SUBSCRIBER, List.of(account));
    PackageContent handed = applied(Map.of(), subscriber);
    assertThat(text(handed.accounts().getFirst().files().getFirst()))
        .contains("Write to me@mail.example or to my sister [withheld: third party], call ")
        .contains(
            "\"email\":\"me@mail.example\"", "me@elsewhere.example", "2026-02-03T04:05:06.007Z")
        .doesNotContain("far.example", "555");
    assertThat(handed.withheld())
        .containsExactly(
            new PackageContent.Withheld(1, FieldGroup.SUBSCRIBER, "redacted-third-party-email", 1),
            new PackageContent.Withheld(1, FieldGroup.SUBSCRIBER, "redacted-third-party-phone", 1));
  }

  @Test
  void contentIsNotRedactedByRule() throws IOException {
    PackageContent.File mail =
        PackageFixture.records(
            FieldGroup.POSTS, List.of(PackageFixture.post("1", "you@far.example")));
    assertThat(applied(Map.of(), mail).accounts().getFirst().files().getFirst()).isSameAs(mail);
  }

  private PackageContent applied(Map<String, String> excluded, PackageContent.File... files)
      throws IOException {
    return new Withholding(CASE, keys, excluded, Redactions.shipped())
        .applied(PackageFixture.content(files));
  }

  private static String text(PackageContent.File file) throws IOException {
    try (InputStream in = file.content().open()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
