package hk.innopark.console.devices;

import java.io.IOException;
import java.util.Optional;

/** Makes the broker's credentials of a device, where the installation lets the console do so. */
@FunctionalInterface
public interface DeviceCredentials {
  /**
   * A user of the broker.
   *
   * @param broker where the device connects, as a URL
   */
  record Credential(String user, String password, String broker) {
    @Override
    public String toString() {
      return "Credential[" + user + "]"; // without the password
    }
  }

  /**
   * Makes a user's credential, once.
   *
   * @param user a machine, or the edge node of a line
   * @return empty where it was made before
   */
  Optional<Credential> make(String user) throws IOException;
}
