package io.wane.engine.plugin;

import io.wane.core.plugin.PluginException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.ServiceConfigurationError;
import java.util.Set;

/** Says in one sentence why a plugin's code failed. */
final class Reason {

    private Reason() {}

    static String of(Throwable failure) {
        Throwable root = failure;
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>()); // causes may form a ring
        while (root.getCause() != null && seen.add(root)) {
            root = root.getCause();
        }
        if (root instanceof NoClassDefFoundError || root instanceof ClassNotFoundException) {
            return "class " + String.valueOf(root.getMessage()).replace('/', '.')
                    + " is missing; a plugin sees the JDK,"
                    + " io.wane.core and the jars of its own folder, so its libraries must be there";
        }
        if (root instanceof NoSuchMethodException && failure instanceof ServiceConfigurationError) {
            return failure.getMessage(); // the class, and that it lacks a public constructor without arguments
        }
        boolean speaksForItself = root instanceof ServiceConfigurationError
                || root instanceof IllegalArgumentException
                || root instanceof IllegalStateException
                || root instanceof PluginException;
        return speaksForItself && root.getMessage() != null ? root.getMessage() : root.toString();
    }
}
