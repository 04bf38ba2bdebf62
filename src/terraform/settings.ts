import { type SettingRecord } from "./environment-record";

/** The configuration that recorded settings come from. */
export function nested(settings: readonly SettingRecord<unknown>[]): unknown {
  const root: Record<string, unknown> = {};
  for (const { path, value } of settings) {
    let holder: Record<string | number, unknown> = root;
    path.forEach((step, index) => {
      const next = path[index + 1];
      if (next === undefined) holder[step] = value;
      else holder = (holder[step] ??= typeof next === "number" ? [] : {}) as Record<string | number, unknown>;
    });
  }
  return root;
}
