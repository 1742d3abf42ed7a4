package io.chancery.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The REST API as the seeded people use it; every JSON answer is kept in a numbered file. */
final class DemoApi {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
  private final URI portal;
  private final DemoPeople people;
  private final Path answers;
  private int kept;

  DemoApi(URI portal, DemoPeople people, Path answers) {
    this.portal = portal;
    this.people = people;
    this.answers = answers;
  }

  JsonNode get(String username, String path) {
    return json(username, path, request(username, path).GET(), true);
  }

  JsonNode post(String username, String path, Map<String, Object> body) {
    try {
      return json(
          username,
          path,
          request(username, path)
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))),
          true);
    } catch (IOException e) {
      throw new DemoFailed(e.toString());
    }
  }

  void upload(String username, String path, byte[] pdf) {
    json(
        username,
        path,
        request(username, path)
            .header("Content-Type", "application/pdf")
            .PUT(HttpRequest.BodyPublishers.ofByteArray(pdf)),
        true);
  }

  void download(String username, String path, Path file) throws Exception {
    // Of an earlier run, perhaps; a longer one would leave its end behind.
    Files.deleteIfExists(file);
    var answer =
        http.send(request(username, path).GET().build(), HttpResponse.BodyHandlers.ofFile(file));
    if (answer.statusCode() != 200) {
      throw new DemoFailed("GET " + path + " answered " + answer.statusCode());
    }
  }

  String text(String path) throws Exception {
    return http.send(
            HttpRequest.newBuilder(portal.resolve(path)).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  /** Signs these people in now, so that a later crash finds them with fresh tokens. */
  void stepUpAll(String... usernames) throws Exception {
    for (String username : usernames) {
      people.stepUpToken(username);
    }
  }

  long version(String username, String at) {
    return quiet(username, at).get("version").asLong();
  }

  String status(String username, String at) {
    return quiet(username, at).get("status").asText();
  }

  void await(String username, String at, String status) {
    awaitAnswer(username, at, node -> node.get("status").asText().equals(status), status);
  }

  JsonNode awaitField(String username, String path, String field, String value) {
    return awaitAnswer(
        username, path, node -> node.get(field).asText().equals(value), field + " " + value);
  }

  /** Waits until a signed checkpoint covers every entry of the case. */
  void awaitSealedTimeline(String username, String at) {
    awaitAnswer(
        username,
        at + "/timeline",
        lines -> {
          for (JsonNode line : lines) {
            if (!line.get("sealed").asBoolean()) {
              return false;
            }
          }
          return true;
        },
        "a checkpoint over every entry");
  }

  private JsonNode awaitAnswer(
      String username, String path, Predicate<JsonNode> done, String what) {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (System.nanoTime() < end) {
      JsonNode node = quiet(username, path);
      if (done.test(node)) {
        return keep(path, node);
      }
      try {
        TimeUnit.MILLISECONDS.sleep(250);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new DemoFailed("interrupted");
      }
    }
    throw new DemoFailed("waited two minutes for " + what);
  }

  private JsonNode quiet(String username, String path) {
    return json(username, path, request(username, path).GET(), false);
  }

  private HttpRequest.Builder request(String username, String path) {
    try {
      return HttpRequest.newBuilder(portal.resolve(path))
          .timeout(Duration.ofMinutes(2))
          .header("Accept-Language", "en")
          .header("Authorization", "Bearer " + people.stepUpToken(username));
    } catch (DemoFailed e) {
      throw e;
    } catch (Exception e) {
      throw new DemoFailed(username + " got no token: " + e);
    }
  }

  private JsonNode json(String username, String path, HttpRequest.Builder request, boolean keepIt) {
    try {
      var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new DemoFailed(
            username + " at " + path + ": " + answer.statusCode() + " " + answer.body());
      }
      JsonNode node =
          answer.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.body());
      return keepIt ? keep(path, node) : node;
    } catch (IOException e) {
      throw new DemoFailed(path + ": " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DemoFailed("interrupted");
    }
  }

  private JsonNode keep(String path, JsonNode node) {
    try {
      String name =
          path.replaceFirst("/api/v1/", "")
              .replaceAll("[0-9a-f]{32,}|[0-9a-f-]{36}", "x")
              .replaceAll("[^A-Za-z0-9-]+", "_");
      Files.writeString(
          answers.resolve(String.format("%02d-%s.json", ++kept, name)), node.toPrettyString());
      return node;
    } catch (IOException e) {
      throw new DemoFailed(e.toString());
    }
  }
}
