package io.wane.testkit;

import io.wane.core.store.EventStore;
import java.nio.file.Path;

class InMemoryEventStoreTest extends EventStoreContract {

    @Override
    protected EventStore open(Path dir) {
        return new InMemoryEventStore();
    }

    @Override
    protected boolean isDurable() {
        return false;
    }
}
