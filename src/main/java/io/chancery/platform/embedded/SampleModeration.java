package io.chancery.platform.embedded;

import io.chancery.platform.embedded.SamplePeople.Person;
import io.chancery.platform.embedded.SampleWriting.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Reports about posts, measures against accounts and appeals. */
final class SampleModeration {
  private final SampleDraw draw;
  private final List<Person> local;
  private final List<Status> posts;
  private final CopyTable reports =
      new CopyTable(
          "reports",
          "id,status_ids,comment,created_at,updated_at,account_id,target_account_id,category,action_taken_at");
  private final CopyTable warnings =
      new CopyTable(
          "account_warnings",
          "id,account_id,target_account_id,action,text,created_at,updated_at,report_id,status_ids");
  private final CopyTable appeals =
      new CopyTable(
          "appeals", "id,account_id,account_warning_id,text,rejected_at,created_at,updated_at");

  SampleModeration(SampleDraw draw, SamplePeople people, SampleWriting writing) {
    this.draw = draw;
    this.local = people.all().stream().filter(Person::local).toList();
    this.posts = writing.posts();
    makeModeration();
  }

  List<CopyTable> tables() {
    return List.of(reports, warnings, appeals);
  }

  private void makeModeration() {
    for (int i = 0; i < 90; i++) {
      Status about = i < 6 ? lastOf(local.getFirst(), i) : draw.pick(posts);
      Person by = i % 7 == 6 ? local.getFirst() : draw.pick(local);
      if (by == about.author()) {
        continue;
      }
      Instant at = draw.after(about.at(), Duration.ofDays(9));
      boolean closed = draw.oneIn(2);
      long report = reports.nextId();
      reports.row(
          report,
          List.of(about.id()),
          "Please look at this: \"" + report + "\"",
          at,
          at,
          by.account(),
          about.author().account(),
          draw.pick(List.of(0, 1000, 2000)),
          closed ? draw.after(at, Duration.ofDays(3)) : null);
      if (closed) {
        long warning = warnings.nextId();
        Instant decided = draw.after(at, Duration.ofDays(3));
        warnings.row(
            warning,
            local.get(20).account(),
            about.author().account(),
            draw.pick(List.of(0, 1250, 1500, 3000)),
            "Please keep to the rules.",
            decided,
            decided,
            report,
            List.of(about.id()));
        if (draw.oneIn(4) && about.author().local()) {
          Instant appealed = draw.after(decided, Duration.ofDays(5));
          appeals.row(
              appeals.nextId(),
              about.author().account(),
              warning,
              "That was a joke.",
              draw.after(appealed, Duration.ofDays(5)),
              appealed,
              appealed);
        }
      }
    }
  }

  private Status lastOf(Person author, int skip) {
    return posts.stream()
        .filter(s -> s.author() == author)
        .skip(40L * skip)
        .findFirst()
        .orElseThrow();
  }
}
