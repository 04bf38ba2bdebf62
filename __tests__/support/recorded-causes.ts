import { causesIn } from "../../src/synth/app";
import { type LoadedFile } from "../../src/environment/loader/named-files";
import { formatPath } from "../../src/environment/problems";
import { type EnvironmentConfig } from "../../src/environment/schema";
import { environmentSettings } from "../../src/environment/settings";
import { VERSION } from "../../src/base/version";
import { type EnvironmentRecord, type SettingRecord } from "../../src/terraform/environment-record";
import { withApp } from "./built-app";

/** The causes that synth records for a configuration. */
export const causesFor = (name: string, config: EnvironmentConfig): EnvironmentRecord["causes"] =>
  withApp({ name, config }, (app) => causesIn(app).get(name) ?? []);

/** The record of a configuration. */
export const recordFor = (name: string, config: EnvironmentConfig): EnvironmentRecord => ({
  waivers: [],
  settings: settingsFor(config),
  causes: causesFor(name, config),
  version: VERSION,
});

/**
 * The settings of a configuration. Every value counts as written, with its path as its location.
 * @param files files that it names, of which the settings have checksums
 */
export const settingsFor = (config: EnvironmentConfig, files: readonly LoadedFile[] = []): SettingRecord[] =>
  environmentSettings({
    name: "",
    file: "",
    config,
    locate: () => ({ file: "", line: 1, column: 1 }),
    texts: new Map(),
    files,
    writtenAt: () => undefined,
  }).map((setting) => ({ ...setting, at: formatPath(setting.path) })) as SettingRecord[];
