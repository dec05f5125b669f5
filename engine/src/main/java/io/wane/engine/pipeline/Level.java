package io.wane.engine.pipeline;

import io.wane.core.event.Scope;
import java.util.Locale;

/** What interest is in: single items, or whole categories. */
public enum Level {
    /** Interest in items. */
    ITEM(Scope.ITEM, Scope.USER_ITEM),
    /** Interest in categories of the newest catalogue. */
    CATEGORY(Scope.CATEGORY, Scope.USER_CATEGORY);

    private final Scope entity;
    private final Scope userEntity;

    Level(Scope entity, Scope userEntity) {
        this.entity = entity;
        this.userEntity = userEntity;
    }

    /** The scope of the entity alone. */
    public Scope entity() {
        return entity;
    }

    /** The scope of a user and the entity. */
    public Scope userEntity() {
        return userEntity;
    }

    /** Whether a query at this level fixes a key of the scope. */
    public boolean resolves(Scope scope) {
        return this == ITEM || (scope.entity() != Scope.ITEM && scope.entity() != Scope.BRAND);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
