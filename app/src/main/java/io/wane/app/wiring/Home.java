package io.wane.app.wiring;

import java.nio.file.Path;

/**
 * The installed distribution.
 *
 * @param directory holds {@code plugins/} and {@code conf/}
 */
public record Home(Path directory) {

    /** Where plugin folders are. */
    public Path plugins() {
        return directory.resolve("plugins");
    }

    /** The configuration that a shop can use unedited. */
    public Path configuration() {
        return directory.resolve("conf").resolve("wane.yaml");
    }
}
