package hk.innopark.notifier;

import hk.innopark.events.settings.SecretValue;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;

/**
 * Sends mails by SMTP. The {@code Message-ID} is the same for each attempt, so mail programs and
 * servers that know it show a mail that was sent twice once.
 */
final class EmailSender implements Sender {
  private static final String TIMEOUT_MILLIS = "15000";
  private static final int PERMANENT = 500;

  private final Optional<SmtpSettings> settings;
  private final Session session;

  EmailSender(Optional<SmtpSettings> settings) {
    this.settings = settings;
    this.session = settings.map(EmailSender::session).orElse(null);
  }

  private static Session session(SmtpSettings settings) {
    Properties properties = new Properties();
    properties.put("mail.transport.protocol", "smtp");
    properties.put("mail.smtp.host", settings.host());
    properties.put("mail.smtp.port", Integer.toString(settings.port()));
    properties.put("mail.smtp.connectiontimeout", TIMEOUT_MILLIS);
    properties.put("mail.smtp.timeout", TIMEOUT_MILLIS);
    properties.put("mail.smtp.writetimeout", TIMEOUT_MILLIS);
    // one address that is no good does not keep the others from knowing
    properties.put("mail.smtp.sendpartial", "true");
    properties.put("mail.smtp.auth", Boolean.toString(settings.user().isPresent()));
    properties.put("mail.smtp.ssl.checkserveridentity", "true");
    switch (settings.security()) {
      case STARTTLS -> {
        properties.put("mail.smtp.starttls.enable", "true");
        properties.put("mail.smtp.starttls.required", "true");
      }
      case TLS -> properties.put("mail.smtp.ssl.enable", "true");
      case NONE -> properties.put("mail.smtp.starttls.enable", "false");
    }
    settings
        .authority()
        .ifPresent(tls -> properties.put("mail.smtp.ssl.socketFactory", tls.socketFactory()));
    return Session.getInstance(properties);
  }

  @Override
  public String send(Message message) throws DeliveryException {
    SmtpSettings server =
        settings.orElseThrow(
            () -> DeliveryException.retryable("no mail server: SMTP_HOST is not set", null));
    try (Transport transport = session.getTransport()) {
      MimeMessage mail = mail(message, server);
      transport.connect(
          server.user().orElse(null), server.password().map(SecretValue::reveal).orElse(null));
      transport.sendMessage(mail, mail.getAllRecipients());
      return "";
    } catch (SendFailedException partly) {
      Address[] reached = partly.getValidSentAddresses();
      if (reached != null && reached.length > 0) {
        return "refused for " + addresses(partly.getInvalidAddresses()) + reason(partly);
      }
      throw refusal(partly);
    } catch (AuthenticationFailedException wrong) {
      throw DeliveryException.retryable("the mail server refuses user and password", null);
    } catch (MessagingException failed) {
      throw DeliveryException.retryable("mail server: " + firstLine(failed), failed);
    }
  }

  private MimeMessage mail(Message message, SmtpSettings server) throws MessagingException {
    String domain = server.from().getAddress().replaceFirst(".*@", "");
    String ofChannel = '.' + message.channel().tenant() + '.' + message.channel().id() + '@';
    MimeMessage mail = new IdentifiedMail(session, '<' + message.id() + ofChannel + domain + '>');
    mail.setFrom(server.from());
    for (String to : message.channel().to()) {
      mail.addRecipient(RecipientType.TO, new InternetAddress(to, true));
    }
    mail.setSubject(message.subject(), StandardCharsets.UTF_8.name());
    mail.setText(message.text(), StandardCharsets.UTF_8.name());
    mail.setHeader(
        "Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(OffsetDateTime.now(ZoneOffset.UTC)));
    mail.setHeader("Auto-Submitted", "auto-generated");
    mail.setHeader("X-Innopark-Alert", message.id());
    mail.setHeader("Content-Language", message.channel().language());
    if (!message.id().equals(message.raisedId())) {
      String first = '<' + message.raisedId() + ofChannel + domain + '>';
      mail.setHeader("In-Reply-To", first);
      mail.setHeader("References", first);
    }
    return mail;
  }

  /** A mail whose Message-ID is not drawn anew. */
  private static final class IdentifiedMail extends MimeMessage {
    private final String id;

    IdentifiedMail(Session session, String id) {
      super(session);
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", id);
    }
  }

  /** Where each address was refused for good, the same mail is refused again. */
  private static DeliveryException refusal(SendFailedException refused) {
    boolean isForGood = false;
    int code = 0;
    for (Exception next = refused; next instanceof MessagingException one; ) {
      if (one instanceof SMTPAddressFailedException address) {
        code = address.getReturnCode();
      } else if (one instanceof SMTPSendFailedException content) {
        code = content.getReturnCode();
      }
      isForGood = code >= PERMANENT;
      if (code > 0 && !isForGood) {
        break;
      }
      next = one.getNextException();
    }
    String what = "the mail server refuses it" + reason(refused);
    return isForGood ? DeliveryException.refused(what) : DeliveryException.retryable(what, refused);
  }

  private static String reason(SendFailedException failed) {
    Exception next = failed.getNextException();
    return ": " + firstLine(next == null ? failed : next);
  }

  private static String addresses(Address[] addresses) {
    return addresses == null
        ? "some"
        : Arrays.stream(addresses).map(Address::toString).collect(Collectors.joining(", "));
  }

  static String firstLine(Throwable failed) {
    String text =
        failed.getMessage() == null ? failed.getClass().getSimpleName() : failed.getMessage();
    String line =
        text.lines().map(String::strip).filter(one -> !one.isEmpty()).findFirst().orElse("");
    return line.length() > 300 ? line.substring(0, 300) + '…' : line;
  }
}
