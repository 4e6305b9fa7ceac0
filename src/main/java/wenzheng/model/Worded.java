package wenzheng.model;

import wenzheng.answer.Reply;

/**
 * A reply after the model was asked to word it.
 *
 * @param reply what goes out: the model's words, or the reply as it was
 */
public record Worded(Reply reply, Polish polish) {}
