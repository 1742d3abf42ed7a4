package io.chancery.casework;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.chancery.casework.handoff.ApprovedScope;
import io.chancery.casework.handoff.CollectedSet;
import io.chancery.casework.handoff.HandOff;
import io.chancery.casework.handoff.SealedPackage;
import io.chancery.casework.handoff.SubmittedRequest;
import io.chancery.casework.handoff.VerifiedRequest;
import io.chancery.kernel.CaseId;
import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.Sha256;
import io.chancery.platform.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads hand-offs in their one canonical form (JSON, declared field order, ISO times, no
 * white space), whose SHA-256 is their name everywhere.
 */
@ApplicationScoped
public class HandOffs {
  private static final ObjectMapper CANONICAL =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(values())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .build();

  /** A hand-off with the digest of its canonical bytes. */
  public record Stored<T extends HandOff>(T value, Sha256 digest) {}

  /** The canonical bytes of one hand-off of a case, oldest first, for the package. */
  public record Line(String kind, Sha256 digest, byte[] bytes) {}

  private final CaseRepositories.StoredHandOffs stored;
  private final Ids ids;
  private final Clock clock;

  HandOffs(CaseRepositories.StoredHandOffs stored, Ids ids, Clock clock) {
    this.stored = stored;
    this.ids = ids;
    this.clock = clock;
  }

  /** The canonical bytes of a hand-off or of what a person was shown. */
  public static byte[] canonical(Object value) {
    try {
      return CANONICAL.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a hand-off can always be written", e);
    }
  }

  /** Stores a hand-off in the caller's transaction and answers its digest. */
  public Sha256 write(CaseId caseId, HandOff handOff) {
    byte[] bytes = canonical(handOff);
    StoredHandOff row =
        new StoredHandOff(
            ids.next(),
            caseId,
            kind(handOff.getClass()),
            bytes,
            previous(handOff),
            clock.instant());
    stored.persist(row);
    return row.digest();
  }

  /** The newest hand-off of a kind. */
  public <T extends HandOff> Optional<Stored<T>> latest(CaseId caseId, Class<T> kind) {
    return stored
        .latest(caseId, kind(kind))
        .map(row -> new Stored<>(read(row.bytes(), kind), row.digest()));
  }

  /** Every hand-off of one kind, oldest first. */
  public <T extends HandOff> List<Stored<T>> every(CaseId caseId, Class<T> kind) {
    return stored.of(caseId).stream()
        .filter(row -> row.kind().equals(kind(kind)))
        .map(row -> new Stored<>(read(row.bytes(), kind), row.digest()))
        .toList();
  }

  /** Every hand-off of a case, oldest first. */
  public List<Line> all(CaseId caseId) {
    return stored.of(caseId).stream()
        .map(row -> new Line(row.kind(), row.digest(), row.bytes()))
        .toList();
  }

  /** Reads what {@link #canonical} wrote. */
  public static <T> T read(byte[] bytes, Class<T> kind) {
    try {
      return CANONICAL.readValue(bytes, kind);
    } catch (IOException e) {
      throw new UncheckedIOException("a stored hand-off cannot be read", e);
    }
  }

  private static String kind(Class<?> kind) {
    return kind.getSimpleName();
  }

  private static @Nullable Sha256 previous(HandOff handOff) {
    return switch (handOff) {
      case SubmittedRequest _ -> null;
      case VerifiedRequest v -> v.previous();
      case ApprovedScope a -> a.previous();
      case CollectedSet c -> c.previous();
      case SealedPackage s -> s.previous();
    };
  }

  private static SimpleModule values() {
    SimpleModule module = new SimpleModule();
    module.addSerializer(Sha256.class, new ToStringSerializer());
    module.addDeserializer(
        Sha256.class,
        new FromStringDeserializer<>(Sha256.class) {
          @Override
          protected Sha256 _deserialize(String value, DeserializationContext context) {
            return new Sha256(value);
          }
        });
    module.addSerializer(
        FieldGroup.class,
        new com.fasterxml.jackson.databind.ser.std.StdSerializer<>(FieldGroup.class) {
          @Override
          public void serialize(
              FieldGroup group,
              com.fasterxml.jackson.core.JsonGenerator out,
              com.fasterxml.jackson.databind.SerializerProvider provider)
              throws IOException {
            out.writeString(group.key());
          }
        });
    module.addDeserializer(
        FieldGroup.class,
        new FromStringDeserializer<>(FieldGroup.class) {
          @Override
          protected FieldGroup _deserialize(String value, DeserializationContext context) {
            return FieldGroup.ofKey(value).orElseThrow();
          }
        });
    return module;
  }
}
