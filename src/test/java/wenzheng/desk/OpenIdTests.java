package wenzheng.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import wenzheng.ServedArticles;
import wenzheng.desk.OpenIdProvider.Fault;

/** Logging in by a provider that speaks OpenID Connect over HTTP. */
@ServedArticles
class OpenIdTests {

    private static final String REFUSED = "/desk/login?next=%2Fdesk&failed=provider";
    private static final String UNKNOWN = "/desk/login?next=%2Fdesk&failed=unknown";

    private final HttpClient http = HttpClient.newHttpClient();
    private final OpenIdProvider provider = OpenIdProvider.running();

    @LocalServerPort
    private int port;

    @Autowired
    private Colleagues colleagues;

    @Autowired
    private Staff staff;

    @Autowired
    private StaffStore store;

    @Autowired
    private AuditLog audit;

    @BeforeEach
    void hire() {
        colleagues.hire("city-clerk", "", Role.CLERK, "");
        colleagues.hire("city-supervisor", "", Role.SUPERVISOR, "");
        provider.fault = Fault.NONE;
    }

    @Test
    void letsInWhomTheDeskKnowsWithTheRoleThatTheyHaveThere() throws Exception {
        provider.user = "City-Clerk";
        DeskClient clerk = new DeskClient(port);
        assertThat(clerk.get("/desk/login").body()).contains("用统一身份认证登录", "用无人应答登录");
        String callback = callback(clerk);
        String before = clerk.session();
        assertThat(location(clerk, callback)).isEqualTo("/desk");
        assertThat(clerk.session()).as("against fixation").isNotEmpty().isNotEqualTo(before);
        assertThat(clerk.get("/desk").statusCode()).isEqualTo(200);
        assertThat(clerk.get("/desk/audit").statusCode()).isEqualTo(403);
        assertThat(location(clerk, callback)).as("again").isEqualTo(REFUSED);

        provider.user = "city-supervisor";
        DeskClient supervisor = new DeskClient(port);
        assertThat(location(supervisor, callback(supervisor))).isEqualTo("/desk");
        assertThat(supervisor.get("/desk/audit").body()).contains("city-clerk", "OpenID Connect");
        assertThat(supervisor.get("/desk/staff").statusCode()).isEqualTo(403);
        assertThat(supervisor.post("/desk/logout", Map.of()).headers().firstValue("Location")).hasValue("/desk/login");
        assertThat(supervisor.get("/desk").statusCode()).isEqualTo(303);
        assertThat(new DeskClient(port).logIn("city-clerk", "").headers().firstValue("Location"))
                .as("without a password there is none to log in with")
                .hasValue("/desk/login?next=%2Fdesk&failed=password");
    }

