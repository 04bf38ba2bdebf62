import { type Check } from "../check";
import { servicesWithout } from "./endpoint-missing";
import TEXTS from "./texts.json";

export const endpointByNat: Check = {
  id: "endpoint-by-nat",
  severity: "warning",
  ...TEXTS["endpoint-by-nat"],
  run: (plan) => servicesWithout(plan, true),
};
