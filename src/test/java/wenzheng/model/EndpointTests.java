package wenzheng.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The limits that hold whatever the model does. */
class EndpointTests {

    private static final Duration TIME = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofSeconds(30);
    private static final Prompts.Prompt PROMPT = new Prompts.Prompt("说", "{}");

    /** What a call books before it is made: 3 characters and the longest answer. */
    private static final int BOOKED = 1_503;

    @AutoClose
    private final StubModel model = new StubModel();

    private final List<String> lines = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-21T08:00:00Z");

    @Test
    void handsOnEachLineAsSoonAsItIsWhole() throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        model.behaves(exchange -> {
            OutputStream out = StubModel.stream(exchange);
            StubModel.send(out, "一\n二");
            try {
                seen.await(TIME.toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
            }
            StubModel.send(out, "二\n三");
            out.write("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
        });
        Endpoint.Heard heard = endpoint(4, 1_000_000).ask(PROMPT, TIME, line -> {
            lines.add(line);
            seen.countDown();
        });
        assertThat(heard).isEqualTo(new Endpoint.Heard(false, null));
        assertThat(lines).containsExactly("一", "二二", "三");
    }

    @Test
    void turnsAwayWhoComesWhileAllPlacesAreTaken() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        model.behaves(exchange -> {
            arrived.countDown();
            try {
                released.await(TIME.toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
            }
            StubModel.says("好").reply(exchange);
        });
        Endpoint endpoint = endpoint(1, 1_000_000);
        CompletableFuture<Endpoint.Heard> first =
                CompletableFuture.supplyAsync(() -> endpoint.ask(PROMPT, TIME, _ -> {}));
        assertThat(arrived.await(TIME.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(endpoint.ask(PROMPT, TIME, _ -> {}).failure()).isEqualTo(Reason.BUSY);
        released.countDown();
        assertThat(first.get(TIME.toSeconds(), TimeUnit.SECONDS).failure()).isNull();
        assertThat(model.requests).hasSize(1);
        assertThat(endpoint.ask(PROMPT, TIME, _ -> {}).failure()).isNull();
    }

    @Test
    void callsThatHangKeepNoOtherWaiting() throws Exception {
        CountDownLatch hanging = new CountDownLatch(6);
        AtomicInteger calls = new AtomicInteger();
        model.behavesBy(_ -> calls.incrementAndGet() > 6 ? StubModel.says("好") : exchange -> {
            StubModel.send(StubModel.stream(exchange), "好");
            hanging.countDown();
            model.waitForTheEnd();
        });
        Endpoint endpoint = endpoint(7, 1_000_000);
        IntStream.range(0, 6).forEach(_ -> Thread.ofVirtual().start(() -> endpoint.ask(PROMPT, TIME, _ -> {})));
        assertThat(hanging.await(TIME.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(endpoint.ask(PROMPT, TIME, lines::add).failure()).isNull();
        assertThat(lines).containsExactly("好");
    }

    @Test
    void spendsNoMoreThanTheTokensOfADayAndBeginsAnewTheNext() {
        model.behaves(StubModel.says("好"));
        Endpoint endpoint = endpoint(4, BOOKED + 10);
        assertThat(endpoint.ask(PROMPT, TIME, _ -> {}).failure()).isNull();
        assertThat(endpoint.ask(PROMPT, TIME, _ -> {}).failure()).isEqualTo(Reason.SPENT);
        assertThat(model.requests).hasSize(1);
        now = now.plus(Duration.ofDays(1));
        assertThat(endpoint.ask(PROMPT, TIME, _ -> {}).failure()).isNull();
    }

    @Test
    void givesBackTheTokensThatWereNotUsed() {
        model.behaves(exchange -> {
            OutputStream out = StubModel.stream(exchange);
            StubModel.send(out, "好");
            out.write("""
                    data: {"id":"1","object":"chat.completion.chunk","choices":[],"usage":{"prompt_tokens":3,\
                    "completion_tokens":1,"total_tokens":4}}

                    data: [DONE]

                    """.getBytes(StandardCharsets.UTF_8));
        });
        Endpoint endpoint = endpoint(4, BOOKED + 10);
        assertThat(endpoint.ask(PROMPT, TIME, _ -> {}).failure()).isNull();
        assertThat(endpoint.ask(PROMPT, TIME, _ -> {}).failure()).isNull();
        assertThat(endpoint.ask(PROMPT, TIME, _ -> {}).failure()).isNull();
        assertThat(endpoint.ask(PROMPT, TIME, _ -> {}).failure()).isEqualTo(Reason.SPENT);
    }

    @Test
    void leavesTheModelAloneAfterItFailedSeveralTimesAndTriesAgainAfterAWhile() {
        model.behaves(StubModel.fails(500));
        Endpoint endpoint = endpoint(4, 1_000_000);
        assertThat(endpoint.ask(PROMPT, TIME, _ -> {}).failure()).isEqualTo(Reason.UNREACHABLE);
        assertThat(model.requests).as("one retry").hasSize(2);
        endpoint.ask(PROMPT, TIME, _ -> {});
        model.behaves(StubModel.says("好"));
        assertThat(endpoint.ask(PROMPT, TIME, _ -> {}).failure()).isEqualTo(Reason.BROKEN);
        assertThat(model.requests).isEmpty();
        now = now.plus(PAUSE);
        assertThat(endpoint.ask(PROMPT, TIME, _ -> {}).failure()).isNull();
    }

    @Test
    void doesNotAskWhereNoTimeIsLeft() {
        model.behaves(StubModel.says("好"));
        assertThat(endpoint(4, 1_000_000).ask(PROMPT, Duration.ofSeconds(-1), lines::add))
                .isEqualTo(new Endpoint.Heard(true, Reason.LATE));
        assertThat(model.requests).isEmpty();
    }

    private Endpoint endpoint(int concurrent, long tokens) {
        InstantSource source = () -> now;
        return new Endpoint(
                new ModelSettings(
                        model.url(), null, "stub", TIME, concurrent, tokens, 2, PAUSE, Path.of("prompts"), false),
                source.withZone(ZoneOffset.UTC));
    }
}
