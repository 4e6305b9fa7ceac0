package wenzheng.search;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param vectors whether passages are also found by what they mean, true unless set
 * @param vectorDirectory where vectors are kept, so that a text is embedded once
 * @param indexDirectory where the index is kept; may be emptied while the program does not run
 * @param indexedAtStart how many passages that the index lacks are put into it before the program is up, 1,000 unless
 *     set; the others follow in the background
 */
@ConfigurationProperties("wenzheng.search")
record SearchSettings(
        @DefaultValue("true") boolean vectors,
        @DefaultValue("data/vectors") Path vectorDirectory,
        @DefaultValue("data/index") Path indexDirectory,
        @DefaultValue("1000") int indexedAtStart) {}
