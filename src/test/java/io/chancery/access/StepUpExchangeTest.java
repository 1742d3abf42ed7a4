package io.chancery.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.chancery.platform.Problem;
import io.chancery.platform.ProblemType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** An identity provider that is down, slow or broken: said as that, and nothing is decided. */
class StepUpExchangeTest {

  @Test
  void nobodyListens() throws IOException {
    int port;
    try (ServerSocket free = listening()) {
      port = free.getLocalPort();
    }
    assertUnavailable(port);
  }

  @Test
  void itTakesTheConnectionAndSaysNothing() throws IOException {
    try (ServerSocket silent = listening()) {
      assertUnavailable(silent.getLocalPort());
    }
  }

  @Test
  void itAnswersWithAFailureOrWithSomethingElse() throws IOException {
    for (int status : new int[] {200, 404, 503}) {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/",
          exchange -> {
            exchange.sendResponseHeaders(status, 0);
            exchange.getResponseBody().write("<html>".getBytes());
            exchange.close();
          });
      server.start();
      try {
        assertUnavailable(server.getAddress().getPort());
      } finally {
        server.stop(0);
      }
    }
  }

  private static void assertUnavailable(int port) {
    String issuer = "http://127.0.0.1:" + port + "/realms/";
    StepUpExchange exchange =
        new StepUpExchange(
            new Realms(issuer + "agency", issuer + "staff"),
            "a secret",
            "a secret",
            "http://localhost:1",
            Duration.ofMillis(300),
            new TestCoolDown(),
            new ObjectMapper(),
            Clock.systemUTC());
    assertThatThrownBy(() -> exchange.authorization("agency", "state", "nonce", "challenge"))
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> {
              assertThat(problem.type()).isEqualTo(ProblemType.UNAVAILABLE);
              assertThat(problem.code()).isEqualTo("identity_provider");
            });
  }

  private static ServerSocket listening() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }
}
