package wenzheng.search;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.Set;
import wenzheng.corpus.Article;
import wenzheng.corpus.Articles;
import wenzheng.corpus.Passage;
import wenzheng.language.Segmenter;
import wenzheng.language.Span;
import wenzheng.question.Questions;

/** Indexes generated articles in a process of its own and says how far it is, until it is done or killed. */
final class IndexingChild {

    private static final List<String> THINGS = List.of("学校", "道路", "公园", "医院", "停车场", "养老中心", "图书馆", "公厕");
    private static final List<String> DISTRICTS = List.of("金水区", "二七区", "中原区", "惠济区", "上街区");

    private IndexingChild() {}

    /** @param arguments directory, articles, passages of each */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Generated articles = new Generated(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        try (IndexKeeper keeper = new IndexKeeper(articles, new Segmenter(), Path.of(arguments[0]), 0)) {
            System.out.println("indexed " + keeper.progress().articles());
            keeper.start();
            int said = -1;
            while (keeper.progress().missing() > 0) {
                int indexed = keeper.progress().articles();
                if (indexed != said) {
                    System.out.println("indexed " + indexed);
                    said = indexed;
                }
                Thread.sleep(2);
            }
        }
        System.out.println("done");
    }

    /** Every passage that some questions find, with its score: what of an index can be told from outside. */
    static List<String> found(IndexKeeper keeper, Segmenter segmenter) {
        WordCutter words = new WordCutter(segmenter);
        return Stream.of("金水区新建学校几所", "改写的道路", "第三批公园投资多少")
                .map(Questions::plain)
                .flatMap(question -> keeper.read(snapshot -> snapshot.rank(QuestionTerms.of(question, words), null)).stream())
                .map(found -> "%s %.4f".formatted(found.passage().id(), found.score()))
                .toList();
    }

    /** Articles that say something different in each passage. */
    static final class Generated implements Articles {

        private final SortedMap<String, Article> all = new ConcurrentSkipListMap<>();
        private final int passages;

        Generated(int articles, int passages) {
            this.passages = passages;
            IntStream.range(0, articles).forEach(i -> replace(i, "初稿"));
        }

        void replace(int i, String version) {
            String id = "a%04d".formatted(i);
            String district = DISTRICTS.get(i % DISTRICTS.size());
            List<Passage> said = IntStream.range(0, passages)
                    .mapToObj(p -> "%s%s：今年%s第%d批新建%s%d所，投资%d万元，由第%d街道负责。".formatted(
                            version, district, district, i % 7, THINGS.get((i + p) % THINGS.size()), i * 3 + p, i * 17 + p, p))
                    .map(text -> new Passage(id, 0, List.of("重点工作"), text, List.of(new Span(0, text.length())), false, false))
                    .toList();
            List<Passage> numbered = IntStream.range(0, passages)
                    .mapToObj(p -> new Passage(
                            id, p, said.get(p).headings(), said.get(p).text(), said.get(p).places(), false, false))
                    .toList();
            all.put(id, new Article(id, district + "工作要点" + i, district, 2022, null, Set.of(), version, numbered));
        }

        void remove(int i) {
            all.remove("a%04d".formatted(i));
        }

        Article get(int i) {
            return all.get("a%04d".formatted(i));
        }

        @Override
        public List<Article> all() {
            return List.copyOf(all.values());
        }

        @Override
        public Optional<Article> find(String id) {
            return Optional.ofNullable(all.get(id));
        }
    }
}
