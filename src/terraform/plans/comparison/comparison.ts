import { type Json, type JsonObject, type StackJson, asArray, asObject } from "../../stack-json";
import { blocksOf } from "../nested-blocks";
import { isComplete, namedAddresses, plannedAddresses } from "../planned-addresses";
import { isVerbatim } from "../configuration";
import { BodyComparer } from "./bodies";
import { compareProviders } from "./providers";
import { ResourceComparer, type StackBlock, plannableBlocks } from "./resources";
import { ONLY_IN_STACK, ONLY_PLANNED, type PlanGap, Tally } from "./tally";

/** The configuration of a plan, compared with its stack. */
export interface PlanComparison {
  readonly differences: readonly PlanGap[];
  /** Number of values of the configuration, with those that plans do not contain. */
  readonly values: number;
  /** Number of values that were compared; the others are judged from planned values only. */
  readonly compared: number;
}

/**
 * Compares the configuration of a plan with the stack, block by block: types, addresses, providers,
 * modules, provisioners, constant values and the references of other expressions. Planned values
 * decide which of its blocks exist.
 */
export function comparedWithStack(plan: JsonObject, stack: StackJson): PlanComparison {
  return new Comparer(plan, stack).compare();
}

class Comparer {
  private readonly tally = new Tally();
  private readonly configuration: JsonObject;
  private readonly root: JsonObject;
  private readonly configured: ReadonlyMap<string, JsonObject>;
  private readonly written: ReadonlyMap<string, StackBlock>;
  private readonly bodies: BodyComparer;
  private readonly isVerbatim: (address: string) => boolean;

  constructor(
    private readonly plan: JsonObject,
    private readonly stack: StackJson,
  ) {
    this.configuration = asObject(plan["configuration"]);
    this.root = asObject(this.configuration["root_module"]);
    this.configured = new Map(
      asArray(this.root["resources"])
        .map(asObject)
        .map((each) => [addressOf(each), each]),
    );
    this.written = new Map(plannableBlocks(stack).map((each) => [each.address, each]));
    const known = new Set([
      ...this.configured.keys(),
      ...this.written.keys(),
      // References to them begin with three names, of which a reference has the first two as its block.
      ...Object.keys(asObject(stack.json["ephemeral"])).map((type) => `ephemeral.${type}`),
      ...[...this.calls.keys(), ...this.modules.keys()].map((name) => `module.${name}`),
    ]);
    this.bodies = new BodyComparer(this.tally, (address) => known.has(address));
    const isJson = isVerbatim(this.configuration);
    const inHcl = new Set(stack.own.filter(({ file }) => file.endsWith(".tf")).map(({ address }) => address));
    this.isVerbatim = (address) => isJson && !inHcl.has(address);
  }

  compare(): PlanComparison {
    const { tally, bodies, isVerbatim: isWritten } = this;
    compareProviders({
      configuration: this.configuration,
      stack: this.stack,
      tally,
      bodies,
      isVerbatim: isWritten,
    });
    this.variables();
    this.resources();
    this.moduleCalls();
    this.outputs();
    this.unplanned();
    this.notInPlans();
    const { differences, values, compared } = tally;
    return { differences, values, compared };
  }

  private get calls(): ReadonlyMap<string, JsonObject> {
    return entriesOf(this.root["module_calls"]);
  }

  private get modules(): ReadonlyMap<string, JsonObject> {
    return entriesOf(this.stack.json["module"]);
  }

  private resources(): void {
    const comparer = new ResourceComparer(this.tally, this.bodies);
    const planned = plannedAddresses(this.plan);
    for (const [address, block] of this.configured) {
      const written = this.written.get(address);
      if (!written) {
        this.tally.block(address, ONLY_PLANNED);
        continue;
      }
      const before = this.tally.differences.length;
      comparer.compare(block, written, this.isVerbatim(address));
      const isNamed = this.tally.differences.length > before;
      if (!isNamed && isAlways(block, written) && isComplete(this.plan) && !planned.has(address))
        this.tally.block(address, "the configuration has it, and the planned values do not");
    }
    for (const address of this.written.keys())
      // Terraform 1.11 leaves ephemeral blocks out of its plans.
      if (this.configured.has(address)) continue;
      else if (address.startsWith("ephemeral.")) this.tally.unread();
      else this.tally.block(address, ONLY_IN_STACK);
  }

  private moduleCalls(): void {
    for (const [name, call] of this.calls) {
      const address = `module.${name}`;
      const written = this.modules.get(name);
      const { source, version_constraint: version, expressions, module, depends_on } = call;
      this.tally.unread(blocksInModule(module));
      if (!written) {
        this.tally.worded(address, `source: nothing -> ${JSON.stringify(source ?? null)}`, true);
        continue;
      }
      const { source: from, version: range, providers, ...given } = written;
      if (providers !== undefined) this.tally.unread();
      const isWritten = this.isVerbatim(address);
      this.bodies.argument({ address, prefix: "", isVerbatim: true }, "source", constant(source), from);
      this.bodies.argument({ address, prefix: "", isVerbatim: true }, "version", constant(version), range);
      const comparer = new ResourceComparer(this.tally, this.bodies);
      comparer.repetition(address, call, written, isWritten);
      comparer.dependencies(address, depends_on, written["depends_on"]);
      this.bodies.compare({
        address,
        prefix: "",
        configured: asObject(expressions),
        written: given,
        isVerbatim: isWritten,
      });
    }
    for (const name of this.modules.keys())
      if (!this.calls.has(name)) this.tally.block(`module.${name}`, ONLY_IN_STACK);
  }

