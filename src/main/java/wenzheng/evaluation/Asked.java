package wenzheng.evaluation;

import java.time.Duration;

/**
 * One question, asked.
 *
 * @param elapsed from the question to the reply
 */
record Asked(QuestionSet.Item item, Prediction prediction, Duration elapsed) {}
