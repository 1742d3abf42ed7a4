package io.chancery.casework.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import io.chancery.casework.HandOffs;
import io.chancery.kernel.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What binds the files of a production. */
class SealedPackageTest {
  @Test
  void theListNamesEachFileAsSha256sumDoes() {
    assertThat(SealedPackage.list(bags("P1")))
        .isEqualTo(
            Sha256.hash("c1P1")
                + "  P1.1of2.bag.zip.age\n"
                + Sha256.hash("c2P1")
                + "  P1.2of2.bag.zip.age\n");
  }

  @Test
  void theSamePayloadIssuedAgainHasTheSameDigestAndAnotherOrderHasNot() {
    Sha256 payload = SealedPackage.payloadOf(bags("P1"));
    assertThat(SealedPackage.payloadOf(bags("P2"))).isEqualTo(payload);
    assertThat(SealedPackage.payloadOf(bags("P1").reversed())).isNotEqualTo(payload);
    SealedPackage.Bag one = bags("P1").getFirst();
    assertThat(SealedPackage.payloadOf(List.of(one))).isEqualTo(one.payloadManifest());
  }

  @Test
  void aProductionOfOneBagIsWrittenAsBeforeThereWereSeveral() {
    SealedPackage sealed = sealed(null);
    assertThat(new String(HandOffs.canonical(sealed), StandardCharsets.UTF_8))
        .doesNotContain("bags")
        .endsWith("\"sealedBy\":\"custodian\",\"envelope\":null}");
    assertThat(sealed.files())
        .singleElement()
        .returns("P1.bag.zip.age", SealedPackage.Bag::fileName)
        .returns(sealed.ciphertext(), SealedPackage.Bag::ciphertext);
    assertThat(sealed(bags("P1")).files()).isEqualTo(bags("P1"));
    assertThat(new String(HandOffs.canonical(sealed(bags("P1"))), StandardCharsets.UTF_8))
        .contains("\"bags\":[{\"fileName\":\"P1.1of2.bag.zip.age\"");
  }

  private static SealedPackage sealed(List<SealedPackage.Bag> bags) {
    return new SealedPackage(
        "LER-2026-000123",
        Sha256.hash("collected"),
        "production",
        "P1.bag.zip.age",
        Sha256.hash("manifest"),
        Sha256.hash("ciphertext"),
        3,
        "package/00/0",
        "fingerprint",
        "custodian",
        null,
        bags);
  }

  private static List<SealedPackage.Bag> bags(String production) {
    return List.of(bag(production, 1), bag(production, 2));
  }

  private static SealedPackage.Bag bag(String production, int number) {
    return new SealedPackage.Bag(
        production + "." + number + "of2.bag.zip.age",
        Sha256.hash("m" + number),
        Sha256.hash("c" + number + production),
        3,
        "package/00/" + number);
  }
}
