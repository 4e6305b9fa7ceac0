package wenzheng.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import wenzheng.ServedArticles;
import wenzheng.corpus.Article;
import wenzheng.corpus.ArticleReader;
import wenzheng.corpus.ArticleStored;
import wenzheng.corpus.ArticleWithdrawn;
import wenzheng.corpus.Articles;
import wenzheng.corpus.CatalogueEntry;

@ServedArticles
class EarlierVersionsTests {

    @Autowired
    private Pipeline pipeline;

    @Autowired
    private Articles articles;

    @Autowired
    private ArticleReader reader;

    @Autowired
    private ApplicationEventPublisher events;

    @Test
    void aVersionThatSaysSomethingElseIsNamedBelowTheAnswer() {
        Article published = articles.find("004_087a10ca23a4dfd2").orElseThrow();
        Article revised = reader.read(
                "revised",
                published.text().replaceAll("14条", "16条") + "\n2021年9月30日\n",
                new CatalogueEntry(published.title() + "（修订）", published.district(), published.year(), null));
        assertThat(pipeline.run("二七区2021年要打通多少条断头路？", List.of()).reply().text()).contains("14条");

        events.publishEvent(new ArticleStored(revised));
        try {
            assertThat(pipeline.run("二七区2021年要打通多少条断头路？", List.of()).reply().text())
                    .contains("16条")
                    .doesNotContain("14条")
                    .endsWith("（较早的版本《%s》〔004_087a10ca23a4dfd2〕此处说法不同，以上为较新的版本。）".formatted(published.title()));
        } finally {
            events.publishEvent(new ArticleWithdrawn("revised"));
        }
    }
}
