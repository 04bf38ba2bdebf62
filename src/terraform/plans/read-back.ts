import { type Json, type JsonObject, OWN_BLOCKS, type StackJson, asArray, asObject } from "../stack-json";
import { absentIn, existenceNotes } from "./absent-blocks";
import { BlockReader } from "./block-reader";
import { ExpressionReader } from "./expressions";
import { isVerbatim, localNames } from "./configuration";
import { type LeftOut, leftOutOf } from "./left-out";
import { blocksOf } from "./nested-blocks";
import { PlannedValues } from "./planned-values";
import { StackLiterals } from "./stack-literals";
import { UnknownValue, type PartialValue, type PartialObject, PartialJson } from "./partial-json";

/** The Terraform JSON of a stack, restored from a plan. */
export interface ReadBack {
  readonly json: PartialJson;
  /** Attributes that come from the synthesized stack, because the plan does not contain them. */
  readonly taken: readonly string[];
  /** Parts that no check reads. */
  readonly leftOut: readonly LeftOut[];
}

/**
 * Restores the Terraform JSON of a plan. Values that plans do not contain, or that are known after apply, come from the
 * synthesized stack if there is one. Values that are still not known are gaps.
 */
export function readBack(plan: JsonObject, folder: StackJson | undefined): ReadBack {
  return new PlanReader(plan, folder).read();
}

class PlanReader {
  private readonly configuration: JsonObject;
  private readonly root: JsonObject;
  private readonly resources: readonly JsonObject[];
  private readonly values: PlannedValues;
  private readonly expressions: ExpressionReader;
  private readonly blocks: BlockReader;
  private readonly sources: ReadonlyMap<string, JsonObject>;
  /** Addresses of resources of the configuration that the plan has no instance of. */
  private readonly absent: ReadonlySet<string>;
  private readonly taken = new Set<string>();

  constructor(
    private readonly plan: JsonObject,
    private readonly folder: StackJson | undefined,
  ) {
    this.configuration = asObject(plan["configuration"]);
    this.root = asObject(this.configuration["root_module"]);
    this.resources = asArray(this.root["resources"]).map(asObject);
    this.sources = new Map(
      [...(folder?.resources() ?? []), ...(folder?.dataSources() ?? [])].map((each) => [
        each.address,
        each.config,
      ]),
    );
    this.values = new PlannedValues(plan);
    const addresses = new Set(this.resources.map(({ address }) => String(address)));
    this.absent = absentIn(plan);
    const onTaken = (address: string, attribute: string) => this.taken.add(`${attribute} of ${address}`);
    this.expressions = new ExpressionReader(
      this.values,
      isVerbatim(this.configuration),
      (address) => addresses.has(address),
      new StackLiterals(folder),
      onTaken,
    );
    this.blocks = new BlockReader(this.expressions, onTaken);
  }

  read(): ReadBack {
    const sections: Record<string, PartialObject> = {
      "//": { ...this.ownBlocks(), ...existenceNotes(this.absent) },
      terraform: this.terraform(),
      provider: this.providers(),
      variable: this.variables(),
      locals: this.locals(),
      data: this.section("data"),
      resource: this.section("managed"),
      output: this.outputs(),
    };
    const present = Object.entries(sections).filter(([, section]) => Object.keys(section).length > 0);
    return {
      json: new PartialJson(Object.fromEntries(present)),
      taken: [...this.taken],
      leftOut: leftOutOf(this.plan, this.values),
    };
  }

  /** Plans do not say in which file a block is. */
  private ownBlocks(): PartialObject {
    const { [OWN_BLOCKS]: own = [] } = asObject(this.folder?.json["//"]);
    return asArray(own).length > 0 ? { [OWN_BLOCKS]: own } : {};
  }

  private section(mode: "managed" | "data"): PartialObject {
    const byType: Record<string, Record<string, PartialValue>> = {};
    for (const resource of this.resources) {
      if (resource["mode"] !== mode || this.absent.has(String(resource["address"]))) continue;
      (byType[String(resource["type"])] ??= {})[String(resource["name"])] = this.resource(resource);
    }
    return byType;
  }

  private resource(resource: JsonObject): PartialObject {
    const { provider_config_key, depends_on, provisioners } = resource;
    const address = String(resource["address"]);
    const source = this.sources.get(address);
    return {
      ...this.repetition(address, resource, source),
      ...(String(provider_config_key).includes(".") ? { provider: String(provider_config_key) } : {}),
      ...(depends_on === undefined ? {} : { depends_on }),
      ...this.blocks.read({
        address,
        prefix: "",
        configured: asObject(resource["expressions"]),
        instances: this.values.instancesOf(address),
        source,
      }),
      ...(provisioners === undefined ? {} : { provisioner: this.provisioners(address, provisioners) }),
      ...this.inNoPlan(address, "lifecycle", source),
    };
  }

