import { Testing } from "cdktf";
import { buildApp, causesIn } from "../../src/app";
import { formatPath } from "../../src/config/loader/problems";
import { type EnvironmentConfig } from "../../src/config/schema";
import { settingsOf } from "../../src/config/settings";
import { type CauseRecord } from "../../src/core/cause-record";
import { type EnvironmentRecord, type SettingRecord } from "../../src/terraform-json/environment-record";

/** The causes that synth records for a configuration. */
export function causesFor(name: string, config: EnvironmentConfig): readonly CauseRecord[] {
  const app = buildApp([{ name, config }], Testing.stubVersion(Testing.app()).outdir);
  return causesIn(app).get(name) ?? [];
}

/** The record of a configuration. */
export const recordFor = (name: string, config: EnvironmentConfig): EnvironmentRecord => ({
  waivers: [],
  settings: settingsFor(config),
  causes: causesFor(name, config),
});

/** The settings of a configuration. Every value counts as written, with its path as its location. */
export const settingsFor = (config: EnvironmentConfig): SettingRecord[] =>
  settingsOf({
    name: "",
    file: "",
    config,
    locate: () => ({ file: "", line: 1, column: 1 }),
    writtenAt: () => undefined,
  }).map((setting) => ({ ...setting, at: formatPath(setting.path) })) as SettingRecord[];
