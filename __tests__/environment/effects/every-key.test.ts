import { valueSchemasOf } from "../../../src/environment/value-schemas";
import { environmentSchema, environmentSchemaOf } from "../../../src/parts/environment-schema";
import { COMPONENTS } from "../../../src/parts/generated/registry";
import { z } from "../../../src/base/zod";
import { EXAMPLES } from "../../review/every-key-edits";
import { configWith } from "../../support/environments";
import { leafKeys } from "./leaf-keys";
import { OWN_EDITS } from "./own-edits";
import { Effects } from "./search";
import accepted from "./without-effect.json";

const KEYS = new Set(leafKeys(valueSchemasOf(environmentSchema)));
const ACCEPTED = accepted.flatMap(({ keys }) => keys);

const [EVERY_OPTION, ...REFERENCES] = EXAMPLES.map(([, config]) => config);
if (!EVERY_OPTION) throw new Error("no environment");

test("each key of the schema changes Terraform, or has a reason for which it does not", () => {
  const effects = new Effects(environmentSchema, new Set([...KEYS].filter((key) => !ACCEPTED.includes(key))));
  for (const own of OWN_EDITS) effects.makeOwn(own);
  // An edit of the largest environment takes the longest.
  effects.makeEach([...REFERENCES, EVERY_OPTION]);
  expect(KEYS.size).toBeGreaterThan(400);
  expect(effects.missing).toEqual([]);
}, 300_000);

test("each accepted key is one of the schema, once, and edits of them together change no Terraform", () => {
  expect(ACCEPTED.filter((key) => !KEYS.has(key))).toEqual([]);
  expect(new Set(ACCEPTED).size).toBe(ACCEPTED.length);
  const effects = new Effects(environmentSchema, new Set(ACCEPTED));
  const { keys, hasEffect } = effects.makeTogether(EVERY_OPTION);
  expect(keys.size).toBeGreaterThan(40);
  expect(hasEffect).toBe(false);
});

test("an accepted key that changes Terraform is refused", () => {
  const effects = new Effects(environmentSchema, new Set([...ACCEPTED, ".models.*.port"]));
  expect(effects.makeTogether(EVERY_OPTION).hasEffect).toBe(true);
});

test("a key that nothing reads is named, also one that no edit reaches", () => {
  const planted = z.strictObject({ isRead: z.boolean().default(false) }).optional();
  const schema = environmentSchemaOf(COMPONENTS, { planted });
  const effects = new Effects(schema, new Set([".components.planted.isRead", ".absent"]));
  effects.makeEach([configWith("mlapp")]);
  expect(effects.missing).toEqual([
    ".components.planted.isRead: none of 2 accepted edits changes Terraform",
    ".absent: none of 0 accepted edits changes Terraform",
  ]);
});
