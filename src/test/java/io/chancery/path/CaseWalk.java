package io.chancery.path;

import static io.restassured.RestAssured.given;

import io.chancery.Fixtures;
import io.chancery.OpenApi;
import io.chancery.Tokens;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Walks a case over the API as the seeded people, as far as a test wants. */
public final class CaseWalk {
  public static final String OFFICER = "olivia.officer";
  public static final String CLERK = "clara.clerk";
  public static final String REVIEWER = "rita.reviewer";
  public static final String APPROVER = "anna.approver";
  public static final String CUSTODIAN = "cora.custodian";
  public static final String RELEASER = "rosa.releaser";

  private static int dockets;

  private final String reference;

  private CaseWalk(String reference) {
    this.reference = reference;
  }

  public static RequestSpecification as(String username) {
    return given()
        .filter(OpenApi.DESCRIBED)
        .contentType("application/json")
        .auth()
        .oauth2(Tokens.stepUp(username));
  }

  public static synchronized String newDocket() {
    return "26-MJ-" + (1000 + dockets++);
  }

  /** A draft with an instrument, ready to be submitted. */
  public static String draft(String docket, List<String> groups) {
    return draftOf(Fixtures.request(docket, groups), Fixtures.warrant(docket));
  }

  /** A draft with this form and document. */
  public static String draftOf(Map<String, Object> form, byte[] warrant) {
    String id =
        as(OFFICER).body(form).post("/api/v1/requests").then().statusCode(201).extract().path("id");
    as(OFFICER)
        .contentType("application/pdf")
        .body(warrant)
        .put("/api/v1/requests/" + id + "/instrument")
        .then()
        .statusCode(200);
    return id;
  }

  /** A case that somebody else submitted. */
  public static CaseWalk of(String reference) {
    return new CaseWalk(reference);
  }

  public static CaseWalk submitted(List<String> groups) {
    return submitted(Fixtures.request(newDocket(), groups));
  }

  public static CaseWalk submitted(Map<String, Object> form) {
    String id = draftOf(form, Fixtures.warrant((String) form.get("docket")));
    return submittedAs(id, form.containsKey("nonDisclosure"));
  }

  /** A draft is submitted; an order that came with it is checked. */
  public static CaseWalk submittedAs(String draft, boolean order) {
    CaseWalk walk =
        new CaseWalk(
            as(OFFICER)
                .post("/api/v1/requests/" + draft + "/submission")
                .then()
                .statusCode(201)
                .extract()
                .path("reference"));
    return order ? walk.orderChecked(1) : walk;
  }

  /** A clerk finds that a non-disclosure order is what it says. */
  public CaseWalk orderChecked(int number) {
    post(
            CLERK,
            "/orders/" + number + "/check",
            Map.of("confirmed", true, "evidence", "read back by the court's clerk"))
        .then()
        .statusCode(200);
    return this;
  }

  public String reference() {
    return reference;
  }

  public String at(String rest) {
    return "/api/v1/cases/" + reference + rest;
  }

  public long version() {
    return as(CLERK).get(at("")).then().statusCode(200).extract().jsonPath().getLong("version");
  }

  public String status() {
    return as(CLERK).get(at("")).then().statusCode(200).extract().path("status");
  }

  public Response post(String username, String rest, Map<String, Object> body) {
    return as(username).body(body).post(at(rest));
  }

  public CaseWalk verify() {
    for (String check : List.of("requester-identity", "instrument-authentic", "scope-legible")) {
      post(CLERK, "/checks", Map.of("name", check, "passed", true, "evidence", "seen and compared"))
          .then()
          .statusCode(200);
    }
    post(CLERK, "/verification", Map.of("seenVersion", version())).then().statusCode(200);
    return this;
  }

  public CaseWalk propose(int items) {
    as(REVIEWER).post(at("/resolutions")).then().statusCode(204);
    post(
            REVIEWER,
            "/proposal",
            Map.of(
                "seenVersion",
                version(),
                "items",
                IntStream.rangeClosed(1, items)
                    .mapToObj(
                        n -> Map.of("item", n, "outcome", "GRANT", "reason", "within-instrument"))
                    .toList()))
        .then()
        .statusCode(200);
    return this;
  }

  public String shownDecision() {
    return as(APPROVER).get(at("/decision")).then().statusCode(200).extract().path("digest");
  }

  public CaseWalk approve() {
    post(APPROVER, "/approval", Map.of("seenVersion", version(), "shown", shownDecision()))
        .then()
        .statusCode(200);
    return this;
  }

  public CaseWalk collect() {
    post(CUSTODIAN, "/collection", Map.of("seenVersion", version())).then().statusCode(200);
    return await("COLLECTED");
  }

  public CaseWalk seal() {
    post(CUSTODIAN, "/package", Map.of("seenVersion", version())).then().statusCode(202);
    return await("SEALED");
  }

  public CaseWalk release() {
    awaitCheckpoint();
    String shown =
        as(RELEASER).get(at("/sealed")).then().statusCode(200).extract().path("ciphertext");
    post(RELEASER, "/release", Map.of("seenVersion", version(), "shown", shown))
        .then()
        .statusCode(200);
    return this;
  }

  public String token() {
    return as(OFFICER).get(at("/deliveries")).then().statusCode(200).extract().path("[0].token");
  }

  /** Looks until the case stands where it should, at most a minute. */
  public CaseWalk await(String status) {
    poll(() -> status().equals(status), "the case to be " + status);
    return this;
  }

  public void awaitCheckpoint() {
    poll(
        () ->
            as(RELEASER)
                .get(at("/sealed"))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getBoolean("checkpointed"),
        "a checkpoint over the seal");
  }

  /** Looks until something has come about, at most a minute. */
  public void awaitThat(java.util.function.BooleanSupplier done, String what) {
    poll(done, what);
  }

  private static void poll(java.util.function.BooleanSupplier done, String what) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!done.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited a minute for " + what);
      }
      java.util.concurrent.locks.LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(150));
    }
  }
}
