package wenzheng.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.springframework.context.MessageSource;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import wenzheng.answer.HotlineSettings;
import wenzheng.corpus.Article;
import wenzheng.corpus.Articles;
import wenzheng.operation.AssistantSwitch;

@RestController
@Tag(name = "site", description = "供网页部件使用的公开设置")
class SiteController {

    @Schema(name = "Site", description = "网页部件所需的公开设置")
    record SiteView(
            @Schema(description = "助手的名称", example = "问政") String title,
            @Schema(description = "人工咨询与紧急电话") HotlineSettings hotline,
            @Schema(description = "网站是否允许语音输入；浏览器会把声音发往别处识别") boolean voiceInput,
            @Schema(description = "可以试问的问题") List<String> examples,
            @Schema(description = "有文章的区县") List<String> districts,
            @Schema(description = "一句话最多的字符数", example = "1000") int messageLimit,
            @Schema(description = "助手是否作答：ON 作答；HANDOVER_ONLY 只由工作人员答；OFF 暂停") AssistantSwitch.Mode assistant,
            @Schema(description = "不作答的原因，没有说明则为空") String reason) {}

    private final MessageSource messages;
    private final HotlineSettings hotline;
    private final WebSettings settings;
    private final Articles articles;
    private final AssistantSwitch assistant;

    SiteController(
            MessageSource messages,
            HotlineSettings hotline,
            WebSettings settings,
            Articles articles,
            AssistantSwitch assistant) {
        this.messages = messages;
        this.hotline = hotline;
        this.settings = settings;
        this.articles = articles;
        this.assistant = assistant;
    }

    @GetMapping(path = "/api/v1/site", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "公开设置", description = "名称、电话、是否允许语音输入、例句、有文章的区县，和助手是否作答。")
    SiteView site() {
        AssistantSwitch.Standing standing = assistant.standing();
        return new SiteView(
                messages.getMessage("web.title", null, Locale.SIMPLIFIED_CHINESE),
                hotline,
                settings.web().voiceInput(),
                settings.examples(),
                articles.all().stream()
                        .map(Article::district)
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList(),
                settings.limits().message(),
                standing.mode(),
                standing.reason());
    }
}
