package hk.innopark.notifier;

import hk.innopark.registry.model.NotificationChannel;
import java.util.Map;

/**
 * Something to tell, in the channel's language.
 *
 * @param id the same for each attempt
 * @param raisedId the id of the message that told that the alert was raised
 * @param subject one line
 * @param text for people, several lines
 * @param members for programs: names and values of JSON
 */
record Message(
    NotificationChannel channel,
    String id,
    String raisedId,
    String estate,
    String subject,
    String text,
    Map<String, Object> members) {}
