package io.wane.engine.plugin;

import java.util.function.Supplier;

/** Runs plugin code with the plugin's loader as the thread's context class loader. */
final class ContextLoader {

    private ContextLoader() {}

    static <T> T with(ClassLoader loader, Supplier<T> code) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return code.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
