package io.chancery.directory;

import static io.chancery.path.GrantedRights.ANNA;
import static io.chancery.path.GrantedRights.person;
import static io.chancery.path.GrantedRights.staff;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import io.chancery.Browser;
import io.chancery.access.Actor;
import io.chancery.access.Proposals;
import io.chancery.access.Role;
import io.chancery.access.TestActing;
import io.chancery.kernel.AgencyId;
import io.chancery.kernel.ProposalId;
import io.chancery.path.CaseWalk;
import io.chancery.path.GrantedRights;
import io.chancery.path.Rows;
import io.chancery.platform.Problem;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** An agency's people come from its own networks alone, where it has named them. */
@QuarkusTest
class AgencyNetworksIT {
  private static final AgencyId HARBOUR =
      new AgencyId(UUID.fromString("01930000-0000-7000-8000-000000000202"));
  private static final String HANNA = "hanna.harbour";
  private static final Actor CLERK = staff("clara.clerk", Role.CLERK);
  private static final String NO_CASE = "/api/v1/cases/LER-2020-000001";

  @Inject AgencyNetworks networks;
  @Inject Proposals proposals;

  @Test
  void whoComesFromElsewhereIsRefusedAtEveryRequestOfALivingSession() throws Exception {
    Browser session = Browser.of(HANNA);
    assertThat(session.get("/requests").status()).isEqualTo(200);
    try {
      changed("203.0.113.0/24 2001:db8::/32");
      CaseWalk.as(HANNA)
          .get(NO_CASE)
          .then()
          .statusCode(403)
          .body("type", equalTo("/problems/network-not-allowed"));
      CaseWalk.as(HANNA)
          .header("X-Forwarded-For", "203.0.113.9")
          .header("X-Forwarded-Trusted-Proxy", "true")
          .get(NO_CASE)
          .then()
          .statusCode(403);
      Browser.Page page = session.get("/requests");
      assertThat(page.status()).isEqualTo(403);
      assertThat(page.body()).contains("Use a connection of your agency");
      CaseWalk.as(CaseWalk.OFFICER).get(NO_CASE).then().statusCode(404);
      assertThat(
              Rows.one(
                  "select count(*) from custody.entry where custody.person_of(bytes) = '%s'"
                          .formatted(person(HANNA))
                      + " and position('network-not-allowed' in convert_from(bytes, 'UTF8')) > 0"))
          .as("one entry an hour")
          .isEqualTo("1");
      assertThat(Browser.of("clara.clerk").get("/desk/directory/agencies/" + HARBOUR).body())
          .contains("203.0.113.0/24");
      changed("127.0.0.0/8");
      CaseWalk.as(HANNA).get(NO_CASE).then().statusCode(404);
    } finally {
      changed("");
    }
    assertThat(session.get("/requests").status()).isEqualTo(200);
  }

  @Test
  void theListIsChangedByTwoAndHoldsNetworksAlone() throws Exception {
    for (String typed :
        List.of("example.org/24", "10.0.0.0/33", "10.0.0.0/0", "x", "10.0.0.1/-1")) {
      assertThatThrownBy(() -> proposed(typed))
          .isInstanceOfSatisfying(
              Problem.class,
              problem -> assertThat(problem.errors()).extracting("field").contains("networks"));
    }
    Browser clerk = Browser.of("clara.clerk");
    String here = "/desk/directory/agencies/" + HARBOUR;
    Browser.Page wrong =
        clerk.post(clerk.get(here), here + "/networks", Map.of("networks", "x", "reason", "y"));
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.body()).contains("href=\"#networks\"");
    ProposalId waits = proposed("192.0.2.0/24");
    try {
      assertThatThrownBy(() ->
              Rows.execute(
                  "insert into agency_network values ('%s', '192.0.2.0/24', '%s', now())"
                      .formatted(HARBOUR, waits)))
          .hasMessageContaining("two people");
    } finally {
      TestActing.as(
          CLERK,
          () -> {
            proposals.withdraw(waits);
            return null;
          });
    }
  }

  @Test
  void aNetworkAdmitsItsOwnAddressesAlone() {
    List<String> list = List.of("203.0.113.0/25", "2001:db8:0:0:0:0:0:0/32");
    assertThat(AgencyNetworks.admits(List.of(), "192.0.2.1")).isTrue();
    assertThat(AgencyNetworks.admits(list, "203.0.113.127")).isTrue();
    assertThat(AgencyNetworks.admits(list, "203.0.113.128")).isFalse();
    assertThat(AgencyNetworks.admits(list, "2001:db8:ffff::1")).isTrue();
    assertThat(AgencyNetworks.admits(list, "2001:db9::1")).isFalse();
    assertThat(AgencyNetworks.admits(list, "::ffff:203.0.113.1")).isTrue();
    assertThat(AgencyNetworks.admits(list, "")).isFalse();
    assertThat(AgencyNetworks.admits(list, "proxy.example")).isFalse();
  }

  private void changed(String typed) throws Exception {
    GrantedRights.confirmed(proposed(typed), ANNA);
  }

  private ProposalId proposed(String typed) throws Exception {
    return TestActing.as(CLERK, () -> networks.propose(HARBOUR, typed, "for a test"));
  }
}
