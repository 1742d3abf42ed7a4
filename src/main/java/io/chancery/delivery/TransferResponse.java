package io.chancery.delivery;

import io.chancery.casework.handoff.SealedPackage;
import io.chancery.platform.Problem;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A transfer as HTTP: the whole (200) or the rest from a byte on (206, RFC 9110 section 14). */
final class TransferResponse {
  private static final Pattern FROM = Pattern.compile("bytes=(\\d{1,18})-");

  private TransferResponse() {}

  /**
   * The first byte that a {@code Range} header asks for; 0 without one. Only "from here to the end"
   * is served, which is what resuming needs.
   */
  static long start(@Nullable String range) {
    if (range == null) {
      return 0;
    }
    Matcher matcher = FROM.matcher(range);
    if (!matcher.matches()) {
      throw Problem.invalid("Range", "range_shape");
    }
    return Long.parseLong(matcher.group(1));
  }

  static Response of(Transfers transfers, Transfer transfer) {
    Response.ResponseBuilder response =
        Response.status(transfer.partial() ? 206 : 200)
            .type(MediaType.APPLICATION_OCTET_STREAM_TYPE)
            .header(HttpHeaders.CONTENT_LENGTH, transfer.length())
            .header("Accept-Ranges", "bytes")
            .header("ETag", "\"" + transfer.ciphertext().hex() + "\"")
            .header("Repr-Digest", "sha-256=:" + base64(transfer.ciphertext().bytes()) + ":")
            .header(
                HttpHeaders.CONTENT_DISPOSITION,
                "attachment; filename=\"" + transfer.fileName() + "\"");
    if (transfer.partial()) {
      response.header(
          "Content-Range",
          "bytes " + transfer.from() + "-" + (transfer.until() - 1) + "/" + transfer.size());
    }
    StreamingOutput body = out -> transfers.send(transfer, out);
    return response.entity(body).build();
  }

  /** A key envelope as a small file. */
  static Response of(SealedPackage.Envelope envelope) {
    return Response.ok(envelope.text().getBytes(StandardCharsets.US_ASCII))
        .type(MediaType.APPLICATION_OCTET_STREAM_TYPE)
        .header(
            HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + envelope.fileName() + "\"")
        .build();
  }

  /** The list of several files, as {@code sha256sum -c} reads it. */
  static Response of(Pickups.FileList list) {
    return Response.ok(list.text().getBytes(StandardCharsets.US_ASCII))
        .type(MediaType.APPLICATION_OCTET_STREAM_TYPE)
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + list.fileName() + "\"")
        .build();
  }

  /** The text of a receipt, byte for byte what is signed. */
  static Response of(Receipts.Text text) {
    return Response.ok(text.bytes())
        .type(MediaType.APPLICATION_OCTET_STREAM_TYPE)
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + text.fileName() + "\"")
        .build();
  }

  private static String base64(byte[] bytes) {
    return java.util.Base64.getEncoder().encodeToString(bytes);
  }
}
