package io.chancery.keys;

import com.exceptionfactory.jagged.x25519.X25519KeyPairGenerator;
import io.chancery.proof.VerifierKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Date;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A PKCS#12 key store (RFC 7292) with the installation's keys: {@code log} (Ed25519; the
 * certificate's common name is the log's name), {@code mac}, {@code seal} and {@code vault}.
 */
final class KeyStoreFile {
  static final String LOG = "log";
  static final String MAC = "mac";
  static final String SEAL = "seal";
  static final String VAULT = "vault";

  private static final int SECRET_BYTES = 32;
  private static final int YEARS = 30;

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
      KeyPair log = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      X509Certificate[] chain = {selfSigned(log, logName, now)};
      store.setKeyEntry(LOG, log.getPrivate(), password, chain);
      file.putSecret(MAC, random());
      file.putSecret(SEAL, random());
      file.putSecret(VAULT, ageIdentity());
      file.write(path);
      return file;
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("chancery.keys.path: " + path + " cannot be written", e);
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
    try {
      X509Certificate certificate = (X509Certificate) store.getCertificate(LOG);
      X500Name subject = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
      String name = IETFUtils.valueToString(subject.getRDNs(BCStyle.CN)[0].getFirst().getValue());
      byte[] spki = certificate.getPublicKey().getEncoded();
      byte[] raw = Arrays.copyOfRange(spki, spki.length - SECRET_BYTES, spki.length);
      return VerifierKey.ed25519(name, raw);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the key store has no certificate for the log's key", e);
    }
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

  private static X509Certificate selfSigned(KeyPair pair, String name, Instant now)
      throws GeneralSecurityException, OperatorCreationException {
    X500Name subject = new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, name).build();
    X500Principal principal = principal(subject);
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            principal,
            new BigInteger(1, random()).shiftRight(100),
            Date.from(now),
            Date.from(now.plus(365L * YEARS, ChronoUnit.DAYS)),
            principal,
            pair.getPublic());
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(new JcaContentSignerBuilder("Ed25519").build(pair.getPrivate())));
  }

  private static X500Principal principal(X500Name name) {
    try {
      return new X500Principal(name.getEncoded());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
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
