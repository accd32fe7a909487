package hk.innopark.console;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Speaks OpenID Connect with one provider: authorization code with PKCE, state and nonce. */
final class OidcProvider {
  private static final int TIMEOUT_MILLIS = 10_000;

  private final OidcConfig config;
  private OIDCProviderMetadata metadata;

  OidcProvider(OidcConfig config) {
    this.config = config;
  }

  /** What a sign-in that is under way has to show again. */
  record Attempt(State state, Nonce nonce, CodeVerifier verifier) {
    static Attempt begin() {
      return new Attempt(new State(32), new Nonce(32), new CodeVerifier());
    }

    /** As a cookie keeps it in the browser that went to the provider. */
    String toText() {
      return state.getValue() + '.' + nonce.getValue() + '.' + verifier.getValue();
    }

    /** Of a cookie; empty where it holds none. */
    static Optional<Attempt> of(String text) {
      Matcher parts = TEXT.matcher(text == null ? "" : text);
      return parts.matches()
          ? Optional.of(
              new Attempt(
                  new State(parts.group(1)),
                  new Nonce(parts.group(2)),
                  new CodeVerifier(parts.group(3))))
          : Optional.empty();
    }

    private static final Pattern TEXT =
        Pattern.compile("([\\w-]{20,64})\\.([\\w-]{20,64})\\.([\\w-]{43,128})");
  }

  /**
   * Whom the provider vouches for.
   *
   * @param email verified by the provider; empty where it says none
   */
  record Person(String issuer, String subject, Optional<String> email) {}

  /** The provider did not answer, or what it answered does not prove anything. */
  static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** Where the browser is sent. */
  URI authorization(Attempt attempt) throws RefusedException {
    return new AuthenticationRequest.Builder(
            ResponseType.CODE,
            new Scope("openid", "email", "profile"),
            new ClientID(config.clientId()),
            config.redirect())
        .endpointURI(metadata().getAuthorizationEndpointURI())
        .state(attempt.state())
        .nonce(attempt.nonce())
        .codeChallenge(attempt.verifier(), CodeChallengeMethod.S256)
        .build()
        .toURI();
  }

  /** The person of a code that came back. */
  Person person(String code, Attempt attempt) throws RefusedException {
    ClientID client = new ClientID(config.clientId());
    Secret secret = new Secret(config.clientSecret());
    TokenRequest request =
        new TokenRequest.Builder(
                metadata().getTokenEndpointURI(),
                new ClientSecretBasic(client, secret),
                new AuthorizationCodeGrant(
                    new AuthorizationCode(code), config.redirect(), attempt.verifier()))
            .build();
    try {
      HTTPRequest http = request.toHTTPRequest();
      http.setConnectTimeout(TIMEOUT_MILLIS);
      http.setReadTimeout(TIMEOUT_MILLIS);
      var response = OIDCTokenResponseParser.parse(http.send());
      if (!response.indicatesSuccess()) {
        throw new RefusedException(
            "the provider refused the code: " + response.toErrorResponse().getErrorObject(), null);
      }
      return person(
          ((OIDCTokenResponse) response.toSuccessResponse()).getOIDCTokens().getIDToken(),
          attempt,
          client);
    } catch (IOException | ParseException e) {
      throw new RefusedException("the provider's answer cannot be read: " + e.getMessage(), e);
    }
  }

  private Person person(JWT idToken, Attempt attempt, ClientID client) throws RefusedException {
    try {
      JWSAlgorithm algorithm = JWSAlgorithm.parse(idToken.getHeader().getAlgorithm().getName());
      // the provider's own keys alone: no "none", nothing that is signed by a shared secret
      if (!JWSAlgorithm.Family.SIGNATURE.contains(algorithm)) {
        throw new BadJOSEException("signed by " + algorithm);
      }
      IDTokenClaimsSet claims =
          new IDTokenValidator(
                  metadata().getIssuer(), client, algorithm, metadata().getJWKSetURI().toURL())
              .validate(idToken, attempt.nonce());
      boolean verified = Boolean.TRUE.equals(claims.getBooleanClaim("email_verified"));
      String email = claims.getStringClaim("email");
      return new Person(
          claims.getIssuer().getValue(),
          claims.getSubject().getValue(),
          verified && email != null
              ? Optional.of(email.toLowerCase(Locale.ROOT))
              : Optional.empty());
    } catch (BadJOSEException | JOSEException | IOException e) {
      throw new RefusedException("the provider's ID token is refused: " + e.getMessage(), e);
    }
  }

  private synchronized OIDCProviderMetadata metadata() throws RefusedException {
    if (metadata == null) {
      try {
        metadata =
            OIDCProviderMetadata.resolve(
                new Issuer(config.issuer()), TIMEOUT_MILLIS, TIMEOUT_MILLIS);
      } catch (GeneralException | IOException e) {
        throw new RefusedException(config.issuer() + " cannot be reached: " + e.getMessage(), e);
      }
    }
    return metadata;
  }
}
