package io.chancery.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import io.chancery.Tokens;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** What the database believes about who acts, in every kind of transaction. */
@QuarkusTest
class TransactionActorIT {
  private static final String NOBODY = "- - -";

  @Inject AgroalDataSource dataSource;
  @Inject CurrentActor actor;

  @Test
  void requestOfAnOfficerActsForTheAgency() {
    String read = probe(Tokens.of("olivia.officer"));
    assertThat(read).startsWith("01930000-0000-7000-8000-000000000001 ").endsWith(" agency");
    assertThat(read.split(" ")[1]).hasSize(36);
  }

  @Test
  void requestOfStaffActsForNoAgency() {
    assertThat(probe(Tokens.of("carl.clerk")))
        .isEqualTo("01930000-0000-7000-8000-000000000012 - staff");
  }

  @Test
  void agencySystemIsNotThePortalsSystem() {
    assertThat(probe(Tokens.system())).endsWith(" agency");
  }

  @Test
  void publicPageActsForNobody() {
    given().get("/probe/public").then().statusCode(200).body(org.hamcrest.Matchers.equalTo(NOBODY));
  }

  @Test
  void workerActsAsTheSystemOnlyWhenItSaysSo() throws Exception {
    assertThat(inTransaction()).isEqualTo(NOBODY);
    assertThat(ActingAs.system(this::inTransaction))
        .isEqualTo("00000000-0000-0000-0000-000000000001 - system");
    assertThat(inTransaction()).isEqualTo(NOBODY);
    assertThatThrownBy(() -> actor.get()).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void pooledConnectionKeepsNothing() throws Exception {
    for (int i = 0; i < 40; i++) {
      ActingAs.system(this::inTransaction);
      assertThat(RowSecurity.read(dataSource)).isEqualTo(NOBODY);
    }
  }

  @Test
  void eachPersonSeesTheirOwnTouchesOnly() throws Exception {
    assertThat(
            ActingAs.system(
                () -> QuarkusTransaction.requiringNew().call(() -> count("pg_policies"))))
        .isPositive();
    assertThat(QuarkusTransaction.requiringNew().call(() -> count("step_up"))).isZero();
  }

  private int count(String table) throws Exception {
    try (var connection = dataSource.getConnection();
        var rows = connection.createStatement().executeQuery("select count(*) from " + table)) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private String inTransaction() {
    return QuarkusTransaction.requiringNew().call(() -> RowSecurity.read(dataSource));
  }

  private static String probe(String token) {
    return given()
        .auth()
        .oauth2(token)
        .get("/api/v1/probe/row-security")
        .then()
        .statusCode(200)
        .extract()
        .asString();
  }
}
