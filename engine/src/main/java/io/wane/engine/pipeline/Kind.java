package io.wane.engine.pipeline;

import io.wane.core.event.Item;
import io.wane.core.event.Names;
import io.wane.core.event.Scope;
import io.wane.core.event.Timeline;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What the catalogue puts entities together by. */
public enum Kind {
    /** The first element of the category path. */
    DEPARTMENT {
        @Override
        Optional<String> of(Item item) {
            return item.department();
        }
    },
    /** The whole category path. */
    CATEGORY {
        @Override
        Optional<String> of(Item item) {
            return item.category();
        }
    };

    abstract Optional<String> of(Item item);

    /**
     * Which kind each entity is of: that of its items, of the last where they differ.
     *
     * @param entity item, category or brand
     * @return names by the entity's code; empty where the catalogue does not know
     */
    public String[] names(Timeline timeline, Scope entity) {
        String[] names = new String[timeline.entityNames(entity).size()];
        Arrays.fill(names, "");
        for (int item = 0; item < timeline.items().size(); item++) {
            int code = timeline.entityOfItem(entity, item);
            if (code != Names.NONE) {
                timeline.catalog()
                        .item(timeline.items().name(item))
                        .flatMap(this::of)
                        .ifPresent(name -> names[code] = name);
            }
        }
        return names;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
