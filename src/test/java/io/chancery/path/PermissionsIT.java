package io.chancery.path;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.chancery.Browser;
import io.chancery.Fixtures;
import io.chancery.PermissionTable;
import io.chancery.PermissionTable.Answer;
import io.chancery.PermissionTable.Endpoint;
import io.chancery.PermissionTable.Relation;
import io.chancery.PermissionTable.Row;
import io.chancery.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The permission table at the doors themselves: every endpoint by one person of each role, on a
 * released case, its draft and its hand-over of the first agency.
 */
@QuarkusTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PermissionsIT {
  private static final String ABSENT_CASE = "LER-2026-999999999";
  private static final String SYSTEM = "system";

  private static final Pattern SIGN_IN = Pattern.compile("/realms/|/session-ended");

  private static final String SHOWN =
      "{\"seenVersion\":0,\"shown\":\"%s\"}".formatted("0".repeat(64));

  private static final String DIGEST = "{\"shown\":\"%s\"}".formatted("0".repeat(64));

  /**
   * Needs an opened hand-over, a key envelope, a production of several files, or a case that the
   * platform began.
   */
  private static final Pattern NEEDS_MORE =
      Pattern.compile(
          "/\\{token}/(file|files/\\{number}|envelope|list)$|/\\{reference}/statement$");

  /** What must be in the body before anything else is looked at. */
  private static final Map<String, String> BODIES =
      Map.ofEntries(
          Map.entry("CostResource.issue", DIGEST),
          Map.entry("CostResource.reject", DIGEST),
          Map.entry("DeliveryResource.release", SHOWN),
          Map.entry("ExclusionResource.confirm", SHOWN),
          Map.entry("ExclusionResource.reject", SHOWN),
          Map.entry("ReissueResource.confirm", SHOWN),
          Map.entry("ReissueResource.reject", SHOWN),
          Map.entry("ReviewResource.approve", SHOWN),
          Map.entry("ReviewResource.thirdSign", SHOWN),
          Map.entry("TriageResource.refuse", DIGEST),
          Map.entry("PickupResource.receipt", "{\"ciphertext\":\"%s\"}".formatted("0".repeat(64))));

  /** What this test prepares; other objects do not exist. */
  private static final Set<String> OF_THE_CASE =
      Set.of("reference", "draft", "token", "target", "form", "number");

  /** Somebody at the door, and how the prepared objects stand to them. */
  private record Person(String name, String role, Relation relation) {
    boolean staff() {
      return !List.of("officer", "supervisor", "agency-system", PermissionTable.NOBODY)
          .contains(role);
    }
  }

  private static final List<Person> PEOPLE =
      List.of(
          new Person("olivia.officer", "officer", Relation.OWN),
          new Person("oscar.officer", "officer", Relation.COLLEAGUES),
          new Person("hanna.harbour", "officer", Relation.OTHER_AGENCYS),
          new Person("sofia.supervisor", "supervisor", Relation.COLLEAGUES),
          new Person(SYSTEM, "agency-system", Relation.COLLEAGUES),
          new Person("clara.clerk", "clerk", Relation.OTHER_AGENCYS),
          new Person("rita.reviewer", "reviewer", Relation.OTHER_AGENCYS),
          new Person("anna.approver", "approver", Relation.OTHER_AGENCYS),
          new Person("cora.custodian", "custodian", Relation.OTHER_AGENCYS),
          new Person("rosa.releaser", "releaser", Relation.OTHER_AGENCYS),
          new Person("alma.auditor", "auditor", Relation.OTHER_AGENCYS),
          new Person("adam.administrator", "administrator", Relation.OTHER_AGENCYS),
          new Person(PermissionTable.NOBODY, PermissionTable.NOBODY, Relation.NONE));

  private record Objects(String reference, String draft, String token) {
    static Objects absent() {
      return new Objects(ABSENT_CASE, UUID.randomUUID().toString(), "0".repeat(64));
    }

    String in(Endpoint endpoint) {
      return endpoint
          .path()
          .replace("{reference}", reference)
          .replace("{draft}", draft)
          .replace("{token}", token)
          .replace("{target}", "1")
          .replace("{form}", "open")
          .replace("{path}", "0/000")
          .replace("{number}", "1")
          .replace("{act}", "absence")
          // Ids of objects that this test does not prepare: nobody has one with this name.
          .replaceAll("\\{[a-z]+}", "00000000-0000-7000-8000-000000000000");
    }
  }

  private final Map<String, Browser> browsers = new HashMap<>();
  private final List<String> wrong = new ArrayList<>();
  private CaseWalk released;

  /** One for all tests of the class, which leave it as it is. */
  private CaseWalk released() {
    if (released == null) {
      released =
          CaseWalk.submitted(List.of("subscriber"))
              .verify()
              .propose(1)
              .approve()
              .collect()
              .seal()
              .release();
    }
    return released;
  }

  @Test
  void onlyListedCellsPass() {
    CaseWalk walk = released();
    Objects there =
        new Objects(
            walk.reference(),
            CaseWalk.draft(CaseWalk.newDocket(), List.of("subscriber")),
            walk.token());
    String before = walk.status();
    Map<String, Endpoint> endpoints = PermissionTable.endpoints();
    for (Row row : PermissionTable.rows()) {
      Endpoint endpoint = endpoints.get(row.endpoint());
      if (row.cells().get(PermissionTable.NOBODY).equals("all")
          || endpoint.path().contains("{realm}")
          || endpoint.path().startsWith("/sign-in/")
          || endpoint.name().equals("PickupPages.back")) {
        // Open to everybody, or the sign-in itself, or a way back to a page that answers itself.
        continue;
      }
      for (Person person : chosen(row, endpoint)) {
        if (endpoint.takesTokens()) {
          byToken(row, endpoint, person, there);
        } else {
          byPage(row, endpoint, person, there);
        }
      }
    }
    assertThat(wrong).as("cells that answer differently from permissions.csv").isEmpty();
    assertThat(walk.status()).isEqualTo(before);
  }

  /** By page and by token; whoever adds an address finds here that its looks are not recorded. */
  @Test
  void whatStaffReadOfACaseIsAnEntry() throws SQLException {
    Objects there = new Objects(released().reference(), "nonsense", "nonsense");
    Map<String, Endpoint> endpoints = PermissionTable.endpoints();
    List<String> unrecorded = new ArrayList<>();
    int read = 0;
    for (Row row : PermissionTable.rows()) {
      Endpoint endpoint = endpoints.get(row.endpoint());
      Optional<Person> reader =
          PEOPLE.stream()
              .filter(Person::staff)
              .filter(one -> row.answer(one.role(), one.relation()) == Answer.ALLOWED)
              .findFirst();
      // The pictures of a document belong to the look at its page.
      boolean ofALook = endpoint.name().equals("InstrumentPages.page");
      if (!endpoint.object().equals("case") || !isALook(endpoint) || ofALook || reader.isEmpty()) {
        continue;
      }
      int before = entries(there);
      int status =
          endpoint.takesTokens()
              ? call(endpoint, reader.get(), there).statusCode()
              : send(endpoint, browser(reader.get()).copy(), there).status();
      if (status == 200) {
        read++;
        if (entries(there) == before) {
          unrecorded.add(row.endpoint());
        }
      }
    }
    assertThat(unrecorded).isEmpty();
    assertThat(read).isGreaterThan(30);
  }

  private static int entries(Objects there) throws SQLException {
    return Integer.parseInt(
        String.valueOf(
            Rows.one(
                "select count(*) from custody.entry e join disclosure_case c on c.id = e.case_id"
                    + " where c.reference = '"
                    + there.reference()
                    + "'")));
  }

  /**
   * For each endpoint one person of each answer that the table gives, another from endpoint to
   * endpoint: the whole table is held to the code by {@code PermissionTableTest}.
   */
  private List<Person> chosen(Row row, Endpoint endpoint) {
    List<Person> people =
        PEOPLE.stream()
            .filter(person -> endpoint.takesTokens() || !person.name().equals(SYSTEM))
            .toList();
    Map<Answer, Person> chosen = new java.util.EnumMap<>(Answer.class);
    int turn = Math.floorMod(row.endpoint().hashCode(), people.size());
    for (int i = 0; i < people.size(); i++) {
      Person person = people.get((turn + i) % people.size());
      chosen.putIfAbsent(row.answer(person.role(), person.relation()), person);
    }
    return List.copyOf(chosen.values());
  }

  /** What an agency finds of another's case is what it finds of none. */
  @Test
  void anotherAgencysObjectsAnswerLikeAbsentOnes() {
    CaseWalk walk = CaseWalk.submitted(List.of("subscriber"));
    Objects metros =
        new Objects(
            walk.reference(),
            CaseWalk.draft(CaseWalk.newDocket(), List.of("subscriber")),
            "1".repeat(64));
    Person hanna = PEOPLE.get(2);
    for (Endpoint endpoint : PermissionTable.endpoints().values()) {
      if (endpoint.takesTokens()
          && !endpoint.object().equals("-")
          && endpoint.roles().contains("officer")) {
        Response theirs = call(endpoint, hanna, metros);
        Response none = call(endpoint, hanna, Objects.absent());
        Response nonsense = call(endpoint, hanna, new Objects("nonsense", "nonsense", "nonsense"));
        assertThat(said(theirs)).as(endpoint.name()).isEqualTo(said(none));
        assertThat(said(nonsense)).as(endpoint.name()).isEqualTo(said(none));
      }
    }
  }

  private static Map<String, Object> said(Response answer) {
    Map<String, Object> body = new HashMap<>(answer.jsonPath().getMap(""));
    body.remove("instance");
    body.put("http", answer.statusCode());
    return body;
  }

  private void byToken(Row row, Endpoint endpoint, Person person, Objects there) {
    boolean nobody = person.role().equals(PermissionTable.NOBODY);
    Answer listed = row.answer(person.role(), person.relation());
    if (listed == Answer.ALLOWED) {
      if (isALook(endpoint)) {
        note(row, person, call(endpoint, person, there).statusCode(), listed);
      }
      // What is there for them is still not there when it does not exist.
      if (!row.object().equals("-")) {
        note(row, person, call(endpoint, person, Objects.absent()).statusCode(), Answer.NOT_FOUND);
      }
      return;
    }
    int status = call(endpoint, person, there).statusCode();
    if (nobody) {
      expect(row, person, status, 401);
    } else {
      note(row, person, status, listed);
    }
  }

  private static Response call(Endpoint endpoint, Person person, Objects objects) {
    RequestSpecification request = given().redirects().follow(false);
    if (person.name().equals(SYSTEM)) {
      request.auth().oauth2(Tokens.system());
    } else if (!person.role().equals(PermissionTable.NOBODY)) {
      request.auth().oauth2(Tokens.stepUp(person.name()));
    }
    if (endpoint.name().equals("RequestResource.attach")) {
      request.contentType("application/pdf").body(Fixtures.warrant("26-MJ-1"));
    } else if (!endpoint.method().equals("GET")) {
      request.contentType("application/json").body(BODIES.getOrDefault(endpoint.name(), "{}"));
    }
    return request.request(endpoint.method(), objects.in(endpoint));
  }

  /**
   * A call that changes nothing and needs nothing else; a transfer needs an opened grant, a list of
   * bags a divided production.
   */
  private static boolean isALook(Endpoint endpoint) {
    return endpoint.method().equals("GET")
        && OF_THE_CASE.containsAll(parameters(endpoint))
        && !endpoint.path().endsWith("/file")
        && !endpoint.path().contains("/files/")
        && !endpoint.path().endsWith("/list")
        && !endpoint.path().endsWith("/envelope")
        && !NEEDS_MORE.matcher(endpoint.path()).find();
  }

  /** The parts of a path that are filled with ids. */
  private static Set<String> parameters(Endpoint endpoint) {
    return Pattern.compile("\\{([a-z]+)}")
        .matcher(endpoint.path())
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toUnmodifiableSet());
  }

  private void byPage(Row row, Endpoint endpoint, Person person, Objects there) {
    boolean nobody = person.role().equals(PermissionTable.NOBODY);
    boolean ofTheDesk = endpoint.path().startsWith("/desk");
    Answer listed = row.answer(person.role(), person.relation());
    if (nobody || person.staff() != ofTheDesk) {
      // No session of that realm: the way to its sign-in, whatever is asked for.
      sentAway(row, endpoint, person, there);
      return;
    }
    if (listed == Answer.ALLOWED) {
      if (isALook(endpoint)) {
        note(row, person, send(endpoint, browser(person).copy(), there).status(), listed);
      }
      if (!row.object().equals("-")) {
        int status = send(endpoint, browser(person).copy(), Objects.absent()).status();
        note(row, person, status, Answer.NOT_FOUND);
      }
      return;
    }
    note(row, person, send(endpoint, browser(person).copy(), there).status(), listed);
  }

  /**
   * A form without a session of its realm fails at its token first; a look is led to the sign-in.
   */
  private void sentAway(Row row, Endpoint endpoint, Person person, Objects there) {
    // In a copy: each way to the sign-in leaves a cookie.
    Browser.Page page = send(endpoint, browser(person).copy(), there);
    boolean toSignIn =
        (page.status() == 302 || page.status() == 303)
            && SIGN_IN.matcher(page.header("location").orElse("")).find();
    if (!toSignIn && page.status() != 400 && page.status() != 401 && page.status() != 403) {
      wrong.add(row.endpoint() + " " + person.role() + " is answered " + page.status());
    }
  }

  private Browser browser(Person person) {
    return browsers.computeIfAbsent(
        person.name(),
        name -> {
          if (name.equals(PermissionTable.NOBODY)) {
            return Browser.of("olivia.officer");
          }
          Browser browser = Browser.of(name);
          browser.get(person.staff() ? "/desk" : "/requests");
          return browser;
        });
  }

  private static Browser.Page send(Endpoint endpoint, Browser browser, Objects objects) {
    String path = objects.in(endpoint);
    if (!endpoint.method().equals("POST")) {
      return browser.once(endpoint.method(), path, null);
    }
    Map<String, String> form =
        Map.of("csrf-token", browser.cookie("csrf-token").orElse(""), "seenVersion", "0");
    return endpoint.name().equals("DraftPages.attach")
        ? browser.upload(path, form)
        : browser.once("POST", path, form);
  }

  private void note(Row row, Person person, int status, Answer listed) {
    switch (listed) {
      case FORBIDDEN -> expect(row, person, status, 403);
      case NOT_FOUND -> expect(row, person, status, 404);
      case ALLOWED -> {
        if (status == 403 || status == 404 || status >= 500) {
          wrong.add(row.endpoint() + " " + person.role() + " answers " + status + ", is allowed");
        }
      }
    }
  }

  private void expect(Row row, Person person, int status, int expected) {
    if (status != expected) {
      wrong.add(row.endpoint() + " " + person.name() + " answers " + status + ", not " + expected);
    }
  }
}
