package hk.innopark.embedded.stack;

import hk.innopark.console.devices.DeviceCredentials;
import hk.innopark.console.devices.Onboarding;
import hk.innopark.embedded.server.EmbeddedMqttBroker;
import hk.innopark.registry.DatabaseRole;
import hk.innopark.registry.RegistryStore;
import hk.innopark.registry.access.MappedTopicsFile;
import hk.innopark.registry.model.Registry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/** Keeps broker and gateway to the devices that the registry has. */
final class StackDevices {
  private final RegistryDatabase database;
  private final MqttAccounts users;
  private final EmbeddedMqttBroker mqtt;
  private final Path mappedTopics;

  /**
   * @param mappedTopics the file from which the gateway learns what mapped devices publish
   */
  StackDevices(
      RegistryDatabase database, MqttAccounts users, EmbeddedMqttBroker mqtt, Path mappedTopics) {
    this.database = database;
    this.users = users;
    this.mqtt = mqtt;
    this.mappedTopics = mappedTopics;
  }

  /** The broker and the gateway know the devices that the registry has now. */
  synchronized void followRegistry() throws IOException {
    Registry known = database.registry().get();
    mqtt.setUsers(users.of(MqttAccounts.registeredTenants(known), Optional.of(known)));
    MappedTopicsFile.write(known, mappedTopics);
  }

  /** The console imports, and makes credentials of the broker that is here. */
  Onboarding onboarding() {
    return new Onboarding(
        Optional.of(new RegistryStore(database.as(DatabaseRole.ONBOARDER))),
        Optional.of(
            user -> {
              boolean isNew = users.register(user);
              followRegistry();
              return isNew
                  ? Optional.of(
                      new DeviceCredentials.Credential(
                          user,
                          users.password(MqttAccounts.deviceSecret(user)).reveal(),
                          mqtt.url()))
                  : Optional.empty();
            }),
        () -> {
          try {
            followRegistry();
          } catch (IOException unwritable) {
            throw new UncheckedIOException("broker and gateway", unwritable);
          }
        });
  }
}
