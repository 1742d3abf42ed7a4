package io.chancery.directory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is proposed about a person: the exact bytes that two people see, that the second confirms,
 * and that the database compares with the rows they lead to ({@code R__guards_directory.sql}).
 * Times are ISO 8601.
 */
sealed interface StaffContent {

  /**
   * A new colleague.
   *
   * @param subject the identity provider's id of the person
   * @param roles keys of what they hold from the beginning
   * @param accessUntil required for a contractor
   */
  record Admission(
      String subject,
      String fullName,
      String title,
      String mail,
      boolean contractor,
      @Nullable String accessUntil,
      List<String> roles)
      implements StaffContent {
    public Admission {
      roles = List.copyOf(roles);
    }
  }

  /** A role to hold from the confirmation on. */
  record Right(String role, @Nullable String until) implements StaffContent {}

  /** A role to hold for so many hours from the confirmation on. */
  record ForHours(String role, int hours) implements StaffContent {}

  /** A later end of access, or none. */
  record Later(@Nullable String accessUntil) implements StaffContent {}

  /** The bytes of this content. */
  default byte[] bytes() {
    try {
      return Json.MAPPER.writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads what {@link #bytes} wrote. */
  static <T extends StaffContent> T read(byte[] bytes, Class<T> type) {
    try {
      return Json.MAPPER.readValue(bytes, type);
    } catch (IOException e) {
      throw new UncheckedIOException("the proposal's content cannot be read", e);
    }
  }

  /** A recorded time. */
  static @Nullable Instant time(@Nullable String written) {
    return written == null ? null : Instant.parse(written);
  }

  /** A time to record. */
  static @Nullable String written(@Nullable Instant at) {
    return at == null ? null : at.toString();
  }

  /** The one mapper. */
  final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    private Json() {}
  }
}
