import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EnvironmentConfig } from "../environment/schema";
import { environmentSchema } from "../parts/environment-schema";
import { COMPONENTS } from "../parts/generated/registry";
import { nested } from "../terraform/settings";
import { CHECKSUM, type RefusedTrial, type TrialSynth } from "../project/trial-synth";
import { synthesize } from "./app";
import { environmentRules } from "./inputs";
import { RULES } from "../environment/load-rules";
import { formulas } from "../terraform/formulas";
import { readStacks } from "../terraform/output";

/** A synth of settings that no file has. Rules judge them where they are asked, and where the stacks are impossible. */
export const trialSynth: TrialSynth = (name, settings, asksRules = false) => {
  const { config, sums } = withoutTexts(nested(settings));
  const folder = mkdtempSync(join(tmpdir(), "synth-"));
  try {
    const files = RULES.files.named(config).map(({ file }) => ({
      file,
      text: `${CHECKSUM}: ${sums.get(file) ?? "none"}\n`,
    }));
    const stated = formulas.statedIn(() => void synthesize([{ name, config, files }], folder));
    const stacks = new Map(readStacks(folder, "edited").map(({ layer, stack }) => [layer, stack]));
    return { stacks, formulas: stated, ...(asksRules ? { refused: refusalsOf(config) } : {}) };
  } catch {
    return { refused: refusalsOf(config) };
  } finally {
    rmSync(folder, { recursive: true });
  }
};

function refusalsOf(config: EnvironmentConfig): RefusedTrial[] {
  const parsed = environmentSchema.safeParse(config);
  if (!parsed.success)
    return parsed.error.issues.map(({ path, message }) => ({ path: path.map(stepOf), text: message }));
  return environmentRules(parsed.data).map(({ path, expected, fix }) => ({
    path,
    text: `${expected}; ${fix}`,
  }));
}

const stepOf = (step: PropertyKey): string | number => (typeof step === "number" ? step : String(step));

/** The record has the name of a file with the checksum of its text, which replaces the text here. */
const NAMED_FILE = /^(.*) \(sha256 ([0-9a-f]{12})\)$/;

/** A configuration with the names of its files, and the checksum of each. */
function withoutTexts(settings: unknown) {
  const sums = new Map<string, string>();
  const visit = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(visit);
    if (typeof value === "object" && value !== null)
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, visit(item)]));
    const [, file, sum] = (typeof value === "string" && NAMED_FILE.exec(value)) || [];
    if (file === undefined || sum === undefined) return value;
    sums.set(file, sum);
    return file;
  };
  const { components, ...rest } = visit(settings) as Partial<EnvironmentConfig>;
  const config = {
    ...rest,
    ...(components ? { components: withoutOwn(components) } : {}),
  } as EnvironmentConfig;
  return { config, sums };
}

/** Components of the owner make blocks of own files, which are a cause themselves. */
const withoutOwn = (components: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(components).filter(([id]) => COMPONENTS.some((each) => each.id === id)));
