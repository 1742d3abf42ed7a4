package io.chancery.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * Media files in a bucket (Amazon S3 or a server that speaks its protocol). A record's path is a
 * key below the prefix; a key with {@code .}, {@code ..} or an empty part finds nothing, because
 * servers disagree about what it names. A broken connection goes on where it stopped, on the same
 * content or not at all.
 */
final class S3Media implements MediaStore {
  private static final Pattern KEY =
      Pattern.compile("(?!.*(^|/)\\.{1,2}(/|$))[^/\\\\\\p{Cntrl}]+(/[^/\\\\\\p{Cntrl}]+)*");
  private static final int TRIES = 5;

  private final S3Client client;
  private final String bucket;
  private final String prefix;
  private final Map<String, Stored> known = MediaStore.remembered();

  /**
   * The files of one run.
   *
   * @param prefix in front of every key, empty or ending in a slash
   */
  S3Media(S3Client client, String bucket, String prefix) {
    this.client = client;
    this.bucket = bucket;
    this.prefix = prefix;
  }

  @Override
  public void check() throws ReadFailed {
    try {
      client.listObjectsV2(request -> request.bucket(bucket).prefix(prefix).maxKeys(1));
    } catch (SdkException e) {
      throw new ReadFailed(Failure.MEDIA_UNREADABLE);
    }
  }

  @Override
  public @Nullable Stored find(String relative) throws ReadFailed {
    Stored before = known.get(relative);
    if (before != null) {
      return before;
    }
    if (!KEY.matcher(relative).matches()) {
      return null;
    }
    String key = prefix + relative;
    try (Resuming in = new Resuming(key, null)) {
      Stored found = Stored.of(key, in.version(), relative, in);
      known.put(relative, found);
      return found;
    } catch (AwsServiceException e) {
      if (e.statusCode() == 404) {
        return null;
      }
      throw new ReadFailed(Failure.MEDIA_UNREADABLE);
    } catch (SdkException | IOException e) {
      throw new ReadFailed(Failure.MEDIA_UNREADABLE);
    }
  }

  @Override
  public InputStream open(Stored file) throws IOException {
    try {
      return new Resuming(file.place(), file.version());
    } catch (SdkException e) {
      throw changedOr(e);
    }
  }

  private static IOException changedOr(SdkException e) {
    boolean changed =
        e instanceof AwsServiceException answer
            && (answer.statusCode() == 412 || answer.statusCode() == 404);
    return changed ? new Changed() : new IOException("the bucket does not answer");
  }

  /** An object's content; goes on after a broken connection. */
  private final class Resuming extends InputStream {
    private final String key;
    private final String version;
    private final long size;
    private ResponseInputStream<GetObjectResponse> in;
    private long at;
    private int failures;

    Resuming(String key, @Nullable String version) {
      this.key = key;
      this.in = request(version, 0);
      this.version = in.response().eTag();
      this.size = in.response().contentLength();
    }

    String version() {
      return version;
    }

    private ResponseInputStream<GetObjectResponse> request(@Nullable String only, long from) {
      return client.getObject(request -> {
        request.bucket(bucket).key(key);
        if (only != null) {
          request.ifMatch(only);
        }
        if (from > 0) {
          request.range("bytes=" + from + "-");
        }
      });
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      while (true) {
        try {
          int read = in.read(buffer, offset, length);
          if (read > 0) {
            at += read;
          }
          if (read >= 0 || at == size) {
            return read;
          }
          goOn(new IOException("the object ended before its size"));
        } catch (IOException e) {
          goOn(e);
        }
      }
    }

    private void goOn(IOException cause) throws IOException {
      if (cause instanceof Changed || ++failures > TRIES) {
        throw cause;
      }
      in.abort();
      try {
        in = request(version, at);
      } catch (SdkException e) {
        throw changedOr(e);
      }
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      int read = read(one, 0, 1);
      return read < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public void close() {
      if (at < size) {
        in.abort();
      } else {
        closeQuietly();
      }
    }

    private void closeQuietly() {
      try {
        in.close();
      } catch (IOException ignored) {
        // Everything was read: the connection's end changes nothing.
        return;
      }
    }
  }
}
