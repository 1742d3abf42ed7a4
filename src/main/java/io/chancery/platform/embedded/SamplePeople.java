package io.chancery.platform.embedded;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The synthetic accounts and their relations. */
final class SamplePeople {
  private static final int LOCAL = 300;
  private static final int REMOTE = 40;
  private static final List<String> KNOWN =
      List.of(
          SamplePlatform.TARGET,
          SamplePlatform.LOOK_ALIKE,
          "mara_mo1e",
          SamplePlatform.SECOND_TARGET,
          SamplePlatform.PARTNER,
          SamplePlatform.QUIET,
          SamplePlatform.SUSPENDED,
          "paul_partner");

  /** Somebody of the sample; {@code user} is 0 for accounts of other servers. */
  record Person(
      int number,
      long account,
      long user,
      String username,
      @Nullable String domain,
      Instant since) {
    boolean local() {
      return domain == null;
    }
  }

  private final SampleDraw draw;
  private final List<Person> people = new ArrayList<>();
  private final CopyTable accounts =
      new CopyTable(
          "accounts",
          "id,username,domain,private_key,public_key,created_at,updated_at,note,display_name,uri,url,locked,fields,"
              + "actor_type,also_known_as,silenced_at,suspended_at");
  private final CopyTable users =
      new CopyTable(
          "users",
          "id,email,created_at,updated_at,encrypted_password,sign_in_count,confirmed_at,confirmation_sent_at,"
              + "unconfirmed_email,locale,account_id,disabled,sign_up_ip,time_zone,otp_secret,confirmation_token");
  private final CopyTable identities =
      new CopyTable("identities", "id,provider,uid,created_at,updated_at,user_id");
  private final CopyTable settings =
      new CopyTable("web_settings", "id,data,created_at,updated_at,user_id");
  private final CopyTable follows =
      new CopyTable("follows", "id,created_at,updated_at,account_id,target_account_id");
  private final CopyTable followRequests =
      new CopyTable("follow_requests", "id,created_at,updated_at,account_id,target_account_id");
  private final CopyTable blocks =
      new CopyTable("blocks", "id,created_at,updated_at,account_id,target_account_id");
  private final CopyTable mutes =
      new CopyTable("mutes", "id,created_at,updated_at,account_id,target_account_id,expires_at");
  private final CopyTable domainBlocks =
      new CopyTable("account_domain_blocks", "id,domain,created_at,updated_at,account_id");

  SamplePeople(SampleDraw draw) {
    this.draw = draw;
    for (int i = 0; i < LOCAL; i++) {
      makeLocal(i);
    }
    for (int i = 0; i < REMOTE; i++) {
      makeRemote(i);
    }
    makeRelations();
  }

  List<Person> all() {
    return people;
  }

  Person named(String username) {
    return people.stream()
        .filter(p -> p.local() && p.username().equals(username))
        .findFirst()
        .orElseThrow();
  }

  /** In an order that foreign keys allow. */
  List<CopyTable> tables() {
    return List.of(
        accounts,
        users,
        identities,
        settings,
        follows,
        followRequests,
        blocks,
        mutes,
        domainBlocks);
  }

  private void makeLocal(int number) {
    String username =
        number < KNOWN.size() ? KNOWN.get(number) : SampleTexts.username(number - KNOWN.size());
    Instant since =
        number < KNOWN.size()
            ? draw.between(SampleDraw.BEGIN, Instant.parse("2022-09-01T00:00:00Z"))
            : draw.between(SampleDraw.BEGIN, Instant.parse("2026-06-01T00:00:00Z"));
    long account = draw.snowflake(since);
    long user = users.nextId();
    boolean suspended = username.equals(SamplePlatform.SUSPENDED) || number > 20 && draw.oneIn(60);
    accounts.row(
        account,
        username,
        null,
        draw.secret("private-key"),
        "sample public key",
        since,
        since,
        "About me & my " + SampleTexts.post(draw.random(), number).text(),
        SampleTexts.displayName(username, draw.random()),
        "",
        null,
        draw.oneIn(10),
        "[{\"name\": \"Web\", \"value\": \"https://" + username.replace('_', '-') + ".example\"}]",
        "Person",
        draw.oneIn(6) ? List.of(username + "@elsewhere.example") : null,
        draw.oneIn(40) ? draw.after(since, Duration.ofDays(900)) : null,
        suspended ? draw.after(since, Duration.ofDays(900)) : null);
    Instant confirmed = draw.after(since, Duration.ofHours(3));
    users.row(
        user,
        username + "@mail" + number % 3 + ".example",
        since,
        since,
        draw.secret("password"),
        40 + draw.below(400),
        confirmed,
        since,
        draw.oneIn(25) ? "new." + username + "@mail9.example" : null,
        draw.pick(List.of("en", "de", "fr", "ja", "ar")),
        account,
        false,
        draw.address(),
        draw.pick(List.of("Europe/Berlin", "America/New_York", "Asia/Tokyo")),
        draw.secret("otp"),
        draw.secret("confirmation-" + user));
    settings.row(settings.nextId(), "{\"theme\": \"dark\"}", since, since, user);
    if (draw.oneIn(15)) {
      identities.row(
          identities.nextId(), "openid_connect", "subject-" + user, confirmed, confirmed, user);
    }
    people.add(new Person(number, account, user, username, null, since));
  }

  private void makeRemote(int number) {
    Instant since = draw.between(SampleDraw.BEGIN, SampleDraw.END);
    // A person of another server with the target's user name: must never be taken for the target.
    String username = number == 0 ? SamplePlatform.TARGET : SampleTexts.username(400 + number);
    String domain = number % 2 == 0 ? "elsewhere.example" : "far.example";
    long account = draw.snowflake(since);
    accounts.row(
        account,
        username,
        domain,
        null,
        "sample public key",
        since,
        since,
        "Somewhere else",
        SampleTexts.displayName(username, draw.random()),
        "https://" + domain + "/users/" + username,
        "https://" + domain + "/@" + username,
        false,
        null,
        "Person",
        null,
        null,
        null);
    people.add(new Person(LOCAL + number, account, 0, username, domain, since));
  }

  private void makeRelations() {
    Set<Long> seen = new HashSet<>();
    for (int i = 0; i < 6_000; i++) {
      Person from = draw.oneIn(12) ? people.getFirst() : draw.pick(people);
      Person to = draw.oneIn(12) ? people.getFirst() : draw.pick(people);
      if (from == to
          || !from.local() && !to.local()
          || !seen.add((long) from.number() * 10_000 + to.number())) {
        continue;
      }
      Instant at =
          draw.between(
              from.since().isAfter(to.since()) ? from.since() : to.since(), SampleDraw.END);
      follows.row(follows.nextId(), at, at, from.account(), to.account());
      if (i % 40 == 0 && from.local()) {
        followRequests.row(
            followRequests.nextId(), at, at, from.account(), draw.pick(people).account());
      }
      if (i % 25 == 0 && from.local()) {
        blocks.row(blocks.nextId(), at, at, from.account(), to.account());
      } else if (i % 25 == 1 && from.local()) {
        mutes.row(
            mutes.nextId(),
            at,
            at,
            from.account(),
            to.account(),
            draw.oneIn(3) ? at.plus(Duration.ofDays(30)) : null);
      } else if (i % 100 == 2 && from.local()) {
        domainBlocks.row(domainBlocks.nextId(), "spam" + i + ".example", at, at, from.account());
      }
    }
  }
}
