package wenzheng.web;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

@Schema(description = "一句话，及其所属的会话")
record ChatRequest(
        @Schema(
                description = "要问的话，去掉空白后不得为空，最多1000个字符",
                example = "管城区2021年新建续建中小学多少所？",
                requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable String message,
        @Schema(description = "上次回复里的会话编号；不填、未知或已过期则开始新会话")
        @Nullable String conversationId,
        @Schema(description = "客户端给这句话的编号，最多100个字符；同一会话里重复发送同一编号，得到已存的回复。"
                + "请用随机的 UUID：这样第一句话没有收到回复也能重发，不会开始第二个会话")
        @Nullable String clientMessageId) {

    private static final int CLIENT_MESSAGE_ID = 100;

    /**
     * @param limit the longest message in code points
     * @return the message, not blank
     * @throws Problem saying what is wrong with the request
     */
    String checkedMessage(int limit) {
        if (message == null || isBlank(message)) {
            throw new Problem(HttpStatus.BAD_REQUEST, "error.blank-message");
        }
        if (message.codePointCount(0, message.length()) > limit) {
            throw new Problem(HttpStatus.BAD_REQUEST, "error.message-too-long", limit);
        }
        if (clientMessageId != null && clientMessageId.length() > CLIENT_MESSAGE_ID) {
            throw new Problem(HttpStatus.BAD_REQUEST, "error.client-message-id-too-long", CLIENT_MESSAGE_ID);
        }
        return message;
    }

    /** Whether there is nothing to see: white space, controls and characters without a shape. */
    static boolean isBlank(String text) {
        return text.codePoints().allMatch(c -> Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || Character.isISOControl(c)
                || Character.getType(c) == Character.FORMAT
                || Character.getType(c) == Character.SURROGATE);
    }
}
