package io.wane.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AppendedTest {

    @Test
    void twoBatchesAddUpInOrder() {
        assertThat(new Appended(1, 2, List.of("b")).plus(new Appended(10, 20, List.of("a", "b"))))
                .isEqualTo(new Appended(11, 22, List.of("b", "a", "b")));
    }
}
