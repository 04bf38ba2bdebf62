import { isDeepStrictEqual } from "node:util";
import {
  type Json,
  type JsonObject,
  type StackJson,
  type SynthesizedResource,
  asArray,
  asObject,
} from "../../stack-json";
import { blocksOf } from "../nested-blocks";
import { type BodyComparer, shownBody } from "./bodies";
import { type Tally } from "./tally";
import { bareName } from "../../own-files/own-blocks";

/** A resource or data source of the stack. */
export type StackBlock = Pick<SynthesizedResource, "address" | "type" | "config">;

/** Blocks of a stack that plans can contain, with the data sources in its checks. */
export const plannableBlocks = (stack: StackJson): readonly StackBlock[] => [
  ...stack.resources(),
  ...stack.dataSources(),
  ...labelled("ephemeral", stack.json["ephemeral"]),
  ...Object.values(asObject(stack.json["check"])).flatMap((check: Json) =>
    blocksOf(check).flatMap((body) => labelled("data", asObject(body)["data"])),
  ),
];

/** Blocks with two labels, each an object or a list with one. */
const labelled = (prefix: string, byType: Json | undefined): StackBlock[] =>
  Object.entries(asObject(byType)).flatMap(([type, byName]) =>
    Object.entries(asObject(byName)).map(([name, body]) => ({
      address: `${prefix}.${type}.${name}`,
      type,
      config: asObject(blocksOf(body)[0]),
    })),
  );

/** Compares resources and data sources that both sides have. */
export class ResourceComparer {
  constructor(
    private readonly tally: Tally,
    private readonly bodies: BodyComparer,
  ) {}

  compare(planned: JsonObject, { address, type, config }: StackBlock, isVerbatim: boolean): void {
    this.repetition(address, planned, config, isVerbatim);
    this.provider(address, planned, config["provider"] ?? type.split("_")[0] ?? "");
    this.dependencies(address, planned["depends_on"], config["depends_on"]);
    this.provisioners(address, asArray(planned["provisioners"]), config["provisioner"], isVerbatim);
    this.bodies.compare({
      address,
      prefix: "",
      configured: asObject(planned["expressions"]),
      written: config,
      isVerbatim,
    });
    // Plans contain neither of them.
    this.tally.unread(["lifecycle", "connection"].filter((key) => config[key] !== undefined).length);
  }

  /** `count` and `for_each`. */
  repetition(address: string, planned: JsonObject, written: JsonObject, isVerbatim: boolean): void {
    for (const name of ["count", "for_each"]) {
      const expression = planned[`${name}_expression`];
      this.bodies.argument(
        { address, prefix: "", isVerbatim },
        name,
        expression === undefined ? undefined : asObject(expression),
        written[name],
      );
    }
  }

  dependencies(address: string, planned: Json | undefined, written: Json | undefined): void {
    if (planned === undefined && written === undefined) return;
    const [is, was] = [planned, written].map((each) => [...new Set(asArray(each).map(bareText))].sort());
    if (isDeepStrictEqual(is, was)) this.tally.equal();
    else this.tally.changed(address, "depends_on", was, is);
  }

  private provider(address: string, planned: JsonObject, written: Json): void {
    const [is, was] = [planned["provider_config_key"] ?? "", bareText(written)];
    if (is === was) this.tally.equal();
    else this.tally.changed(address, "provider", was, is);
  }

  private provisioners(
    address: string,
    planned: readonly Json[],
    written: Json | undefined,
    isVerbatim: boolean,
  ): void {
    const own = provisionersIn(written);
    for (let index = 0; index < Math.max(planned.length, own.length); index += 1) {
      const [one, other] = [planned[index], own[index]];
      const is = one === undefined ? undefined : asObject(one);
      const isSameType = is !== undefined && other !== undefined && is["type"] === other.type;
      if (isSameType) this.provisioner(`provisioner[${index}].`, address, is, other.body, isVerbatim);
      else {
        const before = other === undefined ? "nothing" : `${other.type} ${JSON.stringify(other.body)}`;
        const after =
          is === undefined
            ? "nothing"
            : `${String(is["type"])} ${JSON.stringify(shownBody(asObject(is["expressions"])))}`;
        this.tally.worded(address, `provisioner[${index}]: ${before} -> ${after}`, true);
      }
    }
  }

  private provisioner(
    prefix: string,
    address: string,
    planned: JsonObject,
    { when, on_failure, connection, ...written }: JsonObject,
    isVerbatim: boolean,
  ): void {
    this.tally.unread([when, on_failure, connection].filter((each) => each !== undefined).length);
    this.bodies.compare({
      address,
      prefix,
      configured: asObject(planned["expressions"]),
      written,
      isVerbatim,
    });
  }
}

/** Provisioners in their order. */
const provisionersIn = (written: Json | undefined) =>
  blocksOf(written).flatMap((each) =>
    Object.entries(asObject(each)).flatMap(([type, bodies]) =>
      blocksOf(bodies as Json).map((body) => ({ type, body: asObject(body) })),
    ),
  );

const bareText = (value: Json): string => String(bareName(value));
