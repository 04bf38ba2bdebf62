import { entriesOf } from "../../src/infrastructure/network-entries";
import { loadBalancersOf } from "../../src/infrastructure/network-load-balancers";
import { entry } from "../../src/environment/schema/entry";
import { environmentPlan } from "../support/altered";
import { planWith } from "../support/changed-plans";
import { ENVIRONMENTS, configWith } from "../support/environments";
import { isComplete } from "../support/covering-sample";
import { WITH_DEMO } from "./cases/reference-blocks";
import { edited, reviewOf } from "./pairs";

const CHANGES: Readonly<Record<string, object>> = { "retail-forecast-option-b": WITH_DEMO };

const planOf = (environment: string) => planWith(environment, CHANGES[environment] ?? {});

/** Blocks by which clients or people reach something, of all reference environments: what emits entries, not a list of it. */
const ENTRIES = ENVIRONMENTS.flatMap((environment) => {
  const plan = environmentPlan(planOf(environment));
  const blocks = [...entriesOf(plan), ...loadBalancersOf(plan)].map(({ resource }) => resource);
  const own = blocks.filter(({ type }) => !type.startsWith("data."));
  return [...new Map(own.map((each) => [`${each.layer}/${each.address}`, each])).values()].map(
    ({ layer, address, type }) => ({ environment, layer, address, type }),
  );
});

test("the reference environments have each kind of entry", () => {
  const kinds = entry.options.map(({ shape: { type } }) =>
    String(("value" in type ? type : type.unwrap()).value),
  );
  const used = new Set<string>(ENVIRONMENTS.map((environment) => configWith(environment).entry.type));
  expect(kinds.filter((kind) => kind !== "none" && !used.has(kind))).toEqual([]);
  expect(kinds).toContain("nlb");
  expect(ENTRIES.length).toBeGreaterThan(ENVIRONMENTS.length);
});

/** One entry of each type. */
const OF_TYPES = [...new Map(ENTRIES.map((each) => [each.type, each])).values()];

test.each(isComplete ? ENTRIES : OF_TYPES)("the end of $address in $environment stops the merge", (each) => {
  const { environment, layer, address } = each;
  const [type = "", name = ""] = address.split(".");
  const pair = edited(planOf(environment), (layers) => {
    Reflect.deleteProperty(layers[layer]["resource"][type] as object, name);
  });
  const { lines } = reviewOf(pair);
  expect(lines.filter((line) => line.harm === "outage" && line.address === address)).not.toEqual([]);
});
