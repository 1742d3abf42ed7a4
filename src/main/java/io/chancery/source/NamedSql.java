package io.chancery.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * SQL with named parameters ({@code :account}) turned into JDBC's markers. Text in quotes, comments
 * and casts ({@code ::text}) is left alone.
 *
 * @param text as the mapping says it
 * @param jdbc with {@code ?} in place of each parameter
 * @param parameters the name behind each {@code ?}, in order
 */
record NamedSql(String text, String jdbc, List<String> parameters) {
  NamedSql {
    parameters = List.copyOf(parameters);
  }

  /**
   * Reads SQL.
   *
   * @throws IllegalArgumentException with a remedy, when it is not one reading statement or names a
   *     parameter outside {@code allowed}
   */
  static NamedSql parse(String sql, Set<String> allowed) {
    String text = sql.strip();
    StringBuilder jdbc = new StringBuilder(text.length());
    List<String> parameters = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      int end = endOfLiteral(text, at);
      if (end > at) {
        jdbc.append(text, at, end);
        at = end;
      } else if (c == ':' && text.startsWith("::", at)) {
        jdbc.append("::");
        at += 2;
      } else if (c == ':' && at + 1 < text.length() && Character.isLetter(text.charAt(at + 1))) {
        int stop = at + 1;
        while (stop < text.length() && Character.isLetterOrDigit(text.charAt(stop))) {
          stop++;
        }
        String name = text.substring(at + 1, stop);
        if (!allowed.contains(name)) {
          throw new IllegalArgumentException(
              "names the parameter :" + name + "; use only " + listed(allowed));
        }
        parameters.add(name);
        jdbc.append('?');
        at = stop;
      } else if (c == '?') {
        throw new IllegalArgumentException(
            "holds a question mark outside quotes; write parameters by name and use a function"
                + " instead of an operator with a question mark");
      } else if (c == ';') {
        throw new IllegalArgumentException(
            "holds a semicolon; write one statement, without one at its end");
      } else {
        jdbc.append(c);
        at++;
      }
    }
    if (!startsAsQuery(text)) {
      throw new IllegalArgumentException("does not read; begin it with SELECT or WITH");
    }
    return new NamedSql(text, jdbc.toString(), parameters);
  }

  private static boolean startsAsQuery(String text) {
    String start = text.replaceAll("(?s)\\A(\\s|--[^\\n]*(\\n|\\z)|/\\*.*?\\*/|\\()*", "");
    return start.regionMatches(true, 0, "select", 0, 6)
        || start.regionMatches(true, 0, "with", 0, 4);
  }

  /**
   * The end of the quoted text or comment that begins at {@code at}, or {@code at} if none does.
   */
  private static int endOfLiteral(String text, int at) {
    char c = text.charAt(at);
    if (c == '\'' || c == '"') {
      return closing(text, at, String.valueOf(c), 1);
    }
    if (text.startsWith("--", at)) {
      int end = text.indexOf('\n', at);
      return end < 0 ? text.length() : end;
    }
    if (text.startsWith("/*", at)) {
      return closing(text, at, "*/", 2);
    }
    if (c == '$') {
      int second = text.indexOf('$', at + 1);
      if (second > 0 && text.substring(at + 1, second).matches("[A-Za-z_]*")) {
        String tag = text.substring(at, second + 1);
        return closing(text, at, tag, tag.length());
      }
    }
    return at;
  }

  private static int closing(String text, int at, String mark, int skip) {
    int end = text.indexOf(mark, at + skip);
    if (end < 0) {
      throw new IllegalArgumentException("opens " + mark + " and does not close it");
    }
    return end + mark.length();
  }

  private static String listed(Set<String> names) {
    return names.stream()
        .sorted()
        .map(n -> ":" + n)
        .collect(java.util.stream.Collectors.joining(", "));
  }
}
