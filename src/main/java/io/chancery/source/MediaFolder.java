package io.chancery.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The platform's media files in one run. Nothing outside the folder can be named, by path or by
 * link.
 */
final class MediaFolder implements MediaStore {

  private final @Nullable Path folder;
  private final Map<String, Stored> known = MediaStore.remembered();

  MediaFolder(@Nullable Path folder) {
    this.folder = folder;
  }

  /** Fails when a folder is configured and is not there; else every file would seem lost. */
  @Override
  public void check() throws ReadFailed {
    if (folder != null && !Files.isDirectory(folder)) {
      throw new ReadFailed(Failure.MEDIA_UNREADABLE);
    }
  }

  @Override
  public @Nullable Stored find(String relative) throws ReadFailed {
    Stored before = known.get(relative);
    if (before != null) {
      return before;
    }
    if (folder == null) {
      return null;
    }
    try {
      Path root = folder.toRealPath();
      Path named = root.resolve(relative).normalize();
      if (!named.startsWith(root) || !Files.isRegularFile(named)) {
        return null;
      }
      Path real = named.toRealPath();
      if (!real.startsWith(root)) {
        return null;
      }
      Stored found = hash(real);
      known.put(relative, found);
      return found;
    } catch (InvalidPathException e) {
      return null;
    } catch (IOException e) {
      throw new ReadFailed(Failure.MEDIA_UNREADABLE);
    }
  }

  @Override
  public InputStream open(Stored file) throws IOException {
    return read(java.util.Objects.requireNonNull(folder).getFileSystem().getPath(file.place()));
  }

  private static Stored hash(Path file) throws IOException {
    try (InputStream in = read(file)) {
      return Stored.of(file.toString(), "", file.getFileName().toString(), in);
    }
  }

  private static InputStream read(Path file) throws IOException {
    // A ZIP file's own file system has no links and refuses the option.
    return file.getFileSystem() == FileSystems.getDefault()
        ? Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)
        : Files.newInputStream(file);
  }
}
