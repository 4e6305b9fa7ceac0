package wenzheng.desk;

import static wenzheng.desk.StaffController.text;

import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.reactive.result.view.Rendering;
import wenzheng.conversation.Conversations;
import wenzheng.conversation.Rehearsals;
import wenzheng.corpus.Articles;
import wenzheng.corpus.Held;
import wenzheng.corpus.Tending;
import wenzheng.language.Dictionary;
import wenzheng.language.Segmenter;

/** What a change of articles or of the dictionary would do to answers; and the dictionary itself. */
@Controller
@Hidden
@Profile("!evaluation")
class EffectsController {

    /**
     * What is to be changed.
     *
     * @param withdraw id of an article that is to go, {@code null} for none
     * @param held id of a draft or version that is to be answered from, {@code null} for none
     */
    record ArticleChange(@Nullable String withdraw, @Nullable String held) {}

    /**
     * @param word of the articles: one that is not to be cut, or what they say for {@code said}
     * @param said what people say; blank for a word alone
     * @param set which questions it is tried with: {@code recorded}, {@code stated} or {@code written}
     * @param questions one a line, where they are written
     */
    record Entry(@Nullable String word, @Nullable String said, @Nullable String set, @Nullable String questions) {}

    private final Effects effects;
    private final Rehearsals rehearsals;
    private final Conversations conversations;
    private final Articles articles;
    private final Tending tending;
    private final Segmenter segmenter;
    private final StaffWords words;

    EffectsController(
            Effects effects,
            Rehearsals rehearsals,
            Conversations conversations,
            Articles articles,
            Tending tending,
            Segmenter segmenter,
            StaffWords words) {
        this.effects = effects;
        this.rehearsals = rehearsals;
        this.conversations = conversations;
        this.articles = articles;
        this.tending = tending;
        this.segmenter = segmenter;
        this.words = words;
    }

    @PostMapping("/desk/articles/effects")
    Rendering begin(@ModelAttribute ArticleChange change) {
        String gone = text(change.withdraw());
        Held held = gone.isEmpty() ? tending.held(text(change.held())).orElseThrow(DeskProblem::gone) : null;
        if (held == null && tending.find(gone).isEmpty()) {
            throw DeskProblem.gone();
        }
        return shown(effects.begin(
                held == null ? "withdraw " + gone : "bring in " + held.id(),
                () -> conversations.recorded(Effects.MOST),
                () -> rehearsals.over(
                        held == null
                                ? OtherArticles.of(articles, gone, null)
                                : OtherArticles.of(articles, null, tending.read(held).orElseThrow(DeskProblem::gone)),
                        segmenter)));
    }

    @GetMapping("/desk/articles/effects/{id}")
    Rendering progress(@PathVariable String id) {
        return shown(effects.find(id).orElseThrow(DeskProblem::gone));
    }

    private static Rendering shown(Effects.Comparison comparison) {
        return Rendering.view("desk/effects").modelAttribute("run", comparison).build();
    }

    @GetMapping("/desk/dictionary")
    Rendering dictionary() {
        return Rendering.view("desk/dictionary")
                .modelAttribute("dictionary", segmenter.dictionary())
                .modelAttribute("work", words.work())
                .modelAttribute("most", Effects.MOST)
                .build();
    }

    /** How far a change is that goes live. */
    @GetMapping("/desk/dictionary/work")
    Rendering work() {
        return Rendering.view("desk/dictionary-work").modelAttribute("work", words.work()).build();
    }

    @PostMapping("/desk/dictionary/try")
    Rendering tryOut(@ModelAttribute Entry entry) {
        Dictionary next = StaffWords.with(segmenter.dictionary(), text(entry.word()), text(entry.said()));
        List<Conversations.Recorded> written = StaffWords.written(text(entry.questions()));
        Segmenter other = segmenter.with(next);
        return shown(effects.begin(
                "dictionary",
                () -> switch (text(entry.set())) {
                    case "written" -> written;
                    case "stated" -> words.stated(articles);
                    default -> conversations.recorded(Effects.MOST);
                },
                () -> rehearsals.over(words.readAgain(other), other)));
    }

    @PostMapping("/desk/dictionary")
    Rendering add(
            @AuthenticationPrincipal StaffMember me, @ModelAttribute Entry entry) {
        words.add(me, text(entry.word()), text(entry.said()));
        return StaffController.to("/desk/dictionary");
    }

    @PostMapping("/desk/dictionary/remove")
    Rendering remove(
            @AuthenticationPrincipal StaffMember me, @ModelAttribute Entry entry) {
        words.remove(me, text(entry.word()));
        return StaffController.to("/desk/dictionary");
    }
}
