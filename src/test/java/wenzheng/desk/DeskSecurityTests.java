package wenzheng.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import wenzheng.ServedArticles;

/** Who gets in, what each role may do, and what keeps others out. */
@Tag("database")
@ServedArticles
class DeskSecurityTests {

    private static final String PASSWORD = Colleagues.PASSWORD;

    /** Each address of the desk with the least role that may ask for it; {@code null} for one open to everybody. */
    private static final Map<String, Role> LEAST = Map.ofEntries(
            Map.entry("GET /desk", Role.CLERK),
            Map.entry("GET /desk/password", Role.CLERK),
            Map.entry("POST /desk/password", Role.CLERK),
            Map.entry("POST /desk/results", Role.CLERK),
            Map.entry("POST /desk/answer", Role.CLERK),
            Map.entry("GET /desk/article", Role.CLERK),
            Map.entry("POST /desk/used", Role.CLERK),
            Map.entry("GET /desk/orders", Role.CLERK),
            Map.entry("POST /desk/orders", Role.CLERK),
            Map.entry("GET /desk/orders/search", Role.CLERK),
            Map.entry("POST /desk/orders/search", Role.CLERK),
            Map.entry("POST /desk/orders.csv", Role.CLERK),
            Map.entry("POST /desk/orders.xlsx", Role.CLERK),
            Map.entry("GET /desk/orders/{id}", Role.CLERK),
            Map.entry("POST /desk/orders/{id}", Role.CLERK),
            Map.entry("POST /desk/orders/{id}/draft", Role.CLERK),
            Map.entry("GET /desk/queue", Role.CLERK),
            Map.entry("GET /desk/queue/list", Role.CLERK),
            Map.entry("GET /desk/queue/count", Role.CLERK),
            Map.entry("GET /desk/queue/{id}", Role.CLERK),
            Map.entry("GET /desk/queue/{id}/transcript", Role.CLERK),
            Map.entry("GET /desk/queue/{id}/unseen", Role.CLERK),
            Map.entry("GET /desk/queue/{id}/proposal", Role.CLERK),
            Map.entry("POST /desk/queue/{id}/take", Role.CLERK),
            Map.entry("POST /desk/queue/{id}/words", Role.CLERK),
            Map.entry("POST /desk/queue/{id}/draft", Role.CLERK),
            Map.entry("POST /desk/queue/{id}/back", Role.CLERK),
            Map.entry("POST /desk/queue/{id}/close", Role.CLERK),
            Map.entry("POST /desk/callbacks/{id}/done", Role.CLERK),
            Map.entry("GET /desk/events", Role.CLERK),
            Map.entry("GET /desk/articles", Role.CLERK),
            Map.entry("GET /desk/articles/drafts", Role.CLERK),
            Map.entry("POST /desk/articles/drafts", Role.SUPERVISOR),
            Map.entry("GET /desk/articles/drafts/{id}", Role.CLERK),
            Map.entry("POST /desk/articles/drafts/{id}", Role.SUPERVISOR),
            Map.entry("POST /desk/articles/drafts/{id}/publish", Role.SUPERVISOR),
            Map.entry("POST /desk/articles/drafts/{id}/discard", Role.SUPERVISOR),
            Map.entry("GET /desk/articles/live", Role.CLERK),
            Map.entry("POST /desk/articles/live", Role.SUPERVISOR),
            Map.entry("GET /desk/articles/withdraw", Role.CLERK),
            Map.entry("POST /desk/articles/withdraw", Role.SUPERVISOR),
            Map.entry("GET /desk/articles/kept", Role.CLERK),
            Map.entry("GET /desk/articles/kept/{id}", Role.CLERK),
            Map.entry("POST /desk/articles/kept/{id}/restore", Role.SUPERVISOR),
            Map.entry("GET /desk/corrections", Role.CLERK),
            Map.entry("POST /desk/corrections", Role.CLERK),
            Map.entry("POST /desk/corrections/marks", Role.CLERK),
            Map.entry("POST /desk/corrections/sources", Role.CLERK),
            Map.entry("GET /desk/corrections/source", Role.CLERK),
            Map.entry("GET /desk/corrections/{id}", Role.CLERK),
            Map.entry("POST /desk/corrections/{id}", Role.CLERK),
            Map.entry("POST /desk/corrections/{id}/trial", Role.CLERK),
            Map.entry("POST /desk/corrections/{id}/close", Role.CLERK),
            Map.entry("POST /desk/corrections/{id}/approve", Role.SUPERVISOR),
            Map.entry("POST /desk/corrections/{id}/reject", Role.SUPERVISOR),
            Map.entry("POST /desk/corrections/{id}/withdraw", Role.SUPERVISOR),
            Map.entry("POST /desk/articles/effects", Role.SUPERVISOR),
            Map.entry("GET /desk/articles/effects/{id}", Role.CLERK),
            Map.entry("GET /desk/dictionary", Role.CLERK),
            Map.entry("GET /desk/dictionary/work", Role.CLERK),
            Map.entry("POST /desk/dictionary", Role.SUPERVISOR),
            Map.entry("POST /desk/dictionary/try", Role.SUPERVISOR),
            Map.entry("POST /desk/dictionary/remove", Role.SUPERVISOR),
            Map.entry("GET /desk/audit", Role.SUPERVISOR),
            Map.entry("GET /desk/statistics", Role.SUPERVISOR),
            Map.entry("GET /desk/statistics/{name}.csv", Role.SUPERVISOR),
            Map.entry("GET /desk/statistics/{name}.xlsx", Role.SUPERVISOR),
            Map.entry("GET /desk/conversations", Role.SUPERVISOR),
            Map.entry("GET /desk/conversations/{number}", Role.SUPERVISOR),
            Map.entry("GET /desk/calls/{call}", Role.SUPERVISOR),
            Map.entry("GET /desk/staff", Role.ADMINISTRATOR),
            Map.entry("POST /desk/staff", Role.ADMINISTRATOR),
            Map.entry("POST /desk/staff/{id}", Role.ADMINISTRATOR),
            Map.entry("POST /desk/staff/{id}/sessions", Role.ADMINISTRATOR),
            Map.entry("GET /desk/operation", Role.ADMINISTRATOR),
            Map.entry("POST /desk/operation/assistant", Role.ADMINISTRATOR),
            Map.entry("POST /desk/operation/keys", Role.ADMINISTRATOR),
            Map.entry("POST /desk/operation/keys/{id}/revoke", Role.ADMINISTRATOR),
            Map.entry("POST /desk/staff/{id}/password", Role.ADMINISTRATOR));

