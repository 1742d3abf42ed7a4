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
import java.util.function.Predicate;
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
          "us-federal-2026.5",
          "us-federal-2026.6",
          "us-federal-2026.7",
          "us-federal",
          "us-state-2026.1",
          "us-state",
          "eu-e-evidence-2026.1",
          "eu-e-evidence",
          "uk-copo",
          "treaty-2026.1",
          "treaty-2026.2",
          "treaty",
          "dsa-2026.2",
          "dsa");

  /** The newest version of a day; of two with the same day the higher. */
  static final Comparator<PolicyPack> AGE =
      Comparator.comparing(PolicyPack::effective).thenComparing(PolicyPack::version);

  /**
   * A version that is installed.
   *
   * @param shipped whether it came with the portal; another one needs two people
   */
  record Installed(PolicyPack pack, Sha256 digest, boolean shipped) {
    String name() {
      return pack.pack();
    }

    String version() {
      return pack.version();
    }
  }

  private final Map<String, Installed> packs = new LinkedHashMap<>();
  private final ActivatedPacks activated;
  private final Clock clock;

  /**
   * Reads and checks what is shipped and what the operator added.
   *
   * @param folder further packs, each a file {@code *.yaml}; an operator's versions stand there
   * @param activated which of those two people put into force; asked anew each time
   */
  PolicyPacks(
      Clock clock,
      @ConfigProperty(name = "chancery.policy.folder") Optional<String> folder,
      ActivatedPacks activated) {
    this.clock = clock;
    this.activated = activated;
    SHIPPED.forEach(name -> add(name + ".yaml", shipped(name), true));
    folder.ifPresent(this::addFolder);
  }

  /** Reads the packs at the start, so that a wrong one stops it. */
  @SuppressWarnings("UnusedVariable") // the event is the trigger
  void start(@Observes StartupEvent event) {}

  /** The names of the regimes that are installed. */
  public List<String> regimes() {
    return installed().map(Installed::name).distinct().sorted().toList();
  }

  /** The regimes under which something can be submitted today. */
  public List<String> openRegimes() {
    return regimesWith(PolicyPack.Row::open);
  }

  /** The regimes under which the platform can refer something today. */
  public List<String> referralRegimes() {
    return regimesWith(PolicyPack.Row::referable);
  }

  private List<String> regimesWith(Predicate<PolicyPack.Row> kind) {
    return regimes().stream()
        .filter(regime -> pack(regime).stream().flatMap(p -> p.rows().stream()).anyMatch(kind))
        .toList();
  }

  /** The version of a regime's pack that is in force today, UTC. */
  public Optional<PolicyPack> pack(String regime) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    return installed()
        .filter(one -> one.name().equals(regime) && !one.pack().effective().isAfter(today))
        .sorted(Comparator.comparing(Installed::pack, AGE.reversed()))
        .filter(this::mayCount)
        .map(Installed::pack)
        .findFirst();
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
   * @throws IllegalStateException when it is no longer installed as two people activated it
   */
  public PolicyPack required(String regime, String version) {
    return find(regime, version)
        .filter(this::mayCount)
        .map(Installed::pack)
        .orElseThrow(() ->
            new IllegalStateException(
                "version "
                    + version
                    + " of the policy pack "
                    + regime
                    + " is not installed as two people activated it, but a case keeps it; put it"
                    + " back into chancery.policy.folder, byte for byte"));
  }

  /** A pack as it was read from a file, whether or not anybody activated it. */
  public record Read(PolicyPack pack, Sha256 digest) {}

  /**
   * Reads and checks a pack's file.
   *
   * @param name for findings
   * @throws IllegalStateException when it cannot be used; the message has lines and remedies
   */
  public static Read read(String name, byte[] bytes) {
    PackLoader.Loaded loaded = PackLoader.load(name, bytes);
    return new Read(loaded.pack(), loaded.digest());
  }

  /** A version that is installed, in force or not; for comparing, never for judging a case. */
  public Optional<PolicyPack> toCompare(String regime, String version) {
    return find(regime, version).map(Installed::pack);
  }

  /** The digest of the file that a version came from. */
  public Optional<Sha256> digest(String regime, String version) {
    return find(regime, version).map(Installed::digest);
  }

  /** Every version that is installed, in force or not. */
  Stream<Installed> installed() {
    return packs.values().stream();
  }

  /** What is shipped counts; the operator's only when two people activated exactly these bytes. */
  private boolean mayCount(Installed one) {
    return one.shipped()
        || activated.digest(one.name(), one.version()).filter(one.digest()::equals).isPresent();
  }

  private Optional<Installed> find(String regime, String version) {
    return Optional.ofNullable(packs.get(regime + " " + version));
  }

  private void add(String name, byte[] bytes, boolean shipped) {
    PackLoader.Loaded loaded = PackLoader.load(name, bytes);
    PolicyPack pack = loaded.pack();
    Installed before =
        packs.putIfAbsent(
            pack.pack() + " " + pack.version(), new Installed(pack, loaded.digest(), shipped));
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
        add(file.toString(), Files.readAllBytes(file), false);
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
