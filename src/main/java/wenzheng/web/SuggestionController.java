package wenzheng.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import wenzheng.conversation.Suggestions;

@RestController
@Tag(name = "suggestions", description = "提问前的建议")
class SuggestionController {

    private static final int MOST = 6;

    /** What a start leaves to who asks first, and to what else is loaded meanwhile, the trained reader for one. */
    private static final Duration SETTLING = Duration.ofSeconds(3);

    @Schema(name = "Suggestions", description = "可以直接提问的话")
    record SuggestionsView(
            @Schema(
                    description = "最好的在前，最多6条；每一条都由文章里的事实写成，并且试过能答",
                    example = "[\"管城回族区2021年新建、续建中小学多少所？\"]")
            List<String> suggestions) {}

    private final Suggestions suggestions;
    private final Crossing crossing;
    private final WebSettings settings;

    SuggestionController(Suggestions suggestions, Crossing crossing, WebSettings settings) {
        this.suggestions = suggestions;
        this.crossing = crossing;
        this.settings = settings;
    }

    @EventListener(ApplicationReadyEvent.class)
    void prepare() {
        CompletableFuture.delayedExecutor(SETTLING.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> suggestions.prepare(settings.examples()));
    }

    @GetMapping(path = "/api/v1/suggestions", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "输入时的补全，或热门问题",
            description = "补全取自文章里的事实；q 可以是汉字、拼音或拼音首字母。q 为空则给出热门问题："
                    + "至少五位不同访客问过的事实，不足时用例句和各篇文章的事实补上。市民输入的原话从不展示给他人。")
    Mono<SuggestionsView> suggestions(
            @Parameter(description = "已输入的文字", example = "zhongxiaoxue") @RequestParam(defaultValue = "") String q) {
        return crossing.callBounded(() -> new SuggestionsView(
                q.isBlank() ? suggestions.hot(settings.examples(), MOST) : suggestions.complete(q, MOST)));
    }
}
