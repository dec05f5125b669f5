package io.wane.core.event;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What a state is kept for. A scope with several parts has one state per combination that occurred. */
public enum Scope {
    /** One state for the whole log: popularity and priors. */
    ALL("all"),
    /** One state per user. */
    USER("user"),
    /** One state per item. */
    ITEM("item"),
    /** One state per category of the newest catalogue. */
    CATEGORY("category"),
    /** One state per brand of the newest catalogue. */
    BRAND("brand"),
    /** One state per user and item. */
    USER_ITEM("user*item"),
    /** One state per user and category. */
    USER_CATEGORY("user*category"),
    /** One state per user and brand. */
    USER_BRAND("user*brand");

    private final String spelling;

    Scope(String spelling) {
        this.spelling = spelling;
    }

    /** {@return how a configuration spells the scope, {@code user*item} for example} */
    public String spelling() {
        return spelling;
    }

    /** {@return whether a key of this scope names a user, so that anonymous events do not reach it} */
    public boolean hasUser() {
        return this == USER || this == USER_ITEM || this == USER_CATEGORY || this == USER_BRAND;
    }

    /**
     * {@return what the key names beside the user: {@link #ITEM}, {@link #CATEGORY} or {@link #BRAND}; {@link #ALL} for
     * nothing}
     */
    public Scope entity() {
        return switch (this) {
            case ALL, USER -> ALL;
            case ITEM, USER_ITEM -> ITEM;
            case CATEGORY, USER_CATEGORY -> CATEGORY;
            case BRAND, USER_BRAND -> BRAND;
        };
    }

    /**
     * {@return the scope of a spelling}
     *
     * @param spelling as {@link #spelling()} gives it
     * @throws IllegalArgumentException naming the allowed spellings
     */
    public static Scope parse(String spelling) {
        for (Scope scope : values()) {
            if (scope.spelling.equals(spelling)) {
                return scope;
            }
        }
        throw new IllegalArgumentException("scope '" + spelling + "' is not known; allowed: "
                + Arrays.stream(values()).map(Scope::spelling).collect(Collectors.joining(", ")));
    }

    @Override
    public String toString() {
        return spelling;
    }
}
