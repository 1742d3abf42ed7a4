package io.chancery.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TilesTest {

  @Test
  void pathsAreThoseOfTheSpecification() {
    assertThat(new Tiles.Tile(0, 1_234_067, 256).path()).isEqualTo("tile/0/x001/x234/067");
    assertThat(new Tiles.Tile(3, 5, 9).path()).isEqualTo("tile/3/005.p/9");
    assertThat(Tiles.entriesPath(1_000, 256)).isEqualTo("tile/entries/x001/000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0/000", "2/x001/x234/067", "0/999.p/255", "entries/x001/000.p/1", "entries/042"})
  void readsItsOwnPaths(String path) {
    Tiles.Tile tile = Tiles.parse(path);
    assertThat(tile.width()).isBetween(1, 256);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "0/",
        "0/0",
        "0/0000",
        "0/001/234",
        "0/x001",
        "0/000.p/0",
        "0/000.p/256",
        "0/000.p/07",
        "-1/000",
        "64/000",
        "0/../0",
        "entries",
        "0/-01",
        "0/000.p/-3",
        "+0/000"
      })
  void refusesOtherSpellings(String path) {
    assertThatThrownBy(() -> Tiles.parse(path)).isInstanceOf(InvalidProofException.class);
  }

  @Test
  void bundlesComeOutAsTheyWentIn() {
    List<byte[]> entries = List.of(new byte[0], new byte[] {1}, new byte[Tiles.MAX_ENTRY_BYTES]);
    assertThat(Tiles.entries(Tiles.bundle(entries))).containsExactlyElementsOf(entries);
    byte[] whole = Tiles.bundle(List.of(new byte[10]));
    for (int cut = 1; cut < whole.length; cut++) {
      byte[] part = Arrays.copyOf(whole, cut);
      assertThatThrownBy(() -> Tiles.entries(part)).isInstanceOf(InvalidProofException.class);
    }
    assertThatThrownBy(() -> Tiles.bundle(List.of(new byte[Tiles.MAX_ENTRY_BYTES + 1])))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aTreeOverTilesIsTheTreeOverLeaves() {
    int most = 256 * 256 + 700;
    Map<Tiles.Tile, byte[]> stored = new HashMap<>();
    CompactRange range = new CompactRange();
    TiledTree tree = new TiledTree();
    List<byte[]> leaves = MerkleTest.leaves(most);
    for (int i = 0; i < most; i++) {
      range.append(leaves.get(i));
      tree.append(
          leaves.get(i),
          (level, index, hashes) -> stored.put(new Tiles.Tile(level, index, 256), hashes));
      int size = i + 1;
      if (size % 4_099 == 0 || size == 256 || size == 65_536 || size == most) {
        Map<Tiles.Tile, byte[]> now = new HashMap<>(stored);
        tree.partials()
            .forEach(p -> now.put(new Tiles.Tile(p.level(), p.index(), p.width()), p.hashes()));
        TileSource source = (l, index, width) -> now.get(new Tiles.Tile(l, index, width));
        assertThat(now.keySet()).containsAll(Tiles.allOf(size));
        byte[] root = range.root();
        assertThat(tree.root()).isEqualTo(root);
        assertThat(TiledTree.restore(size, source).root()).isEqualTo(root);
        TileHashes reader = new TileHashes(source, size);
        assertThat(Merkle.root(reader, size)).isEqualTo(root);
        int index = size * 2 / 3;
        List<byte[]> proof = Merkle.inclusionProof(reader, index, size);
        assertThat(Merkle.verifyInclusion(leaves.get(index), index, size, proof, root)).isTrue();
      }
    }
  }
}
