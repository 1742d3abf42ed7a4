package io.chancery.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.chancery.kernel.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class BagCheckTest {
  @TempDir Path bag;

  @TestFactory
  Stream<DynamicTest> theConformanceSuiteOfOthers() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    if (!Vectors.wanted()) {
      return tests.stream();
    }
    for (String version : List.of("v0.97", "v1.0")) {
      for (String kind : List.of("valid", "invalid", "linux-only")) {
        Path folder = Vectors.folder("bagit-conformance").resolve(version).resolve(kind);
        if (!Files.isDirectory(folder)) {
          continue;
        }
        try (var bags = Files.list(folder)) {
          for (Path other : bags.filter(Files::isDirectory).sorted().toList()) {
            String name = version + "/" + kind + "/" + other.getFileName();
            tests.add(
                DynamicTest.dynamicTest(
                    name,
                    () -> {
                      Findings findings = new Findings();
                      BagCheck.check(other, findings);
                      assertThat(findings.good())
                          .as(name + " " + findings.wrongs())
                          .isEqualTo(kind.equals("valid"));
                    }));
          }
        }
      }
    }
    assertThat(tests).hasSizeGreaterThan(20);
    return tests.stream();
  }

  @BeforeEach
  void makeABag() throws IOException {
    put("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
    put("bag-info.txt", "Payload-Oxum: 10.2\nExternal-Identifier: LER-2026-000001/P1\n");
    put("data/one.txt", "one\n");
    put("data/deep/two.txt", "two 2\n");
    manifests();
  }

  @Test
  void aGoodBagIsGood() throws IOException {
    Findings findings = new Findings();
    BagCheck.Bag checked = BagCheck.check(bag, findings);
    assertThat(findings.wrongs()).isEmpty();
    assertThat(checked.payloadFiles()).isEqualTo(2);
    assertThat(checked.payloadBytes()).isEqualTo(10);
    assertThat(checked.first("External-Identifier")).isEqualTo("LER-2026-000001/P1");
  }

  @Test
  void everyKindOfDamageIsNamed() throws IOException {
    expect("bag-digest", () -> put("data/one.txt", "eno\n"));
    expect("bag-missing", () -> Files.delete(bag.resolve("data/one.txt")));
    expect("bag-unlisted", () -> put("data/three.txt", "x"));
    expect("bag-tag-digest", () -> put("bag-info.txt", "Payload-Oxum: 10.2\n"));
    expect("bag-declaration", () -> put("bagit.txt", "BagIt-Version: 1.0\n"));
    expect("bag-declaration", () -> Files.delete(bag.resolve("bagit.txt")));
    expect("bag-manifest", () -> put("manifest-rot13.txt", ""));
    expect("bag-unlisted", () -> put("manifest-sha512.txt", ""));
    expect("bag-manifest", () -> put("manifest-sha256.txt", "not a digest"));
    expect(
        "bag-oxum",
        () -> {
          put("bag-info.txt", "Payload-Oxum: 11.2\n");
          manifests();
        });
    expect(
        "bag-payload",
        () -> Files.createSymbolicLink(bag.resolve("data/link"), bag.resolve("bagit.txt")));
    for (String path : List.of("../x", "/x", "~/x", "data/../../x", "./data/one.txt", "C:/x")) {
      expect("bag-path", () -> append("manifest-sha256.txt", "00  " + path + "\n"));
    }
    expect(
        "bag-manifest",
        () -> append("manifest-sha256.txt", Sha256.hash("one\n") + "  data/one.txt\n"));
  }

  private interface Damage {
    void happen() throws IOException;
  }

  private void expect(String code, Damage damage) throws IOException {
    try (var files = Files.walk(bag)) {
      for (Path file : files.filter(f -> !Files.isDirectory(f)).toList()) {
        Files.delete(file);
      }
    }
    makeABag();
    damage.happen();
    Findings findings = new Findings();
    BagCheck.check(bag, findings);
    assertThat(findings.wrongs()).extracting(Findings.Finding::code).contains(code);
  }

  private void manifests() throws IOException {
    put(
        "manifest-sha256.txt",
        Sha256.hash("one\n")
            + "  data/one.txt\n"
            + Sha256.hash("two 2\n")
            + "  data/deep/two.txt\n");
    StringBuilder tags = new StringBuilder();
    for (String name : List.of("bagit.txt", "bag-info.txt", "manifest-sha256.txt")) {
      tags.append(Sha256.hash(Files.readAllBytes(bag.resolve(name)))).append("  " + name + "\n");
    }
    put("tagmanifest-sha256.txt", tags.toString());
  }

  private void append(String path, String text) throws IOException {
    put(path, Files.readString(bag.resolve(path)) + text);
  }

  private void put(String path, String text) throws IOException {
    Path file = bag.resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
  }
}
