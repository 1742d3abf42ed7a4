package io.chancery.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A sender writes what they like into a header; what the proxy adds stands behind it. */
class AddressesTest {
  @Test
  void whatTheSenderWroteIsNotBelieved() {
    assertThat(Addresses.seen(List.of("203.0.113.7"), 1)).isEqualTo("203.0.113.7");
    assertThat(Addresses.seen(List.of("192.0.2.1, 203.0.113.7"), 1)).isEqualTo("203.0.113.7");
    assertThat(Addresses.seen(List.of("192.0.2.1", "2001:db8::7"), 1))
        .as("a proxy that adds a header of its own")
        .isEqualTo("2001:db8::7");
  }

  @Test
  void ofSeveralProxiesTheOutermostOnesWordCounts() {
    assertThat(Addresses.seen(List.of("192.0.2.1, 203.0.113.7, 10.0.0.3"), 2))
        .isEqualTo("203.0.113.7");
    assertThat(Addresses.seen(List.of("203.0.113.7"), 2)).isEqualTo("203.0.113.7");
  }

  @Test
  void whereNobodySaysAnythingThereIsNoAddress() {
    assertThat(Addresses.seen(List.of(), 1)).isEmpty();
  }
}
