package io.chancery.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import io.chancery.Chromium;
import io.chancery.Fixtures;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged portal under a clock that is wrong (libfaketime), beside a database and an identity
 * provider that keep the right time: it says so, lets nobody in, and what was begun goes on when
 * the clock is right again.
 */
class ShiftedClockIT {
  private static final String OFFICER = "olivia.officer";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path out;

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void aPortalOfAnotherTimeLetsNobodyInAndNothingHappens() throws Exception {
    Files.createDirectories(out.resolve("answers"));
    try (DemoPortal portal = DemoPortal.start(out);
        DemoPeople people = new DemoPeople(portal.url())) {
      DemoApi api = new DemoApi(portal.url(), people, out.resolve("answers"));
      String draft =
          api.post(
                  OFFICER,
                  "/api/v1/requests",
                  Fixtures.openRequest("26-CR-2", List.of("subscriber")))
              .get("id")
              .asText();
      String at = "/api/v1/requests/" + draft;
      api.upload(OFFICER, at + "/instrument", Fixtures.warrant("26-CR-2"));
      Chromium.Person officer = people.sitting(OFFICER);
      assertThat(pathOf(officer.open("/requests"))).isEqualTo("/requests");

      for (Duration wrongBy : List.of(Duration.ofMinutes(10), Duration.ofMinutes(-10))) {
        portal.kill();
        portal.startAgain(wrongBy);
        String which = "wrong by " + wrongBy;

        HttpResponse<String> ready = send(get(portal, "/q/health/ready"));
        assertThat(ready.statusCode()).as(which).isEqualTo(503);
        assertThat(secondsAhead(ready)).as(which).isCloseTo(wrongBy.toSeconds(), within(20L));

        HttpResponse<String> refused =
            send(
                get(portal, at + "/submission")
                    .header("Authorization", "Bearer " + people.stepUpToken(OFFICER))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{}")));
        assertThat(refused.statusCode()).as(which).isEqualTo(401);
        assertThat(JSON.readTree(refused.body()).get("type").asText())
            .as(which)
            .isEqualTo("/problems/unauthenticated");

        Page page = officer.open("/requests");
        assertThat(pathOf(page)).as(which).isEqualTo("/sign-in-failed");
        assertThat(page.innerText("main"))
            .as(which)
            .contains("Nobody is signed in", "the clocks of the portal and of the sign-in");
      }

      portal.kill();
      portal.startAgain();
      assertThat(send(get(portal, "/q/health/ready")).statusCode()).isEqualTo(200);
      assertThat(pathOf(officer.open("/requests"))).isEqualTo("/requests");
      String reference = api.post(OFFICER, at + "/submission", Map.of()).get("reference").asText();
      assertThat(api.status(OFFICER, "/api/v1/cases/" + reference)).isEqualTo("SUBMITTED");

      Path said = out.resolve("verify-ledger.txt");
      int exit = portal.command(said, "verify-ledger");
      assertThat(exit).as(Files.readString(said)).isZero();
    }
  }

  private static long secondsAhead(HttpResponse<String> ready) throws Exception {
    for (JsonNode check : JSON.readTree(ready.body()).get("checks")) {
      if (check.get("name").asText().equals("clock")) {
        assertThat(check.get("status").asText()).isEqualTo("DOWN");
        return check.get("data").get("seconds-ahead-of-the-database").asLong();
      }
    }
    throw new AssertionError("no check of the clock");
  }

  private static String pathOf(Page page) {
    return URI.create(page.url()).getPath();
  }

  private static HttpRequest.Builder get(DemoPortal portal, String path) {
    return HttpRequest.newBuilder(portal.url().resolve(path))
        .timeout(Duration.ofMinutes(1))
        .header("Accept-Language", "en");
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
