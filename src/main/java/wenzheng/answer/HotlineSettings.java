package wenzheng.answer;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whom to call where the articles cannot help.
 *
 * @param number what to dial, 12345 unless set
 * @param words how a reply names it, 12345政务服务便民热线 unless set
 * @param police what to dial where somebody is threatened, 110 unless set
 * @param fire 119 unless set
 * @param ambulance 120 unless set
 */
@ConfigurationProperties("wenzheng.hotline")
public record HotlineSettings(
        @DefaultValue("12345") String number,
        @DefaultValue("12345政务服务便民热线") String words,
        @DefaultValue("110") String police,
        @DefaultValue("119") String fire,
        @DefaultValue("120") String ambulance) {}
