package io.chancery.path;

import static org.assertj.core.api.Assertions.assertThat;

import io.chancery.Browser;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Queue and search by page, beside the bare SQL of the same rows in the same run. Prints, and
 * asserts only that both show the same: docs/operations/production.md has the command.
 */
@QuarkusTest
@Tag("benchmark")
class QueueBenchmarkIT {
  /** All cases; a tenth of them is open. */
  private static final int CASES = Integer.getInteger("queue.benchmark", 10_000);

  private static final int LOOKS = 200;

  /** Cases of a year in which the portal was not there. */
  private static final String PLANTED =
      "select %s from disclosure_case where reference like 'LER-2001-%%'";

  private final Browser clerk = Browser.of(CaseWalk.CLERK);

  /** Something that shows a list. */
  private interface Look {
    String shown() throws SQLException;
  }

  @Test
  void queueAndSearchBesideTheirBareQueries() throws Exception {
    plant();
    try (Connection connection = Rows.application()) {
      connection.createStatement().execute("select set_config('chancery.side', 'system', false)");
      compare(
          "queue",
          () -> clerk.get("/desk?whose=NOBODYS&status=SUBMITTED").body(),
          bare(
              connection,
              "select c.*, a.name from disclosure_case c join agency a on a.id = c.agency_id"
                  + " where c.status = 'SUBMITTED' and c.assigned_to is null"
                  + " order by c.queue_at, c.reference limit 101"));
      Browser.Page form = clerk.get("/desk/search");
      compare(
          "search by docket",
          () -> search(form, "DOCKET", "2001-CR-" + CASES / 2),
          bare(
              connection,
              "select c.*, a.name from disclosure_case c join agency a on a.id = c.agency_id"
                  + " where c.id in (select i.case_id from legal_instrument i"
                  + " where i.docket_key = lower('2001-CR-"
                  + CASES / 2
                  + "'))"
                  + " order by c.received_at desc, c.reference desc limit 101"));
      String agency = Rows.one("select name from agency order by name limit 1");
      compare(
          "search by agency",
          () -> search(form, "AGENCY", agency),
          bare(
              connection,
              "select c.*, a.name from disclosure_case c join agency a on a.id = c.agency_id"
                  + " where c.agency_id = (select id from agency order by name limit 1)"
                  + " order by c.received_at desc, c.reference desc limit 101"));
    } finally {
      takeAway();
    }
  }

  private String search(Browser.Page form, String by, String words) {
    return clerk.post(form, "/desk/search", Map.of("by", by, "words", words)).body();
  }

  private static Look bare(Connection connection, String query) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(query);
    return () -> {
      StringBuilder shown = new StringBuilder();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          shown.append(rows.getString("reference")).append(' ');
        }
      }
      return shown.toString();
    };
  }

  private static void compare(String what, Look page, Look sql) throws SQLException {
    String first = sql.shown().split(" ", 2)[0];
    assertThat(page.shown()).as(what).contains(first);
    long[] pages = new long[LOOKS];
    long[] queries = new long[LOOKS];
    for (int i = 0; i < LOOKS; i++) {
      pages[i] = time(page);
      queries[i] = time(sql);
    }
    Arrays.sort(pages);
    Arrays.sort(queries);
    System.out.printf(
        "%s, %,d of %,d cases open: page p50 %.1f ms, p99 %.1f ms; bare query p50 %.1f ms, p99 %.1f ms%n",
        what,
        CASES / 10,
        CASES,
        millis(pages, 50),
        millis(pages, 99),
        millis(queries, 50),
        millis(queries, 99));
  }

  private static long time(Look look) throws SQLException {
    long start = System.nanoTime();
    look.shown();
    return System.nanoTime() - start;
  }

  private static double millis(long[] sorted, int percent) {
    return sorted[sorted.length * percent / 100] / 1e6;
  }

  private static void plant() throws SQLException {
    Rows.asAdministrator(
        """
        insert into disclosure_case (id, reference, agency_id, officer_id, regime, kind, pack_version, status,
            received_at, next_clock_at, queue_at, case_key, version, emergency)
        select gen_random_uuid(), 'LER-2001-' || lpad(n::text, 7, '0'), a.ids[1 + n %% cardinality(a.ids)],
               (select id from officer order by id limit 1), 'us-federal', 'search-warrant', '2026.1',
               case when n %% 10 <> 0 then 'CLOSED' when n %% 20 = 0 then 'SUBMITTED' else 'IN_REVIEW' end,
               timestamptz '2001-01-01' + n * interval '25 seconds', timestamptz '2001-02-01' + n * interval '25 seconds',
               timestamptz '2001-02-01' + n * interval '25 seconds', '\\x00', 0, false
          from generate_series(1, %d) n, (select array_agg(id order by name) ids from agency) a
        """
            .formatted(CASES),
        """
        insert into legal_instrument (case_id, kind, authority, issuer_type, docket, issued_on, vault_key, sha256, bytes)
        select id, 'search-warrant', 'x', 'us-federal-judge', '2001-CR-' || substr(reference, 10)::int,
               date '2001-01-01', 'x', md5(reference) || md5(reference), 1
          from disclosure_case where reference like 'LER-2001-%'
        """,
        "analyze disclosure_case",
        "analyze legal_instrument");
  }

  private static void takeAway() throws SQLException {
    Rows.asAdministrator(
        "delete from legal_instrument where case_id in (" + PLANTED.formatted("id") + ")",
        "delete from disclosure_case where reference like 'LER-2001-%'");
  }
}
