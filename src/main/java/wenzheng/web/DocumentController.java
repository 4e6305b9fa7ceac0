package wenzheng.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import wenzheng.corpus.Articles;
import wenzheng.corpus.Fault;

@RestController
@Tag(name = "documents", description = "已收录的文章")
class DocumentController {

    private final Articles articles;
    private final MessageSource messages;

    DocumentController(Articles articles, MessageSource messages) {
        this.articles = articles;
        this.messages = messages;
    }

    @GetMapping(path = "/api/v1/documents", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "文章列表", description = "按编号升序，不含正文；其后是未能收录的文件及原因。")
    List<DocumentView> all() {
        return Stream.concat(
                        articles.all().stream().map(DocumentView::summary),
                        articles.leftOut().stream().map(file -> DocumentView.leftOut(file, reason(file.fault()))))
                .toList();
    }

    private String reason(Fault fault) {
        return messages.getMessage(fault.key(), null, Locale.SIMPLIFIED_CHINESE);
    }

    @GetMapping(path = "/api/v1/documents/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "一篇文章", description = "含全文各段。未知编号：404。")
    DocumentView one(@PathVariable String id) {
        return articles.find(id)
                .map(DocumentView::whole)
                .orElseThrow(() -> new Problem(HttpStatus.NOT_FOUND, "error.no-such-document"));
    }
}
