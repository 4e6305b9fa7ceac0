package wenzheng.desk;

import java.time.Instant;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import wenzheng.conversation.ConversationEvent;
import wenzheng.conversation.Exchange;
import wenzheng.conversation.ReplyStatus;

/**
 * A line of a conversation as staff read it.
 *
 * @param who {@code citizen}, {@code assistant}, {@code staff} or {@code change}
 * @param name of the member of staff, {@code null} for others
 * @param words empty for a change
 * @param key of the message that names a change; empty for others
 * @param messageId names the reply; {@code null} for what is no answer of the assistant's
 */
record TranscriptLine(Instant at, String who, @Nullable String name, String words, String key,
        @Nullable String messageId) {

    private static @Nullable String markable(Exchange exchange) {
        return exchange.reply().status() == ReplyStatus.SWITCHED_OFF ? null : exchange.messageId();
    }

    static Stream<TranscriptLine> of(ConversationEvent event) {
        return switch (event) {
            case ConversationEvent.Replied replied -> Stream.of(
                            new TranscriptLine(
                                    replied.exchange().askedAt(), "citizen", null, replied.exchange().utterance(), "", null),
                            new TranscriptLine(
                                    replied.exchange().askedAt(), "assistant", null, replied.exchange().reply().text(), "",
                                    markable(replied.exchange())))
                    // That it was passed on is no news to who it was passed on to.
                    .filter(line -> line.who().equals("citizen")
                            || replied.exchange().reply().status() != ReplyStatus.HANDED_OVER);
            case ConversationEvent.Written written ->
                Stream.of(new TranscriptLine(written.at(), "staff", written.staff(), written.words(), "", null));
            case ConversationEvent.HandedOver changed -> Stream.of(new TranscriptLine(
                    changed.at(), "change", changed.staff(), "",
                    "desk.change." + changed.change().name().toLowerCase(Locale.ROOT).replace('_', '-'), null));
        };
    }
}
