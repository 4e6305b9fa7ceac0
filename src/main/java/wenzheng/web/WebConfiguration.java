package wenzheng.web;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.webflux.autoconfigure.ResourceHandlerRegistrationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.util.DigestUtils;
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

    /**
     * Files of pages and of the widget are kept by browsers and asked for again by what is in them, so that modules of
     * two versions never meet.
     */
    @Bean
    ResourceHandlerRegistrationCustomizer filesByContent() {
        Map<URL, String> known = new ConcurrentHashMap<>();
        return files -> files.setCacheControl(CacheControl.noCache())
                .setUseLastModified(false)
                .setEtagGenerator(file -> {
                    try {
                        return known.computeIfAbsent(file.getURL(), _ -> digest(file));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    private static String digest(Resource file) {
        try {
            return DigestUtils.md5DigestAsHex(file.getContentAsByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Bean
    OpenAPI description() {
        return new OpenAPI()
                .components(new Components().addSecuritySchemes(
                        "openai", new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer")))
                .info(new Info()
                        .title("问政 Wenzheng")
                        .version("1")
                        .description("依据已发布的文章回答政策问题，并给出原文出处。出错时返回 RFC 9457 问题详情"
                                + "（application/problem+json），其 detail 说明怎么办：400 请求不对，404 没有，"
                                + "406 与 415 类型不支持，413 超过 64 KiB，429 与 503 请按 Retry-After 稍后再试。")
                        .license(new License().name("Apache-2.0")));
    }

    /** Every operation fails in the same way, and those of the OpenAI protocol in its own. */
    @Bean
    OpenApiCustomizer problemDetails() {
        ApiResponse problem = failure(
                "问题详情（RFC 9457），detail 说明怎么办；429 与 503 带有 Retry-After（秒）",
                MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                new ObjectSchema()
                        .addProperty("type", new StringSchema())
                        .addProperty("title", new StringSchema())
                        .addProperty("status", new IntegerSchema())
                        .addProperty("detail", new StringSchema())
                        .addProperty("instance", new StringSchema()));
        ApiResponse error = failure(
                "OpenAI 协议的错误，message 说明怎么办；429 与 503 带有 Retry-After（秒）",
                MediaType.APPLICATION_JSON_VALUE,
                new ObjectSchema().addProperty("error", new ObjectSchema()
                        .addProperty("message", new StringSchema())
                        .addProperty("type", new StringSchema())
                        .addProperty("param", new StringSchema().nullable(true))
                        .addProperty("code", new StringSchema().nullable(true))));
        return api -> api.getPaths().forEach((path, operations) -> operations
                .readOperations()
                .forEach(operation -> operation
                        .getResponses()
                        .addApiResponse("default", path.startsWith("/v1/") ? error : problem)));
    }

    private static ApiResponse failure(String description, String type, Schema<?> schema) {
        return new ApiResponse()
                .description(description)
                .content(new Content().addMediaType(
                        type, new io.swagger.v3.oas.models.media.MediaType().schema(schema)));
    }
}
