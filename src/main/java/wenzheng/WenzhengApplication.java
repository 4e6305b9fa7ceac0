package wenzheng;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

@SpringBootApplication
@ConfigurationPropertiesScan
public class WenzhengApplication {

    public static void main(String[] args) {
        SpringApplication.run(WenzhengApplication.class, args);
    }
}
