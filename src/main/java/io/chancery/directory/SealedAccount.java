package io.chancery.directory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.chancery.keys.Envelopes;
import io.chancery.keys.Macs;
import io.chancery.platform.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * An account of the platform in a proposal: its keyed hash for the list, and its id sealed for the
 * two people of the proposal.
 *
 * @param key the wrapped key of the seal
 */
record SealedAccount(String hash, byte[] key, byte[] sealed) {

  /** The object of a proposal about the account: the first half of its hash. */
  UUID object() {
    return new UUID(
        Long.parseUnsignedLong(hash.substring(0, 16), 16),
        Long.parseUnsignedLong(hash.substring(16, 32), 16));
  }

  /** Seals accounts, opens them, and reads them again from proposals. */
  @ApplicationScoped
  static class Seals {
    private static final int LONGEST_ID = 200;
    private static final String SEAL = "protected account";

    private final Macs macs;
    private final Envelopes envelopes;
    private final ObjectMapper json;

    Seals(Macs macs, Envelopes envelopes, ObjectMapper json) {
      this.macs = macs;
      this.envelopes = envelopes;
      this.json = json;
    }

    /**
     * Seals an account as it was typed.
     *
     * @throws Problem INVALID_INPUT for an id that is empty or longer than 200 characters
     */
    SealedAccount of(String typed) {
      String account = typed.strip();
      if (account.isEmpty() || account.length() > LONGEST_ID) {
        throw Problem.invalid("account", "account_id_shape");
      }
      byte[] key = envelopes.newWrappedKey();
      return new SealedAccount(
          macs.ofAccount(account),
          key,
          envelopes.seal(key, account.getBytes(StandardCharsets.UTF_8), SEAL));
    }

    String open(SealedAccount account) {
      return new String(
          envelopes.open(account.key(), account.sealed(), SEAL), StandardCharsets.UTF_8);
    }

    byte[] written(SealedAccount account) {
      try {
        return json.writeValueAsBytes(account);
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("a record of strings and bytes was not written", e);
      }
    }

    SealedAccount read(byte[] content) {
      try {
        return json.readValue(content, SealedAccount.class);
      } catch (IOException e) {
        throw new UncheckedIOException("a stored proposal cannot be read", e);
      }
    }
  }
}
