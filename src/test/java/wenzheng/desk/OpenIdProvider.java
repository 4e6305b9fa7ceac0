package wenzheng.desk;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/**
 * An OpenID Connect provider on a free port: discovery, authorization code with PKCE, tokens signed by RS256, keys. Who
 * comes is logged in at once as {@link #user}; what it does wrong is set by {@link #fault}.
 */
public final class OpenIdProvider {

    static final String CLIENT = "wenzheng-of-the-tests";
    static final String SECRET = "secret-of-the-tests";

    /** What of an ID token is wrong. */
    enum Fault {
        NONE,
        NONCE,
        ISSUER,
        AUDIENCE,
        EXPIRED,
        SIGNATURE,
        UNSIGNED,
        NO_TOKEN
    }

    private static final OpenIdProvider RUNNING = new OpenIdProvider();

    private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
    private final HttpServer server;
    private final RSAKey key;
    private final RSAKey anothers;

    volatile String user = "";
    volatile Fault fault = Fault.NONE;

    private OpenIdProvider() {
        try {
            key = new RSAKeyGenerator(2048).keyID("one").generate();
            anothers = new RSAKeyGenerator(2048).keyID("one").generate();
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/.well-known/openid-configuration", asked -> answer(asked, 200, Map.of(
                "issuer", issuer(),
                "authorization_endpoint", issuer() + "/authorize",
                "token_endpoint", issuer() + "/token",
                "jwks_uri", issuer() + "/keys",
                "response_types_supported", List.of("code"),
                "subject_types_supported", List.of("public"),
                "id_token_signing_alg_values_supported", List.of("RS256"))));
        server.createContext("/keys", asked -> answer(asked, 200, new JWKSet(key).toJSONObject()));
        server.createContext("/authorize", this::authorize);
        server.createContext("/token", this::token);
        server.start();
    }

    /** One for all tests, which lasts as long as they do. */
    static OpenIdProvider running() {
        return RUNNING;
    }

    /** Has the program log in by it, and by another, which is away. */
    public static void announceTo(ConfigurableApplicationContext context) {
        String client = "spring.security.oauth2.client.";
        Map.of("city", RUNNING.issuer(), "away", "http://127.0.0.1:1").forEach((id, issuer) -> TestPropertyValues.of(
                        client + "provider." + id + ".issuer-uri=" + issuer,
                        client + "registration." + id + ".client-name=" + (id.equals("city") ? "统一身份认证" : "无人应答"),
                        client + "registration." + id + ".client-id=" + CLIENT,
                        client + "registration." + id + ".client-secret=" + SECRET,
                        client + "registration." + id + ".scope=openid,profile",
                        client + "registration." + id + ".redirect-uri={baseUrl}/desk/oidc/{registrationId}")
                .applyTo(context));
    }

    private String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void authorize(HttpExchange asked) throws IOException {
        Map<String, String> form = form(asked.getRequestURI().getRawQuery());
        if (!CLIENT.equals(form.get("client_id"))
                || !"code".equals(form.get("response_type"))
                || !"S256".equals(form.get("code_challenge_method"))
                || !"login".equals(form.get("prompt"))
                || !List.of(form.get("scope").split(" ")).contains("openid")
                || !form.get("redirect_uri").matches("http://127\\.0\\.0\\.1:[0-9]+/desk/oidc/city")) {
            answer(asked, 400, Map.of("error", "invalid_request"));
            return;
        }
        String code = UUID.randomUUID().toString();
        codes.put(code, form);
        asked.getResponseHeaders().set("Location", form.get("redirect_uri") + "?code=" + code + "&state=" + form.get("state"));
        asked.sendResponseHeaders(302, -1);
        asked.close();
    }

    private void token(HttpExchange asked) throws IOException {
        String basic = Base64.getEncoder().encodeToString((CLIENT + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
        Map<String, String> form = form(new String(asked.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Map<String, String> begun = codes.remove(form.getOrDefault("code", ""));
        if (begun == null
                || !("Basic " + basic).equals(asked.getRequestHeaders().getFirst("Authorization"))
                || !begun.get("redirect_uri").equals(form.get("redirect_uri"))
                || !begun.get("code_challenge").equals(digest(form.get("code_verifier")))) {
            answer(asked, 400, Map.of("error", "invalid_grant"));
            return;
        }
        Map<String, Object> tokens = new ConcurrentHashMap<>(
                Map.of("access_token", UUID.randomUUID().toString(), "token_type", "Bearer", "expires_in", 60));
        if (fault != Fault.NO_TOKEN) {
            tokens.put("id_token", idToken(begun.get("nonce")));
        }
        answer(asked, 200, tokens);
    }

    private String idToken(String nonce) {
        Instant issued = fault == Fault.EXPIRED ? Instant.now().minusSeconds(3_600) : Instant.now();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(fault == Fault.ISSUER ? "https://evil.example" : issuer())
                .audience(fault == Fault.AUDIENCE ? "another-client" : CLIENT)
                .subject("number-of-" + user)
                .issueTime(Date.from(issued))
                .expirationTime(Date.from(issued.plusSeconds(60)))
                .claim("nonce", fault == Fault.NONCE ? "another" : nonce)
                .claim("preferred_username", user)
                .build();
        if (fault == Fault.UNSIGNED) {
            return new PlainJWT(claims).serialize();
        }
        SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("one").build(), claims);
        try {
            token.sign(new RSASSASigner(fault == Fault.SIGNATURE ? anothers : key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }

    private static String digest(String verifier) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> form(String encoded) {
        return Arrays.stream(encoded.split("&")).map(field -> field.split("=", 2)).collect(Collectors.toMap(
                field -> field[0], field -> URLDecoder.decode(field[1], StandardCharsets.UTF_8)));
    }

    private static void answer(HttpExchange asked, int status, Map<String, ?> body) throws IOException {
        byte[] bytes = JsonMapper.shared().writeValueAsBytes(body);
        asked.getResponseHeaders().set("Content-Type", "application/json");
        asked.sendResponseHeaders(status, bytes.length);
        asked.getResponseBody().write(bytes);
        asked.close();
    }
}
