import { environmentSchema } from "../../parts/environment-schema";
import { childSchemas, valueSchemasOf } from "../../environment/value-schemas";
import { type SettingPath } from "../../terraform/cause-record";

/** Forms of a value that the schema of environments accepts. */
export type Forms = ReturnType<typeof valueSchemasOf>;

/** Forms that the schema of environments accepts for a setting; none if it has no such setting. */
export const formsAt = (path: SettingPath): Forms =>
  path.reduce(childSchemas, valueSchemasOf(environmentSchema));

/** Keys of the file that checks, costs and reports read, and no stack. */
export const UNSHAPED: ReadonlySet<unknown> = new Set([
  "waivers",
  "acceptedBlocks",
  "trusted",
  "prices",
  "quotas",
  "instanceTypes",
]);

/** Whether a setting is a map with keys of its owner. */
export const isRecord = (path: SettingPath): boolean =>
  formsAt(path).some(({ _zod }) => _zod.def.type === "record");
