package io.chancery.custody;

import io.chancery.access.Actor;
import io.chancery.access.Role;
import io.chancery.custody.CaseEvent.SourceAnswered;
import io.chancery.kernel.GrantId;
import io.chancery.kernel.Sha256;
import io.chancery.platform.IdsForTests;
import io.chancery.proof.Findings;
import io.chancery.proof.LedgerExport;
import io.chancery.proof.SignedCheckpoint;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Figures of the ledger, from one run on one PostgreSQL with fsync on (docs/formats/ledger.md,
 * "Figures"). {@code scale} 1 is what tests run; 1000 is the size that the figures are about.
 */
final class LedgerBenchmark {
  private static final int WRITERS = 8;
  private static final int INTERVAL_MS = 500;
  private static final int ROUNDS = 3;
  private static final int BACKLOG = 250_000;
  private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+)");

  private final int scale;
  private final PrintStream out;
  private final EmbeddedPostgres server;
  private final LedgerDatabase database;
  private final Appender appender =
      new Appender(LedgerDatabase.codec(), IdsForTests.over(Clock.systemUTC()), Clock.systemUTC());

  /** What a run measured. */
  record Figures(
      double appendsPerSecond,
      double bareInsertsPerSecond,
      double sequencedPerSecond,
      double checkpointDelayP99Ms,
      double proofP99Ms,
      double selectP99Ms,
      double verifiedPerSecond) {}

  LedgerBenchmark(int scale, PrintStream out) throws IOException {
    this.scale = scale;
    this.out = out;
    this.server =
        EmbeddedPostgres.builder()
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on")
            .setServerConfig("max_wal_size", "4GB")
            .start();
    this.database = new LedgerDatabase(server);
  }

  Figures run() throws Exception {
    try (server) {
      out.printf(Locale.ROOT, "scale %d, %d writers, fsync on%n", scale, WRITERS);
      double seconds = scale >= 1000 ? 30 : scale >= 100 ? 15 : 2;
      appendFor(seconds);
      insertsFor(seconds / 4, Shape.BARE);
      // In turns, so that what else the machine does falls on all of them.
      double appends = 0;
      Map<Shape, Double> rates = new EnumMap<>(Shape.class);
      for (int round = 0; round < ROUNDS; round++) {
        appends += appendFor(seconds / ROUNDS) / ROUNDS;
        for (Shape shape : withPgbench() ? Shape.values() : new Shape[] {Shape.BARE}) {
          rates.merge(shape, insertsFor(seconds / ROUNDS, shape) / ROUNDS, Double::sum);
        }
      }
      double bare = rates.get(Shape.BARE);
      print("appends/s", appends, "bare INSERTs/s", bare, "ratio", appends / bare);
      if (withPgbench()) {
        double inTransactions = rates.get(Shape.IN_TRANSACTION);
        print("the same in BEGIN, COMMIT", inTransactions, "ratio", appends / inTransactions);
        double statement = rates.get(Shape.STATEMENT_OF_APPEND);
        print("the append's statement by pgbench", statement, "ratio", statement / bare);
      }
      double sequenced = sequence(10_000 * scale);
      print("sequenced/s", sequenced, "beside appends/s", appends, "ratio", sequenced / appends);
      double delay = checkpointDelay(seconds);
      print("commit to checkpoint, p99 ms", delay, "two intervals, ms", 2 * INTERVAL_MS, "", 0);
      double[] proof = proofAndSelect();
      print(
          "proof p99 ms", proof[0], "SELECT by key p99 ms", proof[1], "ratio", proof[0] / proof[1]);
      double verified = verify(1_000 * scale);
      print("verified entries/s", verified, "", 0, "", 0);
      return new Figures(appends, bare, sequenced, delay, proof[0], proof[1], verified);
    }
  }

  /** Eight writers, each in a case of its own, one transaction per entry. */
  private double appendFor(double seconds) throws Exception {
    AtomicLong count = new AtomicLong();
    return inParallel(
        WRITERS,
        () -> {
          Subject.OfCase subject = LedgerDatabase.newCase(1);
          long end = System.nanoTime() + (long) (seconds * 1e9);
          try (Connection connection = database.app().getConnection()) {
            connection.setAutoCommit(false);
            while (System.nanoTime() < end) {
              append(connection, subject);
              connection.commit();
              count.incrementAndGet();
            }
          }
          return null;
        },
        count);
  }

  private void append(Connection connection, Subject subject) throws SQLException {
    appender.append(connection, subject, Actor.SYSTEM, Role.SYSTEM.key(), example());
  }

  private static SourceAnswered example() {
    return new SourceAnswered(new GrantId(new UUID(1, 2)), 1, 2_000, 300_000, Sha256.hash("x"));
  }

  /** What the real append is put beside. */
  private enum Shape {
    /** The same bytes, nothing else, no transaction around. */
    BARE,
    /** The same between BEGIN and COMMIT, as every append is. */
    IN_TRANSACTION,
    /** The statement that an append sends, without what the client does for it. */
    STATEMENT_OF_APPEND
  }

  /** The same number of bytes by the same number of clients into the same table. */
  private double insertsFor(double seconds, Shape shape) throws Exception {
    byte[] bytes = exampleBytes();
    if (!withPgbench()) {
      return jdbcInsertsFor(seconds, bytes);
    }
    String bare =
        "insert into custody.entry (id, at, bytes) values (gen_random_uuid(), now(), '\\x"
            + HexFormat.of().formatHex(bytes)
            + "');\n";
    Path script = Files.createTempFile("insert", ".sql");
    Files.writeString(
        script,
        switch (shape) {
          case BARE -> bare;
          case IN_TRANSACTION -> "begin;\n" + bare + "commit;\n";
          case STATEMENT_OF_APPEND -> statementOfAppend();
        });
    Process process =
        new ProcessBuilder(
                "pgbench",
                "-n",
                "-M",
                "prepared",
                "-c",
                "" + WRITERS,
                "-j",
                "2",
                "-T",
                "" + Math.max(1, Math.round(seconds)),
                "-f",
                script.toString(),
                "-h",
                "localhost",
                "-p",
                "" + server.getPort(),
                "-U",
                "chancery_app",
                database.name())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher matcher = TPS.matcher(output);
    if (process.waitFor() != 0 || !matcher.find()) {
      throw new IllegalStateException("pgbench (package postgresql-contrib) failed:\n" + output);
    }
    Files.delete(script);
    return Double.parseDouble(matcher.group(1));
  }

  /** {@link EntryRows}' statement with values in place of its parameters, a case per client. */
  private static String statementOfAppend() {
    EntryCodec.Unplaced entry =
        LedgerDatabase.codec()
            .writeUnplaced(
                LedgerDatabase.newCase(3),
                Actor.SYSTEM,
                Role.SYSTEM.key(),
                example(),
                new byte[EntryCodec.SALT_BYTES]);
    String caseId =
        "cast('"
            + UUID.randomUUID().toString().substring(0, 35)
            + "' || mod(:client_id, 10) as uuid)";
    String statement = EntryRows.INSERT_NEXT;
    for (String value :
        List.of(
            "gen_random_uuid()",
            "given.case_id",
            quoted(entry.beforeAt()),
            quoted(entry.beforeNumber()),
            quoted(entry.rest()),
            caseId,
            "now()")) {
      statement = statement.replaceFirst("\\?", Matcher.quoteReplacement(value));
    }
    // To pgbench a colon before a letter begins a variable.
    return statement.replace("HH24:MI:SS", "HH24-MI-SS").replace("\n", " ") + ";\n";
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** Tests need no pgbench; figures that are published do. */
  private boolean withPgbench() {
    return scale >= 10;
  }

  private double jdbcInsertsFor(double seconds, byte[] bytes) throws Exception {
    AtomicLong count = new AtomicLong();
    return inParallel(
        WRITERS,
        () -> {
          long end = System.nanoTime() + (long) (seconds * 1e9);
          try (Connection connection = database.app().getConnection()) {
            while (System.nanoTime() < end) {
              EntryRows.insert(
                  connection, new EntryId(UUID.randomUUID()), Clock.systemUTC().instant(), bytes);
              count.incrementAndGet();
            }
          }
          return null;
        },
        count);
  }

  private byte[] exampleBytes() throws SQLException {
    try (Connection connection = database.app().getConnection()) {
      Subject.OfCase subject = LedgerDatabase.newCase(2);
      append(connection, subject);
      append(connection, subject);
      return EntryRows.ofCase(connection, LedgerDatabase.codec(), subject.id()).get(1).bytes();
    }
  }

  /** Lets {@code wanted} entries pile up, at most {@link #BACKLOG} at once, and sequences them. */
  private double sequence(int wanted) throws SQLException {
    // One sequencer, as in the portal: a new one reads every entry once before it knows its
    // horizon.
    SequencerCore core = database.sequencer();
    core.run();
    double seconds = 0;
    long before = size();
    for (int left = wanted; left > 0; left -= BACKLOG) {
      fill(database, Math.min(left, BACKLOG));
      long start = System.nanoTime();
      core.run();
      seconds += seconds(start);
    }
    return (size() - before) / seconds;
  }

  private long size() {
    return database.reads().latestCheckpoint().map(SignedCheckpoint::size).orElse(0L);
  }

  private static void fill(LedgerDatabase into, int entries) throws SQLException {
    LedgerDatabase.execute(
        into.app(),
        "insert into custody.entry (id, at, bytes) select gen_random_uuid(), now(),"
            + " convert_to('{\"v\":1,\"event\":\"CaseViewed\",\"salt\":\"' || gen_random_uuid() ||"
            + " '\",\"at\":\"2026-11-20T12:00:00.000Z\",\"object\":{}}', 'UTF8')"
            + " from generate_series(1, "
            + entries
            + ")");
  }

  /** Appends now and then, and measures until a signed checkpoint covers each. */
  private double checkpointDelay(double seconds) throws Exception {
    SequencerCore core = database.sequencer();
    core.run();
    AtomicBoolean running = new AtomicBoolean(true);
    Thread sequencer =
        Thread.ofPlatform()
            .start(() -> {
              while (running.get()) {
                try {
                  core.run();
                  Thread.sleep(INTERVAL_MS);
                } catch (SQLException | InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              }
            });
    List<Double> delays = new ArrayList<>();
    long end = System.nanoTime() + (long) (Math.max(5, seconds) * 1e9);
    Random random = new Random(1);
    while (System.nanoTime() < end) {
      EntryId id = database.append(new Subject.OfSystem(), new CaseEvent.CaseViewed("x"));
      long committed = System.nanoTime();
      while (!covered(id)) {
        Thread.sleep(2);
      }
      delays.add(seconds(committed) * 1e3);
      Thread.sleep(random.nextInt(50));
    }
    running.set(false);
    sequencer.join();
    return p99(delays.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private boolean covered(EntryId id) {
    return database
        .reads()
        .read(connection ->
            EntryRows.placeOf(connection, id)
                .filter(place -> {
                  try {
                    return TreeRows.latestCheckpoint(connection).orElseThrow().size() > place;
                  } catch (SQLException e) {
                    throw new IllegalStateException(e);
                  }
                })
                .isPresent());
  }

  private double[] proofAndSelect() throws SQLException {
    SignedCheckpoint head = database.reads().latestCheckpoint().orElseThrow();
    int rounds = 2_000;
    double[] proofs = new double[rounds];
    double[] selects = new double[rounds];
    Random random = new Random(2);
    try (Connection connection = database.app().getConnection();
        PreparedStatement select =
            connection.prepareStatement("select entry_id from custody.leaf where seq = ?")) {
      LedgerReads reads = new LedgerReads(new OneConnection(connection));
      for (int i = 0; i < rounds; i++) {
        long seq = random.nextLong(head.size());
        long start = System.nanoTime();
        select.setLong(1, seq);
        try (var row = select.executeQuery()) {
          row.next();
        }
        selects[i] = seconds(start) * 1e3;
        start = System.nanoTime();
        reads.proof(seq, head);
        proofs[i] = seconds(start) * 1e3;
      }
    }
    int warm = rounds / 4;
    return new double[] {
      p99(Arrays.copyOfRange(proofs, warm, rounds)), p99(Arrays.copyOfRange(selects, warm, rounds))
    };
  }

  /** Verifies a ledger of {@code wanted} entries of its own, completely. */
  private double verify(int wanted) throws Exception {
    LedgerDatabase other = new LedgerDatabase(server);
    fill(other, wanted);
    other.sequencer().run();
    Path folder = Files.createTempDirectory("ledger");
    other.reads().export(folder);
    long start = System.nanoTime();
    Findings findings = LedgerExport.verify(folder, other.signer.key(), List.of());
    double seconds = seconds(start);
    if (!findings.good()) {
      throw new IllegalStateException(findings.toJson());
    }
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    return wanted / seconds;
  }

  private static double inParallel(int threads, Callable<Void> work, AtomicLong count)
      throws Exception {
    long start = System.nanoTime();
    try (var pool = Executors.newFixedThreadPool(threads)) {
      List<Future<Void>> all = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        all.add(pool.submit(work));
      }
      for (Future<Void> one : all) {
        one.get();
      }
    }
    return count.get() / seconds(start);
  }

  private void print(Object... pairs) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < pairs.length; i += 2) {
      if (!pairs[i].equals("")) {
        double value = ((Number) pairs[i + 1]).doubleValue();
        String format = value >= 100 ? "%s %.0f   " : "%s %.2f   ";
        line.append(String.format(Locale.ROOT, format, pairs[i], value));
      }
    }
    out.println(line.toString().strip());
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  private static double p99(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.min(sorted.length - 1L, Math.round(sorted.length * 0.99))];
  }
}
