import { joinedErrors, userError } from "../../base/errors";
import { ownSourceOf } from "../../base/stack-files";
import { LOCK_NAME } from "../../base/provider-lock";
import { type Layer } from "../../base/layers";
import { valuesOfModule } from "../../terraform/at-defaults";
import { type Json, type JsonObject, StackJson, asObject, mapped } from "../../terraform/stack-json";
import { type WaivedRules } from "../../checks/suppressions";
import { type Family } from "../folding/families";
import { folded } from "../folding/fold";
import { type Growth } from "../folding/growth";
import { parametersOf } from "../variables/parameters";
import { type Parameters, parameterized, valuesOf, withoutNote } from "../variables/variable";
import { type FoundInLayer } from "../values/found-values";
import { NPX } from "../../base/program-name";
import { printedHcl } from "../hcl/document";
import { commentsIn } from "./comments";
import { componentsOf } from "./components";
import { type FileParts, byConcern } from "./concerns";
import { foldedText } from "./folded-addresses";
import { GRAMMARS } from "../../terraform/grammar";

/** A stack that becomes a root module. */
export interface HandedStack {
  readonly environment: string;
  readonly layer: Layer;
  readonly stack: StackJson;
  /** Files of its folder that synth wrote, by path. */
  readonly files: ReadonlyMap<string, string>;
}

/** A root module, before it is printed. */
export interface Module {
  readonly environment: string;
  readonly layer: Layer;
  /** The stack's JSON as checked, without cdktf's metadata. */
  readonly source: JsonObject;
  readonly parameters: Parameters;
  /** The source with variables for values, and a backend without settings. */
  readonly json: JsonObject;
  /** The same by file. Both syntaxes have the same files. */
  readonly parts: FileParts;
  /** Values of all variables at the hand-over. */
  readonly values: JsonObject;
  /** Settings of the backend. */
  readonly backend: JsonObject;
  /** Blocks with an instance for each element of a variable. */
  readonly families: readonly Family[];
  /** Places in maps of values that have no variable of their own, such as `var.models["api"].port`, by their binding. */
  readonly absorbed: ReadonlyMap<string, string>;
  /** Local charts, by path. */
  readonly assets: ReadonlyMap<string, string>;
  /** Terraform files of the owner, by path. They are handed over as they are. */
  readonly own: ReadonlyMap<string, string>;
  /** The whole stack, with the blocks of these files. */
  readonly whole: JsonObject;
  /** Lock file of the providers, as synth copied it. @default - none */
  readonly lock?: string;
  /** Terraform JSON for the first apply of a module whose backend does not exist yet, by path. */
  readonly overrides: ReadonlyMap<string, JsonObject>;
}

/** Results of trials for one layer. */
export interface Tried {
  /** Variables of single settings. @default - none */
  readonly found?: FoundInLayer | undefined;
  /** The trial with one element more in each list. @default - no list of the file becomes a variable */
  readonly growth?: Growth | undefined;
}

