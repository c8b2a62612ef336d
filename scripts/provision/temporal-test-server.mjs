import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withProgress } from '../progress.mjs';
import { CommandFailed, runQuietly } from '../run-quietly.mjs';
import { findPart, installPart } from './cache.mjs';
import { CannotProvision } from './cannot-provision.mjs';
import { downloadFromSdk, sdkVersion } from './download-from-sdk.mjs';

const ENTRY = 'temporal-test-server';
const MAVEN_VERSION = '1.38.0';

const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>leadline</groupId>
  <artifactId>test-server</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>io.temporal</groupId>
      <artifactId>temporal-test-server</artifactId>
      <version>${MAVEN_VERSION}</version>
    </dependency>
  </dependencies>
</project>
`;

// The SDK gives the server five seconds to accept connections: the flags trade peak speed for a quick start. `exec`, so
// that the SDK's kill reaches Java and not a shell.
const LAUNCHER = `#!/bin/sh
exec java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx512m -cp "$(dirname "$0")/lib/*" io.temporal.testserver.TestServer "$@"
`;

/** @typedef {import('./temporal-server.mjs').Runtime} Runtime */

/**
 * Path of the time-skipping test server: one named by LEADLINE_TEST_SERVER or in the cache. Undefined when there is none.
 *
 * @param {Pick<Runtime, 'cache' | 'root' | 'env'>} runtime
 */
export function findTemporalTestServer(runtime) {
  return runtime.env['LEADLINE_TEST_SERVER'] || findPart(sdkPart(runtime)) || findPart(mavenPart(runtime));
}

/**
 * The same, fetched first when there is none: by the SDK's download, or else as Java archives through Maven.
 *
 * @param {Runtime} runtime
 * @returns {Promise<string>}
 */
export async function provisionTemporalTestServer(runtime) {
  return findTemporalTestServer(runtime) ?? (await download(runtime)) ?? (await fetchWithMaven(runtime));
}

/** @param {Pick<Runtime, 'cache' | 'root'>} runtime */
const sdkPart = ({ cache, root }) => ({ cache, name: `temporal-test-server-sdk-${sdkVersion(root)}`, entry: ENTRY });

/** @param {Pick<Runtime, 'cache'>} runtime */
const mavenPart = ({ cache }) => ({ cache, name: `temporal-test-server-${MAVEN_VERSION}`, entry: ENTRY });

/** @param {Runtime} runtime */
async function download(runtime) {
  try {
    return await withProgress('Downloading the time-skipping test server', () =>
      installPart(sdkPart(runtime), (folder) =>
        downloadFromSdk({ kind: 'time-skipping', folder, executable: ENTRY }, runtime),
      ),
    );
  } catch (error) {
    if (error instanceof CommandFailed) return undefined;
    throw error;
  }
}

/** @param {Runtime} runtime */
async function fetchWithMaven(runtime) {
  try {
    return await withProgress('Fetching the time-skipping test server', () =>
      installPart(mavenPart(runtime), async (folder) => {
        await runQuietly('java', ['-version']);
        await writeFile(join(folder, 'pom.xml'), POM);
        const goal = ['dependency:copy-dependencies', '-DoutputDirectory=lib', '-DincludeScope=runtime'];
        await runQuietly('mvn', ['--quiet', '--batch-mode', ...goal], { cwd: folder, env: runtime.env });
        await writeFile(join(folder, ENTRY), LAUNCHER);
        await chmod(join(folder, ENTRY), 0o755);
      }),
    );
  } catch (error) {
    throw new CannotProvision(
      'The time-skipping test server could not be had: install a JDK (11 or newer) and Maven so that it can be fetched.',
      error,
    );
  }
}
