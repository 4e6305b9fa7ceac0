package wenzheng.desk;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A member of staff's browser, as far as HTTP goes: cookies, and the token of the page that it looked at last. */
final class DeskClient {

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final CookieManager cookies = new CookieManager();
    private final HttpClient http = HttpClient.newBuilder().cookieHandler(cookies).build();
    private final int port;
    private String token = "";

    DeskClient(int port) {
        this.port = port;
    }

    static DeskClient loggedIn(int port, String name, String password) throws Exception {
        DeskClient client = new DeskClient(port);
        HttpResponse<String> response = client.logIn(name, password);
        if (!response.headers().firstValue("Location").equals(Optional.of("/desk"))) {
            throw new AssertionError("%s could not log in: %s".formatted(name, response.headers().map()));
        }
        client.get("/desk/password");
        return client;
    }

    HttpResponse<String> logIn(String name, String password) throws Exception {
        get("/desk/login");
        return post("/desk/login", Map.of("username", name, "password", password));
    }

    HttpResponse<String> get(String path) throws Exception {
        HttpResponse<String> response = send(request(path).header("Accept", "text/html"));
        Matcher found = TOKEN.matcher(response.body());
        if (found.find()) {
            token = found.group(1);
        }
        return response;
    }

    /** With the token, unless the form brings one. */
    HttpResponse<String> post(String path, Map<String, String> form) throws Exception {
        Map<String, String> all = new TreeMap<>(form);
        all.putIfAbsent("_csrf", token);
        return form(path, all.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&")));
    }

    /** With the token; the fields as they are. */
    HttpResponse<String> postEncoded(String path, String fields) throws Exception {
        return form(path, fields + "&_csrf=" + URLEncoder.encode(token, StandardCharsets.UTF_8));
    }

    private HttpResponse<String> form(String path, String body) throws Exception {
        return send(formRequest(path, body));
    }

    private HttpRequest.Builder formRequest(String path, String body) {
        return request(path)
                .header("Accept", "text/html")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    /** A file that a form without fields but the token is answered with. */
    HttpResponse<byte[]> exported(String path) throws Exception {
        String body = "_csrf=" + URLEncoder.encode(token, StandardCharsets.UTF_8);
        return http.send(formRequest(path, body).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    HttpResponse<byte[]> bytes(String path) throws Exception {
        return http.send(
                request(path).header("Accept", "text/html").build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    String token() {
        return token;
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    List<HttpCookie> cookies() {
        return cookies.getCookieStore().getCookies();
    }

    String session() {
        return cookies().stream()
                .filter(cookie -> cookie.getName().equals("wenzheng-desk"))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse("");
    }

    void bringSession(String id) {
        HttpCookie cookie = new HttpCookie("wenzheng-desk", id);
        cookie.setPath("/desk");
        cookie.setDomain("127.0.0.1");
        cookies.getCookieStore().add(URI.create("http://127.0.0.1:" + port + "/desk"), cookie);
    }
}
