package io.chancery.keys;

import com.exceptionfactory.jagged.x25519.X25519KeyPairGenerator;
import io.chancery.proof.VerifierKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * A PKCS#12 key store (RFC 7292) with the installation's keys: {@code log} (Ed25519; the
 * certificate's common name is the log's name), {@code mac}, {@code seal}, {@code vault}; and,
 * where the installation has them, {@code signer}, {@code time}, {@code openpgp}, {@code witness}
 * and {@code client} with certificates.
 */
final class KeyStoreFile {
  static final String LOG = "log";
  static final String MAC = "mac";
  static final String SEAL = "seal";
  static final String VAULT = "vault";
  static final String SIGNER = "signer";
  static final String TIME = "time";
  static final String WITNESS = "witness";
  static final String OPENPGP = "openpgp";
  static final String CLIENT = "client";

  private static final int SECRET_BYTES = 32;

  private final KeyStore store;
  private final char[] password;

  private KeyStoreFile(KeyStore store, char[] password) {
    this.store = store;
    this.password = password.clone();
  }

  /**
   * Opens a file.
   *
   * @throws IllegalStateException when it is absent, unreadable, or lacks a key; the message names
   *     the property to look at and no secret
   */
  static KeyStoreFile open(Path path, char[] password) {
    try (InputStream in = Files.newInputStream(path)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, password);
      KeyStoreFile file = new KeyStoreFile(store, password);
      for (String alias : Arrays.asList(LOG, MAC, SEAL, VAULT)) {
        file.key(alias);
      }
      return file;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(
          "chancery.keys.path: "
              + path
              + " cannot be opened (absent, damaged, or another chancery.keys.password)",
          e);
    }
  }

  /** Makes a file with fresh keys; readable by its owner alone. Never replaces one. */
  static KeyStoreFile generate(Path path, char[] password, String logName, Instant now) {
    if (Files.exists(path)) {
      throw new IllegalStateException("chancery.keys.path: " + path + " exists already");
    }
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      KeyStoreFile file = new KeyStoreFile(store, password);
      file.put(LOG, new Certificates(now).log(logName));
      file.putSecret(MAC, random());
      file.putSecret(SEAL, random());
      file.putSecret(VAULT, ageIdentity());
      file.putSigners(now);
      file.write(path);
      return file;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("chancery.keys.path: " + path + " cannot be written", e);
    }
  }

  /** Whether every key for signing is there. */
  boolean hasSigners() {
    return has(SIGNER) && has(TIME) && has(WITNESS) && has(OPENPGP) && has(CLIENT);
  }

  /** Adds generated signing certificates to a generated file that was made without them. */
  void completeSigners(Path path, Instant now) {
    try {
      putSigners(now);
      write(path);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("chancery.keys.path: " + path + " cannot be written", e);
    }
  }

  /** Whether there is a key under {@code alias}. */
  boolean has(String alias) {
    try {
      return store.containsAlias(alias);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The certificates that go with a private key, itself first. */
  List<X509Certificate> chain(String alias) {
    try {
      Certificate[] chain = store.getCertificateChain(alias);
      if (chain == null) {
        throw new IllegalStateException("chancery.keys.path: no certificates for key " + alias);
      }
      return Arrays.stream(chain).map(X509Certificate.class::cast).toList();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The private key under {@code alias}. */
  PrivateKey privateKey(String alias) {
    return (PrivateKey) key(alias);
  }

  /** The secret key under {@code alias}. */
  SecretKey secret(String alias) {
    return (SecretKey) key(alias);
  }

  /** The verifier key of the log: name and public key of its certificate. */
  VerifierKey logKey() {
    Ed25519Key key = Ed25519Key.of(this, LOG);
    return VerifierKey.ed25519(key.name(), key.publicKey());
  }

  private Key key(String alias) {
    try {
      Key key = store.getKey(alias, password);
      if (key == null) {
        throw new IllegalStateException("chancery.keys.path: the key store has no key " + alias);
      }
      return key;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the key store does not open its key " + alias, e);
    }
  }

  private void putSigners(Instant now) throws GeneralSecurityException {
    Certificates certificates = new Certificates(now);
    if (!has(SIGNER) || !has(TIME)) {
      Certificates.Chain authority = certificates.authority("Chancery development authority");
      put(SIGNER, certificates.signer("Chancery development signer", authority));
      put(TIME, certificates.timeStamper("Chancery development time-stamps", authority));
    }
    if (!has(WITNESS)) {
      put(WITNESS, certificates.log(logKey().name() + "/witness"));
    }
    if (!has(OPENPGP)) {
      put(OPENPGP, certificates.log("Chancery development signer"));
    }
    if (!has(CLIENT)) {
      put(CLIENT, certificates.client("Chancery at its identity provider"));
    }
  }

  private void put(String alias, Certificates.Chain chain) throws GeneralSecurityException {
    store.setKeyEntry(alias, chain.key(), password, chain.certificates());
  }

  private void putSecret(String alias, byte[] secret) throws GeneralSecurityException {
    // The algorithm's name is a label that PKCS#12 readers know; what the key is for says its
    // alias.
    SecretKey key = new SecretKeySpec(secret, "AES");
    store.setEntry(
        alias, new KeyStore.SecretKeyEntry(key), new KeyStore.PasswordProtection(password));
  }

  private void write(Path path) throws IOException, GeneralSecurityException {
    Path folder = path.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    store.store(bytes, password);
    Path fresh =
        Files.createTempFile(
            folder,
            "keys",
            ".new",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(fresh, bytes.toByteArray());
    Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
  }

  private static byte[] ageIdentity() throws GeneralSecurityException {
    KeyPair pair = new X25519KeyPairGenerator().generateKeyPair();
    String both = pair.getPrivate() + " " + pair.getPublic();
    return both.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] random() {
    byte[] bytes = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }
}
