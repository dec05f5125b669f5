package io.wane.app.cli;

import io.wane.core.plugin.Spi;
import picocli.CommandLine.IVersionProvider;

/** The version of the installation. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {
            "wane " + (version == null ? "(from sources)" : version) + ", plugin contract " + Spi.VERSION + ", Java "
                    + System.getProperty("java.version")
        };
    }
}
