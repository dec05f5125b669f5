package io.wane.app.wiring;

import java.nio.file.Path;

/**
 * Where a deployment comes from, which messages name.
 *
 * @param plugins the folder of plugin folders
 * @param configuration the file
 */
record Sources(Path plugins, Path configuration) {}
