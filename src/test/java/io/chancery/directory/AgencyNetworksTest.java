package io.chancery.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An address is let in when it lies in a network of the list, in either version of the protocol.
 */
class AgencyNetworksTest {
  private static final List<String> NETWORKS = List.of("203.0.113.0/24", "2001:db8:7::/48");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "203.0.113.1",
        "203.0.113.255",
        "::ffff:203.0.113.9",
        "2001:db8:7::1",
        "2001:db8:7:ffff::1"
      })
  void whatLiesInsideIsLetIn(String address) {
    assertThat(AgencyNetworks.admits(NETWORKS, address)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "203.0.114.1",
        "2001:db8:8::1",
        "::ffff:203.0.114.9",
        "127.0.0.1",
        "::1",
        "",
        "unknown",
        "203.0.113.1, 10.0.0.1",
        "police.example"
      })
  void whatLiesOutsideOrIsNoAddressIsNot(String address) {
    assertThat(AgencyNetworks.admits(NETWORKS, address)).isFalse();
  }

  @Test
  void anAgencyWithoutAListComesFromEverywhere() {
    assertThat(AgencyNetworks.admits(List.of(), "")).isTrue();
  }
}
