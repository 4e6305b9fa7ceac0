package wenzheng;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModularityTests {

    @Test
    void roomsUseOnlyTheRoomsTheyMay() {
        ApplicationModules.of(WenzhengApplication.class).verify();
    }
}