  private variables(): void {
    const [planned, written] = [entriesOf(this.root["variables"]), entriesOf(this.stack.json["variable"])];
    this.each("var", planned, written, (address, variable, own) => {
      const { default: was, description, sensitive, ...others } = own;
      this.tally.unread(Object.keys(others).filter((key) => key !== "//").length);
      this.flags(address, variable, { description, sensitive });
      if (sensitive !== true && variable["sensitive"] !== true) {
        this.bodies.argument(
          { address, prefix: "", isVerbatim: this.isVerbatim(address) },
          "default",
          constant(variable["default"]),
          was,
        );
      } else if (JSON.stringify(variable["default"]) === JSON.stringify(was)) this.tally.equal();
      else this.tally.worded(address, "default: a sensitive value -> another one");
    });
  }

  private outputs(): void {
    const [planned, written] = [entriesOf(this.root["outputs"]), entriesOf(this.stack.outputs)];
    this.each("output", planned, written, (address, output, own) => {
      const { value, description, sensitive, depends_on, ...others } = own;
      this.tally.unread(Object.keys(others).filter((key) => key !== "//").length);
      this.flags(address, output, { description, sensitive });
      const place = { address, prefix: "", isVerbatim: this.isVerbatim(address) };
      this.bodies.argument(place, "value", asObject(output["expression"]), value);
      new ResourceComparer(this.tally, this.bodies).dependencies(address, output["depends_on"], depends_on);
    });
  }

  /** Named blocks that each side may lack. */
  private each(
    prefix: string,
    planned: ReadonlyMap<string, JsonObject>,
    written: ReadonlyMap<string, JsonObject>,
    compare: (address: string, planned: JsonObject, written: JsonObject) => void,
  ): void {
    for (const name of new Set([...planned.keys(), ...written.keys()])) {
      const [one, other] = [planned.get(name), written.get(name)];
      const address = `${prefix}.${name}`;
      if (one && other) compare(address, one, other);
      else this.tally.block(address, one ? ONLY_PLANNED : ONLY_IN_STACK);
    }
  }

  /** Settings that a plan leaves out where they are false or empty. */
  private flags(
    address: string,
    planned: JsonObject,
    {
      description,
      sensitive,
    }: { readonly description: Json | undefined; readonly sensitive: Json | undefined },
  ): void {
    const place = { address, prefix: "", isVerbatim: this.isVerbatim(address) };
    const shown = (value: Json | undefined) => (value === "" || value === false ? undefined : value);
    for (const [name, written] of Object.entries({ description, sensitive }))
      this.bodies.argument(place, name, constant(shown(planned[name])), shown(written));
  }

  /** Planned values of blocks that the configuration does not have. */
  private unplanned(): void {
    for (const address of namedAddresses(this.plan)) {
      const isThere = address.startsWith("module.")
        ? this.calls.has(address.slice("module.".length))
        : this.configured.has(address);
      if (!isThere) this.tally.block(address, "the planned values have it, and the configuration does not");
    }
  }

  /** Blocks of the stack that no plan contains. */
  private notInPlans(): void {
    const { json, terraform } = this.stack;
    this.tally.unread(entriesOf(json["locals"]).size || Object.keys(asObject(json["locals"])).length);
    for (const section of ["moved", "removed", "import", "check"])
      this.tally.unread(blocksOf(json[section]).length);
    this.tally.unread(["backend", "required_version"].filter((key) => terraform[key] !== undefined).length);
  }
}

const entriesOf = (value: Json | undefined): ReadonlyMap<string, JsonObject> =>
  new Map(Object.entries(asObject(value)).map(([name, item]) => [name, asObject(blocksOf(item)[0])]));

const constant = (value: Json | undefined): JsonObject | undefined =>
  value === undefined ? undefined : { constant_value: value };

/** The address by the names of the block. */
const addressOf = ({ mode, type, name }: JsonObject): string =>
  `${mode === "managed" ? "" : `${String(mode)}.`}${String(type)}.${String(name)}`;

/** True for a managed block without `count` and `for_each`. */
const isAlways = (planned: JsonObject, { config }: StackBlock): boolean =>
  planned["mode"] === "managed" && config["count"] === undefined && config["for_each"] === undefined;

/** Blocks in a module and in the modules that it calls. */
function blocksInModule(module: Json | undefined): number {
  const { resources, module_calls: calls } = asObject(module);
  const inside = Object.values(asObject(calls)).map((call) =>
    blocksInModule(asObject(call as Json)["module"]),
  );
  return inside.reduce((sum, each) => sum + each, asArray(resources).length);
}
