import { type SettingRecord } from "../../terraform/environment-record";
import { type NamedSetting, type NamedSettings } from "../stages/setting-changes";

/**
 * Settings between two sides: those of `base`, but those of `other` where `isOther` says so of a path. New items are the last of
 * their list.
 */
export function mixedSettings(
  base: NamedSettings,
  other: NamedSettings,
  isOther: (path: string) => boolean,
): SettingRecord[] {
  return renumbered(
    [...new Set([...base.keys(), ...other.keys()])].flatMap(
      (path) => (isOther(path) ? other : base).get(path) ?? [],
    ),
  );
}

/** Settings with an index for each item of a list, in the order of the settings. */
function renumbered(settings: readonly NamedSetting[]): SettingRecord[] {
  const items = new Map<string, Map<string, number>>();
  return settings.map(({ setting, outer }) => {
    const path = setting.path.map((step, at) => {
      if (typeof step !== "number") return step;
      const [list = "", item = ""] = [outer[at - 1], outer[at]];
      const known = items.get(list) ?? new Map<string, number>();
      items.set(list, known);
      const index = known.get(item) ?? known.size;
      known.set(item, index);
      return index;
    });
    return { ...setting, path };
  });
}
