package wenzheng.answer;

import java.util.List;

/** What is said to a person in one turn. {@code text} is what they read. */
public sealed interface Reply {

    String text();

    /** What the person may want to ask next, worded as they would; may be empty. */
    List<String> suggestions();

    /** The same reply with these suggestions. */
    Reply suggesting(List<String> suggestions);

    /**
     * @param spans the answering spans alone, without labels, joined by a space; what evaluation scores
     * @param citations the first proves the first fact of the text, and so on; never empty
     */
    record Answered(String text, String spans, List<Citation> citations, List<String> suggestions) implements Reply {
        public Answered {
            if (citations.isEmpty()) {
                throw new IllegalArgumentException("an answer needs a citation");
            }
            citations = List.copyOf(citations);
            suggestions = List.copyOf(suggestions);
        }

        @Override
        public Answered suggesting(List<String> suggestions) {
            return new Answered(text, spans, citations, suggestions);
        }
    }

    /** One question back, its choices as suggestions. */
    record AskedBack(String text, List<String> suggestions) implements Reply {
        public AskedBack {
            suggestions = List.copyOf(suggestions);
        }

        @Override
        public AskedBack suggesting(List<String> suggestions) {
            return new AskedBack(text, suggestions);
        }
    }

    /** The articles do not say. */
    record Abstained(String text, List<String> suggestions) implements Reply {
        public Abstained {
            suggestions = List.copyOf(suggestions);
        }

        @Override
        public Abstained suggesting(List<String> suggestions) {
            return new Abstained(text, suggestions);
        }
    }

    /** Small talk, or a refusal. */
    record Deflected(String text, boolean refused, List<String> suggestions) implements Reply {
        public Deflected {
            suggestions = List.copyOf(suggestions);
        }

        @Override
        public Deflected suggesting(List<String> suggestions) {
            return new Deflected(text, refused, suggestions);
        }
    }

    /** The assistant is turned off; says whom to ask instead. */
    record SwitchedOff(String text) implements Reply {
        @Override
        public List<String> suggestions() {
            return List.of();
        }

        @Override
        public SwitchedOff suggesting(List<String> suggestions) {
            return this;
        }
    }

    /** A person takes over. */
    record HandedOver(String text, List<String> suggestions) implements Reply {
        public HandedOver {
            suggestions = List.copyOf(suggestions);
        }

        @Override
        public HandedOver suggesting(List<String> suggestions) {
            return new HandedOver(text, suggestions);
        }
    }
}
