import { groupBy } from "../../base/group-by";
import { type JsonObject, asObject, blocks } from "../../terraform/stack-json";
import { blockAddress } from "../../terraform/terraform-references";
import { unescapeTemplates } from "../../terraform/terraform-templates";
import { type Comparison, type Difference, type Normalisation, comparedModules } from "./compare";
import { Expansion } from "../../terraform/expand";
import { Mistake } from "../../terraform/mistake";
import { movesIn, movesTo } from "../../terraform/moves";
import { type ReadModule } from "./read-hcl";
import { GRAMMARS } from "../../terraform/grammar";

/** A written module, as read back. */
export interface ModuleFiles {
  /** All files of the module, merged. */
  readonly module: ReadModule;
  /** Values of its variables. */
  readonly values: JsonObject;
  /** Settings of its backend. */
  readonly backend: JsonObject;
  /** Whether it was read from HCL. */
  readonly isHcl: boolean;
}

export interface Proof {
  /** Differences between the written module and the synthesized stack. */
  readonly differences: readonly Difference[];
  readonly values: number;
  readonly normalisations: readonly Normalisation[];
}

/**
 * Compares a written module with its two sources: with `intended`, which has variables, and with `source`, which was
 * synthesized and checked. For that, the module is expanded with the values of its variables, and its `moved` blocks
 * lead each instance back to its address in the source.
 */
export function prove(source: JsonObject, intended: JsonObject, written: ModuleFiles): Proof {
  const { module, values, isHcl } = written;
  const asIntended = comparedModules({
    grammar: GRAMMARS.rootModule,
    foundIsHcl: isHcl,
    calls: module.calls,
    expected: withMoves(intended, movesIn(intended).map(moveText)),
    found: withMoves(module.json, movesIn(module.json).map(moveText)),
  });
  const own = namesOf(source, "variable");
  const asSynthesized = expandedComparison(source, written);
  const ofOwnVariables = comparedModules({
    grammar: GRAMMARS.valuesFile,
    expected: Object.fromEntries(
      own.map((name) => [name, asObject(asObject(source["variable"])[name])["default"] ?? null]),
    ),
    found: Object.fromEntries(Object.entries(values).filter(([name]) => own.includes(name))),
  });
  return {
    differences: [
      ...asIntended.differences.map(of("intended module")),
      ...asSynthesized.differences.map(of("synthesized stack")),
      ...ofOwnVariables.differences.map(of("value of a variable")),
      ...unmatched(namesOf(intended, "variable"), Object.keys(values)),
    ],
    values: asSynthesized.values,
    normalisations: [...new Set([...asIntended.normalisations, ...asSynthesized.normalisations])],
  };
}

const of =
  (side: string) =>
  (difference: Difference): Difference => ({ ...difference, text: `${side}: ${difference.text}` });

/** Compares the module with the source, both expanded. */
function expandedComparison(source: JsonObject, written: ModuleFiles): Comparison {
  const { module, backend, isHcl } = written;
  const values = isHcl ? unescapeTemplates(written.values) : written.values;
  const own = { openVariables: namesOf(source, "variable"), keptLocals: namesOf(source, "locals") };
  try {
    const ofSource = movesIn(source).map(moveText);
    const moves = movesIn(module.json).filter((move) => !ofSource.includes(moveText(move)));
    const [inSource, inModule] = [
      new Expansion(source, {}, own).addresses(),
      new Expansion(module.json, values, own).addresses(),
    ];
    const read = readAgain(moves, [inSource, inModule], [source, module.json], values, own);
    const { renamed, differences } = movesTo([...moves, ...read], inSource, inModule);
    const together = togetherIn(renamed);
    const found = new Expansion(module.json, values, { ...own, renamed }).whole();
    const comparison = comparedModules({
      grammar: GRAMMARS.rootModule,
      expected: withMoves(new Expansion(source, {}, { ...own, together }).whole(), ofSource),
      found: withMoves(
        withoutNew(found, source, backend),
        movesIn(module.json)
          .map(moveText)
          .filter((text) => ofSource.includes(text)),
      ),
    });
    return { ...comparison, differences: [...differences, ...comparison.differences] };
  } catch (error) {
    if (!(error instanceof Mistake)) throw error;
    const difference = { text: error.message, addresses: error.blocks };
    return { differences: [difference], values: 0, normalisations: [] };
  }
}

