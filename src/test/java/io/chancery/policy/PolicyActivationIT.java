package io.chancery.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chancery.Browser;
import io.chancery.kernel.ProposalId;
import io.chancery.kernel.Sha256;
import io.chancery.path.GrantedRights;
import io.chancery.path.Rows;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The operator's own rules count when two people have put exactly these bytes into force. */
@QuarkusTest
class PolicyActivationIT {
  private static final String HERE = "/desk/policy";

  @Inject PolicyPacks packs;

  @Test
  void oneProposesAndAnotherPutsExactlyTheseBytesIntoForce() throws Exception {
    Sha256 digest = packs.digest("us-federal", "2090.1").orElseThrow();
    assertThatThrownBy(() -> packs.required("us-federal", "2090.1"))
        .hasMessageContaining("as two people activated it");
    Browser reviewer = Browser.of("rita.reviewer");
    Browser.Page page = reviewer.get(HERE);
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body())
        .contains("Waits for two people", "Shipped with the portal", digest.hex());
    Browser.Page nothing = reviewer.post(page, HERE, Map.of("reason", "the new period"));
    assertThat(nothing.status()).isEqualTo(422);
    assertThat(nothing.body()).contains("href=\"#version\"", "the new period");

    Browser.Page sent =
        reviewer.post(
            page, HERE, Map.of("version", digest.hex(), "reason", "reviewed with counsel"));
    ProposalId id = new ProposalId(UUID.fromString(sent.uri().getPath().replaceAll(".*/", "")));
    assertThat(reviewer.get("/desk/proposals/" + id).body())
        .contains("Put a policy pack into force", "2090.1", "2090-01-01", digest.hex())
        .contains("Kinds whose rules change");
    assertThatThrownBy(() ->
            Rows.execute(
                "select set_config('chancery.side', 'staff', true)",
                "insert into policy_activation values ('%s', 'us-federal', '2090.1', '%s', now())"
                    .formatted(id, digest)))
        .hasMessageContaining("two people");

    GrantedRights.confirmed(id, GrantedRights.ANNA);
    assertThat(packs.required("us-federal", "2090.1").version()).isEqualTo("2090.1");
    assertThat(packs.required("us-federal").version()).as("before its day").isNotEqualTo("2090.1");
    assertThat(reviewer.get(HERE).body())
        .contains("Takes over on its day", "Put into force by two people")
        .contains("No version waits for two people");
    assertThat(
            Rows.one(
                "select count(*) from custody.entry where position('\"event\":\"PolicyPackActivated\"'"
                    + " in convert_from(bytes, 'UTF8')) > 0 and position('%s' in convert_from(bytes, 'UTF8')) > 0"
                        .formatted(digest)))
        .isEqualTo("1");
    assertThatThrownBy(() -> Rows.execute("update policy_activation set sha256 = repeat('0', 64)"))
        .hasMessageContaining("permission denied");
  }
}
