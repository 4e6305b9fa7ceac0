package wenzheng.search;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param vectors whether passages are also found by what they mean, true unless set
 * @param vectorDirectory where vectors are kept, so that a text is embedded once
 */
@ConfigurationProperties("wenzheng.search")
record SearchSettings(@DefaultValue("true") boolean vectors, @DefaultValue("data/vectors") Path vectorDirectory) {}
