package io.chancery.platform;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How much one address may ask in a minute, by what it asks for. Counted in this replica's memory:
 * with n replicas an address has n times as much, and a restart forgets. Only the address that asks
 * is slowed down, and who proved who they are, never a person by name: nobody locks anybody else
 * out.
 */
@ApplicationScoped
public class RateLimits {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int MOST_ADDRESSES = 100_000;
  private static final int NETWORK_BYTES = 8;

  /** What is asked for. */
  enum Kind {
    /** Sign-in and step-up. */
    SIGN_IN,
    /** A file. */
    UPLOAD,
    /** Anything else at the API. */
    API,
    /** Anything, by somebody who is signed in. */
    PERSON
  }

  private record Asker(Kind kind, String network) {}

  private final Map<Kind, Integer> most = new EnumMap<>(Kind.class);
  private final Map<Kind, LongAdder> refused = new EnumMap<>(Kind.class);
  private final Cache<Asker, Bucket> buckets;
  private final TimeMeter time;

  @Inject
  RateLimits(
      @ConfigProperty(name = "chancery.limits.sign-in-a-minute") int signIn,
      @ConfigProperty(name = "chancery.limits.uploads-a-minute") int uploads,
      @ConfigProperty(name = "chancery.limits.api-a-minute") int api,
      @ConfigProperty(name = "chancery.limits.person-a-minute") int person) {
    this(signIn, uploads, api, person, TimeMeter.SYSTEM_NANOTIME);
  }

  RateLimits(int signIn, int uploads, int api, int person, TimeMeter time) {
    if (signIn < 1 || uploads < 1 || api < 1 || person < 1) {
      throw new IllegalArgumentException("each of chancery.limits.* is at least 1");
    }
    most.put(Kind.SIGN_IN, signIn);
    most.put(Kind.UPLOAD, uploads);
    most.put(Kind.API, api);
    most.put(Kind.PERSON, person);
    for (Kind kind : Kind.values()) {
      refused.put(kind, new LongAdder());
    }
    this.time = time;
    this.buckets =
        Caffeine.newBuilder()
            .maximumSize(MOST_ADDRESSES)
            .expireAfterAccess(MINUTE.multipliedBy(2))
            .scheduler(Scheduler.systemScheduler())
            .build();
  }

  /** What a request asks for; empty when that has no limit. */
  static Optional<Kind> kindOf(String method, String path) {
    if (path.startsWith("/sign-in/") || path.startsWith("/step-up/")) {
      return Optional.of(Kind.SIGN_IN);
    }
    boolean sends = method.equals("PUT") || method.equals("POST");
    if (sends && path.endsWith("/instrument")) {
      return Optional.of(Kind.UPLOAD);
    }
    return path.startsWith("/api/") ? Optional.of(Kind.API) : Optional.empty();
  }

  /**
   * Counts one request.
   *
   * @param address a literal address; of IPv6 its first 64 bits count, because one subscriber has
   *     all of them
   * @return how long to wait; empty when the request may pass
   */
  Optional<Duration> count(Kind kind, String address) {
    return count(new Asker(kind, network(address)));
  }

  /**
   * Counts one request of somebody who has just been authenticated, whatever the address. Nobody
   * else can use up their share, because it is counted after the proof of who they are.
   *
   * @return how long to wait; empty when the request may pass
   */
  public Optional<Duration> countPerson(UUID person) {
    return count(new Asker(Kind.PERSON, person.toString()));
  }

  /** How many requests were turned away since this was last asked, by what they asked for. */
  public Map<String, Long> takeRefused() {
    Map<String, Long> taken = new TreeMap<>();
    refused.forEach((kind, number) ->
        taken.put(kind.name().toLowerCase(Locale.ROOT).replace('_', '-'), number.sumThenReset()));
    return taken;
  }

  private Optional<Duration> count(Asker asker) {
    Bucket bucket = buckets.get(asker, _ -> bucket(asker.kind()));
    var probe = bucket.tryConsumeAndReturnRemaining(1);
    if (probe.isConsumed()) {
      return Optional.empty();
    }
    Objects.requireNonNull(refused.get(asker.kind())).increment();
    return Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
  }

  /** Leaves somebody nothing for a minute. */
  void exhaustPerson(UUID person) {
    buckets
        .get(new Asker(Kind.PERSON, person.toString()), _ -> bucket(Kind.PERSON))
        .consumeIgnoringRateLimits(2L * most.getOrDefault(Kind.PERSON, 1));
  }

  /** Begins a person's minute anew. */
  void forgetPerson(UUID person) {
    buckets.invalidate(new Asker(Kind.PERSON, person.toString()));
  }

  /** Leaves an address nothing for a minute. */
  void exhaust(Kind kind, String address) {
    buckets
        .get(new Asker(kind, network(address)), _ -> bucket(kind))
        .consumeIgnoringRateLimits(2L * most.getOrDefault(kind, 1));
  }

  /** Whole seconds, rounded up, for Retry-After. */
  static long seconds(Duration wait) {
    return Math.max(1, TimeUnit.NANOSECONDS.toSeconds(wait.toNanos() + 999_999_999L));
  }

  private Bucket bucket(Kind kind) {
    int tokens = most.getOrDefault(kind, 1);
    return Bucket.builder()
        .withCustomTimePrecision(time)
        .addLimit(limit -> limit.capacity(tokens).refillGreedy(tokens, MINUTE))
        .build();
  }

  private static String network(String address) {
    try {
      byte[] bytes = InetAddress.ofLiteral(address).getAddress();
      return bytes.length > NETWORK_BYTES
          ? HexFormat.of().formatHex(Arrays.copyOf(bytes, NETWORK_BYTES))
          : address;
    } catch (IllegalArgumentException e) {
      // Never unlimited: whoever has no address that can be read shares one place.
      return "unknown";
    }
  }
}
