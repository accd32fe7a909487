package hk.innopark.console.devices;

import hk.innopark.registry.RegistryStore;
import java.util.Optional;

/**
 * What an installation lets its console do for new devices.
 *
 * @param registry where imports go, as a login of {@link
 *     hk.innopark.registry.DatabaseRole#ONBOARDER}; empty where only commands import
 * @param credentials empty where only commands make them
 * @param imported told after an import, so that broker and gateway learn of it
 */
public record Onboarding(
    Optional<RegistryStore> registry, Optional<DeviceCredentials> credentials, Runnable imported) {
  /** A console that shows and does nothing. */
  public static final Onboarding NONE =
      new Onboarding(Optional.empty(), Optional.empty(), () -> {});
}
