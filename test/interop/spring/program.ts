/** Spring Boot with the parts that a portal takes; their libraries are copied, nothing is built by Maven. */
export const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<parent><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId><version>3.5.16</version></parent>
<groupId>example</groupId><artifactId>spring-portal</artifactId><version>1</version><packaging>pom</packaging>
<dependencies>
<dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>
<dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-oauth2-client</artifactId></dependency>
</dependencies>
</project>`;

/**
 * A portal on Spring Security's own OAuth2 client. One registration for each algorithm, named after it: with it the client signs its
 * assertions, and expects its ID tokens to be signed.
 */
export const program = `
package portal;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.jwk.JWK;
import java.nio.file.*;
import java.util.*;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.client.endpoint.*;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.registration.*;
import org.springframework.security.oauth2.client.web.*;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.*;

@SpringBootApplication(proxyBeanMethods = false)
@RestController
public class Portal {
  @Autowired ObjectMapper json;

  static final String ISSUER = System.getenv("SURETY_URL");
  static final String[] ALGORITHMS = System.getenv("ALGORITHMS").split(",");

  public static void main(String[] words) {
    SpringApplication.run(Portal.class, words);
  }

  @Bean
  ClientRegistrationRepository clients() {
    return new InMemoryClientRegistrationRepository(Arrays.stream(ALGORITHMS).map(alg ->
        ClientRegistrations.fromIssuerLocation(ISSUER).registrationId(alg).clientId("spring-" + alg)
            .clientAuthenticationMethod(ClientAuthenticationMethod.PRIVATE_KEY_JWT).scope("openid", "profile")
            .redirectUri("{baseUrl}/login/oauth2/code/{registrationId}").userNameAttributeName("sub").build()).toList());
  }

  @Bean
  JwtDecoderFactory<ClientRegistration> idTokens() {
    var factory = new OidcIdTokenDecoderFactory();
    factory.setJwsAlgorithmResolver(client -> SignatureAlgorithm.from(client.getRegistrationId()));
    return factory;
  }

  @Bean
  SecurityFilterChain door(HttpSecurity http, ClientRegistrationRepository clients) throws Exception {
    var requests = new DefaultOAuth2AuthorizationRequestResolver(clients, "/oauth2/authorization");
    requests.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce().andThen(request ->
        request.additionalParameters(more -> more.put("vtr", "[\\"P5.Cp.Cd\\"]"))));
    var tokens = new RestClientAuthorizationCodeTokenResponseClient();
    tokens.addParametersConverter(new NimbusJwtClientAuthenticationParametersConverter<>(client -> key(client.getRegistrationId())));
    return http.authorizeHttpRequests(all -> all.requestMatchers("/up").permitAll().anyRequest().authenticated())
        .oauth2Login(login -> login.authorizationEndpoint(at -> at.authorizationRequestResolver(requests))
            .tokenEndpoint(at -> at.accessTokenResponseClient(tokens)))
        .build();
  }

  static JWK key(String algorithm) {
    try {
      return JWK.parse(Files.readString(Path.of(algorithm + ".json")));
    } catch (Exception problem) {
      throw new IllegalStateException(problem);
    }
  }

  @GetMapping("/up")
  String up() {
    return "up";
  }

  @GetMapping("/")
  String who(@AuthenticationPrincipal OidcUser user) throws Exception {
    return json.writeValueAsString(user.getClaims());
  }
}
`;