/** Addresses of the source that are instances of one block of the module. Terraform knows dependencies of whole blocks only. */
function togetherIn(renamed: ReadonlyMap<string, string>): Map<string, readonly string[]> {
  const blocks = [...groupBy(renamed, ([to]) => blockAddress(to)).values()];
  return new Map(
    blocks.flatMap((block) => {
      const instances = block.map(([, from]) => from);
      return instances.map((from) => [from, instances] as const);
    }),
  );
}

/** Data sources have no state and no move: one with another address is the one of its type with the same arguments. */
function readAgain(
  moves: ReturnType<typeof movesIn>,
  [inSource, inModule]: readonly [readonly string[], readonly string[]],
  [source, module]: readonly [JsonObject, JsonObject],
  values: JsonObject,
  own: { readonly openVariables: readonly string[]; readonly keptLocals: readonly string[] },
): ReturnType<typeof movesIn> {
  const isOther = (others: readonly string[]) => (address: string) =>
    address.startsWith("data.") && !others.includes(address);
  const left = inSource.filter(isOther(inModule));
  if (left.length === 0) return [];
  const { renamed } = movesTo(moves, inSource, inModule);
  const [before, after] = [
    new Expansion(source, {}, own).whole(),
    new Expansion(module, values, { ...own, renamed }).whole(),
  ];
  const free = inModule.filter(isOther(inSource));
  return left.flatMap((from) => {
    const index = free.findIndex((to) => areEqualData(blockOf(before, from), blockOf(after, to)));
    const [to] = index < 0 ? [] : free.splice(index, 1);
    return to === undefined ? [] : [{ from, to }];
  });
}

/** A data source of an expanded module, as the only one of its type. */
function blockOf(json: JsonObject, address: string): JsonObject {
  const [, type = "", name = ""] = /^data\.([^.]+)\.(.*)$/s.exec(address) ?? [];
  return { data: { [type]: { same: asObject(asObject(json["data"])[type])[name] ?? {} } } };
}

const areEqualData = (expected: JsonObject, found: JsonObject): boolean =>
  comparedModules({ grammar: GRAMMARS.rootModule, expected, found }).differences.length === 0;

const moveText = (move: { readonly from: string; readonly to: string }): string =>
  JSON.stringify([move.from, move.to]);

/** A module with these moves, in one order. */
function withMoves(json: JsonObject, moves: readonly string[]): JsonObject {
  const others = only(json, (section) => section !== "moved");
  if (moves.length === 0) return others;
  const blocks = [...moves].sort().map((text) => {
    const [from = "", to = ""] = JSON.parse(text) as string[];
    return { from, to };
  });
  return { ...others, moved: blocks };
}

/** The module without variables that the source does not have, and with the settings of its backend. */
function withoutNew(json: JsonObject, source: JsonObject, backend: JsonObject): JsonObject {
  const own = namesOf(source, "variable");
  return {
    ...json,
    variable: only(asObject(json["variable"]), (name) => own.includes(name)),
    terraform: blocks(json["terraform"]).map((block) =>
      block["backend"] === undefined
        ? block
        : { ...block, backend: withSettings(asObject(block["backend"]), backend) },
    ),
  };
}

const only = (object: JsonObject, isWanted: (name: string) => boolean): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([name]) => isWanted(name)));

const withSettings = (backend: JsonObject, settings: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(backend).map(([type, body]) => [
      type,
      blocks(body).map((own) => ({ ...settings, ...own })),
    ]),
  );

const namesOf = (json: JsonObject, section: string): string[] => Object.keys(asObject(json[section]));

function unmatched(declared: readonly string[], given: readonly string[]): Difference[] {
  const differ = (name: string, problem: string): Difference => ({
    text: `variable ${name}: ${problem}`,
    addresses: [`variable.${name}`],
  });
  return [
    ...declared.filter((name) => !given.includes(name)).map((name) => differ(name, "got no value")),
    ...given
      .filter((name) => !declared.includes(name))
      .map((name) => differ(name, "got a value but no declaration")),
  ];
}
