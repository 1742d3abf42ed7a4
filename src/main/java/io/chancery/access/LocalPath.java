package io.chancery.access;

import java.net.URI;
import java.util.regex.Pattern;

/** A path of this portal, safe to redirect to. */
final class LocalPath {
  // One slash, then nothing that a browser could read as a host, a scheme or another header.
  private static final Pattern SAFE =
      Pattern.compile("/(?![/\\\\])[\\x21-\\x5B\\x5D-\\x7E]{0,499}");

  private LocalPath() {}

  static boolean is(String path) {
    if (!SAFE.matcher(path).matches()) {
      return false;
    }
    try {
      URI uri = URI.create(path);
      return uri.getScheme() == null && uri.getRawAuthority() == null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
