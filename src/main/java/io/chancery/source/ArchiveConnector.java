package io.chancery.source;

import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.Period;
import io.chancery.kernel.ReadGrant;
import io.chancery.kernel.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads account archives that X made: one folder or ZIP file for each account, found by what stands
 * in the archive itself, never by its name. The period is applied here, half-open as in SQL.
 */
final class ArchiveConnector implements SourceConnector {
  /** Records kept at a time for sorting. */
  private static final int MOST = 2_000;

  private final Mapping mapping;
  private final Path archives;
  private final int most;

  ArchiveConnector(Mapping mapping, Path archives) {
    this(mapping, archives, MOST);
  }

  ArchiveConnector(Mapping mapping, Path archives, int most) {
    this.mapping = mapping;
    this.archives = archives;
    this.most = most;
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
    // A present name counts before a former one, which somebody else may have now.
    for (Mapping.Feed feed : lookup.feeds()) {
      TreeSet<String> found = new TreeSet<>();
      for (Path place : places()) {
        try (Archive archive = Archive.open(place)) {
          found.addAll(matches(archive, feed, matcher.group("value")));
        }
      }
      if (!found.isEmpty()) {
        return SourceConnector.told(found);
      }
    }
    return List.of();
  }

  private TreeSet<String> matches(Archive archive, Mapping.Feed feed, String wanted)
      throws ReadFailed {
    TreeSet<String> found = new TreeSet<>();
    archive.read(
        feed,
        (around, node) -> {
          if (feed.value() != null
              && feed.value().texts(around, node).stream().anyMatch(wanted::equalsIgnoreCase)) {
            found.add(account(archive));
          }
        });
    return found;
  }

  /** Whose archive it is, by its own file account.js. */
  private String account(Archive archive) throws ReadFailed {
    Mapping.Feed own = new Mapping.Feed("account", "account", null, null, null, Map.of(), null);
    TreeSet<String> ids = new TreeSet<>();
    archive.read(own, (around, node) -> ids.add(node.at("/account/accountId").asText()));
    if (ids.size() != 1 || ids.first().isEmpty()) {
      throw new ReadFailed(Failure.SOURCE_BROKEN);
    }
    return ids.first();
  }

  private List<Path> places() throws ReadFailed {
    try (Stream<Path> files = Files.list(archives)) {
      return files
          .filter(p -> !p.getFileName().toString().startsWith("."))
          .filter(p -> Files.isDirectory(p) || p.toString().endsWith(".zip"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new ReadFailed(Failure.SOURCE_UNREACHABLE);
    }
  }

  private Archive of(String account) throws ReadFailed {
    Path found = null;
    for (Path place : places()) {
      try (Archive archive = Archive.open(place)) {
        if (account(archive).equals(account)) {
          if (found != null) {
            throw new ReadFailed(Failure.AMBIGUOUS);
          }
          found = place;
        }
      }
    }
    if (found == null) {
      throw new ReadFailed(Failure.SOURCE_UNREACHABLE);
    }
    return Archive.open(found);
  }

  @Override
  public Map<ReadGrant.Reach, Long> count(ReadGrant.Count grant, Attempt attempt)
      throws ReadFailed {
    Map<ReadGrant.Reach, Long> counts = new LinkedHashMap<>();
    try (Archive archive = of(grant.account())) {
      attempt.reads(archive.state());
      for (ReadGrant.Reach reach : grant.reaches()) {
        Mapping.Group group = mapping.groups().get(reach.group());
        if (group == null) {
          continue;
        }
        long[] records = {0};
        for (Mapping.Feed feed : group.feeds()) {
          scan(archive, group, feed, reach.period(), record -> records[0]++);
        }
        counts.put(reach, records[0]);
      }
    }
    return counts;
  }

  @Override
  public Disclosure.Totals read(ReadGrant.Rows grant, Attempt attempt, RecordSink sink)
      throws ReadFailed {
    try (Archive archive = of(grant.account())) {
      String state = archive.state();
      attempt.reads(state);
      MediaStore media = new MediaFolder(archive.data());
      Disclosure run = new Disclosure(media, sink);
      for (FieldGroup wanted : FeedScope.groups(grant.reaches())) {
        Mapping.Group group = mapping.groups().get(wanted);
        if (group == null) {
          run.notHeld(wanted);
        } else {
          run.read(
              group,
              group.feeds().size(),
              (period, position) ->
                  new SortedFeed(
                      mapping,
                      group.only(grant.fields(wanted)),
                      media,
                      taker -> scan(archive, group, group.feeds().get(position), period, taker),
                      most),
              FeedScope.periods(grant.reaches(), wanted));
        }
      }
      if (!archive.state().equals(state)) {
        throw new ReadFailed(Failure.SOURCE_BROKEN);
      }
      return run.totals();
    } catch (SQLException e) {
      throw ReadFailed.of(e);
    }
  }

  private void scan(
      Archive archive,
      Mapping.Group group,
      Mapping.Feed feed,
      @Nullable Period period,
      SortedFeed.Taker taker)
      throws ReadFailed {
    long[] ordinal = {0};
    archive.read(
        feed,
        (around, node) -> {
          if (FeedScope.hasFiles(group, feed, around, node)) {
            FeedRecord record =
                FeedRecord.of(mapping, group, feed, ordinal[0]++, around.deepCopy(), node);
            if (FeedScope.contains(group, period, record)) {
              taker.take(record);
            }
          }
        });
  }

  @Override
  public SourceDictionary dictionary() {
    return mapping.dictionary();
  }
}
