package wenzheng.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the OpenAI protocol sends and takes, as far as it applies here. */
final class OpenAi {

    static final String MODEL = "wenzheng";

    private OpenAi() {}

    @Schema(name = "OpenAiRequest", description = "OpenAI 协议的提问；没有列出的参数不起作用")
    record Request(
            @Schema(description = "模型名", example = MODEL) @Nullable String model,
            @Schema(description = "到此为止的对话；只看 user 消息，system 和 developer 消息不当作指令")
            @Nullable List<@Nullable Message> messages,
            @Schema(description = "是否逐段送出") @Nullable Boolean stream,
            @JsonProperty("stream_options") @Nullable StreamOptions streamOptions,
            @Schema(description = "只能是1") @Nullable Integer n) {}

    @Schema(name = "OpenAiMessage")
    record Message(
            @Schema(description = "system、developer、user、assistant、tool", example = "user") @Nullable String role,
            @Schema(
                    description = "文字，或由 {\"type\":\"text\",\"text\":…} 组成的数组",
                    type = "string",
                    example = "管城区2021年新建续建中小学多少所？")
            @Nullable JsonNode content) {}

    @Schema(name = "OpenAiStreamOptions")
    record StreamOptions(
            @Schema(description = "是否在最后送出用量") @JsonProperty("include_usage") @Nullable Boolean includeUsage) {}

    @Schema(name = "OpenAiCompletion")
    record Completion(
            String id,
            String object,
            long created,
            String model,
            List<Choice> choices,
            Usage usage,
            @Schema(description = "协议之外的一项：回复里 [1]、[2]… 所指的引文") List<ChatReply.CitationView> citations) {}

    @Schema(name = "OpenAiChoice")
    record Choice(
            int index,
            Said message,
            @Nullable Object logprobs,
            @JsonProperty("finish_reason") String finishReason) {}

    @Schema(name = "OpenAiReply")
    record Said(
            String role,
            @Schema(description = "回复，每个事实后面是来源的序号，最后是来源") String content,
            @Nullable Object refusal) {}

    @Schema(name = "OpenAiUsage", description = "本服务不用词元，按字符（Unicode 码位）计")
    record Usage(
            @JsonProperty("prompt_tokens") int prompt,
            @JsonProperty("completion_tokens") int completion,
            @JsonProperty("total_tokens") int total) {

        /** Counted in characters: the program knows no tokens. */
        static Usage of(List<String> prompt, String completion) {
            int asked = prompt.stream().mapToInt(Usage::characters).sum();
            return new Usage(asked, characters(completion), asked + characters(completion));
        }

        private static int characters(String text) {
            return text.codePointCount(0, text.length());
        }
    }

    /** @param usage absent where not asked for, a JSON null in all chunks but the last where it is */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Chunk(
            String id,
            String object,
            long created,
            String model,
            List<ChunkChoice> choices,
            @Nullable Object usage,
            @Nullable List<ChatReply.CitationView> citations) {}

    record ChunkChoice(
            int index,
            Delta delta,
            @Nullable Object logprobs,
            @JsonProperty("finish_reason") @Nullable String finishReason) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Delta(@Nullable String role, @Nullable String content) {}

    @Schema(name = "OpenAiModel")
    record Model(String id, String object, long created, @JsonProperty("owned_by") String ownedBy) {}

    @Schema(name = "OpenAiModels")
    record Models(String object, List<Model> data) {}
}
