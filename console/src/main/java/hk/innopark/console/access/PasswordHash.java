package hk.innopark.console.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Passwords by Argon2id (RFC 9106) in the usual text {@code $argon2id$v=19$m=…,t=…,p=…$salt$hash}.
 * New ones take 19 MiB and two passes, as OWASP advises; at most two are computed at once, so that
 * a flood of sign-ins takes no more memory than that.
 */
public final class PasswordHash {
  /** The fewest characters of a password. */
  public static final int SHORTEST = 10;

  private static final int LONGEST = 200;
  private static final int MEMORY_KIB = 19_456;
  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final Pattern FORM =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})"
              + "\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,86})");
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Semaphore AT_ONCE = new Semaphore(2, true);

  /** Of a password that nobody has: checking against it takes as long as against a real one. */
  private static final String NOBODYS = of(RandomToken.next());

  private PasswordHash() {}

  /**
   * The hash of a new password.
   *
   * @throws AccessRefusedException where it is too short or too long
   */
  public static String of(String password) {
    if (password.codePointCount(0, password.length()) < SHORTEST) {
      throw new AccessRefusedException("error.password_short", SHORTEST);
    }
    if (password.length() > LONGEST) {
      throw new AccessRefusedException("error.password_long", LONGEST);
    }
    byte[] salt = new byte[SALT_BYTES];
    RANDOM.nextBytes(salt);
    byte[] hash = hash(password, salt, MEMORY_KIB, PASSES, LANES, HASH_BYTES);
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
        .formatted(
            MEMORY_KIB, PASSES, LANES, base64.encodeToString(salt), base64.encodeToString(hash));
  }

  /** Whether it is the password; null as the hash, of an account without one, fits none. */
  public static boolean fits(String password, String stored) {
    Matcher form = FORM.matcher(stored == null ? NOBODYS : stored);
    if (!form.matches()) {
      throw new IllegalStateException("a stored password is not of Argon2id");
    }
    Base64.Decoder base64 = Base64.getDecoder();
    byte[] expected = base64.decode(form.group(5));
    byte[] actual =
        hash(
            password.length() > LONGEST ? "" : password,
            base64.decode(form.group(4)),
            Integer.parseInt(form.group(1)),
            Integer.parseInt(form.group(2)),
            Integer.parseInt(form.group(3)),
            expected.length);
    return MessageDigest.isEqual(expected, actual) && stored != null;
  }

  private static byte[] hash(
      String password, byte[] salt, int memoryKib, int passes, int lanes, int bytes) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withSalt(salt)
            .withMemoryAsKB(memoryKib)
            .withIterations(passes)
            .withParallelism(lanes)
            .build());
    byte[] hash = new byte[bytes];
    AT_ONCE.acquireUninterruptibly();
    try {
      generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
    } finally {
      AT_ONCE.release();
    }
    return hash;
  }
}