  /** `count` or `for_each`. Plans omit one without references; the keys of the instances show that it exists. */
  private repetition(address: string, resource: JsonObject, source: JsonObject | undefined): PartialObject {
    const keys = this.values.instancesOf(address).map(({ key }) => typeof key);
    const isThere = {
      count: resource["count_expression"] ?? (keys.includes("number") ? {} : undefined),
      for_each: resource["for_each_expression"] ?? (keys.includes("string") ? {} : undefined),
    };
    return Object.fromEntries(
      Object.entries(isThere).flatMap(([attribute, expression]) =>
        expression === undefined
          ? []
          : [
              [
                attribute,
                this.expressions.read(asObject(expression), {
                  address,
                  attribute,
                  values: [],
                  source: source?.[attribute],
                }),
              ],
            ],
      ),
    );
  }

  private provisioners(address: string, provisioners: Json): PartialValue {
    return asArray(provisioners)
      .map(asObject)
      .map(({ type, expressions }) => ({
        [String(type)]: this.blocks.read({
          address,
          prefix: `provisioner.${String(type)}.`,
          configured: asObject(expressions),
          instances: [],
          source: undefined,
        }),
      }));
  }

  /** An attribute that plans never contain: from the synthesized stack, or a gap if the stack lacks the block. */
  private inNoPlan(address: string, attribute: string, source: JsonObject | undefined): PartialObject {
    if (source === undefined) {
      return {
        [attribute]: new UnknownValue(
          { address, attribute, why: "plans do not contain it" },
          undefined,
          false,
        ),
      };
    }
    const value = source[attribute];
    if (value === undefined) return {};
    this.taken.add(`${attribute} of ${address}`);
    return { [attribute]: value };
  }

  private outputs(): PartialObject {
    return Object.fromEntries(
      Object.entries(asObject(this.root["outputs"])).map(([name, output]) => {
        const { expression, ...rest } = asObject(output);
        const value = this.expressions.read(asObject(expression), {
          address: `output.${name}`,
          attribute: name,
          values: [{ key: undefined, value: this.values.output(name) }],
          source: asObject(this.folder?.outputs[name])["value"],
        });
        return [name, { ...rest, value }];
      }),
    );
  }

  private providers(): PartialObject {
    const byName: Record<string, PartialValue[]> = {};
    for (const [key, config] of Object.entries(this.providerConfigs())) {
      const { alias, expressions } = config;
      if (expressions === undefined && alias === undefined) continue;
      const name = String(config["name"]);
      const sources = blocksOf(this.folder?.providers[name]).map(asObject);
      (byName[name] ??= []).push({
        ...(alias === undefined ? {} : { alias }),
        ...this.blocks.read({
          address: `provider.${key}`,
          prefix: "",
          configured: asObject(expressions),
          instances: [],
          source: sources.find((each) => each["alias"] === alias),
        }),
      });
    }
    return byName;
  }

  private terraform(): PartialObject {
    const required: Record<string, Json> = {};
    for (const { name, full_name, version_constraint: version } of Object.values(this.providerConfigs())) {
      const source = String(full_name).replace(/^registry\.(?:terraform\.io|opentofu\.org)\//, "");
      required[String(name)] ??= { source, ...(version === undefined ? {} : { version }) };
    }
    return {
      required_providers: required,
      ...this.inNoPlan("terraform", "backend", this.folder?.terraform),
      ...this.inNoPlan("terraform", "required_version", this.folder?.terraform),
    };
  }

  private providerConfigs(): Record<string, JsonObject> {
    return Object.fromEntries(
      Object.entries(asObject(this.configuration["provider_config"]))
        .map(([key, config]) => [key, asObject(config)] as const)
        .filter(([, { full_name }]) => full_name !== "terraform.io/builtin/terraform"),
    );
  }

  private variables(): PartialObject {
    const known = this.folder && asObject(this.folder.json["variable"]);
    return Object.fromEntries(
      Object.entries(asObject(this.root["variables"])).map(([name, variable]) => {
        const source = known?.[name] === undefined ? undefined : asObject(known[name]);
        const address = `var.${name}`;
        return [
          name,
          {
            ...asObject(variable),
            ...this.inNoPlan(address, "type", source),
            ...this.inNoPlan(address, "ephemeral", source),
          },
        ];
      }),
    );
  }

  /** Plans contain only the names of local values that expressions use. */
  private locals(): PartialObject {
    const known = this.folder && asObject(this.folder.json["locals"]);
    return Object.fromEntries(
      localNames(this.configuration).flatMap((name) =>
        Object.entries(this.inNoPlan("locals", name, known?.[name] === undefined ? undefined : known)),
      ),
    );
  }
}
