package wenzheng.web;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.type.LogicalType;

@Configuration(proxyBeanMethods = false)
class WebConfiguration {

    /** A number or a truth value where a text belongs is a mistake of the client, not a text. */
    @Bean
    JsonMapperBuilderCustomizer strictTexts() {
        return mapper -> mapper.withCoercionConfig(LogicalType.Textual, texts -> texts.setCoercion(
                        CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail));
    }

    @Bean
    OpenAPI description() {
        return new OpenAPI()
                .info(new Info()
                        .title("问政 Wenzheng")
                        .version("1")
                        .description("依据已发布的文章回答政策问题，并给出原文出处。出错时返回 RFC 9457 问题详情"
                                + "（application/problem+json），其 detail 说明怎么办：400 请求不对，404 没有，"
                                + "406 与 415 类型不支持，413 超过 64 KiB，429 与 503 请按 Retry-After 稍后再试。")
                        .license(new License().name("Apache-2.0")));
    }
}
