import {
  block,
  blocks,
  isTrue,
  type Json,
  type JsonObject,
  number,
  StackJson,
  text,
  texts,
} from "../../../src/terraform/stack-json";
import {
  EnvironmentPlan,
  type PlannedResource,
  type ResourceOf,
} from "../../../src/terraform/environment-plan";
import { isOfType } from "../../../src/terraform/arguments/of-type";

// `npm run types` compiles this file: a line below `@ts-expect-error` that compiles is an error.

const stack = new StackJson("test-network", {
  resource: {
    aws_vpc: { main: { cidr_block: "10.0.0.0/16", enable_dns_support: "true", tags: { Name: "main" } } },
    aws_eks_cluster: { main: { name: "main", vpc_config: [{ subnet_ids: ["a", "b"] }] } },
    aws_security_group: { main: { ingress: [{ from_port: 443, cidr_blocks: ["10.0.0.0/8"] }] } },
    aws_vcp: { main: { cidr_blok: "10.0.0.0/16" } },
  },
  data: { aws_vpc: { found: { filter: { name: "tag:Name", values: ["main"] } } } },
});
const plan = new EnvironmentPlan("test", [{ layer: "network", stack }]);

test("arguments of a known type are read by their names", () => {
  const [vpc] = plan.resources("aws_vpc");
  expect(text(vpc?.config.cidr_block)).toBe("10.0.0.0/16");
  expect(isTrue(vpc?.config.enable_dns_support)).toBe(true);
});

test("a misspelled argument of a known type does not compile", () => {
  const [vpc] = plan.resources("aws_vpc");
  // @ts-expect-error: the schema has no such argument
  expect(vpc?.config.cidr_blok).toBeUndefined();
  // @ts-expect-error: the schema has no such argument
  expect(vpc?.config["cidr_blok"]).toBeUndefined();
});

test("an attribute that only the provider sets does not compile", () => {
  const [vpc] = plan.resources("aws_vpc");
  // @ts-expect-error: the schema has no such argument
  expect(vpc?.config.arn).toBeUndefined();
});

test("the meta-arguments of Terraform are known for each type", () => {
  const [vpc] = plan.resources("aws_vpc");
  expect([vpc?.config.count, vpc?.config.for_each, vpc?.config.lifecycle]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test("nested blocks are typed through `block` and `blocks`", () => {
  const [cluster] = plan.resources("aws_eks_cluster");
  expect(texts(block(cluster?.config.vpc_config).subnet_ids)).toEqual(["a", "b"]);
  expect(blocks(cluster?.config.vpc_config).map(({ subnet_ids: ids }) => texts(ids))).toEqual([["a", "b"]]);
  // @ts-expect-error: the schema has no such argument
  expect(block(cluster?.config.vpc_config).subnet_id).toBeUndefined();
  // @ts-expect-error: the schema has no such argument
  expect(blocks(cluster?.config.vpc_config).map((each) => each.subnet_id)).toEqual([undefined]);
});

test("objects of an attribute are typed through `blocks`", () => {
  const [group] = plan.resources("aws_security_group");
  expect(blocks(group?.config.ingress).map(({ from_port: port }) => number(port))).toEqual([443]);
  // @ts-expect-error: the schema has no such argument
  expect(blocks(group?.config.ingress).map(({ port }) => port)).toEqual([undefined]);
});

test("an argument of another type does not compile", () => {
  const [vpc] = plan.resources("aws_vpc");
  // @ts-expect-error: the schema has no such argument
  expect(vpc?.config.vpc_config).toBeUndefined();
});

test("a data source has the arguments of the data source", () => {
  const [found] = plan.resources("data.aws_vpc");
  expect(texts(block(found?.config.filter).values)).toEqual(["main"]);
  // @ts-expect-error: the schema has no such argument
  expect(found?.config.instance_tenancy).toBeUndefined();
});

test("other types and texts give untyped arguments", () => {
  const [misspelled] = plan.resources("aws_vcp");
  expect(misspelled?.config["cidr_blok"]).toBe("10.0.0.0/16");
  const byText: readonly PlannedResource[] = ["aws_vpc", "aws_vcp"].flatMap((type) => plan.resources(type));
  expect(byText.map(({ config }) => config["cidr_blok"])).toEqual([undefined, "10.0.0.0/16"]);
});

test("a typed resource and its arguments are values for helpers without types", () => {
  const nameOf = ({ config }: PlannedResource): string | undefined => text(config["name"]);
  const keys = (config: JsonObject): string[] => Object.keys(config);
  const isText = (value: Json | undefined): boolean => typeof value === "string";
  expect(plan.resources("aws_eks_cluster").map(nameOf)).toEqual(["main"]);
  expect(plan.resources("aws_vpc").map(({ config }) => keys(config))).toEqual([
    ["cidr_block", "enable_dns_support", "tags"],
  ]);
  expect(plan.resources("aws_eks_cluster").map(({ config }) => isText(config.vpc_config))).toEqual([false]);
});

test("a resource of an unknown type is typed by a question for its type", () => {
  const target = plan.target({ layer: "network", value: "${data.aws_vpc.found.id}" });
  expect(isOfType(target, "aws_vpc")).toBe(false);
  expect(isOfType(undefined, "aws_vpc")).toBe(false);
  expect(isOfType(target, "data.aws_vpc") && texts(block(target.config.filter).values)).toEqual(["main"]);
  // @ts-expect-error: the schema has no such argument
  expect(isOfType(target, "data.aws_vpc") && target.config.cidr_blok).toBeUndefined();
});

test("a parameter takes resources of its type alone", () => {
  const rangeOf = ({ config }: ResourceOf<"aws_vpc">): string | undefined => text(config.cidr_block);
  expect(plan.resources("aws_vpc").map(rangeOf)).toEqual(["10.0.0.0/16"]);
  // @ts-expect-error: a security group has arguments that a VPC does not have
  expect(plan.resources("aws_security_group").map(rangeOf)).toEqual([undefined]);
});
