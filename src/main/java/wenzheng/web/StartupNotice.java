package wenzheng.web;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Says where to go when the program is up. */
@Component
class StartupNotice {

    private static final Logger LOG = LoggerFactory.getLogger(StartupNotice.class);

    private final WebSettings settings;
    private final Environment environment;

    StartupNotice(WebSettings settings, Environment environment) {
        this.settings = settings;
        this.environment = environment;
    }

    @EventListener(ApplicationReadyEvent.class)
    void announce() {
        String port = environment.getProperty("local.server.port");
        if (port == null) {
            return;
        }
        String base = settings.base("http://localhost:" + port);
        String example = settings.examples().isEmpty() ? "" : "\n  试一句 " + settings.examples().getFirst();
        LOG.info("问政已就绪\n  提问   {}/\n  接口   {}/v3/api-docs{}", base, base, example);
    }
}
