package hk.innopark.operations.provision;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hk.innopark.events.AlertKind;
import hk.innopark.events.RefusedException;
import hk.innopark.operations.provision.Contacts.Contact;
import java.util.Optional;

/**
 * Whom an organisation's alerts reach, and when they do not. Outside a tenant's shifts nobody is
 * told, but of what is critical and of idling, which is an alert of those hours.
 */
final class GrafanaAlerting {
  private static final String CONTACT_POINT = "innopark";

  /** An address that cannot exist: RFC 2606. */
  private static final String NOBODY = "nobody@innopark.invalid";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final GrafanaOrganisation organisation;

  GrafanaAlerting(GrafanaOrganisation organisation) {
    this.organisation = organisation;
  }

  /**
   * @param contact whom to tell; without one a contact point is made once, for people to fill in
   * @param quiet a mute timing; empty where it has no intervals
   */
  void keep(Optional<Contact> contact, Optional<ObjectNode> quiet) throws RefusedException {
    if (contact.isPresent()) {
      if (!contact.get().email().isEmpty()) {
        organisation.keepContactPoint(email(String.join(";", contact.get().email())));
      }
      if (contact.get().webhook() != null) {
        organisation.keepContactPoint(webhook(contact.get().webhook().toString()));
      }
    } else {
      organisation.keepContactPointIfNone(email(NOBODY));
    }
    if (quiet.isPresent()) {
      organisation.keepMuteTiming(quiet.get());
    }
    organisation.keepPolicy(policy(quiet.isPresent()));
  }

  private static ObjectNode email(String addresses) {
    ObjectNode point = point("email");
    point.putObject("settings").put("addresses", addresses).put("singleEmail", true);
    return point;
  }

  private static ObjectNode webhook(String url) {
    ObjectNode point = point("webhook");
    point.putObject("settings").put("url", url).put("httpMethod", "POST");
    return point;
  }

  private static ObjectNode point(String type) {
    return JSON.createObjectNode()
        .put("uid", "innopark-" + type)
        .put("name", CONTACT_POINT)
        .put("type", type)
        .put("disableResolveMessage", false);
  }

  private static ObjectNode policy(boolean hasQuietHours) {
    ObjectNode policy =
        JSON.createObjectNode()
            .put("receiver", CONTACT_POINT)
            .put("group_wait", "30s")
            .put("group_interval", "5m")
            .put("repeat_interval", "12h");
    policy.putArray("group_by").add("alertname").add("tenant");
    ArrayNode routes = policy.putArray("routes");
    if (hasQuietHours) {
      route(routes, "severity", "=", AlertKind.Severity.CRITICAL.wireName());
      route(routes, "kind", "=", AlertKind.IDLE_OUT_OF_HOURS.wireName());
      route(routes, "alertname", "=~", ".+").putArray("mute_time_intervals").add(QuietHours.NAME);
    }
    return policy;
  }

  private static ObjectNode route(ArrayNode routes, String label, String match, String value) {
    ObjectNode route = routes.addObject().put("receiver", CONTACT_POINT);
    route.putArray("object_matchers").addArray().add(label).add(match).add(value);
    return route;
  }
}
