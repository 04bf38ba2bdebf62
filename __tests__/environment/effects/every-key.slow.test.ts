import { withLlmDefaults } from "../../../src/environment/loader/llm-defaults";
import { valueSchemasOf } from "../../../src/environment/value-schemas";
import { environmentSchema, environmentSchemaOf } from "../../../src/parts/environment-schema";
import { COMPONENTS } from "../../../src/parts/generated/registry";
import { z } from "../../../src/base/zod";
import { EXAMPLES } from "../../review/every-key-edits";
import { configWith } from "../../support/environments";
import { leafKeys } from "./leaf-keys";
import { FILE_WITHOUT_EFFECTS, OWN_EDITS } from "./own-edits";
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

/** The environment with every option, and one with the accepted keys that it lacks. */
const TOGETHER = [environmentSchema.parse(withLlmDefaults(FILE_WITHOUT_EFFECTS)), EVERY_OPTION];

test("each accepted key is one of the schema, once, and edits of all together change no Terraform", () => {
  expect(ACCEPTED.filter((key) => !KEYS.has(key))).toEqual([]);
  expect(new Set(ACCEPTED).size).toBe(ACCEPTED.length);
  const effects = new Effects(environmentSchema, new Set(ACCEPTED));
  const { keys, hasEffect } = effects.makeTogether(TOGETHER);
  // No file has another value of these and is the same otherwise: kinds of layers have all layers together.
  expect(ACCEPTED.filter((key) => !keys.has(key))).toEqual([
    ".account",
    ".network.attachments.*.type",
    ".models.*.llm.card.attention.*.layers",
  ]);
  expect(hasEffect).toBe(false);
});

test("an accepted key that changes Terraform is refused", () => {
  const effects = new Effects(environmentSchema, new Set([...ACCEPTED, ".models.*.port"]));
  expect(effects.makeTogether(TOGETHER).hasEffect).toBe(true);
});

describe("a key that nothing reads is named", () => {
  const planted = z.strictObject({ isRead: z.boolean().default(false) }).optional();
  const schema = environmentSchemaOf(COMPONENTS, { "cert-manager": planted });
  const config = configWith("mlapp");
  const missingIn = (components: object): readonly string[] => {
    const effects = new Effects(schema, new Set([".components.cert-manager.isRead"]));
    effects.makeEach([{ ...config, components: { ...config.components, ...components } }]);
    return effects.missing;
  };

  test("where edits reach it", () => {
    expect(missingIn({ "cert-manager": { isRead: false } })).toEqual([
      ".components.cert-manager.isRead: none of 2 accepted edits changes Terraform; emit it, add an edit of a file that emits it to own-edits.ts, or write its reason into without-effect.json",
    ]);
  });

  test("where an edit would add the part, which changes Terraform by itself", () => {
    expect(missingIn({})).toEqual([
      ".components.cert-manager.isRead: no file has an accepted edit of it; add one to own-edits.ts",
    ]);
  });
});
