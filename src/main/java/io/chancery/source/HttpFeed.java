package io.chancery.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.chancery.kernel.Fields;
import io.chancery.kernel.Period;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What a platform's interface gives for one feed, page by page. Whatever the interface says, a
 * record of another account or from outside the period ends the read: it is never passed on. The
 * interface must give records by ascending time; only those of one millisecond are put in order
 * here.
 */
final class HttpFeed implements Records {
  private static final Logger LOG = Logger.getLogger(HttpFeed.class);

  private final HttpPlatform platform;
  private final Mapping mapping;
  private final Mapping.Group group;
  private final Mapping.Group granted;
  private final Mapping.Feed feed;
  private final MediaStore media;
  private final String account;
  private final Period period;
  private final Deque<FeedRecord> page = new ArrayDeque<>();
  private final PriorityQueue<FeedRecord> together = new PriorityQueue<>();
  private final Set<URI> asked = new HashSet<>();
  private @Nullable URI next;
  private int number = 1;
  private long ordinal;
  private FeedRecord.@Nullable Made current;

  HttpFeed(
      HttpPlatform platform,
      Mapping mapping,
      Mapping.Group group,
      Fields fields,
      Mapping.Feed feed,
      MediaStore media,
      String account,
      Period period) {
    this.platform = platform;
    this.mapping = mapping;
    this.group = group;
    this.granted = group.only(fields);
    this.feed = feed;
    this.media = media;
    this.account = account;
    this.period = period;
    this.next =
        platform.at(
            filled(
                feed.from(),
                Map.of(
                    "account",
                    account,
                    "from",
                    period.from().toString(),
                    "until",
                    period.until().toString())));
  }

  /** A path with its parameters, encoded. */
  static String filled(String path, Map<String, String> values) {
    String filled = path;
    for (Map.Entry<String, String> value : values.entrySet()) {
      filled =
          filled.replaceAll(
              ":" + value.getKey() + "\\b",
              java.util.regex.Matcher.quoteReplacement(encoded(value.getValue())));
    }
    return filled;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** The records of one answer. */
  static Iterable<JsonNode> records(Mapping.Feed feed, JsonNode body) {
    JsonNode at = feed.each() == null ? body : body.at(feed.each());
    return at.isArray() ? at : at.isMissingNode() || at.isNull() ? List.of() : List.of(at);
  }

  @Override
  public boolean advance() throws ReadFailed {
    FeedRecord made = following();
    current = made == null ? null : made.made(mapping, granted, media);
    return made != null;
  }

  /** The next record in order, not looked at further; null at the end. */
  @Nullable FeedRecord following() throws ReadFailed {
    if (together.isEmpty()) {
      gather();
    }
    return together.poll();
  }

  private void gather() throws ReadFailed {
    FeedRecord first = peek();
    if (first == null) {
      return;
    }
    // State has no order by time that an interface could keep; it is small.
    for (FeedRecord same = first;
        same != null && (group.state() || millisecond(same) == millisecond(first));
        same = peek()) {
      together.add(Objects.requireNonNull(page.poll()));
    }
    FeedRecord after = peek();
    if (after != null && millisecond(after) < millisecond(first)) {
      LOG.errorf(
          "the interface of %s gives %s not by ascending time", mapping.system(), feed.table());
      throw new ReadFailed(Failure.SOURCE_BROKEN);
    }
  }

  private static long millisecond(FeedRecord record) {
    return record.exact() == null ? Long.MIN_VALUE : record.exact().toEpochMilli();
  }

  private @Nullable FeedRecord peek() throws ReadFailed {
    while (page.isEmpty() && next != null) {
      turn();
    }
    return page.peek();
  }

  private void turn() throws ReadFailed {
    URI at = Objects.requireNonNull(next);
    if (!asked.add(at)) {
      LOG.errorf("the interface of %s leads back to a page of %s", mapping.system(), feed.table());
      throw new ReadFailed(Failure.SOURCE_BROKEN);
    }
    HttpPlatform.Page answer = platform.get(at);
    if (answer == null) {
      throw new ReadFailed(Failure.QUERY_FAILED);
    }
    int records = 0;
    for (JsonNode node : records(feed, answer.body())) {
      records++;
      take(node);
    }
    next = next(answer, records);
  }

  private void take(JsonNode node) throws ReadFailed {
    JsonNode nothing = JsonNodeFactory.instance.objectNode();
    FeedRecord record = FeedRecord.of(mapping, group, feed, ordinal++, nothing, node);
    List<String> owners = feed.account() == null ? List.of() : feed.account().texts(nothing, node);
    if (!owners.contains(account) || !FeedScope.contains(group, period, record)) {
      LOG.errorf(
          "the interface of %s gave records of %s outside the grant; none was passed on",
          mapping.system(), feed.table());
      throw new ReadFailed(Failure.OUT_OF_SCOPE);
    }
    page.add(record);
  }

  private @Nullable URI next(HttpPlatform.Page answer, int records) {
    Mapping.Paging paging = feed.paging();
    if (paging == null) {
      return null;
    }
    return switch (paging.kind()) {
      case "link" -> answer.next();
      case "page" -> records == 0 ? null : with(paging, Integer.toString(++number));
      default -> {
        String mark = answer.body().at(Objects.requireNonNull(paging.at())).asText("");
        yield mark.isEmpty() || mark.equals("null") ? null : with(paging, mark);
      }
    };
  }

  private URI with(Mapping.Paging paging, String value) {
    String path =
        filled(
            feed.from(),
            Map.of(
                "account",
                account,
                "from",
                period.from().toString(),
                "until",
                period.until().toString()));
    return platform.at(
        path
            + (path.contains("?") ? "&" : "?")
            + encoded(paging.parameter())
            + "="
            + encoded(value));
  }

  @Override
  public CanonicalRecord record() {
    return Objects.requireNonNull(current, "advance() said there is none").record();
  }

  @Override
  public List<MediaStore.Stored> files() {
    return Objects.requireNonNull(current, "advance() said there is none").files();
  }

  @Override
  public long missingFiles() {
    return Objects.requireNonNull(current, "advance() said there is none").missingFiles();
  }

  @Override
  public void close() {
    page.clear();
  }
}
