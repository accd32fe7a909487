package hk.innopark.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import hk.innopark.events.settings.SecretValue;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The name of the share among which a broker deals the JSON topics. Mosquitto grants a device's
 * subscription to any share and throws away what it then deals to it, so a share must not be
 * guessed: its name follows from the password, which every gateway of the broker has and no device.
 */
final class ShareName {
  private static final String ALGORITHM = "HmacSHA256";
  private static final byte[] PURPOSE = "shared subscription".getBytes(UTF_8);

  private ShareName() {}

  /** Without a password nothing is secret, and the name is {@code gateway}. */
  static String of(MqttSettings settings) {
    return settings.password().map(ShareName::derived).orElse("gateway");
  }

  private static String derived(SecretValue password) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(password.reveal().getBytes(UTF_8), ALGORITHM));
      return "gateway-" + HexFormat.of().formatHex(mac.doFinal(PURPOSE), 0, 16);
    } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
      throw new IllegalStateException(impossible); // every Java has it, and takes any key for it
    }
  }
}
