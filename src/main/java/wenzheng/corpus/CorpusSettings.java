package wenzheng.corpus;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of the corpus.
 *
 * @param directory where the articles are, in the forms that {@link wenzheng.corpus.extraction.Form} names, and
 *     {@code catalog.yml}
 * @param tended where staff's drafts are, and what they replaced or withdrew; nothing in it is answered from
 * @param store where what was read is kept, so that a file is read once; may be emptied at any time
 * @param look how often the directory is looked at
 * @param settle how long a file has to stay as it is before it is read
 */
@ConfigurationProperties("wenzheng.corpus")
public record CorpusSettings(
        @DefaultValue("seeds") Path directory,
        @DefaultValue("data/articles") Path store,
        @DefaultValue("data/tended") Path tended,
        @DefaultValue("2s") Duration look,
        @DefaultValue("2s") Duration settle,
        @DefaultValue Limits limits) {

    /**
     * What an article may take. A file that takes more is left out.
     *
     * @param file size of a file, at most 1 GB
     * @param characters of its text
     * @param total characters of all articles together; each takes some 30 bytes of memory
     * @param articles how many there may be
     * @param time that taking the text out of a file may take
     * @param memory that it may take, in a process of its own
     */
    public record Limits(
            @DefaultValue("20MB") DataSize file,
            @DefaultValue("2000000") int characters,
            @DefaultValue("20000000") long total,
            @DefaultValue("20000") int articles,
            @DefaultValue("30s") Duration time,
            @DefaultValue("256MB") DataSize memory) {

        public Limits {
            if (file.toBytes() < 1 || file.toGigabytes() >= 1) {
                throw new IllegalArgumentException(
                        "wenzheng.corpus.limits.file is %s; give a size below 1 GB, such as 20MB".formatted(file));
            }
            if (characters < 1 || total < 1 || articles < 1) {
                throw new IllegalArgumentException(
                        "wenzheng.corpus.limits.characters, total and articles are %d, %d and %d; give 1 or more"
                                .formatted(characters, total, articles));
            }
        }
    }

    public CorpusSettings {
        if (!look.isPositive() || settle.isNegative()) {
            throw new IllegalArgumentException(
                    "wenzheng.corpus.look and settle are %s and %s; give durations such as 2s".formatted(look, settle));
        }
    }
}
