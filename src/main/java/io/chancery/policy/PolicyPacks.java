package io.chancery.policy;

import io.chancery.kernel.Sha256;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The packs that are installed, and which version of each is in force. */
@ApplicationScoped
public class PolicyPacks {
  private static final List<String> SHIPPED =
      List.of(
          "us-federal-2026.1",
          "us-federal-2026.2",
          "us-federal-2026.3",
          "us-federal-2026.4",
          "us-federal",
          "us-state",
          "eu-e-evidence",
          "uk-copo",
          "treaty",
          "dsa");

  /** The newest version of a day; of two with the same day the higher. */
  private static final Comparator<PolicyPack> AGE =
      Comparator.comparing(PolicyPack::effective).thenComparing(PolicyPack::version);

  private final Map<String, PackLoader.Loaded> packs = new LinkedHashMap<>();
  private final Clock clock;

  /**
   * Reads and checks what is shipped and what the operator added.
   *
   * @param folder further packs, each a file {@code *.yaml}; an operator's versions stand there
   */
  PolicyPacks(
      Clock clock, @ConfigProperty(name = "chancery.policy.folder") Optional<String> folder) {
    this.clock = clock;
    SHIPPED.forEach(name -> add(name + ".yaml", shipped(name)));
    folder.ifPresent(this::addFolder);
  }

  /** Reads the packs at the start, so that a wrong one stops it. */
  @SuppressWarnings("UnusedVariable") // the event is the trigger
  void start(@Observes StartupEvent event) {}

  /** The names of the regimes that are installed. */
  public List<String> regimes() {
    return packs.values().stream().map(l -> l.pack().pack()).distinct().sorted().toList();
  }

  /** The regimes under which something can be submitted today. */
  public List<String> openRegimes() {
    return regimes().stream()
        .filter(regime ->
            pack(regime).stream().flatMap(p -> p.rows().stream()).anyMatch(PolicyPack.Row::open))
        .toList();
  }

  /** The version of a regime's pack that is in force today, UTC. */
  public Optional<PolicyPack> pack(String regime) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    return all()
        .filter(pack -> pack.pack().equals(regime) && !pack.effective().isAfter(today))
        .max(AGE);
  }

  /**
   * The version of a regime's pack that is in force today.
   *
   * @throws IllegalStateException when there is none
   */
  public PolicyPack required(String regime) {
    return pack(regime).orElseThrow(() -> new IllegalStateException("no such policy pack"));
  }

  /**
   * The version that a case keeps.
   *
   * @throws IllegalStateException when it is no longer installed
   */
  public PolicyPack required(String regime, String version) {
    return find(regime, version)
        .map(PackLoader.Loaded::pack)
        .orElseThrow(() ->
            new IllegalStateException(
                "version "
                    + version
                    + " of the policy pack "
                    + regime
                    + " is not installed, but a case keeps it; put it back into"
                    + " chancery.policy.folder"));
  }

  /** The digest of the file that a version came from. */
  public Optional<Sha256> digest(String regime, String version) {
    return find(regime, version).map(PackLoader.Loaded::digest);
  }

  /** Every version that is installed. */
  Stream<PolicyPack> all() {
    return packs.values().stream().map(PackLoader.Loaded::pack);
  }

  private Optional<PackLoader.Loaded> find(String regime, String version) {
    return Optional.ofNullable(packs.get(regime + " " + version));
  }

  private void add(String name, byte[] bytes) {
    PackLoader.Loaded loaded = PackLoader.load(name, bytes);
    PackLoader.Loaded before =
        packs.putIfAbsent(loaded.pack().pack() + " " + loaded.pack().version(), loaded);
    if (before != null && !before.digest().equals(loaded.digest())) {
      throw new InvalidPack(
          name,
          List.of(
              "line 1 (/version): has the version of another pack with other content;"
                  + " give the changed rules a new version"));
    }
  }

  private void addFolder(String folder) {
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
        add(file.toString(), Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new InvalidPack(
          folder,
          List.of("cannot be read; check chancery.policy.folder and that the portal may read it"));
    }
  }

  static byte[] shipped(String name) {
    try (InputStream in = PolicyPacks.class.getResourceAsStream("/policy/" + name + ".yaml")) {
      return Objects.requireNonNull(in, "shipped packs are part of the product").readAllBytes();
    } catch (IOException e) {
      throw new InvalidPack(name, List.of("cannot be read; install the portal again"));
    }
  }
}
