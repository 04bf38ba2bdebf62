import { type Json, type JsonObject, asObject } from "../../terraform/stack-json";
import { validation } from "./limits";
import { type BindingTarget, type Parameters, type Path, seek } from "./variable";

/** Kinds of resources that a network by ids reads: the type, the end of the variable's name, and words for people. */
const KINDS = [
  { type: "aws_vpc", variable: "vpc_id", prefix: "vpc", what: "the VPC" },
  { type: "aws_subnet", variable: "subnet_id", prefix: "subnet", what: "the subnet" },
  { type: "aws_security_group", variable: "security_group_id", prefix: "sg", what: "the security group" },
  { type: "aws_vpc_endpoint", variable: "vpc_endpoint_id", prefix: "vpce", what: "the endpoint" },
  {
    type: "aws_ec2_transit_gateway_vpc_attachment",
    variable: "attachment_id",
    prefix: "tgw-attach",
    what: "the attachment",
  },
  { type: "aws_vpc_peering_connection", variable: "attachment_id", prefix: "pcx", what: "the attachment" },
] as const;

interface GivenId {
  readonly id: string;
  readonly variable: string;
  readonly prefix: string;
  readonly description: string;
}

/** A variable for each id of an existing network, at each place of the module, also within conditions and messages. */
export function networkIds(json: JsonObject): Pick<Parameters, "bindings" | "derived"> {
  const ids = [...idsOfResources(json), ...idsOfTables(json)];
  const places = textsIn(json, []).filter(([, text]) => ids.some(({ id }) => text.includes(id)));
  return {
    bindings: ids.map(({ id, variable, prefix, description }) => ({
      variable: {
        name: variable,
        type: "string",
        description,
        value: id,
        validations: [
          validation(
            `can(regex("^${prefix}-[0-9a-f]{8,17}$", var.${variable}))`,
            `Expected an id such as ${prefix}-0123456789abcdef0.`,
          ),
        ],
      },
      targets: places.filter(([, text]) => text === id).map(([path]) => ({ path })),
    })),
    derived: places.flatMap(([path, text]): Required<BindingTarget>[] =>
      ids.some(({ id }) => id === text) ? [] : [{ path, template: withVariables(text, ids) }],
    ),
  };
}

function idsOfResources(json: JsonObject): GivenId[] {
  return KINDS.flatMap(({ type, variable, prefix, what }) =>
    Object.entries(asObject(seek(json, ["data", type]) ?? {})).flatMap(([name, block]) => {
      const { id } = asObject(block);
      if (typeof id !== "string" || !id.startsWith(`${prefix}-`)) return [];
      const isOnly = type === "aws_vpc";
      return [
        {
          id,
          variable: isOnly ? variable : `${name}_${variable}`,
          prefix,
          description: isOnly ? `Id of ${what}.` : `Id of ${what} ${name}.`,
        },
      ];
    }),
  );
}

/** Route tables with an id, which the readings of the tables of subnets verify. Subnets can share one. */
function idsOfTables(json: JsonObject): GivenId[] {
  const found = new Map<string, string>();
  for (const [name, block] of Object.entries(asObject(seek(json, ["data", "aws_route_table"]) ?? {}))) {
    const id = /self\.route_table_id == "(rtb-[0-9a-f]+)"/.exec(
      JSON.stringify(block).replaceAll('\\"', '"'),
    )?.[1];
    if (id !== undefined && !found.has(id)) found.set(id, name);
  }
  return [...found].map(([id, name]) => ({
    id,
    variable: `${name}_route_table_id`,
    prefix: "rtb",
    description: `Id of the route table of the subnet ${name}.`,
  }));
}

/** An id is a literal in an expression, and a part of any other text. */
function withVariables(text: string, ids: readonly GivenId[]): string {
  const isExpression = /^\$\{[^]*\}$/.test(text);
  return ids.reduce(
    (written, { id, variable }) =>
      isExpression
        ? written.replaceAll(`"${id}"`, `var.${variable}`)
        : written.replaceAll(id, `\${var.${variable}}`),
    text,
  );
}

/** All texts of the module with their paths, without metadata. */
function textsIn(value: Json, path: Path): (readonly [path: Path, text: string])[] {
  if (typeof value === "string") return [[path, value]];
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, item]) =>
    key === "//" ? [] : textsIn(item as Json, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}
