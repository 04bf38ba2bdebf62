import { counted } from "../../../src/base/counted";
import { withLlmDefaults } from "../../../src/environment/loader/llm-defaults";
import { formatPath } from "../../../src/environment/problems";
import { type EnvironmentConfig } from "../../../src/environment/schema";
import { type environmentSchema } from "../../../src/parts/environment-schema";
import { environmentRules } from "../../../src/synth/inputs";
import { type SettingPath } from "../../../src/terraform/cause-record";
import { configAfter, keyEdits } from "../../review/every-key-edits";
import { type SettingEdit } from "../../review/setting-edits";
import { textsFor } from "../../support/synthesized-texts";
import { leafOf } from "./leaf-keys";
import { type OwnEdits } from "./own-edits";

type Schema = typeof environmentSchema;
type Holder = Readonly<Record<string | number, unknown>>;

/** The Terraform of an environment. The record of its settings, which has all of them, is another file. */
const terraformOf = (config: EnvironmentConfig): string =>
  [...textsFor({ name: "edited", config }).values()].join("\n");

/** Whether the mapping or list of a key is there. An edit that adds it, such as a part, changes Terraform by itself. */
const hasHolder = (config: EnvironmentConfig, path: SettingPath): boolean =>
  path.slice(0, -1).reduce<unknown>((value, step) => (value as Holder | undefined)?.[step], config) !==
  undefined;

/** Keys of which an edit was seen to change Terraform, and how many edits of each other one were not. */
export class Effects {
  private readonly seen = new Set<string>();
  private readonly without = new Map<string, number>();

  constructor(
    private readonly schema: Schema,
    private readonly keys: ReadonlySet<string>,
  ) {}

  /** Makes edits of keys that no other edit has reached. Each must be of a key of the schema, and accepted. */
  makeOwn({ file, edits }: OwnEdits): void {
    const config = this.schema.parse(withLlmDefaults(file));
    const before = terraformOf(config);
    for (const [path, value] of edits) {
      if (!hasHolder(config, path))
        throw new Error(`${formatPath(path)}: got an edit that adds more than its key`);
      const edit = { path, value, kind: "changed" };
      const after = this.accepted(file, edit);
      if (after === undefined) throw new Error(`${formatPath(path)}: got an edit that is refused`);
      this.note(this.keyAt(path), before, after);
    }
  }

  /** Makes edits with values that other environments have, until one of each key has an effect. */
  makeEach(configs: readonly EnvironmentConfig[]): void {
    const editsIn = keyEdits(this.schema, configs);
    for (const config of configs) {
      const before = terraformOf(config);
      for (const edit of editsIn(config)) {
        const key = leafOf(edit.key);
        if (!this.keys.has(key) || this.seen.has(key) || !hasHolder(config, edit.path)) continue;
        const after = this.accepted(config, edit);
        if (after) this.note(key, before, after);
      }
    }
  }

  /** Makes edits of all keys of each environment at once, as far as each is accepted after the others. */
  makeTogether(configs: readonly EnvironmentConfig[]): { keys: ReadonlySet<string>; hasEffect: boolean } {
    const editsIn = keyEdits(this.schema, configs);
    const keys = new Set<string>();
    const hasEffect = configs.map((config) => {
      let after = config;
      for (const edit of editsIn(config)) {
        const key = leafOf(edit.key);
        const isMeant = this.keys.has(key) && hasHolder(config, edit.path);
        const changed = isMeant ? this.accepted(after, edit) : undefined;
        if (!changed) continue;
        keys.add(key);
        after = changed;
      }
      return terraformOf(after) !== terraformOf(config);
    });
    return { keys, hasEffect: hasEffect.includes(true) };
  }

  /** Keys without an effect, each with the number of its edits. */
  get missing(): string[] {
    return [...this.keys]
      .filter((key) => !this.seen.has(key))
      .map((key) => `${key}: ${withoutEffect(this.without.get(key) ?? 0)}`);
  }

  private accepted(file: object, edit: SettingEdit): EnvironmentConfig | undefined {
    const after = configAfter(file as EnvironmentConfig, edit, this.schema);
    return after && environmentRules(after).length === 0 ? after : undefined;
  }

  private note(key: string, before: string, after: EnvironmentConfig): void {
    if (terraformOf(after) === before) this.without.set(key, (this.without.get(key) ?? 0) + 1);
    else this.seen.add(key);
  }

  /** The key of the schema at a path, whose steps can be free names. */
  private keyAt(path: SettingPath): string {
    const keys = path.reduce<string[]>(
      (found, step) =>
        found.flatMap((key) => (typeof step === "number" ? [`${key}.*`] : [`${key}.${step}`, `${key}.*`])),
      [""],
    );
    const known = keys.map(leafOf).find((key) => this.keys.has(key));
    if (known === undefined) throw new Error(`${formatPath(path)}: got a path without a key of the schema`);
    return known;
  }
}

const withoutEffect = (edits: number): string =>
  edits === 0
    ? "no file has an accepted edit of it; add one to own-edits.ts"
    : `none of ${counted(edits, "accepted edit")} changes Terraform; emit it, add an edit of a file that emits it to own-edits.ts, or write its reason into without-effect.json`;
