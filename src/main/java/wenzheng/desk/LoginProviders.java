package wenzheng.desk;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.oauth2.client.autoconfigure.ConditionalOnOAuth2ClientRegistrationProperties;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientProperties;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientPropertiesMapper;
import org.springframework.context.annotation.Profile;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ReactiveClientRegistrationRepository;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The OpenID Connect providers that staff may log in by. Each is asked for its addresses when somebody first does:
 * Spring's own would keep the whole program from starting while one is away.
 */
@Component
@ConditionalOnOAuth2ClientRegistrationProperties
@EnableConfigurationProperties(OAuth2ClientProperties.class)
@Profile("!evaluation")
class LoginProviders implements ReactiveClientRegistrationRepository {

    private static final Duration FOR_GOOD = Duration.ofMillis(Long.MAX_VALUE);

    /** One that did not answer is left alone for so long. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    /** @param name as people read it */
    record Provider(String id, String name) {}

    private final OAuth2ClientProperties properties;
    private final Map<String, Mono<ClientRegistration>> registrations;

    LoginProviders(OAuth2ClientProperties properties, Crossover crossover) {
        this.properties = properties;
        registrations = properties.getRegistration().keySet().stream()
                .collect(Collectors.toUnmodifiableMap(Function.identity(), id -> crossover
                        .call(() -> discovered(id))
                        .cache(_ -> FOR_GOOD, _ -> PAUSE, () -> PAUSE)));
    }

    /** By id. */
    List<Provider> all() {
        return properties.getRegistration().entrySet().stream()
                .map(each -> new Provider(
                        each.getKey(), Objects.requireNonNullElse(each.getValue().getClientName(), each.getKey())))
                .sorted((one, other) -> one.id().compareTo(other.id()))
                .toList();
    }

    @Override
    public Mono<ClientRegistration> findByRegistrationId(String id) {
        return registrations.getOrDefault(id, Mono.empty());
    }

    /** Asks the provider, where its addresses are not set. */
    private ClientRegistration discovered(String id) {
        OAuth2ClientProperties alone = new OAuth2ClientProperties();
        alone.getProvider().putAll(properties.getProvider());
        alone.getRegistration().put(id, properties.getRegistration().get(id));
        return new OAuth2ClientPropertiesMapper(alone).asClientRegistrations().get(id);
    }
}
