package wenzheng.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import wenzheng.corpus.Articles;

@RestController
@Tag(name = "documents", description = "已收录的文章")
class DocumentController {

    private final Articles articles;

    DocumentController(Articles articles) {
        this.articles = articles;
    }

    @GetMapping(path = "/api/v1/documents", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "文章列表", description = "按编号升序，不含正文。")
    List<DocumentView> all() {
        return articles.all().stream().map(DocumentView::summary).toList();
    }

    @GetMapping(path = "/api/v1/documents/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "一篇文章", description = "含全文各段。未知编号：404。")
    DocumentView one(@PathVariable String id) {
        return articles.find(id)
                .map(DocumentView::whole)
                .orElseThrow(() -> new Problem(HttpStatus.NOT_FOUND, "error.no-such-document"));
    }
}
