package io.chancery.keys;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * An Ed25519 key in a PKCS#11 token (OASIS PKCS #11 v3.0, CKM_EDDSA), spoken to directly because
 * the JDK's own provider knows no EdDSA mechanism. For 64-bit systems whose {@code unsigned long}
 * has 64 bits (Linux, macOS). Safe for several threads: one call at a time.
 */
final class Pkcs11Token {
  private static final long OK = 0;
  private static final long USER_ALREADY_LOGGED_IN = 0x100;
  private static final long ALREADY_INITIALIZED = 0x191;
  private static final long SESSION_HANDLE_INVALID = 0xB3;
  private static final long SESSION_CLOSED = 0xB0;
  private static final long DEVICE_REMOVED = 0x32;

  private static final long OS_LOCKING_OK = 2;
  private static final long SERIAL_SESSION = 4;
  private static final long USER = 1;
  private static final long CLASS = 0;
  private static final long LABEL = 3;
  private static final long EC_POINT = 0x181;
  private static final long PUBLIC_KEY = 2;
  private static final long PRIVATE_KEY = 3;
  private static final long EDDSA = 0x1057;

  private static final int LABEL_BYTES = 32;
  private static final int KEY_BYTES = 32;
  private static final int SIGNATURE_BYTES = 64;
  private static final int TOKEN_INFO_BYTES = 512;
  private static final int MOST_SLOTS = 256;

  private final SymbolLookup library;
  private final Map<String, MethodHandle> functions = new HashMap<>();
  private final String tokenLabel;
  private final char[] pin;
  private final String keyLabel;
  private final byte[] publicKey;
  private long session;
  private long privateKey;

  /**
   * Opens the token and finds the key pair.
   *
   * @throws IllegalStateException when library, token or key are not there, or the PIN is wrong;
   *     the message names the property to look at and no secret
   */
  Pkcs11Token(Path library, String tokenLabel, char[] pin, String keyLabel) {
    this.tokenLabel = tokenLabel;
    this.pin = pin.clone();
    this.keyLabel = keyLabel;
    try {
      this.library = SymbolLookup.libraryLookup(library, Arena.global());
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("chancery.keys.pkcs11.library: cannot be loaded", e);
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment arguments = arena.allocate(48, 8);
      arguments.set(ValueLayout.JAVA_LONG, 32, OS_LOCKING_OK);
      check("C_Initialize", call("C_Initialize", arguments), ALREADY_INITIALIZED);
    }
    open();
    this.publicKey = readPublicKey();
  }

  /** The 32 bytes of the public key. */
  byte[] publicKey() {
    return publicKey.clone();
  }

  /** The Ed25519 signature over {@code message}; opens the token again when it was away. */
  synchronized byte[] sign(byte[] message) {
    try {
      return signOnce(message);
    } catch (TokenGoneException e) {
      open();
      return signOnce(message);
    }
  }

