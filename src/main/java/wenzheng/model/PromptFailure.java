package wenzheng.model;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what to do when the start fails because of a template for the language model. */
final class PromptFailure extends AbstractFailureAnalyzer<Prompts.Broken> {

    @Override
    protected FailureAnalysis analyze(Throwable root, Prompts.Broken cause) {
        return new FailureAnalysis(
                "语言模型的提示模板有误。\nA template for the language model is broken.\n" + cause.getMessage(),
                "请改正该模板，或去掉 WENZHENG_MODEL_BASE_URL 和 WENZHENG_MODEL_NAME，不用模型。\n"
                        + "Mend it, or run without a model by removing WENZHENG_MODEL_BASE_URL and WENZHENG_MODEL_NAME.",
                cause);
    }
}
