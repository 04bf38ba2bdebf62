import { type Layer } from "../../src/base/layers";
import { type EnvironmentRecord, NO_RECORD } from "../../src/terraform/environment-record";
import { type Bundle, bundleOf } from "../../src/handoff/bundle/bundle";
import { NONE_RECORDED } from "../../src/handoff/bundle/images";
import { type Provenance } from "../../src/handoff/bundle/provenance";
import { type Format, SYNTAXES } from "../../src/handoff/module/format";
import { type Module, moduleOf } from "../../src/handoff/module/module";
import { planWith } from "./changed-plans";
import { ENVIRONMENTS } from "./environments";
import { foundIn } from "./found-values";
import { grown } from "./growths";
import { handedStacks } from "./handed-stacks";
import { type Plan } from "./plan";
import { planOf } from "./reference-plans";
import { SharedResults } from "./shared-results";

export const FORMATS = Object.keys(SYNTAXES) as Format[];
export const BUNDLE_LAYERS = ["state", "network", "cluster", "platform", "models"] as const;
/** No example of an id in a message has these digits. */
export const COMMIT = "5ea1ed0ca5e5";

/** Bundles of reference environments, each written once. */
class Bundles {
  private readonly loaded = new Map<string, Bundle>();
  private readonly shared: SharedResults<Bundle>;

  constructor(
    name: string,
    private readonly write: (environment: string, format: Format) => Promise<Bundle>,
  ) {
    this.shared = new SharedResults(name);
  }

  /** Writes the bundles in all formats. */
  async load(environments: readonly string[] = ENVIRONMENTS): Promise<void> {
    for (const format of FORMATS) {
      for (const environment of environments) {
        const key = keyOf(environment, format);
        if (!this.loaded.has(key)) this.loaded.set(key, await this.written(environment, format));
      }
    }
  }

  private async written(environment: string, format: Format): Promise<Bundle> {
    const key = keyOf(environment, format);
    return this.shared.get(key) ?? this.shared.store(key, await this.write(environment, format));
  }

  bundle(environment: string, format: Format = "hcl"): Bundle {
    const found = this.loaded.get(keyOf(environment, format));
    if (!found) throw new Error(`${environment}: no bundle, load it first`);
    return found;
  }

  /** Text of a file. */
  file(environment: string, path: string, format: Format = "hcl"): string {
    const text = this.bundle(environment, format).files.get(path);
    if (text === undefined) throw new Error(`${environment} has no ${path}`);
    return text;
  }
}

const keyOf = (environment: string, format: Format): string => `${environment} ${format}`;

/** A bundle of any plan, as of an output folder without recorded settings: no trial finds its maps and variables. */
export const bundleOfPlan = (plan: Plan, format: Format = "hcl"): Promise<Bundle> =>
  bundleOf(handedStacks(plan), { environment: plan.environment, commit: COMMIT, format });

/** The bundle of a reference environment that a user gets: with maps of its lists. */
export function handedBundle(
  environment: string,
  form: Pick<Provenance, "format" | "isOwned">,
  record: EnvironmentRecord = NO_RECORD,
): Promise<Bundle> {
  const { stacks, growth } = grown(environment);
  return bundleOf(stacks, { environment, commit: COMMIT, ...form }, [], {
    ...NONE_RECORDED,
    growth,
    values: foundIn(planOf(environment)),
    record,
  });
}

/** The same of a reference environment with a change of its file, in HCL. */
export function changedBundle(environment: string, change: object): Promise<Bundle> {
  const { stacks, growth } = grown(environment, change);
  return bundleOf(stacks, { environment, commit: COMMIT, format: "hcl" }, [], {
    ...NONE_RECORDED,
    growth,
    values: foundIn(planWith(environment, change)),
    record: NO_RECORD,
  });
}

const handed = new Bundles("bundles", (environment, format) => handedBundle(environment, { format }));

/** Writes the bundles that users get, in all formats. Use it in `beforeAll`. */
export const loadBundles = (environments: readonly string[] = ENVIRONMENTS): Promise<void> =>
  handed.load(environments);

/** A loaded bundle of a reference environment. */
export const bundle = (environment: string, format?: Format): Bundle => handed.bundle(environment, format);

/** Text of a file in a loaded bundle. */
export const file = (environment: string, path: string, format?: Format): string =>
  handed.file(environment, path, format);

const modulesOf = new Map<string, ReadonlyMap<Layer, Module>>();

/** The modules of a hand-over that a user gets, before they are printed: with maps of its lists. */
export function handedModules(environment: string): ReadonlyMap<Layer, Module> {
  const found = modulesOf.get(environment) ?? handedModulesNow(environment);
  modulesOf.set(environment, found);
  return found;
}

/** One of them. */
export function handedModule(environment: string, layer: Layer): Module {
  const module = handedModules(environment).get(layer);
  if (!module) throw new Error(`${environment} has no ${layer}`);
  return module;
}

function handedModulesNow(environment: string): ReadonlyMap<Layer, Module> {
  const { stacks, growth } = grown(environment);
  const { layers } = foundIn(planOf(environment));
  return new Map(
    stacks.map((stack) => [stack.layer, moduleOf(stack, { growth, found: layers.get(stack.layer) })]),
  );
}

/** Files of one module of a bundle, by their path in the module. */
export const filesOf = ({ files }: Bundle, layer: string): Map<string, string> =>
  new Map(
    [...files].flatMap(([path, text]) =>
      path.startsWith(`${layer}/`) ? [[path.slice(layer.length + 1), text]] : [],
    ),
  );

/** Text of an HCL file in the bundle of an environment with a change. */
export async function changedFile(environment: string, change: object, path: string): Promise<string> {
  const { files } = await bundleOfPlan(planWith(environment, change));
  return files.get(path) ?? "";
}

/** Section of a page, from its heading to the next heading of the same level. */
export function section(page: string, heading: string): string {
  const from = page.indexOf(`\n${heading}\n`);
  if (from < 0) throw new Error(`no ${heading}`);
  const rest = page.slice(from + heading.length + 2);
  const end = rest.search(new RegExp(`^${heading.replace(/[^#].*/, "")} `, "m"));
  return end < 0 ? rest : rest.slice(0, end);
}

const modules = new WeakMap<Plan, Map<string, Module>>();

/** The module of one layer, before it is printed, once for each. */
export function moduleIn(plan: Plan, layer: string): Module {
  const ofPlan = modules.get(plan) ?? new Map<string, Module>();
  modules.set(plan, ofPlan);
  const module = ofPlan.get(layer) ?? moduleNow(plan, layer);
  ofPlan.set(layer, module);
  return module;
}

function moduleNow(plan: Plan, layer: string): Module {
  const stack = handedStacks(plan).find((each) => each.layer === layer);
  if (!stack) throw new Error(`no ${layer}`);
  return moduleOf(stack, { found: foundIn(plan).layers.get(stack.layer) });
}

/** The stack of one layer, without the trials that find variables. */
export function sourceIn(plan: Plan, layer: string): Module["source"] {
  const stack = handedStacks(plan).find((each) => each.layer === layer);
  if (!stack) throw new Error(`no ${layer}`);
  return moduleOf(stack).source;
}
