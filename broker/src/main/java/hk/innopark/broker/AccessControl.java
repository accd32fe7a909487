package hk.innopark.broker;

import com.hivemq.extension.sdk.api.ExtensionMain;
import com.hivemq.extension.sdk.api.auth.SimpleAuthenticator;
import com.hivemq.extension.sdk.api.auth.parameter.SimpleAuthInput;
import com.hivemq.extension.sdk.api.auth.parameter.SimpleAuthOutput;
import com.hivemq.extension.sdk.api.auth.parameter.TopicPermission;
import com.hivemq.extension.sdk.api.auth.parameter.TopicPermission.MqttActivity;
import com.hivemq.extension.sdk.api.packets.auth.DefaultAuthorizationBehaviour;
import com.hivemq.extension.sdk.api.packets.auth.ModifiableDefaultPermissions;
import com.hivemq.extension.sdk.api.packets.connect.ConnackReasonCode;
import com.hivemq.extension.sdk.api.packets.connect.ConnectPacket;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartOutput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopOutput;
import com.hivemq.extension.sdk.api.services.Services;
import com.hivemq.extension.sdk.api.services.builder.Builders;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Lets in whom the users file names; denies every topic that it does not name. */
final class AccessControl implements ExtensionMain {
  private final UsersFile users;

  AccessControl(UsersFile users) {
    this.users = users;
  }

  @Override
  public void extensionStart(ExtensionStartInput input, ExtensionStartOutput output) {
    SimpleAuthenticator authenticator = this::authenticate;
    Services.securityRegistry().setAuthenticatorProvider(provider -> authenticator);
  }

  @Override
  public void extensionStop(ExtensionStopInput input, ExtensionStopOutput output) {
    // nothing is held that outlives the broker
  }

  private void authenticate(SimpleAuthInput input, SimpleAuthOutput output) {
    Optional<User> known = user(input.getConnectPacket());
    if (known.isEmpty()) {
      output.failAuthentication(
          ConnackReasonCode.BAD_USER_NAME_OR_PASSWORD, "user or password is wrong");
      return;
    }
    if (!known.get().mayBe(input.getConnectPacket().getClientId())) {
      output.failAuthentication(
          ConnackReasonCode.CLIENT_IDENTIFIER_NOT_VALID, "a device's client id is its user name");
      return;
    }
    permit(known.get(), output.getDefaultPermissions());
    output.authenticateSuccessfully();
  }

  private Optional<User> user(ConnectPacket connect) {
    if (connect.getUserName().isEmpty() || connect.getPassword().isEmpty()) {
      return Optional.empty();
    }
    return users.find(connect.getUserName().get(), bytes(connect.getPassword().get()));
  }

  private static void permit(User user, ModifiableDefaultPermissions permissions) {
    permissions.setDefaultBehaviour(DefaultAuthorizationBehaviour.DENY);
    for (String filter : user.publish()) {
      permissions.add(permission(filter, MqttActivity.PUBLISH));
    }
    for (String filter : user.subscribe()) {
      permissions.add(permission(filter, MqttActivity.SUBSCRIBE));
    }
  }

  private static TopicPermission permission(String filter, MqttActivity activity) {
    return Builders.topicPermission()
        .topicFilter(filter)
        .activity(activity)
        .type(TopicPermission.PermissionType.ALLOW)
        .build();
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
