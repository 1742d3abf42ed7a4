package io.chancery.platform.embedded;

import io.chancery.platform.embedded.SamplePeople.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** How the synthetic people signed in: applications, devices, sessions and attempts. */
final class SampleSignIns {
  private final SampleDraw draw;
  private final CopyTable applications =
      new CopyTable(
          "oauth_applications",
          "id,name,uid,secret,redirect_uri,scopes,created_at,updated_at,website");
  private final CopyTable tokens =
      new CopyTable(
          "oauth_access_tokens",
          "id,token,refresh_token,created_at,scopes,application_id,resource_owner_id,last_used_at,last_used_ip,revoked_at");
  private final CopyTable pushes =
      new CopyTable(
          "web_push_subscriptions",
          "id,endpoint,key_p256dh,key_auth,created_at,updated_at,access_token_id,user_id");
  private final CopyTable keys =
      new CopyTable(
          "webauthn_credentials",
          "id,external_id,public_key,nickname,user_id,created_at,updated_at");
  private final CopyTable sessions =
      new CopyTable(
          "session_activations",
          "id,session_id,created_at,updated_at,user_agent,ip,access_token_id,user_id");
  private final CopyTable logins =
      new CopyTable(
          "login_activities",
          "id,user_id,authentication_method,provider,success,failure_reason,ip,user_agent,created_at");

  SampleSignIns(SampleDraw draw, SamplePeople people) {
    this.draw = draw;
    makeApplications();
    for (Person person : people.all()) {
      if (person.local()) {
        makeDevicesAndSessions(person);
      }
    }
  }

  /** In an order that foreign keys allow, after those of the people. */
  List<CopyTable> tables() {
    return List.of(applications, tokens, pushes, keys, sessions, logins);
  }

  private void makeApplications() {
    for (String name : List.of("Web", "Tusky", "Ivory", "Elk", "=Odd \"Client\", Inc.")) {
      long id = applications.nextId();
      applications.row(
          id,
          name,
          "application-" + id,
          draw.secret("application"),
          "urn:ietf:wg:oauth:2.0:oob",
          "read write follow push",
          SampleDraw.BEGIN,
          SampleDraw.BEGIN,
          "https://client" + id + ".example");
    }
  }

  private void makeDevicesAndSessions(Person person) {
    boolean quiet = person.username().equals(SamplePlatform.QUIET);
    Instant until = quiet ? Instant.parse("2023-01-01T00:00:00Z") : SampleDraw.END;
    boolean target = person.username().equals(SamplePlatform.TARGET);
    for (int i = 0; i < (target ? 8 : 2 + draw.below(3)); i++) {
      Instant at =
          target && i < 3
              ? draw.between(SamplePlatform.DEMO_FROM, SamplePlatform.DEMO_UNTIL)
              : draw.between(person.since(), until);
      long token = tokens.nextId();
      Instant used = draw.after(at, Duration.ofDays(200));
      tokens.row(
          token,
          draw.secret("token"),
          draw.secret("refresh"),
          at,
          "read write follow push",
          1 + draw.below(5),
          person.user(),
          used.isBefore(until) ? used : null,
          used.isBefore(until) ? draw.address() : null,
          draw.oneIn(5) ? draw.after(at, Duration.ofDays(400)) : null);
      if (draw.oneIn(3)) {
        Instant subscribed = draw.after(at, Duration.ofMinutes(20));
        pushes.row(
            pushes.nextId(),
            "https://push.example/wpush/v2/" + Long.toHexString(draw.random().nextLong()),
            draw.secret("p256dh"),
            draw.secret("auth"),
            subscribed,
            subscribed,
            token,
            person.user());
      }
      Instant begun = draw.after(at, Duration.ofDays(300));
      sessions.row(
          sessions.nextId(),
          draw.secret("session"),
          begun,
          draw.after(begun, Duration.ofDays(30)),
          draw.browser(),
          draw.address(),
          token,
          person.user());
    }
    if (draw.oneIn(8)) {
      Instant at = draw.between(person.since(), until);
      keys.row(
          keys.nextId(),
          draw.secret("credential"),
          draw.secret("public-key"),
          "my \"blue\" key",
          person.user(),
          at,
          at);
    }
    int count = target ? 600 : 20 + draw.below(58);
    for (int i = 0; i < count; i++) {
      login(person, draw.between(person.since(), until));
    }
    if (target) {
      for (int i = 0; i < 60; i++) {
        login(person, draw.between(SamplePlatform.DEMO_FROM, SamplePlatform.DEMO_UNTIL));
      }
      // The edges of the demonstration's period, to the microsecond.
      SamplePlatform.EDGES.forEach(at -> login(person, at));
    }
  }

  private void login(Person person, Instant at) {
    boolean success = !draw.oneIn(9);
    logins.row(
        logins.nextId(),
        person.user(),
        draw.oneIn(6) ? "webauthn" : "password",
        null,
        success,
        success ? null : "invalid_password",
        draw.address(),
        draw.browser(),
        at);
  }
}
