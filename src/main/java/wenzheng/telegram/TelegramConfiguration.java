package wenzheng.telegram;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.StringUtils;
import wenzheng.conversation.ConversationEvents;
import wenzheng.conversation.Conversations;
import wenzheng.conversation.HandOvers;
import wenzheng.corpus.Articles;
import wenzheng.language.Gazetteer;

/** There is a bot where {@code wenzheng.telegram.token} is set and not blank. */
@Configuration(proxyBeanMethods = false)
@Conditional(TelegramConfiguration.HasToken.class)
@Profile("!evaluation")
class TelegramConfiguration {

    static class HasToken implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return StringUtils.hasText(context.getEnvironment().getProperty("wenzheng.telegram.token"));
        }
    }

    @Bean
    TelegramBot telegramBot(
            TelegramSettings settings,
            HouseSettings house,
            Conversations conversations,
            ConversationEvents events,
            HandOvers handOvers,
            Articles articles,
            Gazetteer gazetteer,
            MessageSource messages,
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            MeterRegistry meters,
            Clock clock) {
        return new TelegramBot(settings, house, new TelegramBot.Surroundings(
                conversations,
                events,
                handOvers,
                articles,
                gazetteer,
                messages,
                jdbc,
                new TransactionTemplate(transactions),
                meters,
                clock));
    }

    @Bean
    @Conditional(IsCalled.class)
    WebhookFilter telegramWebhook(TelegramBot bot) {
        return new WebhookFilter(bot);
    }

    static class IsCalled implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return "webhook".equalsIgnoreCase(context.getEnvironment().getProperty("wenzheng.telegram.mode"));
        }
    }

    @Bean
    Housekeeping telegramHousekeeping(TelegramBot bot) {
        return new Housekeeping(bot);
    }

    /** Deletes what is no longer needed, hourly from a minute after the start. */
    static class Housekeeping {

        private final TelegramBot bot;

        Housekeeping(TelegramBot bot) {
            this.bot = bot;
        }

        @Scheduled(initialDelay = 1, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
        void purge() {
            bot.purge();
        }
    }
}
