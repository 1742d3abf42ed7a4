package io.chancery.platform.embedded;

import io.chancery.platform.embedded.SamplePeople.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the synthetic people wrote, sent, uploaded and liked. */
final class SampleWriting {
  private static final int PUBLIC = 0;
  private static final int DIRECT = 3;
  private static final int FILES = 420;

  /** A status, for those that refer to it. */
  record Status(long id, Person author, Instant at, boolean shared) {}

  private final SampleDraw draw;
  private final SamplePeople people;
  private final List<Person> local;
  private final List<Status> written = new ArrayList<>();
  private final List<Long> files = new ArrayList<>();
  private final CopyTable conversations =
      new CopyTable("conversations", "id,uri,created_at,updated_at");
  private final CopyTable polls =
      new CopyTable("polls", "id,account_id,status_id,options,created_at,updated_at");
  private final CopyTable statuses =
      new CopyTable(
          "statuses",
          "id,text,created_at,updated_at,in_reply_to_id,reblog_of_id,visibility,spoiler_text,reply,language,"
              + "conversation_id,local,account_id,application_id,in_reply_to_account_id,poll_id,deleted_at,edited_at,"
              + "ordered_media_attachment_ids");
  private final CopyTable edits =
      new CopyTable("status_edits", "id,status_id,account_id,text,created_at,updated_at");
  private final CopyTable scheduled =
      new CopyTable("scheduled_statuses", "id,account_id,scheduled_at,params");
  private final CopyTable mentions =
      new CopyTable("mentions", "id,status_id,created_at,updated_at,account_id");
  private final CopyTable inboxes =
      new CopyTable(
          "account_conversations",
          "id,account_id,conversation_id,participant_account_ids,status_ids,last_status_id");
  private final CopyTable media =
      new CopyTable(
          "media_attachments",
          "id,status_id,file_file_name,file_content_type,file_file_size,file_updated_at,created_at,updated_at,type,"
              + "account_id,description");
  private final CopyTable favourites =
      new CopyTable("favourites", "id,created_at,updated_at,account_id,status_id");

  SampleWriting(SampleDraw draw, SamplePeople people) {
    this.draw = draw;
    this.people = people;
    this.local = people.all().stream().filter(Person::local).toList();
    makePosts();
    makeMessages();
    makeFavourites();
  }

  List<CopyTable> tables() {
    return List.of(
        conversations, statuses, polls, edits, scheduled, mentions, inboxes, media, favourites);
  }

  /** Posts that can be reported, in the order in which they were made. */
  List<Status> posts() {
    return written;
  }

  private void makePosts() {
    for (Person person : people.all()) {
      boolean target = person.username().equals(SamplePlatform.TARGET) && person.local();
      boolean quiet = person.username().equals(SamplePlatform.QUIET);
      int count = target ? 900 : person.local() ? 60 + draw.below(90) : 8 + draw.below(10);
      Instant until = quiet ? Instant.parse("2023-01-01T00:00:00Z") : SampleDraw.END;
      for (int i = 0; i < count; i++) {
        post(person, draw.between(person.since(), until));
      }
    }
    Person target = people.named(SamplePlatform.TARGET);
    for (int i = 0; i < 120; i++) {
      post(target, draw.between(SamplePlatform.DEMO_FROM, SamplePlatform.DEMO_UNTIL));
    }
    SamplePlatform.EDGES.forEach(at -> post(target, at));
    scheduled.row(
        scheduled.nextId(),
        target.account(),
        Instant.parse("2026-12-24T18:00:00Z"),
        "{\"text\": \"Happy holidays, scheduled\", \"visibility\": \"public\"}");
  }

  private void post(Person author, Instant at) {
    SampleTexts.Text text = SampleTexts.post(draw.random(), statuses.nextId());
    long id = draw.snowflake(at);
    boolean upload =
        author.local() && (author == local.getFirst() ? draw.oneIn(6) : draw.oneIn(110));
    Status other = written.isEmpty() || !draw.oneIn(5) ? null : draw.pick(written);
    boolean usable = other != null && other.shared() && other.at().isBefore(at);
    if (usable && draw.oneIn(2)) {
      row(new Status(id, author, at, false), "", null, null, other, PUBLIC, null, List.of());
      return;
    }
    int visibility = draw.oneIn(4) ? 1 + draw.below(2) : PUBLIC;
    Status status = new Status(id, author, at, visibility == PUBLIC);
    List<Long> attached =
        upload && (files.size() < FILES || author == local.getFirst())
            ? upload(author, at)
            : List.of();
    row(
        status,
        text.text(),
        text.language(),
        usable ? other : null,
        null,
        visibility,
        null,
        attached);
    attached.forEach(file -> mediaRow(file, status));
    written.add(status);
  }

