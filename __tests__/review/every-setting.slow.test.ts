import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { trialSynth } from "../../src/synth/trial-synth";
import { formatPath } from "../../src/environment/problems";
import { type EnvironmentConfig } from "../../src/environment/schema";
import { environmentSchema } from "../../src/parts/environment-schema";
import { partRules } from "../../src/parts/part-rules";
import { type SettingPath } from "../../src/terraform/cause-record";
import { splitStackName } from "../../src/base/layers";
import { VERSION } from "../../src/base/version";
import { type TrialSynth } from "../../src/project/trial-synth";
import { type Cause, Causes } from "../../src/review/stages/causes";
import { type OtherChange, type ResourceChange } from "../../src/review/change";
import { type EnvironmentChanges, compareEnvironments } from "../../src/review/compare-environments";
import { named } from "../../src/review/stages/setting-changes";
import { type EnvironmentRecord } from "../../src/terraform/environment-record";
import { type OutputStack } from "../../src/terraform/output";
import { type JsonObject, StackJson } from "../../src/terraform/stack-json";
import { withApp } from "../support/built-app";
import { isComplete } from "../support/covering-sample";
import { ENVIRONMENTS, configWith } from "../support/environments";
import { ATTACHMENT, GATEWAY, IDS, MORE_IDS, WITH_GATEWAY, existing } from "../support/network-by-ids";
import { settingsFor } from "../support/recorded-causes";
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
  return withApp({ name, config }, (_, all) => {
    const texts = all.map((stack) => JSON.stringify(stack.toTerraform()));
    const stacks = all.map((stack, index): OutputStack => {
      const text = texts[index] ?? "";
      const same = before?.stacks[before.texts.indexOf(text)];
      if (same) return same;
      const { environment = name, layer = "state" } = splitStackName(stack.node.id) ?? {};
      const json = new StackJson(stack.node.id, JSON.parse(text) as JsonObject);
      return { environment, layer, folder: "", after: [], stack: json };
    });
    const record = { waivers: [], settings: settingsFor(config), causes: [], version: VERSION };
    return { stacks, texts, record };
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

/** Whether no edit of its kind was made yet. In `npm test`, one setting of each section is edited. */
function isNew({ path, kind }: SettingEdit, config: EnvironmentConfig): boolean {
  const steps = path.map((step, index) =>
    typeof step === "number" || path[index - 1] === "nodeGroups" ? "*" : step,
  );
  const form = FORMS.includes(kind) ? kind : "listed";
  const setting = steps.join(".");
  if (isComplete && VARIES.test(setting)) return true;
  const variant = VARIES.test(setting) ? kindFor(setting, config) : "";
  const pattern = `${setting} ${isComplete ? kind : form} ${variant}`;
  return seen.size < seen.add(pattern).size;
}

/** An edit that is made with each other one. */
const OTHER: SettingEdit = { path: ["network", "flowLogs", "retentionDays"], value: 400, kind: "changed" };

/** Syntheses of one environment, each made once for an edit. */
class Subject {
  private readonly bySettings = new Map<string, Synthesized>();
  /** Those of every edit. */
  private readonly shared: ReadonlySet<string>;
  readonly before: Synthesized;
  readonly changesOfOther: ReadonlySet<string>;

  constructor(
    readonly name: string,
    config: EnvironmentConfig,
  ) {
    this.before = this.of(config);
    this.changesOfOther = keysOf(this.changes(this.of(withEdit(config, OTHER))));
    this.shared = new Set(this.bySettings.keys());
  }

  /** Drops the syntheses of an edit: those of all edits take gigabytes. */
  forgetEdit(): void {
    for (const key of this.bySettings.keys()) if (!this.shared.has(key)) this.bySettings.delete(key);
  }

  of(config: EnvironmentConfig): Synthesized {
    const key = JSON.stringify(settingsFor(config).map(({ path, value }) => [path, value]));
    const made = this.bySettings.get(key) ?? synthesized(this.name, config, this.before);
    this.bySettings.set(key, made);
    return made;
  }

  changes(after: Synthesized) {
    return compareEnvironments({ environment: this.name, before: this.before.stacks, after: after.stacks });
  }

  /** A synth that knows the sides of this test, and leaves those between them to the program. */
  readonly synth: TrialSynth = (name, settings) => {
    const key = JSON.stringify(settings.map(({ path, value }) => [path, value]));
    const made = this.bySettings.get(key);
    if (made) return { stacks: new Map(made.stacks.map(({ layer, stack }) => [layer, stack])) };
    return trialSynth(name, settings);
  };
}

const keysOf = ({ resources, others }: EnvironmentChanges): ReadonlySet<string> =>
  new Set([...resources, ...others].map(keyOf));

const keyOf = ({ layer, address }: ResourceChange | OtherChange): string => `${layer}/${address}`;

/** Lines of the review of an edit and another one whose cause is the wrong one, and the number of all lines. */
function linesOf(subject: Subject, config: EnvironmentConfig, edit: SettingEdit) {
  const edited = withEdit(config, edit);
  const own = keysOf(subject.changes(subject.of(edited)));
  const after = subject.of(withEdit(edited, OTHER));
  const changes = subject.changes(after);
  const causes = new Causes({
    environment: subject.name,
    before: subject.before.record,
    after: after.record,
    changed: changes,
    synth: subject.synth,
  });
  const isOf = (cause: Cause, path: SettingPath): boolean => {
    const names = [config, edited].map((side) => named(path, side));
    return (
      cause.by === "settings" &&
      cause.settings.every((each) =>
        names.some((some) => each.path.startsWith(some) || some.startsWith(each.path)),
      )
    );
  };
  const all = [...changes.resources, ...changes.others];
  const wrong = all.filter((change) => {
    const [isOwn, isOther] = [own.has(keyOf(change)), subject.changesOfOther.has(keyOf(change))];
    const found = [causes.ofChange(change), causes.ofAction(change)];
    if (isOwn && !isOther) return !found.every((cause) => isOf(cause, edit.path));
    if (isOther && !isOwn) return !found.every((cause) => isOf(cause, OTHER.path));
    return !found.every(({ by }) => by === "settings");
  });
  return {
    count: all.length,
    wrong: wrong.map((change) => {
      const words = change.edits.map(({ argument }) => argument).join(", ");
      const cause = JSON.stringify(causes.ofChange(change));
      return `${formatPath(edit.path)} to ${JSON.stringify(edit.value)}: ${keyOf(change)} ${words} has ${cause}`;
    }),
  };
}

/** In `npm test`, the environment with every option and a reference environment. */
test.each(SUBJECTS)(
  "%s: of an edit and another one, each is the cause of the lines that it has alone",
  (name, config) => {
    const subject = new Subject(name, config);
    const { before } = subject;
    const accepted = [...editsOf(before.record.settings), ...appearing(config)].filter(
      // synth refuses an edit that breaks a rule of a part
      (edit) => partRules(withEdit(config, edit)).length === 0,
    );
    const some = accepted.filter((edit, index) => isNew(edit, config) || index === 0);
    const edits = some.filter((_, index) => isComplete || index % 3 === 0);
    const results = edits.map((edit) => {
      const result = linesOf(subject, config, edit);
      subject.forgetEdit();
      return result;
    });
    expect(results.flatMap(({ wrong }) => wrong)).toEqual([]);
    expect(results.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThanOrEqual(edits.length);
  },
  300_000,
);
