package wenzheng.corpus;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the corpus.
 *
 * @param directory where the articles are, as UTF-8 {@code .txt} and {@code .md} files, and {@code catalog.yml}
 */
@ConfigurationProperties("wenzheng.corpus")
public record CorpusSettings(@DefaultValue("seeds") Path directory) {}
