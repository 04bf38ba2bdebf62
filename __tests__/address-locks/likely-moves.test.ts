import { likelyMoves } from "../../src/address-locks/likely-moves";
import { type JsonObject, StackJson } from "../../src/terraform-json/stack-json";
import { type Layer } from "../../src/core/layers";
import { planWith } from "../support/changed-plans";
import { ENVIRONMENTS } from "../support/environments";
import { planOf } from "../support/reference-plans";
import { beforeRename } from "../support/renames";

const addressesOf = (stack: StackJson): string[] => stack.resources().map(({ address }) => address);

/** For a stack before, whose lock alone is there, as in a fresh checkout. */
const NO_SYNTH = "no synth";

/** What is proposed where one synth follows another, or only its lock does. */
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
  "%s: each resource that alone is renamed is found again, with all arguments",
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

test("all of a stack renamed at once is found again where the arguments tell one from the other", () => {
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

test("nothing is proposed for a model that gets another name: Terraform would replace its objects all the same", () => {
  for (const layer of ["cluster", "models"] as const) {
    const [before, now] = [renamedModel("old-api", layer), renamedModel("new-api", layer)];
    expect(addressesOf(before)).not.toEqual(addressesOf(now));
    expect(proposed(before, now)).toEqual([]);
  }
});

test("tells what else changed", () => {
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

test("proposes nothing of another type or with most arguments changed", () => {
  const before = stackOf({ resource: { aws_subnet: { a: { cidr_block: "10.0.0.0/24", vpc_id: "v" } } } });
  expect(
    proposed(before, stackOf({ resource: { aws_vpc: { a: { cidr_block: "10.0.0.0/24", vpc_id: "v" } } } })),
  ).toEqual([]);
  expect(
    proposed(
      before,
      stackOf({ resource: { aws_subnet: { b: { cidr_block: "10.0.9.0/24", vpc_id: "w" } } } }),
    ),
  ).toEqual([]);
});

test("nothing is proposed for such a model where there was no synth before, either", () => {
  for (const layer of ["cluster", "models"] as const) {
    const [before, now] = [renamedModel("old-api", layer), renamedModel("new-api", layer)];
    expect(addressesOf(before)).not.toEqual(addressesOf(now));
    expect(proposed(before, now, NO_SYNTH)).toEqual([]);
  }
});

test("goes by the address where there was no synth before, and says so", () => {
  const before = stackOf({ resource: { aws_subnet: { private_a: {}, edge: {} } } });
  const now = stackOf({ resource: { aws_subnet: { privat_a: {}, something_else_altogether: {} } } });
  expect(proposed(before, now, NO_SYNTH)).toEqual([
    { from: "aws_subnet.private_a", to: "aws_subnet.privat_a" },
  ]);
});

test("proposes each address once", () => {
  const twins = { a: { vpc_id: "v" }, b: { vpc_id: "v" } };
  const before = stackOf({ resource: { aws_subnet: twins } });
  const now = stackOf({ resource: { aws_subnet: { c: { vpc_id: "v" } } } });
  expect(proposed(before, now)).toHaveLength(1);
});
