package io.wane.tribuo;

import io.wane.core.model.Learner;
import io.wane.core.plugin.Component;
import io.wane.core.plugin.Plugin;
import io.wane.core.plugin.Spi;
import java.util.List;

/** Offers the learners of this module. */
public final class TribuoPlugin implements Plugin {

    @Override
    public int spiVersion() {
        return Spi.VERSION;
    }

    @Override
    public List<Component<?>> components() {
        return List.of(Component.of(Learner.class, "logistic", Logistic.class, (settings, host) -> settings));
    }
}
