package wenzheng.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Mono;

class LimitsTests {

    @Test
    void turnsAClientAwayAfterItsBurstAndSaysWhenToComeBack() {
        WebSettings settings = TestSettings.with(List.of(), TestSettings.LIMITS);
        RateLimitFilter filter = new RateLimitFilter(settings, new TrustedProxies(settings));
        for (int i = 0; i < 3; i++) {
            ask(filter, "203.0.113.7");
        }
        assertThatThrownBy(() -> ask(filter, "203.0.113.7")).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.getStatusCode()).isEqualTo(HttpStatus.TOO_MANY_REQUESTS);
            assertThat(problem.getHeaders().getFirst("Retry-After")).asInt().isBetween(30, 60);
        });
        ask(filter, "203.0.113.8");
    }

    @Test
    void knowsAnAddressInAnySpelling() {
        WebSettings settings = TestSettings.with(List.of(), TestSettings.LIMITS);
        RateLimitFilter filter = new RateLimitFilter(settings, new TrustedProxies(settings));
        for (String path : List.of("/api/v1/site", "/%61pi/v1/site", "/api;a=b/v1/site")) {
            get(filter, path);
        }
        assertThatThrownBy(() -> get(filter, "/%61pi;/v1/site")).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> get(filter, "/v1/models")).isInstanceOf(Problem.class);
        get(filter, "/");
        get(filter, "/api/v1/suggestions");
    }

    @Test
    void givesUpOnWorkThatTakesTooLongWithoutInterruptingIt() throws InterruptedException {
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        try (Crossing crossing = crossing(Duration.ofMillis(50))) {
            Mono<String> slow = crossing.callBounded(() -> {
                await(goOn);
                done.countDown();
                return "";
            });
            assertThatThrownBy(slow::block).isInstanceOfSatisfying(Problem.class, problem -> {
                assertThat(problem.key()).isEqualTo("error.too-slow");
                assertThat(problem.getHeaders().getFirst("Retry-After")).isEqualTo("2");
            });
            goOn.countDown();
            done.await();
        }
    }

    @Test
    void turnsAQuestionAwayWhenTooManyAreBeingAnswered() {
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch placesTaken = new CountDownLatch(2);
        try (Crossing crossing = crossing(Duration.ofSeconds(20))) {
            for (int i = 0; i < 2; i++) {
                crossing.callBounded(() -> {
                            placesTaken.countDown();
                            await(goOn);
                            return "";
                        })
                        .subscribe();
            }
            await(placesTaken);
            assertThatThrownBy(() -> crossing.callBounded(() -> "").block())
                    .isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.key()).isEqualTo("error.busy"));
            goOn.countDown();
            assertThat(crossing.callBounded(() -> "answer").block()).isEqualTo("answer");
        }
    }

    private static Crossing crossing(Duration time) {
        var limits = new WebSettings.Limits(3, 60, 2, time, 1000, DataSize.ofKilobytes(64), 4, 2);
        return new Crossing(TestSettings.with(List.of(), limits));
    }

    private static void ask(RateLimitFilter filter, String address) {
        MockServerHttpRequest request = MockServerHttpRequest.post("/api/v1/chat")
                .remoteAddress(new InetSocketAddress(address, 40000))
                .build();
        filter.filter(MockServerWebExchange.from(request), _ -> Mono.empty()).block();
    }

    private static void get(RateLimitFilter filter, String path) {
        MockServerHttpRequest request = MockServerHttpRequest.method(HttpMethod.GET, URI.create(path))
                .remoteAddress(new InetSocketAddress("203.0.113.9", 40000))
                .build();
        filter.filter(MockServerWebExchange.from(request), _ -> Mono.empty()).block();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new AssertionError("work was interrupted", interrupted);
        }
    }
}
