import { type $ZodType, globalRegistry } from "zod/v4/core";
import { innerOf } from "../../environment/value-schemas";
import { type SettingPath } from "../../terraform/cause-record";
import { formsAt } from "../variables/schema-forms";

/** The first sentence of the schema about a setting; undefined if it has none. */
export function sentenceOf(path: SettingPath): string | undefined {
  const step = path.at(-1);
  for (const { _zod } of formsAt(path.slice(0, -1))) {
    if (_zod.def.type !== "object" || step === undefined) continue;
    for (let schema: $ZodType | undefined = _zod.def.shape[step]; schema; schema = innerOf(schema)) {
      const text = globalRegistry.get(schema)?.description;
      if (text !== undefined) return /^.*?[.](?= |$)/.exec(text)?.[0] ?? text;
    }
  }
  return undefined;
}
