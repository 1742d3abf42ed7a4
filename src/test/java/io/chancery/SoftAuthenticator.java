package io.chancery;

import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.Map;

/**
 * A passkey in software: one P-256 credential, "none" attestation, the user always verified
 * (WebAuthn Level 2, sections 6 and 8.7). It answers what a browser would pass on from a real one.
 */
public final class SoftAuthenticator {
  private static final int USER_PRESENT_AND_VERIFIED = 0x05;
  private static final int WITH_CREDENTIAL = 0x40;

  private final KeyPair keys;
  private final byte[] id = new byte[32];
  private int touches;

  /** A fresh authenticator with a key of its own. */
  public SoftAuthenticator() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      this.keys = generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    new SecureRandom().nextBytes(id);
  }

  /** How often it was asked to sign in: one touch each. */
  public int touches() {
    return touches;
  }

  /** The form fields with which Keycloak's page ends an enrolment. */
  Map<String, String> enrol(String challenge, String relyingParty, String origin) {
    byte[] client = clientData("webauthn.create", challenge, origin);
    ByteArrayOutputStream attestation = new ByteArrayOutputStream();
    attestation.write(0xA3);
    text(attestation, "fmt");
    text(attestation, "none");
    text(attestation, "attStmt");
    attestation.write(0xA0);
    text(attestation, "authData");
    byte[] data = authenticatorData(relyingParty, true);
    attestation.write(0x58);
    attestation.write(data.length);
    attestation.writeBytes(data);
    return Map.of(
        "clientDataJSON",
        url(client),
        "attestationObject",
        url(attestation.toByteArray()),
        "publicKeyCredentialId",
        url(id),
        "authenticatorLabel",
        "Soft key",
        "transports",
        "internal",
        "error",
        "");
  }

  /** The same passkey for DevTools' {@code WebAuthn.addCredential}. */
  synchronized JsonObject forChromium() {
    JsonObject credential = new JsonObject();
    credential.addProperty("credentialId", Base64.getEncoder().encodeToString(id));
    credential.addProperty("isResidentCredential", false);
    credential.addProperty("rpId", "localhost");
    credential.addProperty(
        "privateKey", Base64.getEncoder().encodeToString(keys.getPrivate().getEncoded()));
    credential.addProperty("signCount", touches);
    return credential;
  }

  /** Counts on from here: the identity provider takes no counter that runs backwards. */
  synchronized void countOnFrom(int touchesElsewhere) {
    touches = Math.max(touches, touchesElsewhere);
  }

  /** The form fields with which Keycloak's page ends a sign-in or a touch. */
  Map<String, String> touch(String challenge, String relyingParty, String origin) {
    touches++;
    byte[] client = clientData("webauthn.get", challenge, origin);
    byte[] data = authenticatorData(relyingParty, false);
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(keys.getPrivate());
      signature.update(data);
      signature.update(sha256(client));
      return Map.of(
          "clientDataJSON", url(client),
          "authenticatorData", url(data),
          "signature", url(signature.sign()),
          "credentialId", url(id),
          "userHandle", "",
          "error", "");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] authenticatorData(String relyingParty, boolean withCredential) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    data.writeBytes(sha256(relyingParty.getBytes(StandardCharsets.UTF_8)));
    data.write(USER_PRESENT_AND_VERIFIED | (withCredential ? WITH_CREDENTIAL : 0));
    data.writeBytes(ByteBuffer.allocate(4).putInt(touches).array());
    if (withCredential) {
      data.writeBytes(new byte[16]);
      data.write(0);
      data.write(id.length);
      data.writeBytes(id);
      coseKey(data);
    }
    return data.toByteArray();
  }

  /** {1: EC2, 3: ES256, -1: P-256, -2: x, -3: y} in CBOR (RFC 9053). */
  private void coseKey(ByteArrayOutputStream out) {
    var point = ((ECPublicKey) keys.getPublic()).getW();
    out.writeBytes(new byte[] {(byte) 0xA5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 0x20});
    out.writeBytes(coordinate(point.getAffineX().toByteArray()));
    out.writeBytes(new byte[] {0x22, 0x58, 0x20});
    out.writeBytes(coordinate(point.getAffineY().toByteArray()));
  }

  private static byte[] coordinate(byte[] signed) {
    byte[] fixed = new byte[32];
    int length = Math.min(32, signed.length);
    System.arraycopy(signed, signed.length - length, fixed, 32 - length, length);
    return fixed;
  }

  private static byte[] clientData(String type, String challenge, String origin) {
    return "{\"type\":\"%s\",\"challenge\":\"%s\",\"origin\":\"%s\",\"crossOrigin\":false}"
        .formatted(type, challenge, origin)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static void text(ByteArrayOutputStream out, String text) {
    out.write(0x60 + text.length());
    out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
