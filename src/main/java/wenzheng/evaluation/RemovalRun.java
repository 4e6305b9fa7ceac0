package wenzheng.evaluation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import wenzheng.conversation.ReplyStatus;
import wenzheng.corpus.Article;

/**
 * How often the program abstains where it should: each question that one article answers is asked again while that
 * article is withdrawn.
 */
@Component
@Profile("evaluation")
class RemovalRun {

    /** The articles are withdrawn in so many batches where there are more of them: each withdrawal takes its time. */
    private static final int BATCHES = 20;

    private final EvaluationArticles articles;
    private final Asker asker;

    RemovalRun(EvaluationArticles articles, Asker asker) {
        this.articles = articles;
        this.asker = asker;
    }

    /**
     * @param there what was said while the articles were there
     * @param removed what was said to the same questions while they were not
     */
    record Removed(List<Asked> there, List<Asked> removed) {

        SequencedMap<String, Object> values() {
            SequencedMap<String, Object> values = new LinkedHashMap<>();
            long still = removed.stream().filter(Removed::isStillRight).count();
            values.put("one-article", there.size());
            values.put("false-abstention", share(there.size() - answered(there), there.size()));
            values.put("still-right", still);
            values.put("abstained", share(removed.size() - answered(removed), removed.size() - still));
            return values;
        }

        /** The questions that were not answered while the article was there. */
        List<Asked> missed() {
            return there.stream().filter(one -> !one.isAnswered()).toList();
        }

        /** The questions that were answered without the article that answers them. */
        List<Asked> invented() {
            return removed.stream().filter(one -> one.isAnswered() && !isStillRight(one)).toList();
        }

        /** Whether another article has the fact too: of no use to tell whether it abstains where it should. */
        private static boolean isStillRight(Asked asked) {
            return asked.isAnswered() && switch (asked.item().expected()) {
                case Item.Expected.Facts facts ->
                    !facts.must().isEmpty() && ChatJudge.holdsFacts(facts, asked.reply().text());
                case Item.Expected.Spans _ -> asked.isRight();
            };
        }

        private static long answered(List<Asked> asked) {
            return asked.stream().filter(Asked::isAnswered).count();
        }

        private static double share(long some, long all) {
            return Report.rounded(all == 0 ? 0 : (double) some / all);
        }
    }

    /**
     * @param plain what was said to all questions, every article being there
     * @param whileGone gets what was said to some of them before their article comes back
     */
    Removed askAll(List<Asked> plain, Consumer<List<Asked>> whileGone) {
        List<Asked> there = plain.stream().filter(one -> isAnsweredByOne(one.item())).toList();
        Map<String, List<Item>> byArticle = there.stream()
                .map(Asked::item)
                .collect(Collectors.groupingBy(item -> item.right().iterator().next()));
        List<String> ids = articles.all().stream().map(Article::id).filter(byArticle::containsKey).toList();
        int batch = Math.max(1, articles.all().size() / BATCHES);
        Map<String, Asked> removed = new HashMap<>();
        for (int from = 0; from < ids.size(); from += batch) {
            List<String> gone = ids.subList(from, Math.min(ids.size(), from + batch));
            List<Item> items = gone.stream().flatMap(id -> byArticle.get(id).stream()).toList();
            articles.without(gone, () -> {
                List<Asked> asked = asker.askAll(items);
                whileGone.accept(asked);
                return asked;
            }).forEach(asked -> removed.put(asked.item().id(), asked));
        }
        List<Asked> inOrder = new ArrayList<>();
        there.forEach(asked -> inOrder.add(removed.get(asked.item().id())));
        return new Removed(there, inOrder);
    }

    private boolean isAnsweredByOne(Item item) {
        return item.right().size() == 1
                && item.right().stream().allMatch(id -> articles.find(id).isPresent())
                && switch (item.expected()) {
                    case Item.Expected.Facts facts -> facts.statuses().equals(Set.of(ReplyStatus.ANSWERED));
                    case Item.Expected.Spans _ -> true;
                };
    }
}
