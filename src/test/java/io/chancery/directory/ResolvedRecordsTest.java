package io.chancery.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chancery.platform.Problem;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a name server of the test's own: it answers by the bytes of RFC 1035. */
class ResolvedRecordsTest {
  private static final Map<String, String> ZONE =
      Map.of("_chancery-challenge.prosecutor.example", "0123456789abcdef");

  private DatagramSocket socket;
  private DomainRecords records;

  @BeforeEach
  void start() throws IOException {
    socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::serve);
    records = new ResolvedRecords(Optional.of("127.0.0.1:" + socket.getLocalPort()));
  }

  @AfterEach
  void stop() {
    socket.close();
  }

  @Test
  void aPublishedTokenIsFound() {
    assertThat(records.texts("_chancery-challenge.prosecutor.example"))
        .containsExactly("0123456789abcdef");
  }

  @Test
  void aNameThatDoesNotExistHasNoRecords() {
    assertThat(records.texts("_chancery-challenge.elsewhere.example")).isEmpty();
  }

  @Test
  void aServerThatFailsIsNoAnswer() {
    assertThatThrownBy(() -> records.texts("broken.example"))
        .isInstanceOfSatisfying(
            Problem.class, p -> assertThat(p.code()).isEqualTo("dns_unavailable"));
  }

  private void serve() {
    byte[] buffer = new byte[512];
    while (!socket.isClosed()) {
      try {
        DatagramPacket query = new DatagramPacket(buffer, buffer.length);
        socket.receive(query);
        byte[] answer = answer(Arrays.copyOf(buffer, query.getLength()));
        socket.send(new DatagramPacket(answer, answer.length, query.getSocketAddress()));
      } catch (IOException e) {
        return; // closed by the test
      }
    }
  }

  private static byte[] answer(byte[] query) throws IOException {
    StringBuilder name = new StringBuilder();
    int at = 12;
    while (query[at] != 0) {
      name.append(name.isEmpty() ? "" : ".")
          .append(new String(query, at + 1, query[at], StandardCharsets.US_ASCII));
      at += query[at] + 1;
    }
    int end = at + 5;
    String text = ZONE.get(name.toString());
    int code = text != null ? 0 : name.toString().startsWith("broken") ? 2 : 3;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.write(query, 0, 2);
    out.writeShort(0x8580 | code);
    out.writeShort(1);
    out.writeShort(text == null ? 0 : 1);
    out.writeInt(0);
    out.write(query, 12, end - 12);
    if (text != null) {
      out.writeShort(0xC00C);
      out.writeShort(16);
      out.writeShort(1);
      out.writeInt(60);
      out.writeShort(text.length() + 1);
      out.writeByte(text.length());
      out.write(text.getBytes(StandardCharsets.US_ASCII));
    }
    return bytes.toByteArray();
  }
}
