package io.chancery.packaging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/**
 * What RLEAPP v2026.3.0 (commit 4c17145) does with a folder, function by function: {@code
 * scripts/artifacts/twitterReturns.py} and {@code twitterReturnsTip.py}. Files are found by
 * Python's {@code fnmatch}; a reader that would fail there fails here.
 */
record RleappReaders(Map<String, byte[]> folder) {
  private static final DateTimeFormatter POSTED =
      DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss Z uuuu", Locale.ENGLISH);
  private static final DateTimeFormatter SENT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT);

  /** A file and its name. */
  private record Found(String name, String text) {
    List<String> lines() {
      // Python's text files end lines at LF, CR and CRLF, and nowhere else.
      return Arrays.asList(text.split("(?<=\n)|(?<=\r)(?!\n)"));
    }
  }

  private List<Found> find(String glob) {
    StringBuilder regex = new StringBuilder();
    for (char c : glob.toCharArray()) {
      regex.append(
          switch (c) {
            case '*' -> ".*";
            case '?' -> ".";
            default -> Pattern.quote(String.valueOf(c));
          });
    }
    Pattern pattern = Pattern.compile(regex.toString(), Pattern.DOTALL);
    List<Found> found = new ArrayList<>();
    folder.forEach((path, bytes) -> {
      if (pattern.matcher("root/" + path).matches()) {
        found.add(
            new Found(
                path.substring(path.lastIndexOf('/') + 1),
                new String(bytes, StandardCharsets.UTF_8)));
      }
    });
    return found;
  }

  // twitterReturns.py

  private static JsonNode signed(Found file) {
    List<String> lines = file.lines();
    int start = 0;
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).isBlank()) {
        start = i + 1;
        break;
      }
    }
    StringBuilder json = new StringBuilder();
    for (String line : lines.subList(start, lines.size())) {
      if (line.startsWith("-----BEGIN PGP SIGNATURE-----")) {
        break;
      }
      json.append(line);
    }
    try {
      return new ObjectMapper().readTree(json.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode key(JsonNode node, String key) {
    JsonNode value = node.get(key);
    if (value == null) {
      throw new IllegalStateException("KeyError: " + key);
    }
    return value;
  }

  record Tweet(
      String at, String idStr, String text, String id, boolean retweeted, JsonNode media) {}

  List<Tweet> tweets() {
    return tweets(find("*/*-tweets*.txt"), "tweets", file -> file.name().split("-")[1]);
  }

  List<Tweet> deltweets() {
    return tweets(
        find("*/*deleted-tweets*.txt"), "deleted-tweets", file -> file.name().split("-", 2)[1]);
  }

  private List<Tweet> tweets(
      List<Found> files, String start, java.util.function.Function<Found, String> last) {
    List<Tweet> rows = new ArrayList<>();
    for (Found file : files) {
      if (last.apply(file).startsWith(start)) {
        for (JsonNode item : signed(file)) {
          JsonNode tweet = key(item, "tweet");
          key(key(tweet, "edit_info"), "initial");
          rows.add(
              new Tweet(
                  OffsetDateTime.parse(tweet.get("created_at").asText(), POSTED)
                      .toInstant()
                      .toString(),
                  tweet.get("id_str").asText(),
                  tweet.get("full_text").asText(),
                  tweet.get("id").asText(),
                  tweet.get("retweeted").asBoolean(),
                  tweet.get("entities").get("media")));
        }
      }
    }
    return rows;
  }

  record Message(
      String at,
      String sender,
      String recipient,
      String text,
      String conversation,
      JsonNode media,
      JsonNode reactions) {}

  List<Message> dmtwitter() {
    return messages(find("*/*direct-messages*.txt"), "direct-messages");
  }

  List<Message> deleteddmtwitter() {
    return messages(find("*/*-deleted-direct-messages*.txt"), "deleted-direct-messages");
  }

  private static List<Message> messages(List<Found> files, String start) {
    List<Message> rows = new ArrayList<>();
    for (Found file : files) {
      if (file.name().split("-", 2)[1].startsWith(start)) {
        for (JsonNode item : signed(file)) {
          JsonNode conversation = key(item, "dmConversation");
          for (JsonNode each : key(conversation, "messages")) {
            JsonNode m = key(each, "messageCreate");
            key(m, "id");
            rows.add(
                new Message(
                    LocalDateTime.parse(key(m, "createdAt").asText(), SENT)
                        .toInstant(ZoneOffset.UTC)
                        .toString(),
                    key(m, "senderId").asText(),
                    key(m, "recipientId").asText(),
                    key(m, "text").asText(),
                    key(conversation, "conversationId").asText(),
                    key(m, "mediaUrls"),
                    key(m, "reactions")));
          }
        }
      }
    }
    return rows;
  }

  List<List<String>> blocktwitter() {
    List<List<String>> rows = new ArrayList<>();
    for (Found file : find("*/*-block*.txt")) {
      if (file.name().split("-", 2)[1].startsWith("block")) {
        for (JsonNode item : signed(file)) {
          JsonNode blocking = key(item, "blocking");
          rows.add(
              List.of(key(blocking, "accountId").asText(), key(blocking, "userLink").asText()));
        }
      }
    }
    return rows;
  }

  // twitterReturnsTip.py

  private static String value(String line) {
    return line.split(": ", -1)[1].replace("\"", "").replace(",", "").strip();
  }

  private static String timestamps(String line) {
    String[] date = line.split("T", -1);
    String[] day = date[0].split(": \"", -1)[1].split("-", -1);
    String[] time = date[1].split(":", -1);
    String seconds = time[2].replace("Z\"", "").replace(",", "").strip();
    return day[0] + "-" + day[1] + "-" + day[2] + " " + time[0] + ":" + time[1] + ":" + seconds;
  }

  /** The rows that a line-wise reader gives: a state, and what a line does with it. */
  private List<List<String>> lines(
      String glob, BiFunction<String[], String, List<String>> line, int state) {
    List<List<String>> rows = new ArrayList<>();
    for (Found file : find(glob)) {
      String[] values = new String[state];
      Arrays.fill(values, "");
      for (String each : file.lines()) {
        List<String> row = line.apply(values, each);
        if (row != null) {
          rows.add(row);
        }
      }
    }
    return rows;
  }

  private List<List<String>> twoField(String suffix, String first, String second) {
    return lines(
        "**/*" + suffix,
        (seen, line) -> {
          if (line.contains(first)) {
            seen[0] = value(line);
          } else if (line.contains(second)) {
            return List.of(seen[0], value(line));
          }
          return null;
        },
        1);
  }

  List<List<String>> twitterAccountCreationIp() {
    return twoField("-account-creation-ip.txt", "\"accountId\"", "\"userCreationIp\"");
  }

  List<List<String>> twitterBlock() {
    return twoField("-block.txt", "\"accountId\"", "\"userLink\"");
  }

  List<List<String>> twitterFollower() {
    return twoField("-follower.txt", "\"accountId\"", "\"userLink\"");
  }

  List<List<String>> twitterFollowing() {
    return twoField("-following.txt", "\"accountId\"", "\"userLink\"");
  }

  List<List<String>> twitterMute() {
    return twoField("-mute.txt", "\"accountId\"", "\"userLink\"");
  }

  List<List<String>> twitterAccountSuspension() {
    return lines(
        "**/*-account-suspension.txt",
        (seen, line) -> {
          if (line.contains("\"timeStamp\"")) {
            seen[0] = timestamps(line);
          } else if (line.contains("\"action\"")) {
            return List.of(seen[0], value(line));
          }
          return null;
        },
        1);
  }

  /** Created at, account id, e-mail, user name, display name. */
  List<List<String>> twitterAccount() {
    List<List<String>> rows = new ArrayList<>();
    for (Found file : find("**/*-account.txt")) {
      String[] seen = {"", "", "", "", ""};
      for (String line : file.lines()) {
        if (line.contains("\"createdAt\"")) {
          seen[0] = timestamps(line);
        } else if (line.contains("\"accountId\"")) {
          seen[1] = value(line);
        } else if (line.contains("\"email\" :")) {
          seen[2] = value(line);
        } else if (line.contains("\"username\"")) {
          seen[3] = value(line);
        } else if (line.contains("\"accountDisplayName\"")) {
          seen[4] = line.split(": ", -1)[1].replace("\"", "").strip();
        }
      }
      rows.add(List.of(seen));
    }
    return rows;
  }

  /** Created at, last seen at, application, token. */
  List<List<String>> twitterDeviceToken() {
    return lines(
        "**/*-device-token.txt",
        (seen, line) -> {
          if (line.contains("\"token\" :")) {
            seen[0] = value(line);
          } else if (line.contains("\"lastSeenAt\"")) {
            seen[1] = timestamps(line);
          } else if (line.contains("\"clientApplicationId\"")) {
            seen[2] = value(line);
          } else if (line.contains("\"clientApplicationName\"")) {
            seen[3] = value(line);
          } else if (line.contains("\"createdAt\"")) {
            return List.of(timestamps(line), seen[1], seen[3], seen[0]);
          }
          return null;
        },
        4);
  }

  /** Created at, address, account id. */
  List<List<String>> twitterIpAudit() {
    return lines(
        "**/*-ip-audit.txt",
        (seen, line) -> {
          if (line.contains("\"accountId\"")) {
            seen[0] = value(line);
          } else if (line.contains("\"createdAt\"")) {
            seen[1] = timestamps(line);
          } else if (line.contains("\"loginIp\"")) {
            return List.of(seen[1], value(line), seen[0]);
          }
          return null;
        },
        2);
  }

  List<String> twitterLike() {
    return lines(
            "**/*-like.txt",
            (seen, line) -> {
              if (line.contains("\"tweetId\"")) {
                seen[0] = value(line);
              } else if (line.contains("\"fullText\"")) {
                seen[1] = value(line);
              } else if (line.contains("\"expandedUrl\"")) {
                return List.of(seen[0], seen[1], value(line));
              }
              return null;
            },
            2)
        .stream()
        .map(List::getFirst)
        .toList();
  }

  /**
   * The reader of an older form, which is asked for the same file; gives the number of its rows.
   */
  int twitterDirectMessages() {
    int rows = 0;
    for (Found file : find("**/*-direct-messages.txt")) {
      Iterator<String> lines = file.lines().iterator();
      while (lines.hasNext()) {
        String line = lines.next();
        if (line.contains("\"id\" :")
            || line.contains("\"senderId\" :")
            || line.contains("\"recipientId\" :")
            || line.contains("\"text\" :")) {
          value(line);
        } else if (line.contains("\"createdAt\" :")) {
          timestamps(line);
        } else if (line.contains("\"mediaUrls\" :")) {
          if (!line.strip().endsWith("[ ],")) {
            lines.next();
          }
        } else if (line.contains("\"reactions\" :")) {
          if (!line.strip().endsWith("[ ],")) {
            lines.next();
            for (int i = 0; i < 3; i++) {
              String ignored = lines.next().split(" : ", -1)[1];
            }
            lines.next();
          }
        } else if (line.contains("\"urls\" :")) {
          rows++;
        }
      }
    }
    return rows;
  }
}