  private void makeMessages() {
    Person target = people.named(SamplePlatform.TARGET);
    List<Person> partners =
        List.of(
            people.named(SamplePlatform.PARTNER),
            people.named(SamplePlatform.SECOND_TARGET),
            people.named("paul_partner"),
            people.all().getLast());
    for (Person partner : partners) {
      thread(target, partner, 160, Instant.parse("2025-09-01T00:00:00Z"), SampleDraw.END);
    }
    for (int i = 0; i < 480; i++) {
      Person from = draw.pick(local);
      Person to = draw.pick(people.all());
      if (from != to && !quiet(from) && !quiet(to)) {
        Instant begin = from.since().isAfter(to.since()) ? from.since() : to.since();
        thread(from, to, 6 + draw.below(26), begin, SampleDraw.END);
      }
    }
  }

  private static boolean quiet(Person person) {
    return person.username().equals(SamplePlatform.QUIET);
  }

  private void thread(Person one, Person two, int count, Instant from, Instant until) {
    long conversation = conversations.nextId();
    List<Instant> times = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      times.add(draw.between(from, until));
    }
    times.sort(null);
    conversations.row(conversation, null, times.getFirst(), times.getLast());
    List<Long> ids = new ArrayList<>();
    Status before = null;
    for (Instant at : times) {
      Person author = draw.oneIn(2) ? one : two;
      Person reader = author == one ? two : one;
      Status status = new Status(draw.snowflake(at), author, at, false);
      List<Long> attached =
          author.local() && draw.oneIn(40) && files.size() < FILES + 60
              ? upload(author, at)
              : List.of();
      String greeting =
          "@" + reader.username() + (reader.local() ? "" : "@" + reader.domain()) + " ";
      row(
          status,
          greeting + SampleTexts.reply(draw.random()),
          "en",
          before,
          null,
          DIRECT,
          conversation,
          attached);
      attached.forEach(file -> mediaRow(file, status));
      mentions.row(mentions.nextId(), status.id(), at, at, reader.account());
      ids.add(status.id());
      before = status;
      if (draw.oneIn(15)) {
        Instant liked = draw.after(at, Duration.ofHours(5));
        favourites.row(favourites.nextId(), liked, liked, reader.account(), status.id());
      }
    }
    for (Person person : List.of(one, two)) {
      Person other = person == one ? two : one;
      inboxes.row(
          inboxes.nextId(),
          person.account(),
          conversation,
          List.of(other.account()),
          ids,
          ids.getLast());
    }
  }

  private void row(
      Status status,
      String text,
      @Nullable String language,
      @Nullable Status replyTo,
      @Nullable Status repostOf,
      int visibility,
      @Nullable Long conversation,
      List<Long> attached) {
    boolean edited = repostOf == null && draw.oneIn(30);
    Instant editedAt = edited ? draw.after(status.at(), Duration.ofDays(2)) : null;
    Instant deletedAt = draw.oneIn(200) ? draw.after(status.at(), Duration.ofDays(20)) : null;
    Long poll = repostOf == null && visibility == PUBLIC && draw.oneIn(150) ? polls.nextId() : null;
    statuses.row(
        status.id(),
        text,
        status.at(),
        editedAt == null ? status.at() : editedAt,
        replyTo == null ? null : replyTo.id(),
        repostOf == null ? null : repostOf.id(),
        visibility,
        draw.oneIn(25) ? "Content: \"delicate\"" : "",
        replyTo != null,
        language,
        conversation,
        status.author().local(),
        status.author().account(),
        status.author().local() ? 1 + draw.below(5) : null,
        replyTo == null ? null : replyTo.author().account(),
        poll,
        deletedAt,
        editedAt,
        attached.isEmpty() ? null : attached);
    if (editedAt != null) {
      edits.row(
          edits.nextId(),
          status.id(),
          status.author().account(),
          text + " (before)",
          status.at(),
          status.at());
    }
    if (poll != null) {
      polls.row(
          poll,
          status.author().account(),
          status.id(),
          List.of("yes", "no, \"never\"", "später"),
          status.at(),
          status.at());
    }
  }

  private List<Long> upload(Person author, Instant at) {
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i <= draw.below(2); i++) {
      Instant before = at.minusMillis(1 + draw.below(60_000));
      long id = draw.snowflake(before.isBefore(author.since()) ? at : before);
      ids.add(id);
      files.add(id);
    }
    return ids;
  }

  private void mediaRow(long id, Status status) {
    SampleMedia.Kind kind = SampleMedia.Kind.of(id);
    Instant at = Instant.ofEpochMilli(id >>> 16).plusNanos(417_000);
    media.row(
        id,
        status.id(),
        SampleMedia.fileName(id),
        kind.contentType,
        SampleMedia.content(id).length,
        at,
        at,
        at,
        kind.type,
        status.author().account(),
        draw.oneIn(2) ? null : "A picture, \"described\" = here");
  }

  private void makeFavourites() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 6_000; i++) {
      Status status = draw.pick(written);
      Person by = draw.oneIn(15) ? local.getFirst() : draw.pick(local);
      if (seen.add(by.number() + " " + status.id())) {
        Instant at = draw.after(status.at(), Duration.ofDays(3));
        favourites.row(favourites.nextId(), at, at, by.account(), status.id());
      }
    }
  }
}
