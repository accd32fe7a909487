package hk.innopark.registry.access;

import hk.innopark.registry.AccessControl;
import hk.innopark.registry.model.Registry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * The files from which an MQTT broker learns the registry's users: {@code acl} and {@code
 * passwords} for Mosquitto, {@code users.json} for the embedded broker, {@code topics} for
 * gateways, and {@code credentials/} with each user's password in a file of its own, where the
 * name's slashes are plus signs. A user who has a password keeps it.
 */
public final class BrokerCredentials {
  /** Mosquitto's own numbers; passwords are random keys, so a slower hash would add nothing. */
  private static final int ITERATIONS = 101;

  private static final int SALT_BYTES = 12;
  private static final int HASH_BITS = 512;

  private BrokerCredentials() {}

  /**
   * Writes them; each is replaced whole.
   *
   * @return the users, as both brokers know them
   * @throws IOException naming the file that cannot be written
   */
  public static List<MqttUser> write(Registry registry, Path folder) throws IOException {
    AccessControl access = AccessControl.of(registry);
    Files.createDirectories(folder);
    List<MqttUser> users = new ArrayList<>();
    for (AccessControl.User user : access.users()) {
      Secret password =
          Secret.keptIn(folder.resolve("credentials").resolve(user.name().replace('/', '+')));
      users.add(new MqttUser(user.name(), password, user.publish(), user.subscribe()));
    }
    StringBuilder passwords = new StringBuilder();
    for (MqttUser user : users) {
      passwords.append(user.name()).append(':').append(hash(user.password())).append('\n');
    }
    Secret.write(folder.resolve("acl"), access.toMosquittoAcl());
    Secret.write(folder.resolve("passwords"), passwords.toString());
    MqttUsersFile.write(folder.resolve("users.json"), users);
    MappedTopicsFile.write(registry, folder.resolve("topics"));
    return List.copyOf(users);
  }

  /** PBKDF2 with SHA-512, in the form of mosquitto_passwd. */
  private static String hash(Secret password) {
    byte[] salt = new byte[SALT_BYTES];
    new SecureRandom().nextBytes(salt);
    PBEKeySpec key = new PBEKeySpec(password.reveal().toCharArray(), salt, ITERATIONS, HASH_BITS);
    try {
      byte[] hash =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512").generateSecret(key).getEncoded();
      return "$7$" + ITERATIONS + '$' + base64(salt) + '$' + base64(hash);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JVM has PBKDF2WithHmacSHA512", impossible);
    } finally {
      key.clearPassword();
    }
  }

  private static String base64(byte[] bytes) {
    return new String(Base64.getEncoder().encode(bytes), StandardCharsets.US_ASCII);
  }
}
