package wenzheng.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import wenzheng.NodeProject;
import wenzheng.ServedArticles;

/** The openai package of the npm registry as it is, with Node. */
@ServedArticles
class OpenAiClientTests {

    @LocalServerPort
    private int port;

    @Test
    void servesTheUnmodifiedClient() throws Exception {
        String printed = NodeProject.install("openai")
                .run(Map.of(), "node", "client.js", "http://127.0.0.1:" + port + "/v1", "first-key-of-the-tests");
        JsonNode got = JsonMapper.shared().readTree(printed);
        assertThat(got.get("models").toString()).isEqualTo("[\"wenzheng\"]");
        assertThat(got.get("model").asString()).isEqualTo("wenzheng");

        JsonNode completion = got.get("completion");
        String answer = completion.get("choices").get(0).get("message").get("content").asString();
        assertThat(answer).startsWith("管城回族区（2021年）：新建、续建中小学14所。[1]\n\n来源：\n[1] 《蓝图已绘");
        assertThat(completion.get("citations").get(0).get("quote").asString()).isEqualTo("新建、续建中小学14所");
        assertThat(got.get("followUp").asString()).startsWith("中原区（2021年）").contains("26所");

        assertThat(got.get("streamed").asString()).isEqualTo(answer);
        assertThat(got.get("gathered").asString()).isEqualTo(answer);
        assertThat(got.get("finish").asString()).isEqualTo("stop");
        assertThat(got.get("usage").get("completion_tokens").asInt()).isEqualTo(answer.length());
        assertThat(got.get("chunks").asInt()).isGreaterThan(3);

        for (String call : new String[] {"badKey", "badKeyAsking"}) {
            JsonNode failure = got.get(call);
            assertThat(failure.get("name").asString()).isEqualTo("AuthenticationError");
            assertThat(failure.get("status").asInt()).isEqualTo(401);
            assertThat(failure.get("code").asString()).isEqualTo("invalid_api_key");
            assertThat(failure.get("message").asString()).contains("密钥不对").doesNotContain("not-the-key");
        }
        assertThat(got.get("badModel").get("name").asString()).isEqualTo("NotFoundError");
        assertThat(got.get("badModel").get("code").asString()).isEqualTo("model_not_found");
    }
}
