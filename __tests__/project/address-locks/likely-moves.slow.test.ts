import { likelyMoves } from "../../../src/project/address-locks/likely-moves";
import { type JsonObject, StackJson } from "../../../src/terraform/stack-json";
import { type Layer } from "../../../src/base/layers";
import { planWith } from "../../support/changed-plans";
import { ENVIRONMENTS } from "../../support/environments";
import { planOf } from "../../support/reference-plans";
import { beforeRename } from "../../support/renames";

const addressesOf = (stack: StackJson): string[] => stack.resources().map(({ address }) => address);

/** Without the output of an earlier synth, as in a fresh checkout. */
const NO_SYNTH = "no synth";

/** Moves that are proposed after a change, with the output of the earlier synth or without it. */
function proposed(before: StackJson, now: StackJson, known: StackJson | typeof NO_SYNTH = before) {
  const [old, current] = [addressesOf(before), addressesOf(now)];
  return likelyMoves({
    lost: old.filter((address) => !current.includes(address)),
    added: current.filter((address) => !old.includes(address)),
    before: known === NO_SYNTH ? undefined : known,
    now,
  });
}

const renamedModel = (name: string, layer: Layer): StackJson =>
  planWith("ml-inference-prod", { models: [{ name, image: { tag: "1.4.2" }, port: 5000 }] }).stack(layer);

const stackOf = (json: object): StackJson => new StackJson("dev-network", json as JsonObject);

test.each(ENVIRONMENTS)(
  "%s: each resource that is renamed alone is matched to its new address, with equal arguments",
  (environment) => {
    const { stacks } = planOf(environment);
    let looked = 0;
    for (const stack of stacks) {
      for (const { address: to, type } of stack.resources()) {
        const from = `${type}.was_otherwise`;
        const before = new StackJson(stack.name, beforeRename(stack.json, { from, to }));
        expect(proposed(before, stack)).toEqual([{ from, to, differs: [] }]);
        looked += 1;
      }
    }
    expect(looked).toBeGreaterThan(50);
  },
);

test("several resources renamed at once are matched where their arguments distinguish them", () => {
  const stack = planOf("retail-forecast").stack("network");
  const subnets = stack.resources("aws_subnet").map(({ address }) => address);
  const associations = stack.resources("aws_route_table_association").map(({ address }) => address);
  const renames = [...subnets, ...associations].map((to) => ({ from: to.replace(".", ".was_"), to }));
  expect(renames.length).toBeGreaterThan(6);
  const json = renames.reduce(beforeRename, stack.json);
  const found = proposed(stackOf(json), stack);
  expect(found.sort((a, b) => (a.to < b.to ? -1 : 1))).toEqual(
    renames.map((each) => ({ ...each, differs: [] })).sort((a, b) => (a.to < b.to ? -1 : 1)),
  );
});

describe.each(["cluster", "models"] as const)(
  "for a renamed model, whose objects Terraform replaces, %s:",
  (layer) => {
    const [before, now] = [renamedModel("old-api", layer), renamedModel("new-api", layer)];

    test("the rename changes addresses", () => {
      expect(addressesOf(before)).not.toEqual(addressesOf(now));
    });

    test("no move is proposed", () => {
      expect(proposed(before, now)).toEqual([]);
    });

    test("no move is proposed without an earlier synth", () => {
      expect(proposed(before, now, NO_SYNTH)).toEqual([]);
    });
  },
);

test("a proposal names the arguments that differ", () => {
  const before = stackOf({
    resource: { aws_subnet: { a: { cidr_block: "10.0.0.0/24", vpc_id: "v", tags: { Name: "n" } } } },
  });
  const now = stackOf({
    resource: { aws_subnet: { b: { cidr_block: "10.0.0.0/24", vpc_id: "v", tags: { Name: "m" } } } },
  });
  expect(proposed(before, now)).toEqual([
    { from: "aws_subnet.a", to: "aws_subnet.b", differs: ["tags.Name"] },
  ]);
});

test.each([
  ["of another type", { aws_vpc: { a: { cidr_block: "10.0.0.0/24", vpc_id: "v" } } }],
  ["with most arguments changed", { aws_subnet: { b: { cidr_block: "10.0.9.0/24", vpc_id: "w" } } }],
])("no move is proposed to a resource %s", (_, resource) => {
  const before = stackOf({ resource: { aws_subnet: { a: { cidr_block: "10.0.0.0/24", vpc_id: "v" } } } });
  expect(proposed(before, stackOf({ resource }))).toEqual([]);
});

test("without an earlier synth, a proposal is based on the address alone, and lists no arguments", () => {
  const before = stackOf({ resource: { aws_subnet: { private_a: {}, edge: {} } } });
  const now = stackOf({ resource: { aws_subnet: { privat_a: {}, something_else_altogether: {} } } });
  expect(proposed(before, now, NO_SYNTH)).toEqual([
    { from: "aws_subnet.private_a", to: "aws_subnet.privat_a" },
  ]);
});

test("each new address is proposed once", () => {
  const twins = { a: { vpc_id: "v" }, b: { vpc_id: "v" } };
  const before = stackOf({ resource: { aws_subnet: twins } });
  const now = stackOf({ resource: { aws_subnet: { c: { vpc_id: "v" } } } });
  expect(proposed(before, now)).toHaveLength(1);
});

test.each([
  ["aws_eks_access_entry", { principal_arn: "arn:aws:iam::111122223333:role/platform-ops" }],
  ["aws_route", { destination_cidr_block: "10.60.0.0/16" }],
])("without an earlier synth, no move is proposed to a %s, whose values may replace it", (type, values) => {
  const before = stackOf({ resource: { [type]: { admin_platform_admin: {} } } });
  const now = stackOf({ resource: { [type]: { admin_platform_ops: values } } });
  expect(proposed(before, now, NO_SYNTH)).toEqual([]);
});
