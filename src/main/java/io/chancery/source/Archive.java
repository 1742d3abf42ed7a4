package io.chancery.source;

import io.chancery.kernel.Sha256;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One account archive, opened: a folder, or a ZIP file that is never unpacked. */
final class Archive implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Archive.class);
  private final @Nullable FileSystem zip;
  private final Path data;

  private Archive(@Nullable FileSystem zip, Path data) {
    this.zip = zip;
    this.data = data;
  }

  static Archive open(Path place) throws ReadFailed {
    FileSystem zip = null;
    try {
      zip = Files.isDirectory(place) ? null : FileSystems.newFileSystem(place);
      Path data = zip == null ? place.resolve("data") : zip.getPath("/data");
      if (Files.isDirectory(data)) {
        return new Archive(zip, data);
      }
    } catch (IOException | RuntimeException e) {
      LOG.debug("an account archive cannot be opened");
    }
    close(zip);
    LOG.error("a file in the folder of account archives is no archive with a folder data");
    throw new ReadFailed(Failure.SOURCE_BROKEN);
  }

  /** Where the media files are. */
  Path data() {
    return data;
  }

  /** Reads what a feed names, part after part. */
  void read(Mapping.Feed feed, ArchiveFile.Reader reader) throws ReadFailed {
    for (Path part : parts(feed)) {
      ArchiveFile.read(part, feed.each(), reader);
    }
  }

  private List<Path> parts(Mapping.Feed feed) throws ReadFailed {
    Pattern name = Pattern.compile("(?:" + feed.from() + ")(?:-part([0-9]{1,6}))?\\.js");
    record Part(int number, Path file) {}
    List<Part> parts = new ArrayList<>();
    try (Stream<Path> files = Files.list(data)) {
      files.forEach(file -> {
        Matcher matcher = name.matcher(file.getFileName().toString());
        if (matcher.matches()) {
          String number = matcher.group(1);
          parts.add(new Part(number == null ? 0 : Integer.parseInt(number), file));
        }
      });
    } catch (IOException e) {
      throw new ReadFailed(Failure.SOURCE_UNREACHABLE);
    }
    parts.sort(Comparator.comparingInt(Part::number));
    for (int i = 0; i < Math.max(1, parts.size()); i++) {
      if (parts.size() <= i || parts.get(i).number() != i) {
        LOG.errorf(
            "an account archive lacks part %d of %s.js; get the archive again", i, feed.from());
        throw new ReadFailed(Failure.SOURCE_BROKEN);
      }
    }
    return parts.stream().map(Part::file).toList();
  }

  /** Names the state of the archive: its files with sizes and times. */
  String state() throws ReadFailed {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.list(data)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        text.append(file.getFileName()).append(' ').append(Files.size(file)).append(' ');
        text.append(Files.getLastModifiedTime(file)).append('\n');
      }
    } catch (IOException e) {
      throw new ReadFailed(Failure.SOURCE_UNREACHABLE);
    }
    return "archive " + Sha256.hash(text.toString()).hex();
  }

  @Override
  public void close() {
    close(zip);
  }

  private static void close(@Nullable FileSystem zip) {
    try {
      if (zip != null) {
        zip.close();
      }
    } catch (IOException ignored) {
      // It was opened to read: nothing is lost.
      return;
    }
  }
}
