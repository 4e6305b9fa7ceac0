package wenzheng.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;
import wenzheng.corpus.Article;
import wenzheng.corpus.Fault;
import wenzheng.corpus.LeftOut;
import wenzheng.corpus.Passage;

@Schema(name = "Document", description = "一篇已收录的文章")
@JsonInclude(JsonInclude.Include.NON_NULL)
record DocumentView(
        @Schema(description = "文章编号，即文件名去掉扩展名", example = "000_62df4c3117623599") String id,
        String title,
        @Schema(description = "所属区县全名，未知则没有此项") @Nullable String district,
        @Schema(description = "发布年份，未知则没有此项") @Nullable Integer year,
        @Schema(description = "发布媒体，未知则没有此项") @Nullable String outlet,
        @Schema(description = "哪些项目是从正文推断的，而不是来自目录") Set<String> inferred,
        @Schema(description = "文章页面；未收录的文件没有此项") @Nullable String url,
        @Schema(description = "全文，按阅读顺序；文章列表中没有此项") @Nullable List<PassageView> passages,
        @Schema(description = "未收录的文件：为什么没有收录；已收录的文章没有此项") @Nullable Fault fault,
        @Schema(description = "未收录的原因和处理办法", example = "文件有密码保护。请去掉密码后重新保存。") @Nullable String reason) {

    @Schema(name = "Passage", description = "文章的一段")
    record PassageView(
            @Schema(description = "段号，从0开始") int number,
            @Schema(description = "上方的各级小标题，由外到内") List<String> headings,
            @Schema(description = "修复排版后的文字") String text,
            @Schema(description = "印刷时缺了开头") boolean startMissing,
            @Schema(description = "印刷时缺了结尾") boolean endMissing,
            @Schema(description = "在文章页面中的位置") String url) {

        private static PassageView of(Passage passage) {
            return new PassageView(
                    passage.number(),
                    passage.headings(),
                    passage.text(),
                    passage.startMissing(),
                    passage.endMissing(),
                    address(passage.articleId()) + "#p" + passage.number());
        }
    }

    static DocumentView summary(Article article) {
        return of(article, null);
    }

    static DocumentView whole(Article article) {
        return of(article, article.passages().stream().map(PassageView::of).toList());
    }

    /** A file that is no article: its id and title are its name. */
    static DocumentView leftOut(LeftOut file, String reason) {
        return new DocumentView(
                file.file(), file.file(), null, null, null, Set.of(), null, null, file.fault(), reason);
    }

    /** The address of an article's page, within this site. */
    static String address(String articleId) {
        return "/documents/" + UriUtils.encodePathSegment(articleId, StandardCharsets.UTF_8);
    }

    private static DocumentView of(Article article, @Nullable List<PassageView> passages) {
        return new DocumentView(
                article.id(),
                article.title(),
                article.district(),
                article.year(),
                article.outlet(),
                article.inferred(),
                address(article.id()),
                passages,
                null,
                null);
    }
}
