package wenzheng.desk;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.PathContainer;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.oauth2.client.web.server.DefaultServerOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.user.OAuth2User;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.security.web.server.authentication.ServerAuthenticationFailureHandler;
import org.springframework.security.web.server.authentication.ServerAuthenticationSuccessHandler;
import org.springframework.security.web.server.authentication.logout.RedirectServerLogoutSuccessHandler;
import org.springframework.security.web.server.csrf.CookieServerCsrfTokenRepository;
import org.springframework.security.web.server.firewall.ServerWebExchangeFirewall;
import org.springframework.security.web.server.firewall.StrictServerWebExchangeFirewall;
import org.springframework.security.web.server.util.matcher.PathPatternParserServerWebExchangeMatcher;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.session.CookieWebSessionIdResolver;
import org.springframework.web.server.session.WebSessionIdResolver;
import org.springframework.web.util.UriUtils;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Mono;

/**
 * Who may do what at the desk (docs/adr/0010). Everything else that the program serves knows neither sessions nor
 * cookies, and passes by untouched.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@EnableWebFluxSecurity
class DeskSecurity {

    private static final String HOME = "/desk";
    private static final String LOGIN = "/desk/login";
    /** On what clerks propose. */
    private static final String[] DECISIONS = {
        "/desk/corrections/{id}/approve", "/desk/corrections/{id}/reject", "/desk/corrections/{id}/withdraw"
    };

    /** A page of the desk with its query, as an address has both: nothing of another site, or to be decoded twice. */
    private static final Pattern PAGE = Pattern.compile(
            "/desk(?:/[A-Za-z0-9_-]++)*+(?:\\?(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]++|%[0-9A-Fa-f]{2})*+)?");

    /** Characters of such an address: more than a page of the desk leads to. */
    private static final int LONGEST_PAGE = 2_000;

    /** How long a provider may take for all that it is asked. */
    private static final Duration PROVIDER = Duration.ofSeconds(20);

    private static final Logger LOG = LoggerFactory.getLogger(DeskSecurity.class);

    private static final String CLERK = Role.CLERK.name();
    private static final String SUPERVISOR = Role.SUPERVISOR.name();
    private static final String ADMINISTRATOR = Role.ADMINISTRATOR.name();

    @Bean
    ReactiveAuthenticationManager passwords(Staff staff, Crossover crossover) {
        return given -> crossover
                .call(() -> staff.logIn(given.getName(), String.valueOf(given.getCredentials()))
                        .map(StaffSessions::authentication)
                        .orElse(null))
                .switchIfEmpty(Mono.error(() -> new BadCredentialsException("refused")));
    }

    @Bean
    SecurityWebFilterChain desk(
            ServerHttpSecurity http,
            Staff staff,
            StaffSessions sessions,
            Crossover crossover,
            DeskSettings settings,
            @Value("${wenzheng.public-url:}") URI publicUrl,
            ReactiveAuthenticationManager passwords,
            ObjectProvider<LoginProviders> providers) {
        CookieServerCsrfTokenRepository tokens = new CookieServerCsrfTokenRepository();
        tokens.setCookieName("wenzheng-desk-form");
        tokens.setCookiePath(HOME);
        tokens.setCookieCustomizer(cookie -> cookie.httpOnly(true).sameSite("Lax").secure(isSecure(publicUrl)));
        http.securityMatcher(new PathPatternParserServerWebExchangeMatcher("/desk/**"))
                .securityContextRepository(sessions)
                .requestCache(ServerHttpSecurity.RequestCacheSpec::disable)
                .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
                // Those of all pages are set for the desk too.
                .headers(ServerHttpSecurity.HeaderSpec::disable)
                .csrf(csrf -> csrf.csrfTokenRepository(tokens)
                        .accessDeniedHandler(DeskSecurity::refuse))
                .formLogin(form -> form.loginPage(LOGIN)
                        .authenticationManager(passwords)
                        .securityContextRepository(sessions)
                        .authenticationSuccessHandler(onwards())
                        .authenticationFailureHandler(onceMore()))
                .logout(logout -> {
                    RedirectServerLogoutSuccessHandler left = new RedirectServerLogoutSuccessHandler();
                    left.setLogoutSuccessUrl(URI.create(LOGIN));
                    logout.logoutUrl("/desk/logout").logoutSuccessHandler((exchange, given) -> crossover
                            .call(() -> {
                                if (given.getPrincipal() instanceof StaffMember member) {
                                    staff.loggedOut(member);
                                }
                                return true;
                            })
                            .then(left.onLogoutSuccess(exchange, given)));
                })
                .exceptionHandling(denied -> denied.authenticationEntryPoint(toLogin())
                        .accessDeniedHandler(DeskSecurity::refuse))
                .authorizeExchange(may -> may.pathMatchers(HttpMethod.GET, LOGIN).permitAll()
                        .pathMatchers("/desk/staff", "/desk/staff/**", "/desk/operation", "/desk/operation/**")
                        .hasRole(ADMINISTRATOR)
                        .pathMatchers("/desk/audit", "/desk/audit/**").hasAnyRole(SUPERVISOR, ADMINISTRATOR)
                        .pathMatchers(HttpMethod.POST, DECISIONS).hasAnyRole(SUPERVISOR, ADMINISTRATOR)
                        .pathMatchers(HttpMethod.POST, "/desk/articles/**", "/desk/dictionary/**")
                        .hasAnyRole(SUPERVISOR, ADMINISTRATOR)
                        .pathMatchers("/desk/statistics", "/desk/statistics/**", "/desk/conversations",
                                "/desk/conversations/**", "/desk/calls/**")
                        .hasAnyRole(SUPERVISOR, ADMINISTRATOR)
                        .anyExchange().hasAnyRole(CLERK, SUPERVISOR, ADMINISTRATOR));
        LoginProviders known = providers.getIfAvailable();
        if (known != null) {
            byProvider(http, known, staff, sessions, crossover, settings);
        }
        return http.build();
    }

    private static void byProvider(
            ServerHttpSecurity http,
            LoginProviders providers,
            Staff staff,
            StaffSessions sessions,
            Crossover crossover,
            DeskSettings settings) {
        var start = new DefaultServerOAuth2AuthorizationRequestResolver(
                providers, new PathPatternParserServerWebExchangeMatcher("/desk/oidc/start/{registrationId}"));
        // Desks are shared: who logged out here is not to be let in again by a provider that still knows them.
        start.setAuthorizationRequestCustomizer(
                request -> request.additionalParameters(sent -> sent.put("prompt", "login")));
        http.addFilterAt(orBackToLogin(), SecurityWebFiltersOrder.FIRST).oauth2Login(login -> login
                .clientRegistrationRepository(providers)
                .authenticationMatcher(new PathPatternParserServerWebExchangeMatcher("/desk/oidc/{registrationId}"))
                .authorizationRequestResolver(start)
                .authorizationRequestRepository(new StartedLogins())
                .securityContextRepository(sessions)
                .authenticationSuccessHandler((filtered, given) -> crossover
                        .call(() -> staff.vouchedFor(claimed(given, settings.oidcName())).orElse(null))
                        .flatMap(member -> sessions
                                .save(filtered.getExchange(), new SecurityContextImpl(StaffSessions.authentication(member)))
                                .thenReturn(checked(StartedLogins.next(filtered.getExchange()))))
                        .defaultIfEmpty(login(StartedLogins.next(filtered.getExchange())) + "&failed=unknown")
                        .flatMap(to -> redirect(filtered.getExchange(), to)))
                .authenticationFailureHandler((filtered, refused) -> backToLogin(filtered.getExchange(), refused)));
    }

    /** A provider that is away, slow or makes no sense leads back to the login, which says so. */
    private static WebFilter orBackToLogin() {
        PathPattern provider = PathPatternParser.defaultInstance.parse("/desk/oidc/**");
        return (exchange, chain) -> provider.matches(exchange.getRequest().getPath().pathWithinApplication())
                ? chain.filter(exchange).timeout(PROVIDER).onErrorResume(
                        failure -> !exchange.getResponse().isCommitted(), failure -> backToLogin(exchange, failure))
                : chain.filter(exchange);
    }

    private static Mono<Void> backToLogin(ServerWebExchange exchange, Throwable failure) {
        // What a provider, or whoever plays one, says of it may hold anything.
        String why = failure instanceof OAuth2AuthenticationException refused
                        && refused.getError().getErrorCode().matches("[a-z_]{1,60}")
                ? refused.getError().getErrorCode()
                : failure.getClass().getSimpleName();
        LOG.warn("{} Nobody was let in by OpenID Connect: {}. See spring.security.oauth2.client, and whether the provider "
                + "can be reached.", exchange.getLogPrefix(), why);
        return redirect(exchange, login(StartedLogins.next(exchange)) + "&failed=provider");
    }

    /** Its strict rules for the desk; all else that is served never had them. */
    @Bean
    ServerWebExchangeFirewall firewall() {
        PathPattern desk = PathPatternParser.defaultInstance.parse("/desk/**");
        StrictServerWebExchangeFirewall strict = new StrictServerWebExchangeFirewall();
        return exchange -> {
            PathContainer path = exchange.getRequest().getPath().pathWithinApplication();
            return desk.matches(path) ? strict.getFirewalledExchange(exchange) : Mono.just(exchange);
        };
    }

    /** A cookie of the desk alone, which ends with the browser. Lax, so that an OpenID Connect provider can lead back. */
    @Bean
    WebSessionIdResolver deskCookie(@Value("${wenzheng.public-url:}") URI publicUrl) {
        CookieWebSessionIdResolver cookies = new CookieWebSessionIdResolver();
        cookies.setCookieName("wenzheng-desk");
        cookies.addCookieInitializer(cookie -> {
            cookie.path(HOME).httpOnly(true).sameSite("Lax");
            if (isSecure(publicUrl)) {
                cookie.secure(true);
            }
        });
        return cookies;
    }

    private static boolean isSecure(URI publicUrl) {
        return "https".equals(publicUrl.getScheme());
    }

    /** A page leads to the login and back, a form to its page; a part of a page is told that nobody is logged in. */
    private static ServerAuthenticationEntryPoint toLogin() {
        return (exchange, _) -> {
            HttpHeaders headers = exchange.getRequest().getHeaders();
            if (headers.containsHeader("HX-Request") || !headers.getAccept().toString().contains("html")) {
                exchange.getResponse().setStatusCode(HttpStatus.UNAUTHORIZED);
                return exchange.getResponse().setComplete();
            }
            String from = headers.getFirst(HttpHeaders.REFERER);
            String asked = exchange.getRequest().getMethod() == HttpMethod.GET
                    ? exchange.getRequest().getURI().toASCIIString()
                    : from;
            return redirect(exchange, login(asked == null ? null : asked.replaceAll("^https?://[^/]*|#.*", "")));
        };
    }

    /** As any failure is told: what was written may stand in a form whose token is of an ended session. */
    private static Mono<Void> refuse(ServerWebExchange exchange, AccessDeniedException denied) {
        return Mono.error(new ResponseStatusException(HttpStatus.FORBIDDEN, null, denied));
    }

    /** @param next where to go on from there */
    private static String login(@Nullable String next) {
        return LOGIN + "?next=" + UriUtils.encode(checked(next), StandardCharsets.UTF_8);
    }

    /** Who mistyped goes on to the same page in the end. */
    private static ServerAuthenticationFailureHandler onceMore() {
        return (filtered, _) -> filtered.getExchange().getFormData().flatMap(form -> redirect(
                filtered.getExchange(), login(form.getFirst("next")) + "&failed=password"));
    }

    private static ServerAuthenticationSuccessHandler onwards() {
        return (filtered, _) -> filtered.getExchange().getFormData().flatMap(form ->
                redirect(filtered.getExchange(), checked(form.getFirst("next"))));
    }

    /** @return a page of the desk, whatever somebody wrote into a link to the login */
    static String checked(@Nullable String next) {
        return next != null && next.length() <= LONGEST_PAGE && PAGE.matcher(next).matches() ? next : HOME;
    }

    private static String claimed(Authentication given, String claim) {
        return given.getPrincipal() instanceof OAuth2User user && user.getAttribute(claim) instanceof String name
                ? name
                : "";
    }

    private static Mono<Void> redirect(ServerWebExchange exchange, String to) {
        exchange.getResponse().setStatusCode(HttpStatus.SEE_OTHER);
        exchange.getResponse().getHeaders().setLocation(URI.create(to));
        return exchange.getResponse().setComplete();
    }
}
