package io.wane.core.plugin;

import java.nio.file.Path;

/**
 * Where a component runs.
 *
 * @param plugin the plugin's own folder, for reading
 * @param workspace the data directory
 * @param scratch a directory for files that may vanish after the run
 * @param threads how many threads a component may use, at least 1
 */
public record Host(Path plugin, Path workspace, Path scratch, int threads) {

    /**
     * Checks.
     *
     * @param plugin the plugin's own folder
     * @param workspace the data directory
     * @param scratch for files that may vanish
     * @param threads at least 1
     * @throws IllegalArgumentException if there is no thread
     */
    public Host {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1: " + threads);
        }
    }
}
