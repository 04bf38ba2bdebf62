import { namedSubnets, subnetsOf } from "../../../src/infrastructure/network-routes";
import { environmentPlan } from "../../support/altered";
import { SUBNETS, withIds } from "../../support/network-by-ids";

const PLAN = environmentPlan(withIds());
const [SUBNET] = SUBNETS;
const named = (value: string) => namedSubnets(PLAN, { layer: "network", value: [value] });

test("an existing subnet is the same by its id as by its data source", () => {
  const read = [...subnetsOf(PLAN).values()].find(({ resource }) => resource.config.id === SUBNET);
  expect(named(`\${${read?.resource.address}.id}`)).toEqual([read]);
  expect(named(String(SUBNET))).toEqual([read]);
});

test("an id that no data source reads names no subnet", () => {
  expect(named("subnet-0f0f0f0f0f0f0f0f0")).toEqual([]);
});
