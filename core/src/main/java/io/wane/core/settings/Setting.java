package io.wane.core.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Describes a setting (on a record component) or what a component does (on its settings record), for people. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.TYPE})
public @interface Setting {

    /** Marks a setting without default: it must be given. */
    String REQUIRED = "\0";

    /** {@return what it is, in a few words, with the allowed range} */
    String value();

    /**
     * {@return the default, spelled as in a configuration: one value, <code>{}</code> for a record's own defaults, or a
     * component with its settings in braces}
     * {@code Optional}, {@code List} and {@code Map} default to empty.
     */
    String or() default REQUIRED;

    /**
     * {@return for a field of type {@link SettingsNode}, the kind of component that it chooses: its settings are checked
     * with all others, and it is made later} {@code Setting} itself means none.
     */
    Class<?> chooses() default Setting.class;
}
