import { type $ZodType, globalRegistry } from "zod/v4/core";
import { childSchemas, innerOf, valueSchemasOf } from "../../../platform/environment/loader/value-schemas";
import { environmentSchema } from "../../../platform/parts/environment-schema";
import { type SettingPath } from "../../../shared/terraform/cause-record";

/** The first sentence of the schema about a setting; undefined if it has none. */
export function sentenceOf(path: SettingPath): string | undefined {
  const step = path.at(-1);
  const forms = path.slice(0, -1).reduce(childSchemas, valueSchemasOf(environmentSchema));
  for (const { _zod } of forms) {
    if (_zod.def.type !== "object" || step === undefined) continue;
    for (let schema: $ZodType | undefined = _zod.def.shape[step]; schema; schema = innerOf(schema)) {
      const text = globalRegistry.get(schema)?.description;
      if (text !== undefined) return /^.*?[.](?= |$)/.exec(text)?.[0] ?? text;
    }
  }
  return undefined;
}
