package wenzheng.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import wenzheng.conversation.ConversationEvent;
import wenzheng.conversation.Exchange;
import wenzheng.conversation.GivenReply;
import wenzheng.conversation.ReplyStatus;

@Schema(description = "对一句话的回复")
record ChatReply(
        @Schema(description = "会话编号，下一句话带上它，追问才接得上") String conversationId,
        @Schema(description = "这条回复的编号，评价时用") String messageId,
        @Schema(description = """
                ANSWERED 已回答，有引文；CLARIFICATION 反问；NO_ANSWER 文章没有说到；SMALL_TALK 寒暄；\
                REFUSED 不予回答；HANDED_OVER 转人工；SWITCHED_OFF 助手暂停，text 说找谁""")
        ReplyStatus status,
        @Schema(
                description = "给人看的回复：先说事实，每个事实注明区县和年份",
                example = "管城回族区（2021年）：新建、续建中小学14所。")
        String text,
        @Schema(description = "text 里的各个事实，按先后；只有 ANSWERED 才有") List<FactView> facts,
        @Schema(description = "出处，依次证明回复里的各个事实；只有 ANSWERED 才有") List<CitationView> citations,
        @Schema(description = "接下来可以问的话") List<String> suggestions,
        @Schema(description = "文字是否由语言模型整理（已与出处核对）；text 末尾也有说明") boolean wordedByModel,
        @Schema(description = "从收到问题到得出回复的毫秒数", example = "6") long elapsedMs,
        @Schema(description = "工作人员核实过的回答的有效期，到这一天为止；text 末尾也有说明。其他回复没有这一项", example = "2027-05-21")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable LocalDate verifiedUntil,
        @Schema(description = "写这句话的工作人员；助手的回复没有这一项") @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable String staff) {

    @Schema(name = "Citation", description = "一处引文")
    record CitationView(
            @Schema(description = "在本回复中的序号，从1开始", example = "1") int id,
            @Schema(description = "文章编号，即文件名去掉扩展名", example = "000_62df4c3117623599") String documentId,
            @Schema(description = "文章标题") String title,
            @Schema(description = "区县全名，未知为null", example = "管城回族区") @Nullable String district,
            @Schema(description = "引文所说事实的年份，未注明为null", example = "2021") @Nullable Integer year,
            @Schema(description = "所在的各级小标题", example = "公共服务 › 加大优质教育资源引进力度") String section,
            @Schema(description = "整段原文") String passage,
            @Schema(description = "段中作答的原话") String quote,
            @Schema(description = "原话里单独就能作答的部分，没有则为null", example = "14所") @Nullable String answer,
            @Schema(description = "在文章页面中的位置", example = "/documents/000_62df4c3117623599#p41") String url) {

        static CitationView of(int id, GivenReply.Cited cited) {
            return new CitationView(
                    id,
                    cited.documentId(),
                    cited.title(),
                    cited.district(),
                    cited.year(),
                    cited.section(),
                    cited.passage(),
                    cited.quote(),
                    cited.answer(),
                    DocumentView.address(cited.documentId()) + "#p" + cited.passageNumber());
        }
    }

    static ChatReply of(Exchange exchange) {
        GivenReply reply = exchange.reply();
        return new ChatReply(
                exchange.conversationId(),
                exchange.messageId(),
                reply.status(),
                reply.text(),
                FactView.allOf(reply),
                citations(reply),
                reply.suggestions(),
                reply.wordedByModel(),
                exchange.elapsed().toMillis(),
                reply.verifiedUntil(),
                null);
    }

    /** What a member of staff wrote. */
    static ChatReply of(String conversationId, ConversationEvent.Written written) {
        return new ChatReply(
                conversationId,
                "staff-" + written.number(),
                ReplyStatus.HANDED_OVER,
                written.words(),
                List.of(),
                List.of(),
                List.of(),
                false,
                0,
                null,
                written.staff());
    }

    /** The citations of a reply, numbered from 1. */
    static List<CitationView> citations(GivenReply reply) {
        return IntStream.range(0, reply.citations().size())
                .mapToObj(i -> CitationView.of(i + 1, reply.citations().get(i)))
                .toList();
    }
}
