package wenzheng.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import wenzheng.conversation.ConversationEvent;
import wenzheng.conversation.Exchange;
import wenzheng.conversation.ReplyStatus;

@Schema(description = "一次会话，按先后")
record HistoryView(
        @Schema(description = "会话编号") String conversationId,
        @Schema(description = "问与答，按先后") List<MessageView> messages,
        @Schema(description = "到此为止最后一个事件的编号，接着等候事件时用") long lastEventId) {

    enum Role { user, assistant }

    @Schema(name = "Message", description = "会话中的一句话；status 以下各项只有 assistant 才有")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record MessageView(
            @Schema(description = "谁说的") Role role,
            @Schema(description = "说的话，其中的个人号码已遮盖") String text,
            @Schema(description = "时间") Instant at,
            @Schema(description = "回复的编号") @Nullable String messageId,
            @Nullable ReplyStatus status,
            @Nullable List<FactView> facts,
            @Nullable List<ChatReply.CitationView> citations,
            @Nullable List<String> suggestions,
            @Nullable Long elapsedMs,
            @Schema(description = "写这句话的工作人员；助手的回复没有这一项") @Nullable String staff) {

        private static Stream<MessageView> of(String conversationId, ConversationEvent event) {
            return switch (event) {
                case ConversationEvent.Replied replied -> of(replied.exchange());
                case ConversationEvent.Written written -> {
                    ChatReply reply = ChatReply.of(conversationId, written);
                    yield Stream.of(new MessageView(
                            Role.assistant, reply.text(), written.at(), reply.messageId(), reply.status(), List.of(),
                            List.of(), List.of(), 0L, written.staff()));
                }
                case ConversationEvent.HandedOver _ -> Stream.empty();
            };
        }

        private static Stream<MessageView> of(Exchange exchange) {
            ChatReply reply = ChatReply.of(exchange);
            return Stream.of(
                    new MessageView(
                            Role.user, exchange.utterance(), exchange.askedAt(), null, null, null, null, null, null, null),
                    new MessageView(
                            Role.assistant,
                            reply.text(),
                            exchange.askedAt().plus(exchange.elapsed()),
                            reply.messageId(),
                            reply.status(),
                            reply.facts(),
                            reply.citations(),
                            reply.suggestions(),
                            reply.elapsedMs(),
                            null));
        }
    }

    /** @param events in order */
    static HistoryView of(String conversationId, List<ConversationEvent> events, long lastEventId) {
        return new HistoryView(
                conversationId,
                events.stream().flatMap(event -> MessageView.of(conversationId, event)).toList(),
                lastEventId);
    }
}