  private byte[] signOnce(byte[] message) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment mechanism = arena.allocate(24, 8);
      mechanism.set(ValueLayout.JAVA_LONG, 0, EDDSA);
      check("C_SignInit", call("C_SignInit", session, mechanism, privateKey));
      MemorySegment data = arena.allocateFrom(ValueLayout.JAVA_BYTE, message);
      MemorySegment signature = arena.allocate(SIGNATURE_BYTES);
      MemorySegment length = arena.allocateFrom(ValueLayout.JAVA_LONG, SIGNATURE_BYTES);
      check("C_Sign", call("C_Sign", session, data, (long) message.length, signature, length));
      return signature.toArray(ValueLayout.JAVA_BYTE);
    }
  }

  private void open() {
    try (Arena arena = Arena.ofConfined()) {
      long slot = slot(arena);
      MemorySegment handle = arena.allocate(ValueLayout.JAVA_LONG);
      check(
          "C_OpenSession",
          call(
              "C_OpenSession",
              slot,
              SERIAL_SESSION,
              MemorySegment.NULL,
              MemorySegment.NULL,
              handle));
      session = handle.get(ValueLayout.JAVA_LONG, 0);
      byte[] secret = new String(pin).getBytes(StandardCharsets.UTF_8);
      MemorySegment text = arena.allocateFrom(ValueLayout.JAVA_BYTE, secret);
      long result = call("C_Login", session, USER, text, (long) secret.length);
      text.fill((byte) 0);
      if (result != OK && result != USER_ALREADY_LOGGED_IN) {
        throw new IllegalStateException("chancery.keys.pkcs11.pin: the token refuses it");
      }
      privateKey = find(arena, PRIVATE_KEY);
    }
  }

  private long slot(Arena arena) {
    MemorySegment slots = arena.allocate(ValueLayout.JAVA_LONG, MOST_SLOTS);
    MemorySegment count = arena.allocateFrom(ValueLayout.JAVA_LONG, MOST_SLOTS);
    check("C_GetSlotList", call("C_GetSlotList", (byte) 1, slots, count));
    for (long i = 0; i < count.get(ValueLayout.JAVA_LONG, 0); i++) {
      long slot = slots.getAtIndex(ValueLayout.JAVA_LONG, i);
      MemorySegment info = arena.allocate(TOKEN_INFO_BYTES, 8);
      if (call("C_GetTokenInfo", slot, info) == OK) {
        byte[] label = info.asSlice(0, LABEL_BYTES).toArray(ValueLayout.JAVA_BYTE);
        if (new String(label, StandardCharsets.UTF_8).strip().equals(tokenLabel)) {
          return slot;
        }
      }
    }
    throw new IllegalStateException("chancery.keys.pkcs11.token: no token has this label");
  }

  private long find(Arena arena, long objectClass) {
    byte[] label = keyLabel.getBytes(StandardCharsets.UTF_8);
    MemorySegment template = arena.allocate(48, 8);
    MemorySegment kind = arena.allocateFrom(ValueLayout.JAVA_LONG, objectClass);
    attribute(template, 0, CLASS, kind);
    attribute(template, 1, LABEL, arena.allocateFrom(ValueLayout.JAVA_BYTE, label));
    check("C_FindObjectsInit", call("C_FindObjectsInit", session, template, 2L));
    MemorySegment found = arena.allocate(ValueLayout.JAVA_LONG, 2);
    MemorySegment count = arena.allocate(ValueLayout.JAVA_LONG);
    check("C_FindObjects", call("C_FindObjects", session, found, 2L, count));
    check("C_FindObjectsFinal", call("C_FindObjectsFinal", session));
    if (count.get(ValueLayout.JAVA_LONG, 0) != 1) {
      throw new IllegalStateException(
          "chancery.keys.pkcs11.log-key: the token has not exactly one key pair of this label");
    }
    return found.get(ValueLayout.JAVA_LONG, 0);
  }

  private byte[] readPublicKey() {
    try (Arena arena = Arena.ofConfined()) {
      long handle = find(arena, PUBLIC_KEY);
      MemorySegment value = arena.allocate(256);
      MemorySegment template = arena.allocate(24, 8);
      attribute(template, 0, EC_POINT, value);
      check("C_GetAttributeValue", call("C_GetAttributeValue", session, handle, template, 1L));
      int length = (int) template.get(ValueLayout.JAVA_LONG, 16);
      byte[] point = value.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
      // PKCS #11 v3.0 section 2.3.5: a DER OCTET STRING; some tokens give the bytes alone.
      return Arrays.copyOfRange(point, length - KEY_BYTES, length);
    }
  }

  private static void attribute(MemorySegment template, int index, long type, MemorySegment value) {
    long at = index * 24L;
    template.set(ValueLayout.JAVA_LONG, at, type);
    template.set(ValueLayout.ADDRESS, at + 8, value);
    template.set(ValueLayout.JAVA_LONG, at + 16, value.byteSize());
  }

  private static void check(String function, long result, long... alsoFine) {
    if (result == OK || Arrays.stream(alsoFine).anyMatch(fine -> fine == result)) {
      return;
    }
    String message = String.format(Locale.ROOT, "PKCS#11 %s failed: 0x%x", function, result);
    if (result == SESSION_HANDLE_INVALID || result == SESSION_CLOSED || result == DEVICE_REMOVED) {
      throw new TokenGoneException(message);
    }
    throw new IllegalStateException(message);
  }

  /** Every function answers a CK_RV; arguments are CK_ULONG, CK_BBOOL or pointers. */
  private long call(String name, Object... arguments) {
    try {
      MethodHandle function = functions.computeIfAbsent(name, key -> link(key, arguments));
      return (long) function.invokeWithArguments(arguments);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private MethodHandle link(String name, Object[] arguments) {
    MemoryLayout[] layouts = new MemoryLayout[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      layouts[i] =
          switch (arguments[i]) {
            case Long _ -> ValueLayout.JAVA_LONG;
            case Byte _ -> ValueLayout.JAVA_BYTE;
            default -> ValueLayout.ADDRESS;
          };
    }
    MemorySegment symbol =
        library
            .find(name)
            .orElseThrow(
                () -> new IllegalStateException("chancery.keys.pkcs11.library: has no " + name));
    return Linker.nativeLinker()
        .downcallHandle(symbol, FunctionDescriptor.of(ValueLayout.JAVA_LONG, layouts));
  }

  /** The session is gone; a new one may work. */
  private static final class TokenGoneException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TokenGoneException(String message) {
      super(message);
    }
  }
}
