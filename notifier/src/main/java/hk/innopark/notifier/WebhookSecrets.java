package hk.innopark.notifier;

import hk.innopark.registry.model.NotificationChannel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;

/**
 * The secrets by which webhooks are signed: in a folder a file {@code {tenant}/{channel}}, read for
 * each message, so that one can be exchanged. A secret that begins with {@code whsec_} is Base64.
 */
record WebhookSecrets(Optional<Path> folder) {
  private static final String BASE64_PREFIX = "whsec_";

  /** Shorter keys can be guessed. */
  private static final int SHORTEST_BYTES = 16;

  /** The key of a channel's signatures. */
  byte[] keyOf(NotificationChannel channel) throws DeliveryException {
    Path root =
        folder.orElseThrow(() -> DeliveryException.retryable("WEBHOOK_SECRETS is not set", null));
    Path tenant = root.resolve(channel.tenant());
    Path file = tenant.resolve(channel.id());
    // ids may be dots alone
    if (!tenant.normalize().startsWith(root.normalize())
        || !file.normalize().getParent().equals(tenant.normalize())
        || tenant.normalize().equals(root.normalize())) {
      throw DeliveryException.refused("no file can be named after tenant and channel");
    }
    try {
      String text = Files.readString(file).strip();
      byte[] key =
          text.startsWith(BASE64_PREFIX)
              ? Base64.getDecoder().decode(text.substring(BASE64_PREFIX.length()))
              : text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
      if (key.length < SHORTEST_BYTES) {
        throw DeliveryException.retryable(
            "the secret in %s is shorter than %d bytes".formatted(file, SHORTEST_BYTES), null);
      }
      return key;
    } catch (IOException unreadable) {
      throw DeliveryException.retryable("no secret: " + file + " cannot be read", unreadable);
    } catch (IllegalArgumentException notBase64) {
      throw DeliveryException.retryable("the secret in " + file + " is not Base64", null);
    }
  }
}
