package io.chancery.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class MerkleTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The eight leaves of the reference implementation's tests and the roots over the first n. */
  private static final List<String> LEAVES =
      List.of(
          "",
          "00",
          "10",
          "2021",
          "3031",
          "40414243",
          "5051525354555657",
          "606162636465666768696a6b6c6d6e6f");

  private static final List<String> ROOTS =
      List.of(
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
          "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
          "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
          "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
          "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
          "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
          "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
          "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
          "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

  @Test
  void rootsAreThoseOfTheReference() {
    CompactRange range = new CompactRange();
    TiledTree tree = new TiledTree();
    for (int size = 0; size <= LEAVES.size(); size++) {
      if (size > 0) {
        byte[] leaf = Merkle.leafHash(HexFormat.of().parseHex(LEAVES.get(size - 1)));
        range.append(leaf);
        tree.append(leaf, (level, index, hashes) -> {});
      }
      assertThat(HexFormat.of().formatHex(range.root())).isEqualTo(ROOTS.get(size));
      assertThat(tree.root()).isEqualTo(range.root());
    }
  }

  @Test
  void everyProofOfSmallTreesHoldsAndNoOther() {
    int most = 70;
    List<byte[]> leaves = leaves(most);
    HashReader reader = reader(leaves);
    for (int size = 1; size <= most; size++) {
      byte[] root = Merkle.root(reader, size);
      for (int index = 0; index < size; index++) {
        List<byte[]> proof = Merkle.inclusionProof(reader, index, size);
        byte[] leaf = leaves.get(index);
        assertThat(Merkle.verifyInclusion(leaf, index, size, proof, root)).isTrue();
        if (size > 1) {
          assertThat(Merkle.verifyInclusion(leaf, (index + 1) % size, size, proof, root)).isFalse();
        }
      }
      for (int old = 1; old <= size; old++) {
        List<byte[]> proof = Merkle.consistencyProof(reader, old, size);
        byte[] oldRoot = Merkle.root(reader, old);
        assertThat(Merkle.verifyConsistency(old, oldRoot, size, root, proof)).isTrue();
        if (old < size) {
          assertThat(Merkle.verifyConsistency(old, root, size, root, proof)).isFalse();
          assertThat(Merkle.verifyConsistency(old, oldRoot, size, oldRoot, proof)).isFalse();
        }
      }
    }
  }

  @Test
  void noSuchLeafNoProof() {
    HashReader reader = reader(leaves(3));
    assertThatThrownBy(() -> Merkle.inclusionProof(reader, 3, 3))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Merkle.consistencyProof(reader, 3, 2))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @TestFactory
  Stream<DynamicTest> inclusionCasesOfOthers() throws IOException {
    return Vectors.files("merkle/testdata/inclusion", ".json").stream()
        .map(file -> DynamicTest.dynamicTest(name(file), () -> checkInclusion(file)));
  }

  @TestFactory
  Stream<DynamicTest> consistencyCasesOfOthers() throws IOException {
    return Vectors.files("merkle/testdata/consistency", ".json").stream()
        .map(file -> DynamicTest.dynamicTest(name(file), () -> checkConsistency(file)));
  }

  private static void checkInclusion(Path file) throws IOException {
    JsonNode vector = JSON.readTree(file.toFile());
    boolean held =
        Merkle.verifyInclusion(
            bytes(vector.get("leafHash")),
            number(vector.get("leafIdx")),
            number(vector.get("treeSize")),
            proof(vector),
            bytes(vector.get("root")));
    assertThat(held).isEqualTo(!vector.get("wantErr").asBoolean());
  }

  private static void checkConsistency(Path file) throws IOException {
    JsonNode vector = JSON.readTree(file.toFile());
    boolean held =
        Merkle.verifyConsistency(
            number(vector.get("size1")),
            bytes(vector.get("root1")),
            number(vector.get("size2")),
            bytes(vector.get("root2")),
            proof(vector));
    assertThat(held).isEqualTo(!vector.get("wantErr").asBoolean());
  }

  /** Numbers beyond 63 bits become negative, which is no size. */
  private static long number(JsonNode node) {
    return node.bigIntegerValue().longValue();
  }

  private static byte[] bytes(JsonNode node) {
    return node == null || node.isNull() ? new byte[0] : Base64.getDecoder().decode(node.asText());
  }

  private static List<byte[]> proof(JsonNode vector) {
    List<byte[]> proof = new ArrayList<>();
    vector.path("proof").forEach(hash -> proof.add(bytes(hash)));
    return proof;
  }

  private static String name(Path file) {
    return file.getParent().getFileName() + "/" + file.getFileName();
  }

  static List<byte[]> leaves(int count) {
    List<byte[]> leaves = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      leaves.add(Merkle.leafHash(new byte[] {(byte) (i >> 8), (byte) i}));
    }
    return leaves;
  }

  static HashReader reader(List<byte[]> leaves) {
    return new HashReader() {
      @Override
      public byte[] hash(int height, long index) {
        return height == 0
            ? leaves.get((int) index)
            : Merkle.nodeHash(hash(height - 1, index * 2), hash(height - 1, index * 2 + 1));
      }
    };
  }
}
