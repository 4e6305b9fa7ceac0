package wenzheng.question;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import wenzheng.language.Gazetteer;
import wenzheng.language.Pinyin;
import wenzheng.language.Segmenter;

/** Readers of questions on 2026-11-21 in China. */
public final class Readers {

    private Readers() {}

    /** @param article all that the articles hold */
    public static QuestionReader knowing(String article) {
        Clock clock = Clock.fixed(Instant.parse("2026-11-21T04:00:00Z"), ZoneId.of("Asia/Shanghai"));
        return new QuestionReader(new Gazetteer(), new Segmenter(), known(article), clock);
    }

    private static KnownText known(String article) {
        return new KnownText() {
            @Override
            public boolean holds(String characters) {
                return article.contains(characters);
            }

            @Override
            public List<String> soundingLike(List<String> syllables) {
                List<String> found = new ArrayList<>();
                for (int i = 0; i + syllables.size() <= article.length(); i++) {
                    String part = article.substring(i, i + syllables.size());
                    if (Pinyin.syllables(part).equals(syllables)) {
                        found.add(part);
                    }
                }
                return found;
            }
        };
    }
}
