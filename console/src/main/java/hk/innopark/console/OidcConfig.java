package hk.innopark.console;

import java.net.URI;

/**
 * An OpenID provider that people may sign in with.
 *
 * @param issuer whose discovery document says everything else
 * @param clientSecret of this console there
 * @param redirect this console's {@code /sign-in/provider/callback} as browsers reach it
 */
public record OidcConfig(URI issuer, String clientId, String clientSecret, URI redirect) {
  public OidcConfig {
    if (issuer.getHost() == null) {
      throw new IllegalArgumentException("OIDC_ISSUER is not of the form https://host/path");
    }
    if (clientId.isBlank() || clientSecret.isBlank()) {
      throw new IllegalArgumentException("OIDC_CLIENT_ID and OIDC_CLIENT_SECRET(_FILE) are needed");
    }
  }

  @Override
  public String toString() {
    return "OpenID provider " + issuer + " as " + clientId;
  }
}
