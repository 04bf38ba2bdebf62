import { configWith } from "../../../support/environments";
import { environmentPlan } from "../../../support/altered";
import { planWith } from "../../../support/changed-plans";
import { settingsFor } from "../../../support/recorded-causes";
import { type EnvironmentConfig } from "../../../../src/environment/schema";
import { statedIn } from "../../../../src/infrastructure/stated";
import { type EnvironmentPlan } from "../../../../src/terraform/environment-plan";
import { blockingFindings } from "../agreement/judged-by-checks";
import { type Covering, type Pair, type Row, covering } from "./covering";
import { DIMENSIONS, type Option, REGION } from "./dimensions";
import { rules } from "../../../../src/environment/rules/all";

/** Reference environment whose file the rows change. */
const BASE = "ml-inference-prod";

/** The configuration of a row. */
export const configOfRow = (row: Row): EnvironmentConfig => configWith(BASE, changeOf(row));

/** The synthesized stacks of a row. */
export const planOfRow = (row: Row): EnvironmentPlan => environmentPlan(planWith(BASE, changeOf(row)));

/** Rows with all pairs of options, as far as the configuration and the checks accept an environment with the pair. */
export const coveringRows = (): Covering =>
  covering({ sizes: DIMENSIONS.map(({ options }) => options.length), refusal: refusalOf });

/** Rows with all pairs of options that the configuration accepts. It is found much faster than one that checks accept too. */
export const configuredRows = (): Covering =>
  covering({ sizes: DIMENSIONS.map(({ options }) => options.length), refusal: refusedConfig });

function refusedConfig(row: Row): string | undefined {
  const [problem] = rules(configOfRow(row));
  return problem && `${problem.path.join(".")}: expected ${problem.expected}`;
}

/** The first problem of the configuration, or the first finding that stops a synth; undefined if there is none. */
export function refusalOf(row: Row): string | undefined {
  const problem = refusedConfig(row);
  if (problem !== undefined) return problem;
  const [finding] = blockingFindings(planOfRow(row), statedIn(settingsFor(configOfRow(row))));
  return finding && `${finding.check.id}: ${finding.message}`;
}

export const rowInWords = (row: Row): string =>
  DIMENSIONS.map(({ name }, dimension) => `${name}: ${optionOf(row, dimension).name}`).join(", ");

export const pairInWords = ({ first, second }: Pair): string =>
  [first, second]
    .map(({ dimension, value }) => {
      const { name, options } = DIMENSIONS[dimension] ?? { name: "", options: [] };
      return `${name}: ${options[value]?.name ?? ""}`;
    })
    .join(" + ");

function optionOf(row: Row, dimension: number): Option {
  const option = DIMENSIONS[dimension]?.options[row[dimension] ?? 0];
  if (!option) throw new Error(`no value ${row[dimension]} of dimension ${dimension}`);
  return option;
}

/** Changes of a row in the file of the base. */
function changeOf(row: Row): object {
  const options = row.map((_, dimension) => optionOf(row, dimension));
  const environment = options.reduce<Mapping>((all, each) => merged(all, each.environment ?? {}), {});
  const model = options.reduce<Mapping>((all, each) => merged(all, each.model ?? {}), {
    image: { tag: "1.0.0" },
  });
  const isMany = optionOf(row, MODELS).name === "2";
  const change = { ...environment, models: isMany ? [model, secondOf(model)] : [model] };
  const region = String(environment["region"]);
  return JSON.parse(JSON.stringify(change).replaceAll(REGION, region)) as object;
}

const MODELS = DIMENSIONS.findIndex(({ name }) => name === "models");

/** A second model with the same options, and with names and secrets of its own. */
const secondOf = ({ secrets, ...model }: Mapping): Mapping => ({
  ...model,
  name: `${String(model["name"]).slice(0, -1)}x`,
  paths: ["/second"],
  ...(Array.isArray(secrets) ? { secrets: secrets.map(ofSecond) } : {}),
});

const ofSecond = (secret: string | { readonly name: string }): unknown =>
  typeof secret === "string" ? `${secret}-second` : { ...secret, name: `${secret.name}-second` };

type Mapping = Readonly<Record<string, unknown>>;

function merged(base: Mapping, change: object): Mapping {
  const both = { ...base } as Record<string, unknown>;
  for (const [name, value] of Object.entries(change)) {
    const old = both[name];
    both[name] = isMapping(old) && isMapping(value) ? merged(old, value) : value;
  }
  return both;
}

const isMapping = (value: unknown): value is Mapping =>
  typeof value === "object" && value !== null && !Array.isArray(value);
