package wenzheng;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;

/** The whole program on a free port, answering from three articles, its database in memory. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "wenzheng.corpus.directory=src/test/resources/corpus/three",
            "wenzheng.data-directory=target/test-data",
            "spring.datasource.url=${WENZHENG_TEST_DATABASE:jdbc:h2:mem:served;DB_CLOSE_DELAY=-1}",
            "wenzheng.limits.burst=10000",
            "wenzheng.office-hours=MON-SUN 00:00-24:00",
            "wenzheng.desk.admin-password=" + ServedArticles.ADMIN_PASSWORD,
            "wenzheng.openai.api-keys=first-key-of-the-tests,second-key-of-the-tests",
            "wenzheng.web.allowed-origins=https://allowed.example,http://allowed.example"
        })
public @interface ServedArticles {

    /** Of the desk's first administrator. */
    String ADMIN_PASSWORD = "first-administrator-of-the-tests";
}
