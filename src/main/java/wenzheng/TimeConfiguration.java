package wenzheng;

import java.time.Clock;
import java.time.ZoneId;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What time it is, and where: {@code wenzheng.time-zone}, Asia/Shanghai unless set. */
@Configuration(proxyBeanMethods = false)
class TimeConfiguration {

    @Bean
    Clock clock(@Value("${wenzheng.time-zone}") ZoneId zone) {
        return Clock.system(zone);
    }
}
