package hk.innopark.notifier;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Posts JSON, signed as Standard Webhooks says: {@code webhook-id} is the same for each attempt,
 * {@code webhook-signature} is {@code v1,} and Base64 of HMAC-SHA256 over {@code
 * {id}.{timestamp}.{body}}.
 *
 * <p>An address that is not public is refused unless the operator names its network, and so is a
 * redirect. The name is looked up before each message; the JVM keeps that answer for the connection
 * that follows.
 */
final class WebhookSender implements Sender {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(15);

  /** Answers by which a server asks for another try. */
  private static final Set<Integer> TRY_AGAIN = Set.of(408, 409, 425, 429);

  private final WebhookSecrets secrets;
  private final Networks networks;
  private final Clock clock;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(CONNECT)
          .build();

  WebhookSender(WebhookSecrets secrets, Networks networks, Clock clock) {
    this.secrets = secrets;
    this.networks = networks;
    this.clock = clock;
  }

  @Override
  public String send(Message message) throws DeliveryException {
    URI url = message.channel().url();
    requireAllowed(url);
    byte[] body = json(message);
    String seconds = Long.toString(clock.instant().getEpochSecond());
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(ANSWER)
            .header("Content-Type", "application/json")
            .header("User-Agent", "innopark-notifier")
            .header("webhook-id", message.id())
            .header("webhook-timestamp", seconds)
            .header(
                "webhook-signature",
                signature(secrets.keyOf(message.channel()), message.id(), seconds, body))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    int status = statusOf(request);
    if (status >= 200 && status < 300) {
      return "status " + status;
    }
    if (status >= 500 || TRY_AGAIN.contains(status)) {
      throw DeliveryException.retryable("the receiver answers with status " + status, null);
    }
    throw DeliveryException.refused(
        status >= 300 && status < 400
            ? "the receiver answers with status " + status + "; redirects are not followed"
            : "the receiver answers with status " + status);
  }

  private void requireAllowed(URI url) throws DeliveryException {
    InetAddress[] addresses;
    try {
      addresses = InetAddress.getAllByName(url.getHost());
    } catch (UnknownHostException unknown) {
      throw DeliveryException.retryable(url.getHost() + " has no address", unknown);
    }
    for (InetAddress address : addresses) {
      if (!networks.allows(address)) {
        throw DeliveryException.refused(
            url.getHost()
                + " has an address that is not public; WEBHOOK_NETWORKS does not name it");
      }
      if (url.getScheme().equals("http") && !networks.names(address)) {
        throw DeliveryException.refused(
            "http is for networks that WEBHOOK_NETWORKS names; use https");
      }
    }
  }

  private int statusOf(HttpRequest request) throws DeliveryException {
    CompletableFuture<HttpResponse<Void>> answer =
        client.sendAsync(request, head -> new WithoutBody());
    try {
      return answer.get(ANSWER.plus(CONNECT).toMillis(), TimeUnit.MILLISECONDS).statusCode();
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause() instanceof IOException io ? io : failed;
      throw DeliveryException.retryable(
          "no answer: "
              + cause.getClass().getSimpleName()
              + (cause.getMessage() == null ? "" : ", " + EmailSender.firstLine(cause)),
          failed);
    } catch (TimeoutException slow) {
      answer.cancel(true);
      throw DeliveryException.retryable("no answer in time", slow);
    } catch (InterruptedException stopping) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw DeliveryException.retryable("the notifier is stopping", stopping);
    }
  }

  /** Takes the head of an answer, and none of its body, however long. */
  private static final class WithoutBody implements BodySubscriber<Void> {
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    @Override
    public CompletionStage<Void> getBody() {
      return done;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      done.complete(null);
      subscription.cancel();
    }

    @Override
    public void onNext(List<ByteBuffer> item) {}

    @Override
    public void onError(Throwable failed) {
      done.complete(null);
    }

    @Override
    public void onComplete() {
      done.complete(null);
    }
  }

  static byte[] json(Message message) {
    try {
      return JSON.writeValueAsBytes(message.members());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers are always JSON", e);
    }
  }

  static String signature(byte[] key, String id, String seconds, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update((id + '.' + seconds + '.').getBytes(StandardCharsets.UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java runtime has HmacSHA256", impossible);
    }
  }
}
