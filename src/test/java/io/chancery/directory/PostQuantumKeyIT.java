package io.chancery.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.exceptionfactory.jagged.framework.armor.ArmoredDecryptingChannelFactory;
import io.chancery.Browser;
import io.chancery.keys.HybridIdentity;
import io.chancery.keys.RecipientFixture;
import io.chancery.path.CaseWalk;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A post-quantum key over the pages, and the mode that it puts its agency into. */
@QuarkusTest
class PostQuantumKeyIT {
  private static final Pattern TOUCH = Pattern.compile("href=\"(/step-up/[^\"]+)\"");
  private static final Pattern CHALLENGE =
      Pattern.compile("<pre[^>]*>(-----BEGIN.*?)</pre>", Pattern.DOTALL);
  private static final String OTHER_MODE = "a key of the other mode was confirmed after it";

  @Inject KeyWalk keys;

  /** For a purpose that no other test seals to with a key of before. */
  @Test
  void aPostQuantumKeyIsProvenAndConfirmedByTwoAndEndsTheClassicalMode() throws Exception {
    String classical =
        keys.usable(
            RecipientFixture.age(
                Files.createTempDirectory(Path.of("target").toAbsolutePath(), "agency")),
            KeyPurpose.DEFENCE);
    HybridIdentity identity = HybridIdentity.ofSeed(29);
    Browser supervisor = Browser.of("sofia.supervisor");
    Browser.Page form = touch(supervisor, "/agency/keys/new");
    Browser.Page page =
        supervisor.post(
            form,
            "/agency/keys",
            Map.of("kind", "AGE", "purpose", "defence", "recipient", identity.recipient()));
    assertThat(page.body())
        .contains("Waits for its proof", "Post-quantum (ML-KEM-768 with X25519)");
    String here = page.uri().getPath();
    String id = here.substring(here.lastIndexOf('/') + 1);
    Matcher challenge = CHALLENGE.matcher(page.body());
    assertThat(challenge.find()).isTrue();
    page = supervisor.post(page, here + "/proof", Map.of("answer", opened(identity, challenge)));
    assertThat(page.body()).contains("cooling down");
    assertThat(state(supervisor, classical)).doesNotContain(OTHER_MODE);

    keys.older(id);
    Browser clerk = Browser.of(CaseWalk.CLERK);
    assertThat(supervisor.get(here).body()).doesNotContain(here + "/confirmation");
    Browser.Page confirming = touch(clerk, "/desk/keys/" + id);
    Matcher shown = Pattern.compile("name=\"shown\" value=\"([^\"]+)\"").matcher(confirming.body());
    assertThat(shown.find()).isTrue();
    Browser.Page confirmed =
        clerk.post(
            confirming,
            "/desk/keys/" + id + "/confirmation",
            Map.of("shown", shown.group(1), "calledBack", "yes"));
    assertThat(confirmed.status()).isEqualTo(200);

    assertThat(state(supervisor, shown.group(1))).doesNotContain(OTHER_MODE).contains("In use");
    assertThat(state(supervisor, classical)).contains(OTHER_MODE);
    assertThat(keys.inUse(KeyPurpose.DEFENCE)).containsExactly(shown.group(1));

    keys.revoke(shown.group(1));
    assertThat(keys.inUse(KeyPurpose.DEFENCE)).as("no classical key comes back").isEmpty();
    keys.revoke(classical);
  }

  private static String opened(HybridIdentity identity, Matcher challenge) throws Exception {
    byte[] armored = challenge.group(1).strip().concat("\n").getBytes(StandardCharsets.US_ASCII);
    try (var plain =
        Channels.newInputStream(
            new ArmoredDecryptingChannelFactory()
                .newDecryptingChannel(
                    Channels.newChannel(new ByteArrayInputStream(armored)), List.of(identity)))) {
      return new String(plain.readAllBytes(), StandardCharsets.US_ASCII).strip();
    }
  }

  /** The row of a key in the agency's list. */
  private static String state(Browser browser, String fingerprint) {
    String list = browser.get("/agency/keys").body();
    int at = list.indexOf(fingerprint);
    assertThat(at).isPositive();
    return list.substring(at, list.indexOf("</tr>", at));
  }

  private static Browser.Page touch(Browser browser, String here) {
    Matcher touch = TOUCH.matcher(browser.get(here).body());
    assertThat(touch.find()).isTrue();
    return browser.get(touch.group(1).replace("&amp;", "&"));
  }
}
