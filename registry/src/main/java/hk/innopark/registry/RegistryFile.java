package hk.innopark.registry;

import hk.innopark.registry.model.Registry;
import java.util.List;

/**
 * What a registry file says.
 *
 * @param warnings what is accepted and may be a mistake, a line each that names file and path
 */
public record RegistryFile(Registry registry, List<String> warnings) {}
