import { type SettingRecord } from "../../terraform/environment-record";

/** The value of `name` of an item of a list. */
export function nameOfItem(
  item: SettingRecord["path"],
  settings: readonly SettingRecord[],
): string | undefined {
  const place = [...item, "name"].join("\n");
  const found = settings.find(({ path }) => path.join("\n") === place)?.value;
  return typeof found === "string" ? found : undefined;
}
