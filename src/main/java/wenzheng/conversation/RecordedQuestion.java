package wenzheng.conversation;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import wenzheng.model.Polish;

/**
 * What is kept of a question for those who look at what people ask.
 *
 * @param day in the time zone of the program
 * @param district full name, empty where none or several are asked about
 * @param topic key of {@code topics.tsv}
 * @param kind of the reply: the name of its status
 * @param meaning the same for questions that ask for the same; {@code null} where no policy is asked about
 * @param wording the question on its own, masked
 * @param polish what became of a language model's words for the reply; {@code null} where none was asked
 */
public record RecordedQuestion(
        LocalDate day,
        Channel channel,
        String district,
        String topic,
        String kind,
        @Nullable Long meaning,
        String wording,
        @Nullable Polish polish) {

    /** In which row it is counted. */
    Counted counted() {
        return new Counted(day, channel, district, topic, kind);
    }

    record Counted(LocalDate day, Channel channel, String district, String topic, String kind) {}
}