    private static final List<String> OPEN = List.of("GET /desk/login");

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

    @Autowired
    private RequestMappingHandlerMapping requestMappingHandlerMapping;

    @BeforeEach
    void hire() {
        for (Role role : Role.values()) {
            colleagues.hire(role.name().toLowerCase(Locale.ROOT), "", role);
        }
    }

    @Test
    void letsEachRoleAndNobodyAskForExactlyWhatItMay() throws Exception {
        List<String> served = requestMappingHandlerMapping.getHandlerMethods().keySet().stream()
                .flatMap(info -> info.getPatternsCondition().getPatterns().stream()
                        .filter(pattern -> pattern.getPatternString().startsWith("/desk"))
                        .flatMap(pattern -> methods(info).map(method -> method + " " + pattern.getPatternString())))
                .toList();
        List<String> known = new ArrayList<>(LEAST.keySet());
        known.addAll(OPEN);
        assertThat(served).as("addresses without a role").containsExactlyInAnyOrderElementsOf(known);

        List<String> wrong = new ArrayList<>();
        for (Role role : Role.values()) {
            DeskClient client = DeskClient.loggedIn(port, role.name(), PASSWORD);
            for (String address : served) {
                boolean may = OPEN.contains(address) || role.compareTo(LEAST.get(address)) >= 0;
                int status = ask(client, address).statusCode();
                if (may == (status == 403) || status == 401 || status >= 500) {
                    wrong.add("%s as %s: %d".formatted(address, role, status));
                }
            }
        }
        DeskClient nobody = new DeskClient(port);
        nobody.get("/desk/login");
        for (String address : served) {
            HttpResponse<String> response = ask(nobody, address);
            boolean sentAway = response.statusCode() == 401 || response.statusCode() == 303 && response.headers()
                    .firstValue("Location")
                    .orElse("")
                    .startsWith("/desk/login?next=");
            if (sentAway == OPEN.contains(address)) {
                wrong.add("%s as nobody: %d".formatted(address, response.statusCode()));
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void takesNoFormWithoutItsToken() throws Exception {
        DeskClient client = DeskClient.loggedIn(port, "administrator", PASSWORD);
        for (String token : List.of("", "wrong")) {
            HttpResponse<String> response = client.post(
                    "/desk/staff", Map.of("name", "intruder", "role", "CLERK", "password", PASSWORD, "_csrf", token));
            assertThat(response.statusCode()).isEqualTo(403);
        }
        assertThat(store.find("intruder")).isEmpty();
        assertThat(client.post("/desk/logout", Map.of("_csrf", "")).statusCode()).isEqualTo(403);
        assertThat(client.get("/desk/password").statusCode()).isEqualTo(200);
        HttpResponse<String> foreign = client.send(client.request("/desk/staff")
                .header("Origin", "https://evil.example")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("name=intruder")));
        assertThat(foreign.statusCode()).isEqualTo(403);
    }

    @Test
    void takesNothingThatChangesSomethingWithoutItsToken() throws Exception {
        DeskClient client = DeskClient.loggedIn(port, "administrator", PASSWORD);
        for (String address : LEAST.keySet().stream().filter(each -> each.startsWith("POST")).toList()) {
            String path = address.substring(5).replaceAll("\\{[^}]*}", "1");
            assertThat(client.post(path, Map.of("_csrf", "")).statusCode()).as(address).isEqualTo(403);
        }
        assertThat(client.get("/desk/password").statusCode()).isEqualTo(200);
    }

    @Test
    void givesANewSessionAtLoginAndEndsItAtLogout() throws Exception {
        DeskClient client = new DeskClient(port);
        client.bringSession("an-id-that-somebody-else-knows");
        client.logIn("clerk", PASSWORD);
        String session = client.session();
        assertThat(session).isNotEmpty().isNotEqualTo("an-id-that-somebody-else-knows");
        client.logIn("clerk", PASSWORD);
        assertThat(client.session()).isNotEmpty().isNotEqualTo(session);
        DeskClient thief = new DeskClient(port);
        thief.bringSession(session);
        assertThat(thief.get("/desk/password").statusCode()).isEqualTo(303);

        String last = client.session();
        client.get("/desk/password");
        assertThat(client.post("/desk/logout", Map.of()).headers().firstValue("Location")).hasValue("/desk/login");
        thief.bringSession(last);
        assertThat(thief.get("/desk/password").statusCode()).isEqualTo(303);
    }

    @Test
    void keepsItsCookiesToTheDeskAndAwayFromScriptsAndOtherSites() throws Exception {
        DeskClient client = DeskClient.loggedIn(port, "clerk", PASSWORD);
        assertThat(client.cookies()).hasSize(2).allSatisfy(cookie -> {
            assertThat(cookie.getPath()).isEqualTo("/desk");
            assertThat(cookie.isHttpOnly()).isTrue();
        });
        HttpResponse<String> page = client.get("/desk/login");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
        for (String open : List.of("/chat", "/api/v1/site", "/actuator/health", "/assets/desk.css")) {
            assertThat(client.get(open).headers().firstValue("Set-Cookie")).as(open).isEmpty();
        }
    }

    @Test
    void locksANameAfterSeveralWrongPasswordsEvenAtOnce() throws Exception {
        staff.add(store.find(Staff.FIRST).orElseThrow(), "guessed", "", Role.CLERK, PASSWORD);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> guesses = new ArrayList<>();
            for (int i = 0; i < 7; i++) {
                String guess = "guess-number-" + i;
                guesses.add(() -> staff.logIn("guessed", guess).isEmpty());
            }
            assertThat(threads.invokeAll(guesses)).allSatisfy(done -> assertThat(done.get()).isTrue());
        }
        HttpResponse<String> right = new DeskClient(port).logIn("guessed", PASSWORD);
        assertThat(right.headers().firstValue("Location")).hasValue("/desk/login?next=%2Fdesk&failed=password");
        StaffMember locked = store.find("guessed").orElseThrow();
        assertThat(locked.isLocked(Instant.now())).isTrue();
        assertThat(locked.isLocked(Instant.now().plus(Duration.ofMinutes(16)))).isFalse();
        assertThat(audit.page("", Long.MAX_VALUE))
                .anySatisfy(entry -> assertThat(entry.action()).isEqualTo(AuditLog.Action.LOCKED_OUT));
        staff.setPassword(locked, locked.id(), PASSWORD);
        assertThat(staff.logIn("guessed", PASSWORD)).isPresent();
    }

    @Test
    void endsSessionsOfWhoIsDisabledGetsAnotherRoleOrAnotherPassword() throws Exception {
        StaffMember first = store.find(Staff.FIRST).orElseThrow();
        staff.add(first, "leaver", "", Role.SUPERVISOR, PASSWORD);
        long id = store.find("leaver").orElseThrow().id();
        List<Runnable> ends = List.of(
                () -> staff.setPassword(first, id, PASSWORD),
                () -> staff.change(first, id, Role.CLERK, true),
                () -> staff.change(first, id, Role.CLERK, false));
        for (Runnable end : ends) {
            DeskClient client = DeskClient.loggedIn(port, "leaver", PASSWORD);
            assertThat(client.get("/desk/password").statusCode()).isEqualTo(200);
            end.run();
            assertThat(client.get("/desk/password").statusCode()).isEqualTo(303);
        }
        assertThat(staff.logIn("leaver", PASSWORD)).isEmpty();
    }

    @Test
    void keepsOneOfTwoAdministratorsWhoDisableEachOtherAtTheSameMoment() throws Exception {
        List<StaffMember> before = store.all().stream()
                .filter(member -> member.role() == Role.ADMINISTRATOR && member.enabled())
                .toList();
        StaffMember first = store.find(Staff.FIRST).orElseThrow();
        StaffMember second = store.find("administrator").orElseThrow();
        before.stream().map(StaffMember::id).filter(id -> id != first.id() && id != second.id())
                .forEach(id -> staff.change(first, id, Role.ADMINISTRATOR, false));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < 20; round++) {
                threads.invokeAll(List.<Callable<Object>>of(
                        Executors.callable(() -> staff.change(first, second.id(), Role.ADMINISTRATOR, false)),
                        Executors.callable(() -> staff.change(second, first.id(), Role.CLERK, true))));
                List<String> left = store.all().stream()
                        .filter(member -> member.role() == Role.ADMINISTRATOR && member.enabled())
                        .map(StaffMember::name)
                        .toList();
                staff.change(first, first.id(), Role.ADMINISTRATOR, true);
                staff.change(first, second.id(), Role.ADMINISTRATOR, true);
                assertThat(left).hasSize(1);
            }
        } finally {
            before.forEach(member -> staff.change(first, member.id(), Role.ADMINISTRATOR, true));
        }
    }

    @Test
    void keepsTheLastAdministrator() {
        StaffMember first = store.find(Staff.FIRST).orElseThrow();
        List<StaffMember> others = store.all().stream()
                .filter(member -> member.role() == Role.ADMINISTRATOR && member.enabled() && member.id() != first.id())
                .toList();
        others.forEach(member -> staff.change(first, member.id(), Role.ADMINISTRATOR, false));
        assertThatThrownBy(() -> staff.change(first, first.id(), Role.CLERK, true))
                .isInstanceOfSatisfying(DeskProblem.class, problem ->
                        assertThat(problem.key()).isEqualTo("desk.staff.last-administrator"));
        others.forEach(member -> staff.change(first, member.id(), Role.ADMINISTRATOR, true));
    }

    @Test
    void hashesPasswordsWithArgon2AndShowsAndLogsNone() throws Exception {
        assertThat(store.hash(store.find("clerk").orElseThrow().id()).orElseThrow())
                .startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(DeskClient.loggedIn(port, Staff.FIRST, ServedArticles.ADMIN_PASSWORD).get("/desk/audit").body())
                .contains("登录", "clerk")
                .doesNotContain(PASSWORD, "$argon2");
        assertThat(new DeskSettings("hush-hush-hush", Duration.ofMinutes(1), Duration.ofMinutes(1), 1,
                        Duration.ofMinutes(1), "name", false).toString())
                .doesNotContain("hush");
    }

    @Test
    void leadsBackToThePageThatWasAskedForButNowhereElse() throws Exception {
        DeskClient client = new DeskClient(port);
        assertThat(client.get("/desk/audit").headers().firstValue("Location")).hasValue("/desk/login?next=%2Fdesk%2Faudit");
        assertThat(DeskSecurity.checked("/desk/audit")).isEqualTo("/desk/audit");
        assertThat(client.get("/desk/articles/live?id=%E8%AE%A1%E5%88%92&p=a%2Fb").headers().firstValue("Location"))
                .hasValue("/desk/login?next=%2Fdesk%2Farticles%2Flive%3Fid%3D%25E8%25AE%25A1%25E5%2588%2592%26p%3Da%252Fb");
        for (String page : List.of(
                "/desk?a=b", "/desk/articles/live?id=%E8%AE%A1%E5%88%92&p=a%2Fb", "/desk/orders?q=%22%3E%0D%0A",
                "/desk?" + "a".repeat(1_993), "/desk?" + "%2Fa".repeat(498) + "b", "/desk" + "/a".repeat(997))) {
            assertThat(DeskSecurity.checked(page)).isEqualTo(page);
        }
        for (String elsewhere : List.of(
                "https://evil.example", "//evil.example", "//evil.example?a=b", "/desk/../chat", "/desk\\@evil", "/deskevil?a",
                "/desk//evil.example", "/desk/%2e%2e/chat", "/desk@evil.example", "/desk?a=\r\nSet-Cookie: a", "/desk?<b>",
                "/desk?%zz", "/desk?a#b", "?a=/desk", "javascript:alert(1)//desk",
                "/desk?" + "a".repeat(100_000))) {
            assertThat(DeskSecurity.checked(elsewhere)).as(elsewhere).isEqualTo("/desk");
        }
        client.get("/desk/login");
        for (Map.Entry<String, String> each : Map.of(
                        "http://127.0.0.1/desk/orders/7?x=1", "%2Fdesk%2Forders%2F7%3Fx%3D1",
                        "https://evil.example/", "%2Fdesk",
                        "\"><script>//desk/@", "%2Fdesk").entrySet()) {
            HttpResponse<String> sent = client.send(client.request("/desk/orders")
                    .header("Referer", each.getKey())
                    .header("Accept", "text/html")
                    .header("X-XSRF-TOKEN", client.token())
                    .POST(HttpRequest.BodyPublishers.noBody()));
            assertThat(sent.headers().firstValue("Location")).hasValue("/desk/login?next=" + each.getValue());
        }
        assertThat(client.send(client.request("/desk/audit").header("HX-Request", "true").header("Accept", "text/html"))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void goesOnWithTheQueryOfThePageAlsoAfterAWrongPassword() throws Exception {
        DeskClient client = new DeskClient(port);
        String page = "/desk/articles/live?id=%E8%AE%A1%E5%88%92&p=3";
        String login = client.get(page).headers().firstValue("Location").orElseThrow();
        assertThat(client.get(login).body()).contains("value=\"" + page.replace("&", "&amp;") + "\"");
        String again = client.post("/desk/login", Map.of("username", "clerk", "password", "wrong", "next", page))
                .headers()
                .firstValue("Location")
                .orElseThrow();
        assertThat(again).isEqualTo(login + "&failed=password");
        assertThat(client.get(again).body()).contains("用户名或密码不对", "value=\"" + page.replace("&", "&amp;") + "\"");
        assertThat(client.post("/desk/login", Map.of("username", "clerk", "password", PASSWORD, "next", page)).headers()
                        .firstValue("Location"))
                .hasValue(page);
        for (String elsewhere : List.of("https://evil.example/desk?a=b", "//evil.example?a=b")) {
            assertThat(client.post("/desk/login", Map.of("username", "clerk", "password", PASSWORD, "next", elsewhere)).headers()
                            .firstValue("Location"))
                    .hasValue("/desk");
        }
    }

    @Test
    void changesOnesOwnPasswordOnlyWithTheOldOne() throws Exception {
        staff.add(store.find(Staff.FIRST).orElseThrow(), "changer", "", Role.CLERK, PASSWORD);
        DeskClient client = DeskClient.loggedIn(port, "changer", PASSWORD);
        assertThat(client.post("/desk/password", Map.of("old", "wrong", "password", "another-long-password")).body())
                .contains("现在的密码不对");
        assertThat(client.post("/desk/password", Map.of("old", PASSWORD, "password", "short")).body()).contains("12到200");
        assertThat(client.post("/desk/password", Map.of("old", PASSWORD, "password", "another-long-password")).statusCode())
                .isEqualTo(303);
        assertThat(staff.logIn("changer", PASSWORD)).isEmpty();
        assertThat(staff.logIn("changer", "another-long-password")).isPresent();
    }

    @Test
    void makesTheFirstAdministratorOnceWithAPasswordOfItsOwnWhereNoneIsSet() {
        assertThat(store.all()).extracting(StaffMember::name).contains(Staff.FIRST);
        long members = store.all().size();
        staff.makeFirst();
        assertThat(store.all()).hasSize((int) members);
        assertThatThrownBy(() -> new DeskSettings("short", Duration.ofMinutes(1), Duration.ofMinutes(1), 1,
                        Duration.ofMinutes(1), "name", false))
                .hasMessageContaining("give it 12 or more");
    }

    private static Stream<RequestMethod> methods(RequestMappingInfo info) {
        return info.getMethodsCondition().getMethods().stream();
    }

    private static HttpResponse<String> ask(DeskClient client, String address) throws Exception {
        String path = address.substring(address.indexOf(' ') + 1).replaceAll("\\{[^}]*}", "0");
        return address.startsWith("GET") ? client.get(path) : client.post(path, Map.of());
    }
}
