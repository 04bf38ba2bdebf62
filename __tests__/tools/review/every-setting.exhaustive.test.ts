import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { causesIn } from "../../../src/tools/synth/app";
import { formatPath } from "../../../src/platform/environment/loader/problems";
import { type EnvironmentConfig } from "../../../src/platform/environment/schema";
import { environmentSchema } from "../../../src/platform/parts/environment-schema";
import { partRules } from "../../../src/platform/parts/rules";
import { splitStackName } from "../../../src/shared/terraform/layers";
import { type Cause, Causes } from "../../../src/tools/review/causes";
import { compareEnvironments } from "../../../src/tools/review/compare-environments";
import { named } from "../../../src/tools/review/setting-changes";
import { type EnvironmentRecord } from "../../../src/proof/terraform-json/environment-record";
import { type OutputStack } from "../../../src/proof/terraform-json/output";
import { type JsonObject, StackJson } from "../../../src/proof/terraform-json/stack-json";
import { withApp } from "../../support/built-app";
import { isComplete, isWhole } from "../../support/covering-sample";
import { ENVIRONMENTS, configWith } from "../../support/environments";
import { ATTACHMENT, GATEWAY, IDS, MORE_IDS, WITH_GATEWAY, existing } from "../../support/network-by-ids";
import { settingsFor } from "../../support/recorded-causes";
import { type SettingEdit, appearing, editsOf, withEdit } from "./setting-edits";

interface Synthesized {
  readonly stacks: readonly OutputStack[];
  /** JSON of the stacks, in their order. */
  readonly texts: readonly string[];
  readonly record: EnvironmentRecord;
}

const EVERY_OPTION = environmentSchema.parse(
  parse(readFileSync("__tests__/real/terraform/every-option/every-option.yaml", "utf8")),
);

const SUBJECTS: readonly (readonly [name: string, config: EnvironmentConfig])[] = [
  ["every-option", EVERY_OPTION],
  ...ENVIRONMENTS.map((name) => [name, configWith(name)] as const),
  ["network-by-ids", configWith(WITH_GATEWAY, existing(IDS))],
  [
    "network-with-more-ids",
    configWith(WITH_GATEWAY, existing(MORE_IDS, { attachments: [{ ...GATEWAY, attachmentId: ATTACHMENT }] })),
  ],
];

/** A stack that is the same as before is the same object, which makes a comparison fast. */
function synthesized(name: string, config: EnvironmentConfig, before?: Synthesized): Synthesized {
  return withApp({ name, config }, (app, all) => {
    const texts = all.map((stack) => JSON.stringify(stack.toTerraform()));
    const stacks = all.map((stack, index): OutputStack => {
      const text = texts[index] ?? "";
      const same = before?.stacks[before.texts.indexOf(text)];
      if (same) return same;
      const { environment = name, layer = "state" } = splitStackName(stack.node.id) ?? {};
      const json = new StackJson(stack.node.id, JSON.parse(text) as JsonObject);
      return { environment, layer, folder: "", after: [], stack: json };
    });
    const causes = causesIn(app).get(name) ?? [];
    return { stacks, texts, record: { waivers: [], settings: settingsFor(config), causes } };
  });
}

/** Kinds of edits that the tests below have made: most settings shape the same blocks in each environment. */
const seen = new Set<string>();

/** Settings that shape other blocks with each kind of entry, or with each kind of network. */
const VARIES = /^(entry|network\.(egress|zones|existing))/;

/** Name of the type and scheme of the entry, or of the egress and the origin of the network, that a setting depends on. */
function kindFor(setting: string, { entry, network }: EnvironmentConfig): string {
  const { type, scheme } = { scheme: undefined, ...entry };
  return setting.startsWith("entry")
    ? `${type} ${scheme}`
    : `${network.egress} ${network.existing === undefined ? "new" : "existing"}`;
}

/** All other kinds are values of a list. */
const FORMS = ["changed", "longer", "shorter", "added"];

/** Whether no edit of its kind was made yet. In a sample, the settings of one mapping are alike. */
function isNew({ path, kind }: SettingEdit, config: EnvironmentConfig): boolean {
  const steps = path.map((step, index) =>
    typeof step === "number" || path[index - 1] === "nodeGroups" ? "*" : step,
  );
  const form = FORMS.includes(kind) ? kind : "listed";
  const setting = steps.join(".");
  if (isComplete && VARIES.test(setting)) return true;
  const variant = VARIES.test(setting) ? kindFor(setting, config) : "";
  const pattern = isWhole ? `${setting} ${kind} ${variant}` : `${steps.slice(0, -1).join(".")} ${form}`;
  return seen.size < seen.add(pattern).size;
}

/** Lines of the review of one edit whose cause is not this edit, and the number of all lines. */
function linesOf(name: string, before: Synthesized, config: EnvironmentConfig, edit: SettingEdit) {
  const edited = withEdit(config, edit);
  const after = synthesized(name, edited, before);
  const changes = compareEnvironments({ environment: name, before: before.stacks, after: after.stacks });
  const causes = new Causes(before.record, after.record, changes);
  const path = [config, edited].map((side) => named(edit.path, side));
  const isEdit = (cause: Cause): boolean =>
    cause.by === "settings" &&
    cause.settings.every((each) =>
      path.some((some) => each.path.startsWith(some) || some.startsWith(each.path)),
    );
  const all = [...changes.resources, ...changes.others];
  const wrong = all.filter((change) => !isEdit(causes.ofChange(change)) || !isEdit(causes.ofAction(change)));
  return {
    count: all.length,
    wrong: wrong.map(({ layer, address, edits }) => {
      const what = edits.map(({ argument }) => argument).join(", ");
      return `${formatPath(edit.path)} to ${JSON.stringify(edit.value)}: ${layer}/${address} ${what}`;
    }),
  };
}

test.each(SUBJECTS)(
  "%s: an edit of one setting is the cause of every line of its review",
  (name, config) => {
    const before = synthesized(name, config);
    const accepted = [...editsOf(before.record.settings), ...appearing(config)].filter(
      // synth refuses an edit that breaks a rule of a part
      (edit) => partRules(withEdit(config, edit)).length === 0,
    );
    const edits = accepted.filter((edit, index) => isNew(edit, config) || index === 0);
    const results = edits.map((edit) => linesOf(name, before, config, edit));
    expect(results.flatMap(({ wrong }) => wrong)).toEqual([]);
    expect(results.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThanOrEqual(edits.length);
  },
  300_000,
);
