package io.chancery.packaging;

/** Text on its way into HTML and XHTML. */
final class Html {
  private static final int CONTROL_PICTURES = 0x2400;

  private Html() {}

  /** Escapes markup and shows control characters as pictures, so that no value can act. */
  static String escape(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(c -> append(out, c));
    return out.toString();
  }

  private static void append(StringBuilder out, int c) {
    switch (c) {
      case '&' -> out.append("&amp;");
      case '<' -> out.append("&lt;");
      case '>' -> out.append("&gt;");
      case '"' -> out.append("&quot;");
      case '\'' -> out.append("&#39;");
      case '\n', '\t' -> out.append((char) c);
      case 0x7f -> out.append('\u2421');
      default -> {
        if (c < 0x20) {
          out.append((char) (CONTROL_PICTURES + c));
        } else if (c >= 0xd800 && c <= 0xdfff || (c & 0xfffe) == 0xfffe) {
          out.append('\ufffd');
        } else {
          out.appendCodePoint(c);
        }
      }
    }
  }

  /** At most {@code limit} characters, never half of one. */
  static String shortened(String text, int limit) {
    return text.codePointCount(0, text.length()) <= limit
        ? text
        : text.substring(0, text.offsetByCodePoints(0, limit)) + "…";
  }
}
