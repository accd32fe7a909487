package hk.innopark.operations.provision;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import hk.innopark.events.RefusedException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Whom alerts of Grafana's organisations reach: a file of operators.
 *
 * @param contacts one a tenant at most, and one of {@code hkstp}
 */
public record Contacts(List<Contact> contacts) {
  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /**
   * @param tenant its id, or {@code hkstp}
   * @param email addresses; may be empty
   * @param webhook an address to which alerts are posted; null for none
   */
  public record Contact(String tenant, List<String> email, URI webhook) {
    public Contact {
      email = email == null ? List.of() : List.copyOf(email);
    }
  }

  public Contacts {
    contacts = contacts == null ? List.of() : List.copyOf(contacts);
  }

  public static Contacts none() {
    return new Contacts(List.of());
  }

  /** Reads {@code contacts: [{tenant: …, email: [...], webhook: …}]}. */
  public static Contacts read(Path file) throws RefusedException {
    Contacts read;
    try {
      read = YAML.readValue(file.toFile(), Contacts.class);
    } catch (MismatchedInputException wrong) {
      throw new RefusedException(
          "%s: %s, line %d"
              .formatted(file, wrong.getOriginalMessage(), wrong.getLocation().getLineNr()),
          wrong);
    } catch (IOException unreadable) {
      throw new RefusedException(file + " cannot be read: " + unreadable.getMessage(), unreadable);
    }
    for (Contact contact : read.contacts()) {
      if (contact.tenant() == null || (contact.email().isEmpty() && contact.webhook() == null)) {
        throw new RefusedException(file + ": a contact lacks its tenant, or email and webhook");
      }
    }
    return read;
  }

  Optional<Contact> of(String tenant) {
    return contacts.stream().filter(contact -> contact.tenant().equals(tenant)).findFirst();
  }
}
