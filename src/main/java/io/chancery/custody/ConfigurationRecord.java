package io.chancery.custody;

import io.agroal.api.AgroalDataSource;
import io.chancery.access.ActingAs;
import io.chancery.access.Actor;
import io.chancery.kernel.Sha256;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;

/**
 * Records at the start which of the portal's settings differ from those of the last start: whoever
 * lowers a limit or points the portal at another source leaves a trace. Values stay out of the
 * ledger; secrets are left out altogether, because even a digest would let them be guessed.
 */
@Singleton
class ConfigurationRecord {
  /** Secrets, and people: even a digest would let either be guessed. */
  private static final Pattern SECRET =
      Pattern.compile("password|secret|passphrase|\\.pin$|^chancery\\.staff\\.first");

  private static final int DIGEST_LENGTH = 32;

  private final CustodyLedger ledger;
  private final Config config;
  private final LedgerReads reads;
  private final EntryCodec codec;

  ConfigurationRecord(CustodyLedger ledger, Config config, AgroalDataSource database) {
    this.ledger = ledger;
    this.config = config;
    this.reads = new LedgerReads(database);
    this.codec = new EntryCodec("", "");
  }

  @SuppressWarnings("UnusedVariable") // the event is the trigger
  void start(@Observes @Priority(201) StartupEvent event) {
    ActingAs.system(() -> QuarkusTransaction.requiringNew().run(this::recordChange));
  }

  private void recordChange() {
    Map<String, String> now = new TreeMap<>();
    for (String name : config.getPropertyNames()) {
      if (name.startsWith("chancery.") && !SECRET.matcher(name).find()) {
        config
            .getOptionalValue(name, String.class)
            .ifPresent(value -> now.put(name, digest(name, value)));
      }
    }
    Map<String, String> before =
        reads
            .read(connection ->
                EntryRows.latest(
                    connection, codec, HouseEvent.ConfigurationChanged.class.getSimpleName()))
            .map(entry -> entry.object().get("settings"))
            .map(settings -> parse(settings.toString()))
            .orElse(Map.of());
    Set<String> changed = changed(before, now);
    if (!changed.isEmpty()) {
      ledger.append(
          new Subject.OfSystem(),
          Actor.SYSTEM,
          new HouseEvent.ConfigurationChanged(String.join(", ", changed), text(now)));
    }
  }

  private static Set<String> changed(Map<String, String> before, Map<String, String> now) {
    Set<String> changed = new TreeSet<>(before.keySet());
    changed.addAll(now.keySet());
    changed.removeIf(name -> Objects.equals(before.get(name), now.get(name)));
    return changed;
  }

  private static String text(Map<String, String> digests) {
    return digests.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(" "));
  }

  private static Map<String, String> parse(String text) {
    return Arrays.stream(text.split(" "))
        .map(word -> word.split("=", 2))
        .filter(pair -> pair.length == 2)
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
  }

  private static String digest(String name, String value) {
    return Sha256.hash(name + "=" + value).hex().substring(0, DIGEST_LENGTH);
  }
}
