package wenzheng.question;

import wenzheng.language.Span;

/**
 * One fact that a question asks for; a question may ask for several (一共多少所，其中当年建成几所？).
 *
 * @param unit the unit asked in ({@code 所} of 多少所), empty where none is said
 * @param word the interrogative in the question's text
 * @param frame the interrogative with what it measures, {@code 总投资额达到多少}; holds the word
 * @param clause the clause of the question's text around it
 */
public record Ask(FactKind kind, String unit, Span word, Span frame, Span clause) {}