/** @param waivers waivers of the environment, which are comments of the blocks */
export function moduleOf(
  { environment, layer, stack, files }: HandedStack,
  { found, growth }: Tried = {},
  waivers: readonly WaivedRules[] = [],
): Module {
  const source = withoutNotes(stack.generated);
  const parameters = parametersOf(layer, source, found);
  const backends = asObject(stack.terraform["backend"]);
  const [type, ...others] = Object.keys(backends);
  if (type === undefined || others.length > 0) throw new Error(`${stack.name}: expected one backend`);
  const own = new Map([...files].filter(([path]) => ownSourceOf(path) !== undefined));
  const plain = new StackJson(stack.name, stack.generated);
  const trial = growth?.stacks.get(layer) ?? plain;
  const changes = parameterized(source, parameters);
  const given = valuesOf(source, parameters.bindings);
  const {
    json: changed,
    values,
    families,
    absorbed,
  } = folded({
    stack: plain,
    trial,
    collections: growth?.collections ?? [],
    source,
    tried: withoutNotes(trial.generated),
    json: changes,
    values: given,
    valueOf: valuesOfModule(changes, given),
    fixed: [...own.values()].join("\n"),
  });
  refuseNamesOfOwn(stack, [
    ...Object.keys(values).map((name) => `var.${name}`),
    ...Object.keys(asObject(changed["locals"])).map((name) => `local.${name}`),
  ]);
  const json = {
    ...withAddressesInDescriptions(changed, families),
    terraform: { ...asObject(changed["terraform"]), backend: { [type]: {} } },
  };
  const comments = commentsIn({ layer, json, source, families }, "hcl", waivers);
  return {
    environment,
    layer,
    source,
    parameters,
    json,
    parts: byConcern(
      json,
      componentsOf(stack, families),
      (part) => printedHcl(part, GRAMMARS.rootModule, comments).split("\n").length - 1,
    ),
    values,
    backend: asObject(backends[type]),
    assets: assetsOf(stack, source, files),
    own,
    families,
    absorbed,
    whole: stack.json,
    ...lockIn(files),
    overrides: new Map(
      [...files]
        .filter(([path]) => path.includes("/") && path.endsWith(OVERRIDE))
        .map(([path, text]) => [path.slice(0, -OVERRIDE.length), JSON.parse(text) as JsonObject]),
    ),
  };
}

/** The module with descriptions of variables that name its own blocks. */
function withAddressesInDescriptions(json: JsonObject, families: readonly Family[]): JsonObject {
  if (json["variable"] === undefined) return json;
  const variable = Object.entries(asObject(json["variable"])).map(([name, body]): [string, Json] => {
    const { description } = asObject(body);
    return typeof description === "string"
      ? [name, { ...asObject(body), description: foldedText(description, families) }]
      : [name, body];
  });
  return { ...json, variable: Object.fromEntries(variable) };
}

/** The module has variables and local values that the stack does not have. */
function refuseNamesOfOwn(stack: StackJson, names: readonly string[]): void {
  const taken = stack.own.filter(({ address }) => names.includes(address));
  if (taken.length === 0) return;
  throw joinedErrors(
    taken.map(({ address, file, line, column }) =>
      userError({
        place: `${stack.name}/${file}:${line}:${column}`,
        got: `${address}, which the handed-over module also has`,
        expected: "another name",
        fix: `rename it in ${ownSourceOf(file) ?? file} of the environment, and run ${NPX} synth`,
      }),
    ),
  );
}

const OVERRIDE = ".tf.json";

/** The module requires the same providers as its stack, so the lock fits both. */
function lockIn(files: HandedStack["files"]): Pick<Module, "lock"> {
  const lock = files.get(LOCK_NAME);
  return lock === undefined ? {} : { lock };
}

/** cdktf writes metadata under `//`, for the stack and for each resource. */
export function withoutNotes(json: JsonObject): JsonObject {
  const blocks = (section: string): JsonObject =>
    mapped(asObject(json[section]), (byName) =>
      mapped(asObject(byName), (block) => withoutNote(asObject(block))),
    );
  return mapped(withoutNote(json), (value, section) =>
    section === "resource" || section === "data" ? blocks(section) : value,
  );
}

/** Files below the `path.module` paths that the module uses. */
function assetsOf(
  stack: StackJson,
  source: JsonObject,
  files: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const named = [...JSON.stringify(source).matchAll(/\$\{path\.module\}\/([\w./-]+)/g)].map(
    ([, path = ""]) => path,
  );
  const assets = new Map<string, string>();
  for (const folder of new Set(named)) {
    const found = [...files].filter(([path]) => path === folder || path.startsWith(`${folder}/`));
    if (found.length === 0) {
      throw userError({
        place: stack.name,
        got: `no ${folder} beside its JSON`,
        expected: "the folder that synth writes",
        fix: `run ${NPX} synth`,
      });
    }
    for (const [path, text] of found) assets.set(path, text);
  }
  return assets;
}
