package io.chancery.kernel;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The only key that opens a platform's data: signed, expiring, spent by one successful run
 * (architecture.md section 7). It names an account and a scope and nothing that names a case, so a
 * connector cannot know whose request it serves. Issued by {@code casework.ReadGrants} alone;
 * {@code source} verifies and can issue none.
 */
public sealed interface ReadGrant {

  /** The grant's own id; its use is recorded under it. */
  GrantId id();

  /** The configured source that it opens. */
  String source();

  /** The first moment at which it opens nothing any more. */
  Instant expiresAt();

  /**
   * What it opens, in one word: {@code resolve}, {@code count}, {@code snapshot}, {@code disclose}.
   */
  default String kind() {
    return switch (this) {
      case Resolve _ -> "resolve";
      case Count _ -> "count";
      case Snapshot _ -> "snapshot";
      case Disclose _ -> "disclose";
    };
  }

  /** The MAC over {@link #signedBytes}, made by {@code keys}. */
  byte[] seal();

  /** What the seal covers: every field but the seal, one per line, unambiguous. */
  byte[] signedBytes();

  /** Identifier to accounts. Answers their ids or "not found"; reads no other row. */
  record Resolve(GrantId id, String source, Identifier identifier, Instant expiresAt, byte[] seal)
      implements ReadGrant {
    @Override
    public byte[] signedBytes() {
      return lines("resolve", id, source, expiresAt, identifier.kind().key(), identifier.value());
    }

    /** The same grant with its seal. */
    public Resolve sealedWith(byte[] mac) {
      return new Resolve(id, source, identifier, expiresAt, mac);
    }
  }

  /**
   * Numbers only: how many records a scope holds. No row leaves the platform's database. Without
   * any reach it opens the mapping's hints instead: which accounts share a sign with this one.
   */
  record Count(
      GrantId id,
      String source,
      String account,
      List<Reach> reaches,
      Instant expiresAt,
      byte[] seal)
      implements ReadGrant {
    public Count {
      reaches = List.copyOf(reaches);
    }

    @Override
    public byte[] signedBytes() {
      return lines("count", id, source, expiresAt, account, Reach.text(reaches));
    }

    /** The same grant with its seal. */
    public Count sealedWith(byte[] mac) {
      return new Count(id, source, account, reaches, expiresAt, mac);
    }
  }

  /** A grant that lets rows of one account out of the platform's database. */
  sealed interface Rows extends ReadGrant {

    /** The platform's id of the account. */
    String account();

    /** What may be read, and nothing beside it. */
    List<Reach> reaches();

    /** Which fields of a group may be read. */
    default Fields fields(FieldGroup group) {
      return Reach.fields(reaches(), group);
    }
  }

  /**
   * Rows of one account into storage, for a preservation: nothing of them is handed over without a
   * {@link Disclose} grant of its own. {@code casework.ReadGrants} does not issue it yet; the
   * preservation registry ({@code holds}) will.
   */
  record Snapshot(
      GrantId id,
      String source,
      String account,
      List<Reach> reaches,
      Instant expiresAt,
      byte[] seal)
      implements Rows {
    public Snapshot {
      reaches = List.copyOf(reaches);
      Reach.requireOneForm(reaches);
    }

    @Override
    public byte[] signedBytes() {
      return lines("snapshot", id, source, expiresAt, account, Reach.text(reaches));
    }

    /** The same grant with its seal. */
    public Snapshot sealedWith(byte[] mac) {
      return new Snapshot(id, source, account, reaches, expiresAt, mac);
    }
  }

  /** Rows of one account for an approved scope. */
  record Disclose(
      GrantId id,
      String source,
      String account,
      List<Reach> reaches,
      Sha256 scope,
      Instant expiresAt,
      byte[] seal)
      implements Rows {
    public Disclose {
      reaches = List.copyOf(reaches);
      Reach.requireOneForm(reaches);
    }

    @Override
    public byte[] signedBytes() {
      return lines("disclose", id, source, expiresAt, account, Reach.text(reaches), scope);
    }

    /** The same grant with its seal. */
    public Disclose sealedWith(byte[] mac) {
      return new Disclose(id, source, account, reaches, scope, expiresAt, mac);
    }
  }

  /** One field group, or some of its fields, over one period: the unit of a scope. */
  record Reach(FieldGroup group, Period period, Fields fields) {

    /** Every field of a group. */
    public Reach(FieldGroup group, Period period) {
      this(group, period, Fields.ALL);
    }

    static String text(List<Reach> reaches) {
      return reaches.stream()
          .map(r ->
              r.group().key()
                  + " "
                  + r.period().from()
                  + " "
                  + r.period().until()
                  + (r.fields().all() ? "" : " " + r.fields().text()))
          .collect(Collectors.joining(";"));
    }

    private static void requireOneForm(List<Reach> reaches) {
      reaches.forEach(reach -> {
        Fields unused = fields(reaches, reach.group());
      });
    }

    /**
     * The fields of a group in a scope.
     *
     * @throws IllegalArgumentException when two periods of it have different ones: a record in both
     *     would have two forms
     */
    public static Fields fields(List<Reach> reaches, FieldGroup group) {
      List<Fields> fields =
          reaches.stream().filter(r -> r.group() == group).map(Reach::fields).distinct().toList();
      if (fields.size() > 1) {
        throw new IllegalArgumentException("a scope names the fields of a group once");
      }
      return fields.isEmpty() ? Fields.ALL : fields.getFirst();
    }
  }

  private static byte[] lines(Object... parts) {
    StringBuilder text = new StringBuilder("chancery read grant v1\n");
    for (Object part : parts) {
      String value = part.toString();
      // Length first, so that no value can pretend to be two.
      text.append(value.length()).append(' ').append(value).append('\n');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