    @Test
    void tellsWhomTheDeskDoesNotKnowOrHasDisabled() throws Exception {
        provider.user = "nobody<script>";
        DeskClient unknown = new DeskClient(port);
        assertThat(location(unknown, callback(unknown))).isEqualTo(UNKNOWN);
        assertThat(unknown.get(UNKNOWN).body()).contains("这里没有您这个用户");
        assertThat(unknown.get("/desk").statusCode()).isEqualTo(303);
        StaffMember clerk = store.find("city-clerk").orElseThrow();
        staff.change(store.find(Staff.FIRST).orElseThrow(), clerk.id(), Role.CLERK, false);
        provider.user = clerk.name();
        DeskClient disabled = new DeskClient(port);
        assertThat(location(disabled, callback(disabled))).isEqualTo(UNKNOWN);
        staff.change(store.find(Staff.FIRST).orElseThrow(), clerk.id(), Role.CLERK, true);
        assertThat(audit.page("", Long.MAX_VALUE).getFirst().action()).isEqualTo(AuditLog.Action.STAFF_CHANGED);
        assertThat(audit.page("", Long.MAX_VALUE).get(1).action()).isEqualTo(AuditLog.Action.LOGIN_FAILED);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void believesNoTokenWithAFault(Fault fault) throws Exception {
        provider.user = "city-clerk";
        provider.fault = fault;
        DeskClient client = new DeskClient(port);
        assertThat(location(client, callback(client))).isEqualTo(REFUSED);
        assertThat(client.get("/desk").statusCode()).isEqualTo(303);
    }

    @Test
    void takesNothingThatItDidNotBegin() throws Exception {
        provider.user = "city-clerk";
        String foreign = callback(new DeskClient(port));
        DeskClient victim = new DeskClient(port);
        assertThat(location(victim, foreign)).isEqualTo(REFUSED);
        String own = callback(victim);
        assertThat(location(victim, own.replaceFirst("state=[^&]+", "state=another"))).isEqualTo(REFUSED);
        assertThat(location(victim, "/desk/oidc/city?error=%0aforged&state=x")).isEqualTo(REFUSED);
        assertThat(victim.get(REFUSED).body()).contains("没有登录成功");
        assertThat(victim.get("/desk").statusCode()).isEqualTo(303);
    }

    @Test
    void leadsBackToTheLoginWhereAProviderIsAway() throws Exception {
        DeskClient client = new DeskClient(port);
        assertThat(location(client, "/desk/oidc/start/away")).isEqualTo(REFUSED);
        assertThat(location(client, "/desk/oidc/start/none")).isEqualTo(REFUSED);
        assertThat(location(client, "/desk/oidc/none?code=x&state=x")).isEqualTo(REFUSED);
    }

    @Test
    void goesOnWithTheQueryOfThePageAlsoAfterARefusal() throws Exception {
        String page = "/desk/articles/live?id=%E8%AE%A1%E5%88%92&p=3";
        DeskClient client = new DeskClient(port);
        String login = location(client, page);
        String start = start(client, login);
        provider.user = "nobody";
        String unknown = location(client, callback(client, start));
        assertThat(unknown).isEqualTo(login + "&failed=unknown");
        provider.fault = Fault.NONCE;
        String refused = location(client, callback(client, start(client, unknown)));
        assertThat(refused).isEqualTo(login + "&failed=provider");
        assertThat(location(client, start.replace("/city?", "/away?"))).isEqualTo(refused);
        provider.fault = Fault.NONE;
        provider.user = "city-clerk";
        assertThat(location(client, callback(client, start(client, refused)))).isEqualTo(page);
    }

    @Test
    void goesOnNowhereButToTheDesk() throws Exception {
        provider.user = "city-clerk";
        for (String elsewhere : List.of("https://evil.example/desk?a=b", "//evil.example", "/desk/../chat", "/desk?%0d%0a#a")) {
            String start = "/desk/oidc/start/city?next=" + URLEncoder.encode(elsewhere, StandardCharsets.UTF_8);
            DeskClient client = new DeskClient(port);
            String callback = callback(client, start) + "&next=%2Fdesk%2Faudit";
            assertThat(location(client, callback)).as(elsewhere).isEqualTo("/desk");
        }
    }

    /** @return where the page of the login leads to the provider */
    private static String start(DeskClient client, String login) throws Exception {
        return Jsoup.parse(client.get(login).body()).select("a[href^=/desk/oidc/start/city]").attr("href");
    }

    private String callback(DeskClient client) throws Exception {
        return callback(client, "/desk/oidc/start/city");
    }

    /** Goes to the provider as a browser does. Returns where that sends it back to. */
    private String callback(DeskClient client, String start) throws Exception {
        URI authorize = URI.create(location(client, start));
        HttpResponse<String> sent =
                http.send(HttpRequest.newBuilder(authorize).build(), HttpResponse.BodyHandlers.ofString());
        URI back = URI.create(sent.headers().firstValue("Location").orElseThrow(() -> new AssertionError(sent.body())));
        return back.getRawPath() + "?" + back.getRawQuery();
    }

    private static String location(DeskClient client, String path) throws Exception {
        HttpResponse<String> response = client.get(path);
        return response.headers().firstValue("Location").orElseThrow(() -> new AssertionError(response.toString()));
    }
}
