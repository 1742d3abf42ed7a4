package io.chancery.keys;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signatures of calls to the operator's own systems, as Standard Webhooks has them: HMAC-SHA-256
 * over {@code id.timestamp.body} with a secret that both sides hold.
 */
public final class WebhookSignatures {
  private static final String ALGORITHM = "HmacSHA256";

  private WebhookSignatures() {}

  /** The value of the header {@code webhook-signature}. */
  public static String sign(String secret, String id, String timestamp, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
