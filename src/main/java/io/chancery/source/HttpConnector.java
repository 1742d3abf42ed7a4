package io.chancery.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.Fields;
import io.chancery.kernel.ReadGrant;
import io.chancery.kernel.Sha256;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;

/**
 * Reads a platform by its own interface. There is no snapshot: pages are read one after another.
 */
final class HttpConnector implements SourceConnector {
  private final Mapping mapping;
  private final HttpPlatform platform;
  private final Supplier<MediaStore> mediaOfRun;

  HttpConnector(Mapping mapping, HttpPlatform platform, Supplier<MediaStore> mediaOfRun) {
    this.mapping = mapping;
    this.platform = platform;
    this.mediaOfRun = mediaOfRun;
  }

  @Override
  public Sha256 queryDigest(ReadGrant grant) {
    return FeedScope.digest(mapping, grant);
  }

  @Override
  public List<String> resolve(ReadGrant.Resolve grant, Attempt attempt) throws ReadFailed {
    Mapping.Lookup lookup = mapping.identifiers().get(grant.identifier().kind());
    Matcher matcher =
        lookup == null ? null : lookup.pattern().matcher(grant.identifier().value().strip());
    if (lookup == null || matcher == null || !matcher.matches()) {
      return List.of();
    }
    String wanted = matcher.group("value");
    JsonNode nothing = JsonNodeFactory.instance.objectNode();
    for (Mapping.Feed feed : lookup.feeds()) {
      HttpPlatform.Page answer =
          platform.get(platform.at(HttpFeed.filled(feed.from(), Map.of("identifier", wanted))));
      TreeSet<String> found = new TreeSet<>();
      if (answer != null && feed.account() != null && feed.value() != null) {
        for (JsonNode node : HttpFeed.records(feed, answer.body())) {
          // A search may find what is like the name; only the name itself counts.
          if (feed.value().texts(nothing, node).stream().anyMatch(wanted::equalsIgnoreCase)) {
            found.addAll(feed.account().texts(nothing, node));
          }
        }
      }
      if (!found.isEmpty()) {
        return SourceConnector.told(found);
      }
    }
    return List.of();
  }

  @Override
  public Map<ReadGrant.Reach, Long> count(ReadGrant.Count grant, Attempt attempt)
      throws ReadFailed {
    Map<ReadGrant.Reach, Long> counts = new LinkedHashMap<>();
    for (ReadGrant.Reach reach : grant.reaches()) {
      Mapping.Group group = mapping.groups().get(reach.group());
      if (group == null) {
        continue;
      }
      long records = 0;
      for (Mapping.Feed feed : group.feeds()) {
        HttpFeed read =
            new HttpFeed(
                platform,
                mapping,
                group,
                Fields.ALL,
                feed,
                new MediaFolder(null),
                grant.account(),
                reach.period());
        while (read.following() != null) {
          records++;
        }
      }
      counts.put(reach, records);
    }
    return counts;
  }

  @Override
  public Disclosure.Totals read(ReadGrant.Rows grant, Attempt attempt, RecordSink sink)
      throws ReadFailed {
    MediaStore media = mediaOfRun.get();
    media.check();
    Disclosure run = new Disclosure(media, sink);
    try {
      for (FieldGroup wanted : FeedScope.groups(grant.reaches())) {
        Mapping.Group group = mapping.groups().get(wanted);
        if (group == null) {
          run.notHeld(wanted);
        } else {
          run.read(
              group,
              group.feeds().size(),
              (period, position) ->
                  new HttpFeed(
                      platform,
                      mapping,
                      group,
                      grant.fields(wanted),
                      group.feeds().get(position),
                      media,
                      grant.account(),
                      period),
              FeedScope.periods(grant.reaches(), wanted));
        }
      }
      return run.totals();
    } catch (SQLException e) {
      throw ReadFailed.of(e);
    }
  }

  @Override
  public SourceDictionary dictionary() {
    return mapping.dictionary();
  }
}
