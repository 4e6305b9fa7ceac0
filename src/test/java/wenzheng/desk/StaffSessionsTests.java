package wenzheng.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpCookie;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.server.session.CookieWebSessionIdResolver;
import org.springframework.web.server.session.DefaultWebSessionManager;
import org.springframework.web.server.session.InMemoryWebSessionStore;
import wenzheng.ServedArticles;

/** That a session ends by itself. */
@ServedArticles
class StaffSessionsTests {

    private static final Duration IDLE = Duration.ofMinutes(30);
    private static final Duration LONGEST = Duration.ofHours(12);
    private static final CookieWebSessionIdResolver COOKIES = new CookieWebSessionIdResolver();

    private final HandClock clock = new HandClock();
    private final DefaultWebSessionManager manager = new DefaultWebSessionManager();

    @Autowired
    private Staff staff;

    @Autowired
    private StaffStore store;

    @Autowired
    private Crossover crossover;

    @Test
    void endsWhenNothingWasAskedForHalfAnHour() {
        StaffSessions sessions = sessions();
        String id = logIn(sessions);
        clock.advance(IDLE.minusMinutes(1));
        assertThat(isLoggedIn(sessions, id)).isTrue();
        clock.advance(IDLE.minusMinutes(1));
        assertThat(isLoggedIn(sessions, id)).isTrue();
        clock.advance(IDLE.plusMinutes(1));
        assertThat(isLoggedIn(sessions, id)).isFalse();
    }

    @Test
    void endsAfterTwelveHoursInAnyCase() {
        StaffSessions sessions = sessions();
        String id = logIn(sessions);
        for (Duration passed = Duration.ZERO; passed.compareTo(LONGEST) < 0; passed = passed.plusMinutes(20)) {
            assertThat(isLoggedIn(sessions, id)).as("after %s", passed).isTrue();
            clock.advance(Duration.ofMinutes(20));
        }
        clock.advance(Duration.ofMinutes(1));
        assertThat(isLoggedIn(sessions, id)).isFalse();
        assertThat(isLoggedIn(sessions, id)).isFalse();
    }

    @Test
    void endsWhereOnlyAPageThatWasLeftOpenGoesOnAsking() {
        for (boolean events : new boolean[] {true, false}) {
            StaffSessions sessions = sessions();
            String id = logIn(sessions);
            MockServerHttpRequest.BaseBuilder<?> asked = events
                    ? MockServerHttpRequest.get("/desk/events")
                    : MockServerHttpRequest.get("/desk/queue/list").header("Desk-Unattended", "true");
            MockServerHttpRequest request =
                    asked.cookie(new HttpCookie(COOKIES.getCookieName(), id)).build();
            clock.advance(IDLE.dividedBy(2));
            assertThat(isLoggedIn(sessions, request)).isTrue();
            clock.advance(IDLE.dividedBy(2).minusMinutes(1));
            assertThat(isLoggedIn(sessions, id)).as("back at work").isTrue();
            clock.advance(IDLE.minusMinutes(1));
            assertThat(isLoggedIn(sessions, request)).isTrue();
            clock.advance(Duration.ofMinutes(2));
            assertThat(isLoggedIn(sessions, request)).isFalse();
        }
    }

    private StaffSessions sessions() {
        InMemoryWebSessionStore kept = new InMemoryWebSessionStore();
        kept.setClock(clock);
        manager.setSessionStore(kept);
        manager.setSessionIdResolver(COOKIES);
        DeskSettings settings = new DeskSettings(null, IDLE, LONGEST, 5, Duration.ofMinutes(15), "preferred_username", false);
        return new StaffSessions(staff, crossover, settings, clock);
    }

    private String logIn(StaffSessions sessions) {
        MockServerWebExchange exchange = exchange(request(""));
        StaffMember member = store.find(Staff.FIRST).orElseThrow();
        sessions.save(exchange, new SecurityContextImpl(StaffSessions.authentication(member))).block();
        exchange.getResponse().setComplete().block();
        return exchange.getResponse().getCookies().getFirst(COOKIES.getCookieName()).getValue();
    }

    private boolean isLoggedIn(StaffSessions sessions, String id) {
        return isLoggedIn(sessions, request(id));
    }

    private boolean isLoggedIn(StaffSessions sessions, MockServerHttpRequest request) {
        MockServerWebExchange exchange = exchange(request);
        boolean loggedIn = sessions.load(exchange).blockOptional().isPresent();
        exchange.getResponse().setComplete().block();
        return loggedIn;
    }

    private static MockServerHttpRequest request(String session) {
        return MockServerHttpRequest.get("/desk")
                .cookie(new HttpCookie(COOKIES.getCookieName(), session.isEmpty() ? "none" : session))
                .build();
    }

    private MockServerWebExchange exchange(MockServerHttpRequest request) {
        return MockServerWebExchange.builder(request).sessionManager(manager).build();
    }

    /** Stands still until it is moved. */
    private static final class HandClock extends Clock {

        private Instant now = Instant.parse("2026-11-21T00:00:00Z");

        void advance(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneId.of("GMT");
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
